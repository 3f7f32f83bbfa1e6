"""The parts of a message → one Message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeVar

import msgspec

from preflight.facts.send import Defect, Header, Message, Value
from preflight.finding import Location
from preflight.load import source, tokens
from preflight.load.html import HtmlFacts, read_html
from preflight.load.text import TextFacts, read_text
from preflight.load.tokens import Tokens

State = Literal["draft", "proof"]
F = TypeVar("F", HtmlFacts, TextFacts)


def draft(
    name: str,
    *,
    html: tuple[str, bytes] | None = None,
    text: tuple[str, bytes] | None = None,
    subject: Value | None = None,
    preheader: Value | None = None,
    sender: Value | None = None,
    reply_to: Value | None = None,
    headers: tuple[Header, ...] | None = None,
    language: str = "",
    state: State = "draft",
    platform: str = "generic",
    location: Location = Location(),  # noqa: B008 - frozen
    proof: Message | None = None,
    fill_tokens: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> Message:
    """A message out of files (name, octets) and the manifest's words.

    `defaults` are the account's own fallbacks, by field; `fill_tokens` maps tokens to what everybody gets in their
    place; line numbers stay those of the files.
    """
    fill = _Fill(fill_tokens or {})
    shown = _html(html, name, platform, fill)
    said = fill.value(preheader)
    return assemble(
        name, html=shown, text=_text(text, name, platform, fill), subject=fill.value(subject),
        preheader=said if said is not None or shown is None else shown.preheader, sender=fill.value(sender),
        reply_to=fill.value(reply_to),
        headers=headers, language=language, state=state, platform=platform, location=location, proof=proof,
        defaults=defaults,
    )  # fmt: skip


def assemble(
    name: str,
    *,
    html: HtmlFacts | None,
    text: TextFacts | None,
    subject: Value | None,
    preheader: Value | None,
    sender: Value | None,
    reply_to: Value | None,
    headers: tuple[Header, ...] | None,
    language: str,
    state: State,
    platform: str,
    location: Location,
    proof: Message | None,
    defaults: Mapping[str, str] | None = None,
    defects: tuple[Defect, ...] = (),
    size: int | None = None,
    recipients: tuple[str, ...] = (),
) -> Message:
    """A Message out of parts that were read."""
    values: tuple[tuple[Value | None, str], ...] = (
        (subject, "subject"), (preheader, "preheader"), (sender, "from"), (reply_to, "reply_to"),
    )  # fmt: skip
    if html is not None and preheader is html.preheader:
        values = tuple(pair for pair in values if pair[1] != "preheader")  # its tokens are those of the HTML
    found = [
        *(tokens.in_value(value, where, platform) for value, where in values), *_header_tokens(headers, platform),
        *(Tokens(part.tokens, part.broken_tokens) for part in (html, text) if part is not None),
    ]  # fmt: skip
    return Message(
        name=name, state=state, html=html.part if html else None, text=text.part if text else None, subject=subject,
        preheader=preheader, sender=sender, reply_to=reply_to, headers=headers,
        language=language or (html.part.language if html else ""),
        links=(*(html.links if html else ()), *(text.links if text else ())), images=html.images if html else (),
        tokens=tuple(one for each in found for one in each.tokens),
        broken_tokens=tuple(one for each in found for one in each.broken), defaults=dict(defaults or {}),
        anchors=html.anchors if html else frozenset(), shell=html.shell if html else "", size=size, proof=proof,
        defects=(*defects, *(html.defects if html else ()), *(text.defects if text else ())), recipients=recipients,
        location=location,
    )  # fmt: skip


def _header_tokens(headers: tuple[Header, ...] | None, platform: str) -> list[Tokens]:
    """Broken ones are not looked for there: headers hold much that only machines read."""
    own = {"subject", "from", "reply-to"}
    return [
        tokens.in_value(Value(header.value, header.location), "header", platform)._replace(broken=())
        for header in headers or ()
        if header.name.lower() not in own
    ]


def _spellings(token: str) -> str:
    """How a token may stand in the mail: as it is given, with other blanks, or, given by name, in brackets."""
    name = token.strip().removeprefix("{{").removesuffix("}}").strip()
    braces = rf"\{{\{{\s*{re.escape(name)}\s*(?::default=[^{{}}]*)?\}}\}}"
    if token.strip() == name and re.fullmatch(r"[\w. :-]+", name):
        return rf"{braces}|%%{re.escape(name)}%%|\*\|{re.escape(name)}\|\*"
    return f"{re.escape(token)}|{braces}" if token.strip().startswith("{{") else re.escape(token)


class _Fill:
    """Puts values in the place of tokens, in one pass: what comes in is not looked at again."""

    def __init__(self, values: Mapping[str, str]) -> None:
        # A line break would move every line below.
        told = {token: re.sub(r"\s*[\r\n]+\s*", " ", value) for token, value in values.items() if token.strip()}
        longest = sorted(told, key=len, reverse=True)
        self._values = [told[token] for token in longest]
        forms = (f"(?P<t{number}>{_spellings(token)})" for number, token in enumerate(longest))
        self._pattern = re.compile("|".join(forms)) if longest else None

    def text(self, text: str) -> str:
        """The text with its tokens filled."""
        return self._pattern.sub(self._value_of, text) if self._pattern else text

    def _value_of(self, found: re.Match[str]) -> str:
        return self._values[int((found.lastgroup or "t0")[1:])]

    def value(self, value: Value | None) -> Value | None:
        """The same for a subject or preheader."""
        return Value(self.text(value.text), value.location) if value else None

    def data(self, data: bytes, *, html: bool) -> tuple[bytes, str | None, tuple[Defect, ...]]:
        """The octets with their tokens filled, their charset then, and what was wrong before."""
        if self._pattern is None:
            return data, None, ()
        read = source.read(data, Location(), html=html)
        filled = self.text(read.text)
        if filled == read.text:
            return data, None, ()
        return filled.encode("utf-8", errors="replace"), "utf-8", read.defects


def _html(given: tuple[str, bytes] | None, name: str, platform: str, fill: _Fill) -> HtmlFacts | None:
    if given is None:
        return None
    data, charset, defects = fill.data(given[1], html=True)
    facts = read_html(data, file=given[0], message=name, charset=charset, platform=platform)
    return _with(facts, defects, name, given[0]) if defects else facts


def _text(given: tuple[str, bytes] | None, name: str, platform: str, fill: _Fill) -> TextFacts | None:
    if given is None:
        return None
    data, charset, defects = fill.data(given[1], html=False)
    facts = read_text(data, file=given[0], message=name, charset=charset, platform=platform)
    return _with(facts, defects, name, given[0]) if defects else facts


def _with(facts: F, defects: tuple[Defect, ...], name: str, file: str) -> F:
    placed: list[Defect] = []
    for one in defects:
        at = Location(message=name, file=file, line=one.location.line, column=one.location.column)
        placed.append(Defect(one.kind, one.message, at, one.lost))
    return msgspec.structs.replace(facts, defects=(*placed, *facts.defects))
