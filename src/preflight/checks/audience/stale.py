"""audience.stale"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.lengths import in_words
from preflight.facts import Clock, Send
from preflight.facts.given import Members
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _


class Stale(Options, frozen=True):
    """Options of audience.stale."""

    max_age: Annotated[float, option("Hours between the export and the send, above which it warns.", ge=0)] = 24.0


@check("audience.stale", severity=Severity.WARNING, mender=Mender.DATA)
def stale(send: Send, members: Members, clock: Clock, options: Stale) -> Iterator[Item]:
    """The audience was exported long before the send.

    A segment lives: people join, leave and change. What was checked yesterday is not who gets it tomorrow.

    Bad:
        html: <p>Hello</p>
        send:
          scheduled_at: 2026-11-24T09:00:00Z
          audience: {members: audience.csv, exported_at: 2026-11-20T09:00:00Z}
    Good:
        html: <p>Hello</p>
        send:
          scheduled_at: 2026-11-24T09:00:00Z
          audience: {members: audience.csv, exported_at: 2026-11-24T06:00:00Z}
    Fix: export the audience again shortly before the send, and run this again.
    """
    exported = members.spec.exported_at
    if exported is None:
        yield Skip(_("nobody says when the audience was exported"), not_given="audience.exported_at")
        return
    place = send.at("audience.exported_at")
    if exported > clock.now:
        yield Unknown(_("the audience is said to be exported at a time that is still to come"), "future", place)
        ahead = in_words((exported - clock.now).total_seconds() / 3600)
        yield Tally(_("exported {ahead} from now, which cannot be", ahead=ahead))
        return
    hours = ((send.scheduled_at or clock.now) - exported).total_seconds() / 3600
    if hours > options.max_age:
        yield Finding(
            _("the audience will be {age} old when it goes out, more than {limit}", age=in_words(hours),
              limit=in_words(options.max_age)),
            key="stale", location=place, evidence={"hours": round(hours, 1), "max_age": options.max_age},
            fix=_("Export the audience again shortly before the send, and run this again."),
        )  # fmt: skip
    words = _("exported {age} before the send, at most {limit} is fine", age=in_words(hours),
              limit=in_words(options.max_age))  # fmt: skip
    yield Tally(words, {"hours": round(hours, 1)})
