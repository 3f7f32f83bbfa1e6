"""The mail as a page of its own for a sandboxed frame: what it looks like, and nothing that acts.

Elements and attributes come from short lists and are written anew; what is not on them is left out, its text stays.
No address of the mail goes in, so that nothing can be loaded or followed even where a browser forgot its sandbox.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from preflight.bundled import folder
from preflight.report.clean import anchor, cut, visible
from preflight.report.raster import drawable

IMAGES = 450_000
"""Signs of embedded pictures that go into a report; the further ones become boxes."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KEPT = _words(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl "
    "dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp "
    "section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_VOID = _words("br col hr img wbr")
_IN_TABLE = _words("col colgroup tbody tfoot thead tr")
_SEEN = _words(
    "align alt bgcolor border cellpadding cellspacing class clear color colspan dir face height hspace id lang noshade "
    "nowrap role rowspan size span start style summary title type valign vspace width"
)
_COMMON = frozenset(f"<{slash}{name}>" for name in _KEPT - _VOID for slash in ("", "/"))
"""Tags that are written as they stand, there being nothing in them; most of a mail's are such."""

_RAW = _words("script style title textarea xmp iframe noembed noframes noscript")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
# Possessive: whatever comes, the time is linear.
_PIECE = re.compile(
    r"""<!--(?:>|->|.*?(?:--!?>|\Z))|<[!?][^>]*+>?|</?+[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+>?""", re.DOTALL
)
_NAME = re.compile(r"</?+([A-Za-z][^\s/>]*+)")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]++)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]++)))?+""")
_LOADS = re.compile(
    r"""@import[^;]*;?|(?:url|image-set|src)\s*\((?:[^()"']++|"[^"]*+"|'[^']*+')*+\)?|expression\s*\(""", re.IGNORECASE
)
_MARKUP = re.compile(r"<!--|-->|</?", re.IGNORECASE)
_DARK = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light|no-preference)\s*\)", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]{8,}")
_NUMBER = re.compile(r"\s*(\d{1,4})(?:px)?\s*\Z")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u061c]")

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


class Pin(NamedTuple):
    """A number in the mail: `offset` in its source, `name` the place's name in the frame."""

    offset: int
    number: int
    name: str
    severity: str
    text: str


class Frame(NamedTuple):
    """The document for `srcdoc`, the digests of its style sheets, which the page's policy must allow, and the signs of
    its pictures.
    """

    document: str
    digests: tuple[str, ...]
    room: int = 0


NO_PICTURES: Mapping[str, str] = {}


def framed(source: str, pins: Sequence[Pin], pictures: Mapping[str, str] = NO_PICTURES, room: int = IMAGES) -> Frame:
    """The mail with its pins, ready for `<iframe sandbox srcdoc>`; not yet escaped for the attribute.

    `pictures` are `data:` addresses by the mail's own; `room` is how many signs of such addresses go in.
    """
    writer = _Writer(source, sorted(pins), pictures, room)
    body = "".join(writer.pieces())
    own = _own()
    head = (
        f'<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{_POLICY}"><meta name="referrer" content="no-referrer"><style>{own}</style></head>'
    )
    styles = tuple(digest(style) for style in (own, *writer.styles))
    return Frame(_HIDING.sub(_as_number, head + body), styles, room - writer.room)


@cache
def _own() -> str:
    """Our style sheet within the frame.

    The frame is told by its height what it shows, since nothing else reaches into a sandbox: 719 without pictures, 718
    dark. So neither needs a script, nor a second copy of the mail.
    """
    return (folder("report_templates") / "mail.css").read_text("utf-8")


