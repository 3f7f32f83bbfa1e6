"""The text part → its addresses, tokens and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.facts.send import BrokenToken, Defect, Fact, Link, Part, Run, Token
from preflight.finding import Location
from preflight.load import roles, source, tokens, urls
from preflight.load.source import Source

_MANY = 20_000
_LONG = 4_000
_TOKEN = r"\{\{[^{}<>\n]{0,300}+\}\}|\{%[^%<>\n]{0,300}+%\}|%%=[^%<>\n]{0,300}+=%%|\*\|[^|*<>\n]{1,200}+\|\*"  # noqa: S105 - no password
_ADDRESS = re.compile(
    rf"(?<![\w@.-])(?:(?:https?|mailto|tel|sms):/{{0,2}}(?=[^\s<>\"])|www\.(?=\w))(?:{_TOKEN}|[^\s<>\"\x00])++",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]+")
_CLOSING = ".,;:!?'*_»”’"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_AROUND = 200


class TextFacts(Fact, frozen=True):
    """What was read off a text part."""

    part: Part
    links: tuple[Link, ...] = ()
    tokens: tuple[Token, ...] = ()
    broken_tokens: tuple[BrokenToken, ...] = ()
    defects: tuple[Defect, ...] = ()


def read_text(
    data: bytes,
    *,
    file: str,
    message: str = "default",
    part: str = "",
    charset: str | None = None,
    platform: str = "generic",
) -> TextFacts:
    """The facts of a text part; the arguments are those of `read_html`. Never raises for what stands in it."""
    text = source.read(data, Location(message=message, file=file, part=part), charset)
    links, spans, defects = _links(text, platform)
    runs = tuple(_runs(text))
    shown = Part(file=file, source=text.text, size=text.size, charset=text.charset, runs=runs)
    found = tokens.within(
        text.text, platform, text.at, spans, (), (), ((start, text.text[start:end]) for start, end in spans), "text"
    )
    return TextFacts(shown, tuple(links), found.tokens, found.broken, (*text.defects, *defects))


def _runs(text: Source) -> Iterator[Run]:
    for found in _LINE.finditer(text.text):
        line = found[0]
        if words := " ".join(line.split()):
            yield Run(words, text.at(found.start() + len(line) - len(line.lstrip())))


def _links(text: Source, platform: str) -> tuple[list[Link], list[tuple[int, int]], list[Defect]]:
    links: list[Link] = []
    spans: list[tuple[int, int]] = []
    last = 0
    for found in _ADDRESS.finditer(text.text):
        raw = _trimmed(found[0])
        start, end = found.start(), found.start() + len(raw)
        if len(links) >= _MANY:
            return links, spans, [Defect("size", "it has more links than can be judged", text.at(start), lost=True)]
        links.append(_link(text, raw, start, _around(text.text, last, start, end), platform))
        spans.append((start, end))
        last = end
    return links, spans, []


def _link(text: Source, raw: str, start: int, context: str, platform: str) -> Link:
    read = urls.resolve(f"https://{raw}" if raw[:4].lower() == "www." else raw)
    role = roles.link(read, roles.Said(context), platform)
    return Link(
        url=read.url, raw=raw, role=role, element="", location=text.at(start), where="text", context=context,
        invalid=read.invalid, offset=text.octets(start),
    )  # fmt: skip


def _around(text: str, last: int, start: int, end: int) -> str:
    """The words that speak of an address: before it on its line, else on the last line with words, else after it."""
    before = text[max(last, start - _AROUND) : start]
    lines = [line.strip(" \t(<[-–—|:*>") for line in re.split(r"\r\n|\r|\n", before)]
    said = _last_sentence([line for line in lines if any(map(str.isalnum, line))])
    if said:
        return " ".join(said.split())
    after = re.split(r"[\r\n]|https?:", text[end : end + _AROUND], maxsplit=1)[0]
    return " ".join(after.strip(" \t)>]-–—|").split())


def _last_sentence(lines: list[str]) -> str:
    """The last line, with those before it where it goes on in small letters: mails are wrapped at 70 signs."""
    said = lines.pop() if lines else ""
    for _ in range(2):
        if lines and said[:1].islower():
            said = f"{lines.pop()} {said}"
    return said


def _trimmed(raw: str) -> str:
    """Without the punctuation of the sentence that the address ends."""
    end = len(raw)
    tail = raw[-_LONG:]
    while end > 1:
        sign = raw[end - 1]
        if raw[:end].endswith(("}}", "|*", "%}", "%%")) if len(raw) < _LONG else False:
            break
        opening = _PAIRS.get(sign)
        if sign not in _CLOSING and (opening is None or opening in tail):
            break
        end -= 1
    return raw[:end]
