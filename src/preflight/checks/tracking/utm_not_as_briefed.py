"""tracking.utm-not-as-briefed"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.tracking import _links
from preflight.checks.tracking._links import Counted
from preflight.facts import Send
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, _


class UtmNotAsBriefed(Options, frozen=True):
    """Options of tracking.utm-not-as-briefed."""

    vocabulary: Annotated[
        dict[str, tuple[str, ...]], option("Values that a parameter may have, such as utm_medium: [email].")
    ] = {}
    patterns: Annotated[
        dict[str, str], option("Regular expressions that a parameter's whole value must match, by its name.")
    ] = {}
    exempt: Annotated[frozenset[str], option("Further hosts, with subdomains, that are not judged.")] = frozenset()

    def __post_init__(self) -> None:
        for name, pattern in self.patterns.items():
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"patterns: {name}: not a regular expression ({error})") from None


@check("tracking.utm-not-as-briefed", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def utm_not_as_briefed(send: Send, options: UtmNotAsBriefed) -> Iterator[Item]:
    """A UTM value is not the one that was briefed.

    The visits are counted, but under another campaign: last month's, or one with a slip of the pen, and the report of
    this one stays empty.

    Bad:
        html: <a href="https://shop.test/?utm_campaign=april">Shop</a>
        send: {brief: {utm: {campaign: may}}}
    Good:
        html: <a href="https://shop.test/?utm_campaign=may">Shop</a>
        send: {brief: {utm: {campaign: may}}}
    Fix: copy the value from the brief, letter by letter.
    """
    briefed = _links.briefed(send)
    if not briefed and not options.vocabulary and not options.patterns:
        yield Skip(_("nobody said what the UTM values should be; write them under brief.utm"), not_given="brief.utm")
        return
    links = list(_links.counted(send, options.exempt))
    wrong: set[str] = set()
    for link in links:
        for name, value in link.pairs:
            why = None if _links.has_token(value) or not value.strip() else _why(name, value, briefed, options)
            if why is not None:
                wrong.add(link.url)
                yield _finding(name, value, why, link.link.location, _evidence(link, name, value, briefed))
    yield from _added(send, briefed, options)
    all_ = len({link.url for link in links})
    words = _("{wrong} of {links} links have a UTM value that was not briefed", wrong=len(wrong), links=all_)
    yield Tally(words, {"links": all_, "wrong": len(wrong)})


def _why(name: str, value: str, briefed: dict[str, str], options: UtmNotAsBriefed) -> Text | None:
    wanted = briefed.get(name)
    shown = value[:100]
    if wanted is not None and value != wanted:
        if value.strip().lower() == wanted.strip().lower():
            return _("{name} is “{value}”, the brief spells it “{wanted}”", name=name, value=shown, wanted=wanted)
        return _("{name} is “{value}”, the brief says “{wanted}”", name=name, value=shown, wanted=wanted)
    if name in options.vocabulary and value not in options.vocabulary[name]:
        allowed = ", ".join(options.vocabulary[name])
        return _("{name} is “{value}”, which is none of: {allowed}", name=name, value=shown, allowed=allowed)
    if name in options.patterns and not re.fullmatch(options.patterns[name], value[:500]):
        return _("{name} is “{value}”, which is not of the agreed form", name=name, value=shown)
    return None


def _added(send: Send, briefed: dict[str, str], options: UtmNotAsBriefed) -> Iterator[Finding]:
    """What the platform adds by itself goes out on every link."""
    place = send.at("tracking.added_by_platform")
    for name, value in send.added_by_platform.items():
        why = _why(name, value, briefed, options) if value.strip() and not _links.has_token(value) else None
        if why is not None:
            yield _finding(name, value, why, place, {"parameter": name, "value": value})


def _finding(name: str, value: str, why: Text, place: Location, evidence: dict[str, object]) -> Finding:
    return Finding(
        why, key=f"{name}={value[:200]}", fix=_("Copy the value from the brief, letter by letter."), location=place,
        evidence=evidence,
    )  # fmt: skip


def _evidence(link: Counted, name: str, value: str, briefed: dict[str, str]) -> dict[str, object]:
    return {"url": link.url, "parameter": name, "value": value[:500], "briefed": briefed.get(name, "")}
