"""`preflight withdraw SEND`"""

from __future__ import annotations

from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, act, by_somebody, signer, told, version


@click.command("withdraw", cls=Configured, context_settings=SETTINGS)
@click.argument("send")
@by_somebody
@about_a_send
def command(send: str, **given: Any) -> int:
    """Take your sign-off of SEND back: the gate says STOP to this version until you approve it again.

    Exit status: 0 recorded, 2 refused, with the reason.
    """
    from preflight.ledger.acting import withdrawal

    who = signer(given)
    seen, entry = act(send, given, "withdrawal", lambda seen: withdrawal(seen.case, who))
    return told(entry, f"taken back by {who.word}: {version(seen)}")
