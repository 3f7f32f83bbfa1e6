"""`preflight answer SEND ITEM`"""

from __future__ import annotations

from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, act, by_somebody, signer, told, version


@click.command("answer", cls=Configured, context_settings=SETTINGS)
@click.argument("send")
@click.argument("item")
@click.option("--pass/--fail", "passed", default=None, help="You looked, and it is right, or it is wrong.")
@click.option("--series", is_flag=True, help="For all sends of this one's series, for at most 30 days.")
@click.option("--url", default="", metavar="GLOB", help="For this URL wherever it stands, for at most 30 days.")
@click.option("--until", default="", metavar="DATE", help="Until when, with --series or --url.")
@by_somebody
@about_a_send
def command(send: str, item: str, passed: bool | None, **given: Any) -> int:
    """Answer a question of the checklist, or what a run could not tell.

    ITEM is the id of a manual item or of an unknown (u:…), or a check's id: all of its unknowns. An answer holds while
    what it is about is unchanged.

    Exit status: 0 recorded, 2 refused, with the reason.
    """
    from preflight.ledger.acting import Reach, answer

    if passed is None:
        raise click.UsageError("say --pass or --fail")
    who = signer(given)
    reach = Reach("this" if given["series"] else "", given["url"], given["until"])
    seen, entry = act(send, given, "answer", lambda seen: answer(seen.case, who, item, passed, reach))
    return told(entry, f"{item}: {'right' if passed else 'wrong'}, says {who.word}: {version(seen)}")
