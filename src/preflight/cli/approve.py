"""`preflight approve SEND`"""

from __future__ import annotations

from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, act, by_somebody, signer, told, version


@click.command("approve", cls=Configured, context_settings=SETTINGS)
@click.argument("send")
@click.option("--role", default="", help="As what: a role that the checklist asks for.")
@by_somebody
@about_a_send
def command(send: str, **given: Any) -> int:
    """Sign off exactly this version of SEND. Any change to what you signed voids it.

    Exit status: 0 recorded, 2 refused, with the reason.
    """
    from preflight.ledger.acting import approval, standing

    who = signer(given)
    seen, entry = act(send, given, "approval", lambda seen: approval(seen.case, who, given["role"]))
    before = [one for one in standing(seen.case) if one.by == who.by and one.changed]
    since = [f"since {one.by} signed on {one.at[:16]}: {', '.join(one.changed)}" for one in before[-1:]]
    return told(entry, f"signed by {who.word}: {version(seen)}", since)
