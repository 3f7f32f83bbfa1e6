"""HTML as the standard's tokenizer reads it: tags, text and comments with their offsets, and no tree.

Python's own `html.parser` decodes attributes differently from version to version and has no offsets of values, so the
few states that mails need are written out here. Every pattern is possessive: the time is linear, whatever comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal, NamedTuple

MAX_ATTRIBUTES = 1_000

_BLANK = r"[\t\n\f\r ]"
# A platform fills its tokens before anybody reads the HTML, so a quotation mark or blank inside one ends no value.
_TOKEN = r"\{\{[^{}<>]{0,300}+\}\}|\{%[^%<>]{0,300}+%\}|%%=[^%<>]{0,300}+=%%|<%[^%<>]{0,300}+%>"  # noqa: S105 - no password
_ATTRIBUTE = re.compile(
    rf"""[\t\n\f\r /]*+([^\t\n\f\r />][^\t\n\f\r />=]*+)"""
    rf"""(?:{_BLANK}*+=(?:{_BLANK}*+)(?:"((?:{_TOKEN}|[^"])*+)(?:"|\Z)|'((?:{_TOKEN}|[^'])*+)(?:'|\Z)"""
    rf"""|(?=>)|\Z|((?:{_TOKEN}|[^\t\n\f\r >])++)))?+"""
)
_BEGINS = re.compile(r"<(?:[A-Za-z!?]|/.)", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][^\t\n\f\r />]*+)")
_GAP = re.compile(r"[\t\n\f\r /]*+")
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]++);?|#([0-9]++);?|([A-Za-z][A-Za-z0-9]{1,31}+;?))")
_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_RAW_END = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _RAW}
_LONGEST_BARE = max(len(name) for name in html5 if not name.endswith(";"))

_ONCE = frozenset({"style", "class", "href", "src", "alt", "width", "height", "bgcolor", "background", "align"})

Kind = Literal["start", "end", "text", "raw", "comment", "open"]


class Attribute(NamedTuple):
    """A decoded value, where it begins in the source, and the bare reference that was decoded in it (or "")."""

    value: str
    start: int
    end: int
    entity: str = ""


class Event(NamedTuple):
    """One piece. `name` is the element's, lower case; `text` the piece's source (a comment's inside).

    `raw` is the inside of script, style, title …; `open` is a tag or comment that never ends. `twice` is an attribute
    that the tag has twice with different values, of those that a reader sees the lack of.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    text: str = ""
    attributes: dict[str, Attribute] = {}
    cut: bool = False
    twice: str = ""


def scan(source: str, start: int = 0, end: int | None = None) -> Iterator[Event]:
    """The pieces of source[start:end] in their order; offsets are the source's."""
    text, stop, here = source, len(source) if end is None else end, start
    while here < stop:
        less = _next_markup(text, here, stop)
        if less > here:
            yield Event("text", here, less, text=text[here:less])
        if less >= stop:
            return
        event = _markup(text, less, stop)
        yield event
        here = event.end
        if event.kind == "start" and event.name in _RAW:
            found = _RAW_END[event.name].search(text, here, stop)
            inside = found.start() if found else stop
            yield Event("raw", here, inside, event.name, text[here:inside])
            here = inside


def _next_markup(text: str, here: int, stop: int) -> int:
    found = _BEGINS.search(text, here, stop)
    return found.start() if found else stop


def _markup(text: str, less: int, stop: int) -> Event:
    found = _TAG.match(text, less, stop)
    if found is not None:
        return _tag(text, less, stop, found)
    if text.startswith("<!--", less, stop):
        return _comment(text, less, stop)
    close = text.find(">", less, stop)
    end = stop if close < 0 else close + 1
    inside = text[less + 2 : end if close < 0 else close]
    return Event("open" if close < 0 else "comment", less, end, "!", inside)


def _comment(text: str, less: int, stop: int) -> Event:
    for abrupt in ("<!-->", "<!--->"):
        if text.startswith(abrupt, less, stop):
            return Event("comment", less, less + len(abrupt), "--")
    found = _COMMENT_END.search(text, less + 4, stop)
    if found is None:
        return Event("open", less, stop, "--", text[less + 4 : stop])
    return Event("comment", less, found.end(), "--", text[less + 4 : found.start()])


def _tag(text: str, less: int, stop: int, found: re.Match[str]) -> Event:
    name, here = lower(found[2]), found.end()
    attributes: dict[str, Attribute] = {}
    cut, twice = False, ""
    if text.startswith(">", here, stop):  # three tags in four bear no attributes
        return Event("end" if found[1] else "start", less, here + 1, name)
    while (one := _ATTRIBUTE.match(text, here, stop)) is not None and one.end() > here:
        here = one.end()
        key = lower(one[1])
        if key not in attributes:
            cut = cut or len(attributes) >= MAX_ATTRIBUTES
            if not cut:
                attributes[key] = _attribute(one)
        elif key in _ONCE and not twice and _attribute(one).value != attributes[key].value:
            twice = key
    gap = _GAP.match(text, here, stop)
    here = gap.end() if gap else here
    if here >= stop:
        return Event("open", less, stop, name)
    twice = "" if twice and _steered(attributes) else twice
    return Event("end" if found[1] else "start", less, here + 1, name, attributes=attributes, cut=cut, twice=twice)


def _steered(attributes: dict[str, Attribute]) -> bool:
    """Whether a platform's conditions stand among the attributes: then one of two is chosen."""
    return any(sign in key for key in attributes for sign in "{}%[]*")


def _attribute(found: re.Match[str]) -> Attribute:
    for group in (2, 3, 4):
        if (text := found[group]) is not None:
            value, entity = decode(text)
            return Attribute(value, found.start(group), found.end(group), entity)
    return Attribute("", found.end(), found.end())


def lower(name: str) -> str:
    """A–Z to lower case and nothing else, as the standard wants it."""
    return name.lower() if name.isascii() else "".join(s.lower() if s.isascii() else s for s in name)


def decode(text: str) -> tuple[str, str]:
    """An attribute's value with its references decoded, and the first bare one that was decoded (without `&amp`)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text:
        return text, ""
    bare: list[str] = []

    def put(found: re.Match[str]) -> str:
        if found[1] or found[2]:
            return _sign(found[1], found[2])
        return _named(found, bare)

    value = _REFERENCE.sub(put, text)
    return value, bare[0] if bare else ""


def _sign(hexadecimal: str | None, decimal: str | None) -> str:
    digits = (hexadecimal or decimal or "").lstrip("0")
    if len(digits) > 7:
        return "\ufffd"
    number = int(digits or "0", 16 if hexadecimal else 10)
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", errors="ignore") or chr(number)
    return chr(number)


def _named(found: re.Match[str], bare: list[str]) -> str:
    name = found[3]
    if name.endswith(";") and name in html5:
        return html5[name]
    for length in range(min(len(name), _LONGEST_BARE), 1, -1):
        if name[:length] in html5 and not name[:length].endswith(";"):
            return _bare(found, name[:length], bare)
    return found[0]


def _bare(found: re.Match[str], name: str, bare: list[str]) -> str:
    """Before = and letters the standard leaves a reference without semicolon as it is, in attributes alone."""
    place = found.start() + 1 + len(name)
    after = found.string[place : place + 1]
    if after == "=" or (after.isascii() and after.isalnum()):
        return found[0]
    if name not in {"amp", "AMP"}:
        bare.append(f"&{name}")
    return html5[name] + found[3][len(name) :]
