"""`preflight reject SEND`"""

from __future__ import annotations

from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, act, by_somebody, signer, told, version


@click.command("reject", cls=Configured, context_settings=SETTINGS)
@click.argument("send")
@click.option("--role", default="", help="As what.")
@by_somebody
@about_a_send
def command(send: str, **given: Any) -> int:
    """Refuse exactly this version of SEND: the gate says STOP to it until you approve it after all.

    Exit status: 0 recorded, 2 refused, with the reason.
    """
    from preflight.ledger.acting import rejection

    who = signer(given)
    seen, entry = act(send, given, "rejection", lambda _seen: rejection(who, given["role"]))
    return told(entry, f"refused by {who.word}: {version(seen)}")