def digest(text: str) -> str:
    """As a Content-Security-Policy names a text that it allows."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


class _Writer:
    """Walks the source once and writes what may be shown."""

    def __init__(self, source: str, pins: Sequence[Pin], pictures: Mapping[str, str], room: int) -> None:
        self._source, self._pins = source, list(reversed(pins))
        self._due: list[Pin] = []
        self._pictures, self.room = pictures, room
        self.styles: list[str] = []

    def pieces(self) -> Iterator[str]:
        """The document from its body on; style sheets stand where they stood."""
        here, end = 0, len(self._source)
        while here < end:
            found = _PIECE.search(self._source, here)
            start = found.start() if found else end
            yield from self._text(here, start)
            if found is None:
                break
            here = found.end()
            if self._pins:
                self._reach(max(here, start + 1))
            piece = found[0]
            if piece in _COMMON and not self._due:
                yield piece
                continue
            name = _name(piece)
            if name and name in _RAW and not piece.startswith("</"):
                here = yield from self._raw(name, here)
            elif name:
                yield from self._tag(name, piece)
        self._due += reversed(self._pins)
        yield from self._flush()

    def _reach(self, end: int) -> None:
        while self._pins and self._pins[-1].offset < end:
            self._due.append(self._pins.pop())

    def _flush(self) -> Iterator[str]:
        """The numbers that are due, side by side."""
        if self._due:
            yield f'<span class="pf-pins">{"".join(_numbered(pin) for pin in self._due)}</span>'
            self._due.clear()

    def _text(self, start: int, end: int) -> Iterator[str]:
        if start == end:
            return
        while self._pins and self._pins[-1].offset < end:
            pin = self._pins.pop()
            at = max(pin.offset, start)
            yield self._plain(start, at)
            self._due.append(pin)
            start = at
            together = self._pins and self._pins[-1].offset <= at
            if not together and self._source[start:end].strip():
                yield from self._flush()
        if self._source[start:end].strip():
            yield from self._flush()
        yield self._plain(start, end)

    def _plain(self, start: int, end: int) -> str:
        text = self._source[start:end]
        if text.isprintable() and "&" not in text and "<" not in text and ">" not in text:
            return text
        # Escaped once more, after references are decoded: a "<" in text stays one.
        return html.escape(html.unescape(_CONTROL.sub("", text)), quote=False)

    def _raw(self, name: str, here: int) -> Generator[str, None, int]:
        """The inside of an element whose content is no markup; gives where it ends."""
        found = _RAW_END[name].search(self._source, here)
        inside = found.start() if found else len(self._source)
        if name == "style":
            style = _style(self._source[here:inside])
            self.styles.append(style)
            yield f"<style>{style}</style>"
        elif name in {"textarea", "xmp"}:
            yield self._plain(here, inside)
        self._reach(inside)
        return inside

    def _tag(self, name: str, piece: str) -> Iterator[str]:
        if piece.startswith("</"):
            if name in _KEPT and name not in _VOID:
                yield f"</{name}>"
        elif name == "body":
            yield f"<body{_attributes(piece, name)}>"
            yield from self._flush()
        elif name in {"td", "th", "caption"}:
            # A number between table and cell would be thrown out of the table.
            yield f"<{name}{_attributes(piece, name)}>"
            yield from self._flush()
        elif name in _KEPT:
            if name not in _IN_TABLE:
                yield from self._flush()
            yield self._image(piece) if name == "img" else f"<{name}{_attributes(piece, name)}>"

    def _image(self, piece: str) -> str:
        told = _told(piece)
        source, alt = html.unescape(told.get("src", "")).strip(), html.unescape(told.get("alt", ""))
        source = self._pictures.get(source, source)
        if len(source) <= self.room and _EMBEDDED.fullmatch(source) and drawable(source):
            self.room -= len(source)
        else:
            source = _box(alt or "picture", told)
        drawn = f'<img{_attributes(piece, "img")} src="{html.escape(source)}">'
        return f'{drawn}<span class="pf-alt">{html.escape(alt)}</span>'


def _numbered(pin: Pin) -> str:
    return (
        f'<span class="pf-pin {anchor(pin.severity)}" id="{anchor(pin.name)}" tabindex="0" role="note">'
        f"{pin.number}<span>{html.escape(visible(cut(pin.text, 300)))}</span></span>"
    )


def _name(piece: str) -> str:
    found = _NAME.match(piece)
    return found[1].lower() if found else ""


def _told(piece: str) -> dict[str, str]:
    """The attributes of a tag; as in a browser, the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(piece, len(_NAME.match(piece)[0])):  # type: ignore[index]
        found.setdefault(name.lower(), double or single or bare)
    return found


def _attributes(piece: str, element: str) -> str:
    told = _told(piece)
    if element == "a" and "href" in told and "title" not in told:
        told["title"] = cut(told["href"], 300)
    return "".join(
        _attribute(name, value) for name, value in told.items() if name in _SEEN or name.startswith("aria-l")
    )


def _attribute(name: str, written: str) -> str:
    value = _CONTROL.sub("", html.unescape(written))
    if name == "style":
        value = _LOADS.sub("none", value)
    if name == "id" and value.startswith("pf-"):
        return ""
    return f' {name}="{html.escape(value)}"'


def _style(text: str) -> str:
    """A style sheet that loads nothing, and that asks the frame, not the reader's screen, whether it is dark."""
    shown = _LOADS.sub("none", _CONTROL.sub("", _MARKUP.sub(" ", text)))
    return visible(
        _DARK.sub(lambda found: "(height:718px)" if found[1].lower() == "dark" else "(min-height:719px)", shown)
    )


def _box(alt: str, told: dict[str, str]) -> str:
    """A picture's place: its size where the tag says it, and its alternative text."""
    width = _pixels(told.get("width")) or 600
    height = _pixels(told.get("height")) or max(width // 3, 24)
    if width < 12 or height < 12:
        return "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    size = max(10, min(15, height // 3))
    words = html.escape(cut(visible(alt), max(width // (size // 2 + 1), 3)))
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="100%" height="100%" fill="#e4e7eb"/><text x="50%" y="50%" dominant-baseline="middle" '
        f'text-anchor="middle" font-family="sans-serif" font-size="{size}" fill="#4a525c">{words}</text></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def _pixels(text: str | None) -> int:
    found = _NUMBER.match(text or "")
    return min(int(found[1]), 2_000) if found else 0


def _as_number(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
