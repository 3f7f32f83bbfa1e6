"""tracking.utm-malformed"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.tracking import _links
from preflight.checks.tracking._links import Counted
from preflight.facts import Send
from preflight.facts.destination import CAMPAIGN
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _

_NAME = r"(?:utm|mtm|pk)_[a-z]\w*"
_AFTER_FRAGMENT = re.compile(rf"[#?&/!;]{_NAME}=")
_SECOND_MARK = re.compile(rf"\?({_NAME})=")
_BLANK_IN_RAW = re.compile(rf"[?&;]{_NAME}=[^&#\s]*\s")


@check("tracking.utm-malformed", severity=Severity.BLOCKER, mender=Mender.BUILDER, cites=("U5",))
def utm_malformed(send: Send) -> Iterator[Item]:
    """UTM parameters are written so that they are not counted, or counted wrongly.

    After the `#` no server sees them; after a second `?` they are part of another value; of two with one name only one
    counts; an empty one files the visit under "(not set)".

    Bad:
        html: <a href="https://shop.test/?utm_source=news&amp;utm_source=mail">Shop</a>
    Good:
        html: <a href="https://shop.test/?utm_source=news&amp;utm_medium=email#top">Shop</a>
    Fix: write one question mark, then each parameter once with its value, joined by &, and the # last.
    Source: URL grammar (RFC 3986), and Google Analytics Help 10917952 "URL builders", read on 2026-11-22.
    """
    links = list(_links.counted(send))
    if not links:
        yield Skip(_("there is no link to be counted"))
        return
    wrong: set[str] = set()
    for link in links:
        for item in _faults(link):
            if isinstance(item, Finding):
                wrong.add(link.url)
            yield item
    all_ = len({link.url for link in links})
    words = _("{wrong} of {links} links have malformed UTM parameters", wrong=len(wrong), links=all_)
    yield Tally(words, {"links": all_, "malformed": len(wrong)})


def _faults(link: Counted) -> Iterator[Finding | Unknown]:
    yield from _misplaced(link)
    ours = [(name, value) for name, value in link.pairs if name.startswith(CAMPAIGN)]
    for name, times in Counter(name for name, _value in ours).items():
        if times > 1:
            yield _finding(link, "doubled", name, _("{name} stands in a link more than once", name=name))
    blank = _BLANK_IN_RAW.search(link.link.raw.strip()[:8_000]) is not None and not _links.has_token(link.link.raw)
    if blank:
        yield _finding(link, "blank", "", _("a UTM value has a blank inside that is not encoded"))
    for name, value in dict(ours).items():
        yield from _value(link, name, value, blank)


def _misplaced(link: Counted) -> Iterator[Finding]:
    before, mark, fragment = link.link.url[:8_000].partition("#")
    if _AFTER_FRAGMENT.search(mark + fragment):
        yield _finding(
            link, "after-fragment", "", _("UTM parameters stand after the # of a link, where nobody counts them")
        )
    query = before.partition("?")[2]
    second = _SECOND_MARK.search(query)
    # A whole address handed on in a parameter has parameters of its own.
    if second is not None and "://" not in query[: second.start()].rpartition("&")[2]:
        yield _finding(link, "second-mark", "", _("a link has a second ?, so that {name} is lost", name=second[1]))
    if any(name.startswith("amp;") and name[4:].startswith(CAMPAIGN) for name, _value in link.pairs):
        yield _finding(
            link, "encoded-twice", "", _("“&amp;” stands in the address itself, so that parameters are lost")
        )


def _value(link: Counted, name: str, value: str, blank: bool) -> Iterator[Finding | Unknown]:
    if _links.has_token(value):
        if link.message.state == "proof":
            yield _finding(link, "token", name, _("{name} still holds a token in the delivered mail", name=name))
        else:
            yield Unknown(
                _("{name} is a token: give its value under tokens:, or judge a delivered proof", name=name),
                key=f"token:{name}", location=link.link.location, evidence={"url": link.url, "parameter": name},
            )  # fmt: skip
    elif not value.strip():
        yield _finding(link, "empty", name, _("{name} is empty", name=name))
    elif value != value.strip():
        yield _finding(link, "edge-blank", name, _("{name} begins or ends with a blank", name=name))
    elif not blank and re.search(r"\s", value):
        words = _("{name} has blanks in its value: write - or _ instead", name=name)
        yield _finding(link, "inner-blank", name, words, Severity.WARNING)


def _finding(link: Counted, cause: str, name: str, words: Text, severity: Severity | None = None) -> Finding:
    return Finding(
        words, key=f"{cause}:{name}", fix=_FIX, location=link.link.location,
        evidence={"url": link.link.url, "parameter": name}, severity=severity,
    )  # fmt: skip


_FIX = _("Write one question mark, then each parameter once with its value, joined by &, and the # last.")
