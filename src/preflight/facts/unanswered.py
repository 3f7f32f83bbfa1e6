"""Why the web gave no answer, in the words of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from preflight.facts.web import Page, Unanswered
from preflight.finding import Location, Text, Unknown, _

_OURS: dict[str, Text] = {
    "offline": _("offline: nothing was requested"),
    "budget": _("out of time: not requested, or not answered, before the time budget was used up"),
    "not-asked": _("not asked then: the saved facts hold no answer"),
}
"""Reasons that lie with us and are the same for every link: told once, with all places."""


def ours(answer: Unanswered) -> bool:
    """Whether the reason lies with us, so that it is the same for every link."""
    return answer.kind in _OURS


def reason(answer: Unanswered) -> Text:
    """The reason as a sentence."""
    return _OURS.get(answer.kind) or _("{reason}", reason=answer.reason)


def once(answer: Unanswered, place: Location | None) -> Iterator[Unknown]:
    """One unknown for all pages that were not had, and none for links that are never requested.

    `links.broken` tells of each; the checks that look at what a page holds only say that they could not.
    """
    if answer.kind in _OURS:
        yield Unknown(_OURS[answer.kind], key=answer.kind, location=place)
    elif answer.kind != "acting":
        yield Unknown(_NOT_SEEN, key="unanswered", location=place)


def unread(page: Page, long: Text) -> Text:
    """Why a page was not read to its end: `long`, unless it came packed in a way that cannot be undone."""
    return Text(_PACKED.template, {"coding": page.unreadable}) if page.unreadable else long


_PACKED = _(
    "the server packed the page ({coding}) in a way that we did not ask for or that is damaged: it could not be read"
)
_NOT_SEEN = _("the page gave no answer that could be read; see the links that could not be judged")
