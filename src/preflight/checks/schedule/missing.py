"""schedule.missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


@check("schedule.missing", severity=Severity.WARNING, mender=Mender.BUILDER)
def missing(send: Send) -> Iterator[Item]:
    """Nobody said when the send goes out.

    Without a time, nothing can be said of old exports, past dates, quiet hours and other sends on the same day, and
    the sign-off is for an unknown moment.

    Bad:
        html: <p>Sale!</p>
    Good:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-24T12:00:00+01:00}
    Fix: add scheduled_at: to the send, or trigger: for a mail that goes out when something happens.
    """
    if send.kind == "transactional":
        yield Skip(_("transactional mail goes out when something happens"))
        return
    if send.bare:
        yield Skip(_("a lone file has no place to say when it goes out"), not_given="schedule")
        return
    if send.trigger:
        yield Tally(_("1 of 1 send says when: {trigger}", trigger=send.trigger[:100]), {"sends": 1, "missing": 0})
        return
    if send.scheduled_at is None:
        yield Finding(
            _("nobody said when the send goes out"),
            key="missing",
            fix=_("Add scheduled_at: to the send, or trigger: for a mail that goes out when something happens."),
            location=send.at("scheduled_at"),
        )
    given = send.scheduled_at is not None
    yield Tally(_("{given} of 1 send says when it goes out", given=int(given)), {"sends": 1, "missing": int(not given)})
