"""Reads a landing page as it comes in and stops as soon as it knows enough: titles, words, anchors, tags, signs."""

from __future__ import annotations

import codecs
import re
from itertools import chain

from preflight.data import analytics, dead_pages
from preflight.data.hosts import host_of, under
from preflight.facts.web import ENOUGH, Fetch, Page
from preflight.gather.web.markup import Tag, Tokens, bare, tags, words
from preflight.gather.web.picture import format_of

_MOST = 256 * 1024
_MOST_SOUGHT = 1024 * 1024
"""Octets of a page that are looked at, after decompression; more where something is looked for in it."""

_START = 32 * 1024
_LONGEST_TEXT = 1_200
_LONGEST_HEADING = 300
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_DECODABLE = re.compile(
    r"utf-?8|us-ascii|latin1|iso-?8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|shift_jis|sjis|euc-(?:jp|kr)|gbk|gb2312|gb18030"
    r"|big5|koi8-[ru]|utf-16(?:le|be)?"
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_REFRESH = re.compile(r"\s*(?:0+(?:\.[\d.]*)?|\.[\d.]+)\s*[;,\s]\s*(?:url\s*=\s*)?(.+)", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(rf"\sid\s*=\s*[\"']?(?:{'|'.join(sorted(dead_pages.APP_ROOTS))})[\"'\s>]")


class PageReader:
    """Takes the octets of one page. `enough` once nothing more is wanted of it."""

    def __init__(self, ask: Fetch, content_type: str) -> None:
        self.most = _MOST_SOUGHT if ask.anchors or ask.texts or ask.scripts or ask.tags else _MOST
        self.start = ""
        self.refresh = ""
        self.base = ""
        self._ask = ask
        self._light = not (ask.page or ask.anchors or ask.texts or ask.scripts or ask.tags)
        self._declared = content_type
        self._tokens = Tokens()
        self._decoder: codecs.IncrementalDecoder | None = None
        self._undecoded = self._head = b""
        self._title = self._heading = self._shared = ""
        self._in_heading = False
        self._text: list[str] = []
        self._words = 0
        self._marks: dict[str, None] = {}
        self._anchors: set[str] = set()
        self._tags: dict[str, None] = {}
        self._held: dict[str, None] = {}
        self._scripts: set[str] = set()

    @property
    def enough(self) -> bool:
        """Whether all that is wanted of the page was found."""
        if self._light:
            return len(self._undecoded) >= _START
        return (
            self._words >= ENOUGH
            and bool(self._title and self._heading)
            and (not self._ask.tags or bool(self._tags))
            and self._anchors >= self._ask.anchors
            and self._scripts >= self._ask.scripts
            and not self._ask.texts
        )

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Read on; `last` where nothing follows."""
        if self._light:
            self._glance(data, last=last)
            return
        if len(self._head) < 32:
            self._head += data[:32]
        if self._decoder is None:
            self._undecoded += data
            if len(self._undecoded) < 1024 and not last:
                return
            data, self._undecoded = self._undecoded, b""
            self._decoder = codecs.getincrementaldecoder(_charset(data, self._declared))(errors="replace")
        piece = self._decoder.decode(data, last)
        if len(self.start) < _START:
            self.start += piece[: _START - len(self.start)]
        for token in chain(self._tokens.feed(piece), self._tokens.finish() if last else ()):
            if isinstance(token, str):
                self._say(token)
            else:
                self._see(token)

    def format(self, _kind: str) -> str:
        """What picture it is, whatever its header says; "" where it is none."""
        return format_of(self._head)

    def page(self, complete: bool, unreadable: str = "") -> Page | None:
        """What was found; None where nobody wants to know."""
        if self._light:
            return None
        text = " ".join(" ".join(self._text).split()) if self._text else ""
        flat = dead_pages.folded(text) if self._ask.texts else ""
        return Page(
            title=self._title,
            heading=self._heading.strip(),
            shared_title=self._shared,
            text=text[:_LONGEST_TEXT] if self._words < ENOUGH else "",
            words=min(self._words, ENOUGH),
            marks=tuple(self._marks),
            anchors=tuple(sorted(self._anchors)),
            texts=tuple(sorted(wanted for wanted in self._ask.texts if dead_pages.folded(wanted) in flat)),
            scripts=tuple(sorted(self._scripts)),
            tags=tuple(self._tags),
            held=tuple(name for name in self._held if name not in self._tags),
            complete=complete,
            unreadable=unreadable,
        )

    def _glance(self, data: bytes, *, last: bool) -> None:
        """Where nobody wants the page: only whether a bot-wall answered, or a refresh leads on."""
        self._undecoded += data[: _START - len(self._undecoded)]
        if not last:
            return
        self._head = self._undecoded[:32]
        self.start = self._undecoded.decode(_charset(self._undecoded, self._declared), "replace")
        if b"http-equiv" in self._undecoded.lower():
            for token in Tokens().feed(self.start):
                if isinstance(token, Tag) and token.name in {"meta", "base"}:
                    self._see(token)

    def _say(self, raw: str) -> None:
        if raw.isspace():
            return
        if "<" in raw:
            self._look(raw)
        wanted = self._words < ENOUGH or self._ask.texts
        if not wanted and not self._in_heading:
            return
        said = words(bare(raw))
        if self._in_heading and len(self._heading) < _LONGEST_HEADING:
            self._heading = f"{self._heading} {said}"[:_LONGEST_HEADING]
        if wanted and said:
            self._words += said.count(" ") + 1
            self._text.append(said)

    def _look(self, raw: str) -> None:
        """At the tags that matter for what they are called alone."""
        if _ROOT.search(raw):
            self._marks["app"] = None
        if self._ask.anchors:
            for tag in tags(raw):
                self._named(tag)

    def _see(self, tag: Tag) -> None:
        seen = _SEEN.get(tag.name)
        if seen is not None:
            seen(self, tag)
        if self._ask.anchors:
            self._named(tag)

    def _named(self, tag: Tag) -> None:
        values = tag.attributes
        names = {values.get("id", ""), values.get("name", "") if tag.name in {"a", "map"} else ""}
        self._anchors |= self._ask.anchors & names

    def _see_title(self, tag: Tag) -> None:
        self._title = self._title or words(tag.inside[:500])[:200]

    def _see_heading(self, tag: Tag) -> None:
        self._in_heading = not self._heading and tag.name == "h1"

    def _see_base(self, tag: Tag) -> None:
        self.base = self.base or tag.attributes.get("href", "")

    def _see_meta(self, tag: Tag) -> None:
        values = tag.attributes
        content = values.get("content", "")
        if values.get("http-equiv", "").strip().lower() == "refresh":
            self.refresh = self.refresh or refresh_target(content)
        elif values.get("property", "").lower() == "og:title":
            self._shared = self._shared or words(content)[:200]

    def _see_root(self, tag: Tag) -> None:
        if "data-adblockkey" in tag.rest:
            self._marks["parked"] = None
        classes = tag.attributes.get("class", "").lower().split() if "class" in tag.rest else []
        if any(name in classes for name in dead_pages.DEAD_CLASSES) or "__next_error__" in tag.rest:
            self._marks["error-page"] = None

    def _see_frame(self, tag: Tag) -> None:
        self._marks["frame"] = None
        self._parking(tag.attributes.get("src", ""))

    def _see_form(self, tag: Tag) -> None:
        self._marks["form"] = None

    def _see_picture(self, tag: Tag) -> None:
        width = tag.attributes.get("width", "")
        if not (width.isascii() and width.isdigit() and int(width[:6]) < 100):
            self._marks["picture"] = None

    def _see_script(self, tag: Tag) -> None:
        values = tag.attributes if tag.rest != ">" else {}
        source = values.get("src") or values.get("data-src", "")
        self._marks["script"] = None
        self._parking(source)
        if len(tag.inside) < 4_000 and any(mark in tag.inside for mark in dead_pages.PARKING_CODE):
            self._marks["parked"] = None
        self._scripts |= {wanted for wanted in self._ask.scripts if wanted in source or wanted in tag.inside}
        if self._ask.tags:
            for name in _tools(tag, source):
                (self._held if _waits(values) else self._tags)[name] = None

    def _parking(self, source: str) -> None:
        url = f"https:{source}" if source.startswith("//") else source
        if url.startswith("http") and under(host_of(url), dead_pages.PARKING_HOSTS):
            self._marks["parked"] = None


_SEEN = {
    "title": PageReader._see_title,
    "h1": PageReader._see_heading,
    "/h1": PageReader._see_heading,
    "base": PageReader._see_base,
    "meta": PageReader._see_meta,
    "html": PageReader._see_root,
    "body": PageReader._see_root,
    "iframe": PageReader._see_frame,
    "frame": PageReader._see_frame,
    "form": PageReader._see_form,
    "img": PageReader._see_picture,
    "video": PageReader._see_picture,
    "svg": PageReader._see_picture,
    "script": PageReader._see_script,
}


def refresh_target(content: str) -> str:
    """Where `0; url=…` leads, "" where it waits or stays."""
    found = _REFRESH.fullmatch(content)
    if found is None:
        return ""
    target = found[1].strip()
    quote = target[:1]
    return target[1:].partition(quote)[0] if quote in {'"', "'"} else target


def _charset(data: bytes, content_type: str) -> str:
    """By its first octets, its header, its own words, or UTF-8, in the order in which browsers believe them."""
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    if bom:
        return bom
    declared = _CHARSET.search(content_type) or _CHARSET.search(data[:1024].decode("latin-1"))
    name = declared[1].lower() if declared else "utf-8"
    return name if _DECODABLE.fullmatch(name) else "utf-8"


def _tools(tag: Tag, source: str) -> list[str]:
    """The analytics tools that a script is of."""
    code = tag.inside
    found = [
        tool.name
        for tool in analytics.TOOLS
        if (any(part in source for part in tool.loads) or any(part in code for part in tool.calls))
        and (not tool.only or re.search(tool.only, f"{source} {code}"))
    ]
    return found + [name for mark, name in analytics.ATTRIBUTES if mark in tag.rest]


def _waits(values: dict[str, str]) -> bool:
    """Whether a consent tool keeps the script from running."""
    kind = values.get("type", "").strip().lower()
    return kind in analytics.HELD_TYPES or any(name in values for name in analytics.HELD_ATTRIBUTES)
