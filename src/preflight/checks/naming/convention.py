"""naming.convention"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _, ngettext


class Convention(Options, frozen=True):
    """Options of naming.convention."""

    pattern: Annotated[
        str, option('What a name is made of, segments in braces: "{date}_{region}_{topic}_{wave}".', max_length=500)
    ] = ""
    segments: Annotated[
        dict[str, str | tuple[str, ...]],
        option(
            "What each segment may be: a list of words, a form of date such as %Y-%m, or a regular expression; "
            "letters, digits and hyphens where nothing is said."
        ),
    ] = {}
    ignore_case: Annotated[bool, option("Whether capitals make no difference.")] = False


@check("naming.convention", severity=Severity.WARNING, mender=Mender.BUILDER, on=False)
def convention(send: Send, options: Convention) -> Iterator[Item]:
    """The send's name does not fit the naming convention.

    Reports, folders and automations find a send by its name. The finding names the segment that does not fit.

    Bad:
        html: <p>Sale!</p>
        send: {name: 2026-11_europe_winter-sale}
        options: {pattern: "{date}_{region}_{topic}", segments: {date: "%Y-%m", region: [emea, dach]}}
    Good:
        html: <p>Sale!</p>
        send: {name: 2026-11_emea_winter-sale}
        options: {pattern: "{date}_{region}_{topic}", segments: {date: "%Y-%m", region: [emea, dach]}}
    Fix: rename the send, here and in the platform.
    """
    if send.bare:
        yield Skip(_("a lone file has no name of a send"), not_given="name")
        return
    if not options.pattern:
        yield Skip(_("the checklist names no pattern; give the option pattern"))
        return
    parts = _parts(options)
    fault = _fault(send.name[:_LONG], parts, options)
    if fault is not None:
        yield Finding(
            fault.words,
            key=f"{fault.segment} {send.name[:150]}",
            fix=_("Rename the send, here and in the platform: {pattern}", pattern=options.pattern),
            location=send.at("name"),
            evidence={"name": send.name[:300], "pattern": options.pattern, "segment": fault.segment},
        )
    segments = sum(part.segment for part in parts)
    words = ngettext(
        "the name fits the {n} segment of the convention", "the name fits the {n} segments of the convention", segments
    )
    if fault is not None:
        words = ngettext(
            "the name does not fit the {n} segment of the convention",
            "the name does not fit the {n} segments of the convention", segments,
        )  # fmt: skip
    yield Tally(words, {"segments": segments})


class _Part(NamedTuple):
    """A piece of the pattern: a segment's name, or signs that stand between."""

    text: str
    segment: bool


class _Fault(NamedTuple):
    segment: str
    words: Text


_PIECES = re.compile(r"\{([^{}]{1,60})\}")
_PLAIN = r"[^\W_]+(?:-[^\W_]+)*"
_LONG = 500


def _parts(options: Convention) -> list[_Part]:
    pieces = _PIECES.split(options.pattern)
    return [_Part(text, bool(n % 2)) for n, text in enumerate(pieces) if text or n % 2]


def _fault(name: str, parts: list[_Part], options: Convention) -> _Fault | None:
    """The first segment that does not fit; None where the whole does."""
    bounds = [part.text for part in parts if not part.segment]
    values = _split(name, parts)
    if values is None:
        words = _("the name “{name}” is not made like {pattern}", name=name[:150], pattern=options.pattern)
        return _Fault("", words if bounds else _("the name “{name}” does not fit", name=name[:150]))
    for part, value in zip((part for part in parts if part.segment), values, strict=True):
        why = _why(part.text, value, options)
        if why is not None:
            return _Fault(part.text, why)
    return None


def _split(name: str, parts: list[_Part]) -> list[str] | None:
    """The values of the segments: each ends where the signs between it and the next stand first, the last nowhere."""
    values: list[str] = []
    rest = name
    for place, part in enumerate(parts):
        if part.segment:
            after = parts[place + 1].text if place + 1 < len(parts) else ""
            end = _end(rest, after, last=place + 2 == len(parts))
            if end <= 0:
                return None
            values.append(rest[:end])
            rest = rest[end:]
        elif rest.startswith(part.text):
            rest = rest[len(part.text) :]
        else:
            return None
    return values if not rest else None


def _end(rest: str, after: str, *, last: bool) -> int:
    """Where a segment ends; -1 where what must follow it does not stand there."""
    if not after:
        return len(rest)
    return rest.rfind(after) if last else rest.find(after)


def _why(segment: str, value: str, options: Convention) -> Text | None:
    allowed = options.segments.get(segment, _PLAIN)
    said, shown = value.casefold() if options.ignore_case else value, value[:80]
    if isinstance(allowed, tuple):
        words = [word.casefold() if options.ignore_case else word for word in allowed]
        if said in words:
            return None
        listed = ", ".join(allowed[:_FEW]) + (" …" if len(allowed) > _FEW else "")
        return _("{segment} is “{value}”, and not one of {words}", segment=segment, value=shown, words=listed)
    if "%" in allowed:
        return None if _is_date(value, allowed) else _(
            "{segment} is “{value}”, and no date like {form}", segment=segment, value=shown, form=allowed
        )  # fmt: skip
    try:
        fits = re.fullmatch(allowed, value, re.IGNORECASE if options.ignore_case else 0) is not None
    except re.error:
        return _("the checklist's expression for {segment} cannot be read: {form}", segment=segment, form=allowed)
    if fits:
        return None
    if allowed is _PLAIN:
        return _("{segment} is “{value}”, and not words joined by hyphens", segment=segment, value=shown)
    return _("{segment} is “{value}”, and not like {form}", segment=segment, value=shown, form=allowed)


def _is_date(value: str, form: str) -> bool:
    """Whether the value is a date exactly as the form writes it: "2026-6" is none for %Y-%m."""
    try:
        return datetime.strptime(value, form).strftime(form) == value  # noqa: DTZ007 - a day without a zone
    except ValueError:
        return False


_FEW = 12
