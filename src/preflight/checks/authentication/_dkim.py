"""The DKIM keys of a send's selectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from preflight.check import Options
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import DkimKey
from preflight.facts.web import Unanswered
from preflight.finding import Skip, Unknown, _

NOT_GIVEN = Skip(_("no DKIM selector is given, and none can be read off a message"), not_given="sender.dkim")


class Judged(NamedTuple):
    """A selector and the sound key that is published for it."""

    selector: _domains.Selector
    key: DkimKey


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The key of each selector."""
    return [Lookup(one.name, "DKIM") for one in _domains.selectors(send)]


def sound(send: Send, dns: Dns) -> tuple[list[Judged], list[Unknown], Skip | None]:
    """The keys that can be used, what DNS left open, and why there is nothing to judge.

    A key that is missing or useless is told by dkim-missing and dkim-revoked.
    """
    selectors = _domains.selectors(send)
    if not selectors:
        return [], [], NOT_GIVEN
    answers = [(one, dns.dkim(one.name)) for one in selectors]
    unknowns = [_words.unanswered(a, one.name, one.location) for one, a in answers if isinstance(a, Unanswered)]
    judged = [Judged(one, a) for one, a in answers if isinstance(a, DkimKey) and a.records and not a.problem]
    if not judged and not unknowns:
        return [], [], Skip(_("there is no usable DKIM key to judge"))
    return judged, unknowns, None
