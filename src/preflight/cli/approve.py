"""`preflight approve SEND`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, act, by_somebody, signer, told, version

if TYPE_CHECKING:
    from preflight.gate import Seen


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
    return told(entry, f"signed by {who.word}: {version(seen)}", [*since, *_of_the_run(seen)])


def _of_the_run(seen: Seen) -> list[str]:
    """What whoever signs should know: a sign-off makes no GO of what was not run, or was STOP."""
    from preflight.ledger.decision import judged
    from preflight.verdict import Verdict

    exact = seen.case.exact
    if not exact:
        return ["note: there is no run of exactly this version yet"]
    verdict = judged(seen.case, exact[-1]).verdict
    return ["note: the last run of this version is STOP"] if verdict is Verdict.STOP else []
