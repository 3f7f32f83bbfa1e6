"""content.copyright-year"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.content._stretches import has_words
from preflight.checks.content._when import moment
from preflight.facts import Clock, Send
from preflight.facts.send import Message, Run
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_SIGN = r"(?:©|\(c\)|\bcopyright\b(?!\s?©)|ⓒ)"
_YEARS = r"(?P<first>(?:19|20)\d\d)(?:\s?[-–—/]{1,2}\s?(?P<last>(?:19|20)?\d\d))?(?!\d)"
_NOTICE = re.compile(rf"{_SIGN}[^\d\n{{}}%*<>]{{0,40}}?(?<!\w)(?<!\bof\s)(?<!\bin\s){_YEARS}", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEARS}\s?(?:©|\(c\)|ⓒ)", re.IGNORECASE)


@check("content.copyright-year", severity=Severity.NOTE, mender=Mender.TEMPLATE)
def copyright_year(send: Send, clock: Clock) -> Iterator[Item]:
    """The copyright notice names another year than that of the send.

    It tells every reader that nobody has looked at the footer since. Spans count by their last year, and one notice
    with the right year is enough.

    Bad:
        html: <p>© 2024 Acme Ltd</p>
        now: 2026-11-24T08:00:00Z
    Good:
        html: <p>© 2019–2026 Acme Ltd</p>
        now: 2026-11-24T08:00:00Z
    Fix: write the year of the send, or your platform's token for it.
    """
    if not has_words(send):
        yield Skip(_("there are no words to look at"), not_given="message")
        return
    notices = bad = 0
    for message in send.messages:
        year = moment(send, message, clock.now).year
        found = [(run, years) for run in _runs(message) for years in _years(run.text)]
        notices += len(found)
        if not found or any(last == year for _run, (_words, last) in found):
            continue
        bad += 1
        run, (notice, last) = max(found, key=lambda one: one[1][1])
        yield Finding(
            _("the copyright notice says {found}; the mail goes out in {year}", found=str(last), year=str(year)),
            key=f"year {last}",
            fix=_("Write the year of the send, or your platform's token for it."),
            location=run.location,
            evidence={"phrase": notice[:100], "found": last, "expected": year},
        )
    words = ngettext(
        "{bad} of {n} message has an old copyright notice", "{bad} of {n} messages have an old copyright notice",
        len(send.messages), bad=bad,
    )  # fmt: skip
    yield Tally(words, {"messages": len(send.messages), "notices": notices, "bad": bad})


def _runs(message: Message) -> list[Run]:
    parts = [part for part in (message.html, message.text) if part is not None]
    return [run for part in parts for run in part.runs if not run.hidden]


def _years(text: str) -> Iterator[tuple[str, int]]:
    """The notices of a text, each with its last year."""
    for pattern in (_NOTICE, _YEAR_FIRST):
        for found in pattern.finditer(text[:_LONG]):
            first, last = found["first"], found["last"] or found["first"]
            yield found[0], int(last if len(last) == 4 else first[:2] + last)


_LONG = 5_000
