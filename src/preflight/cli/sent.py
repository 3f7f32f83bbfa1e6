"""`preflight sent SEND --count N`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, by_somebody, gate_options, signer, told


@click.command("sent", cls=Configured, context_settings=SETTINGS)
@click.argument("send")
@click.option("--count", type=click.IntRange(min=0), required=True, help="How many messages really went out.")
@by_somebody
@about_a_send
def command(send: str, count: int, **given: Any) -> int:
    """Record what really went out, beside what the gate said GO to. The send's tables are not read."""
    from preflight.gate import opened
    from preflight.ledger import workspace
    from preflight.ledger.deeds import Sent
    from preflight.load import load_send

    who, options = signer(given), gate_options(given)
    name = load_send(Path(send), allow_outside=options.allow_outside).send.name
    with opened(options) as ledger:
        gone = [e for e in ledger.entries(send=name, kind="gate") if e.content.get("verdict") == "go"]
        cleared = gone[-1].content.get("rows") if gone else None
        entry = ledger.append(
            "sent", who=workspace.actor(), send=name, fingerprint=gone[-1].fingerprint if gone else "",
            body=Sent(**who.fields(), count=count, cleared=cleared),
        )  # fmt: skip
    return told(entry, f"{name}: {count:,} sent", [compared(count, cleared, bool(gone))])


def compared(count: int, cleared: int | None, gone: bool) -> str:
    """What went out beside what was cleared, in words."""
    if not gone:
        return "warning: the gate never said GO to this send"
    if cleared is None:
        return "the gate said GO without knowing how many people get it"
    if count == cleared:
        return f"exactly as many as were cleared: {cleared:,}"
    share = f"{abs(count - cleared) / cleared:.1%}" if cleared else "all of them"
    if count > cleared:
        return f"warning: {count - cleared:,} more than the {cleared:,} that were cleared ({share})"
    return f"{cleared - count:,} fewer than the {cleared:,} that were cleared ({share})"
