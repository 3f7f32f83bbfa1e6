"""`preflight waive SEND CHECK`"""

from __future__ import annotations

from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, act, by_somebody, signer, told, version


@click.command("waive", cls=Configured, context_settings=SETTINGS)
@click.argument("send")
@click.argument("check")
@click.option("--where", default="", metavar="GLOB", help="Only findings whose URL or place looks so.")
@click.option("--reason", default="", help="Why it is accepted.")
@click.option("--until", default="", metavar="DATE", help="Until the end of which day (2026-12-01).")
@click.option("--role", default="", help="As what: the checklist says who may waive.")
@click.option("--series", is_flag=True, help="For all sends of this one's series, for at most 30 days.")
@click.option("--url", default="", metavar="GLOB", help="For this URL wherever it stands, for at most 30 days.")
@by_somebody
@about_a_send
def command(send: str, check: str, **given: Any) -> int:
    """Accept one finding (f:…) or all of a CHECK for a time.

    It holds until its date, unless a number in the finding grows.

    Exit status: 0 recorded, 2 refused, with the reason.
    """
    from preflight.ledger.acting import Reach, waiver
    from preflight.registry import ids, plugins

    who = signer(given)._replace(by=given["by"] or "")
    reach = Reach("this" if given["series"] else "", given["url"], given["until"])
    known = {*ids(), *(one.id for one in plugins()[0])}
    seen, entry = act(
        send, given, "waiver",
        lambda seen: waiver(
            seen.case, who, check, given["role"], given["reason"], given["where"], reach,
            {*known, *(one.id for one in seen.policy.checks)},
        ),
    )  # fmt: skip
    return told(entry, f"{check} accepted until {given['until']} by {who.by}: {version(seen)}")
