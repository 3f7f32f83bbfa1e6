"""The tokens of a page as they come in: the tags that matter, the text between them, and what stands in scripts.

Time is linear, whatever the page. It reads as far as a browser's tokeniser would agree with it and no further: comments
are jumped over, a script ends at its end tag alone, quotes count only after an equals sign.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_ATTRIBUTES = r"""(?:[^>"'=]++|=\s*+(?:"[^"]*"|'[^']*'|(?=[^"'\s]))|["'])*+>"""
_OPAQUE = frozenset({"script", "style", "title", "template", "noscript", "textarea", "svg", "iframe", "xmp"})
_MATTER = "|".join(sorted({*_OPAQUE, "html", "body", "base", "meta", "frame", "form", "img", "video", "h1"}))
_PASSED = re.compile(
    rf"(?:[^<]++|<(?!!--|/?(?:{_MATTER})[\s/>])/?[a-zA-Z]{_ATTRIBUTES}|<(?![a-zA-Z/!?])|<(?:!(?!--)|\?|/(?![a-zA-Z]))[^>]*>)*+",
    re.IGNORECASE,
)
"""Text, with the tags in it that do not matter: one step for all of them."""

_TAG = re.compile(rf"<(?:(!--)|(/?(?:{_MATTER}))(?=[\s/>]))", re.IGNORECASE)
_REST = re.compile(_ATTRIBUTES)
_ANY = re.compile(rf"<[!?/]?[a-zA-Z]{_ATTRIBUTES}")
_NAME = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});")
_MOST_OF_A_TAG = 16_000
_MOST_OF_A_SCRIPT = 64_000


class Tag(NamedTuple):
    """A tag: `name` in lower case, with "/" in front where it ends an element; `rest` is all up to the `>`.

    `inside` is the text of an element that holds no tags (script, title …), as far as it is kept.
    """

    name: str
    rest: str = ""
    inside: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """Names in lower case and values with their entities decoded; the first of a name counts."""
        found: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(self.rest[:_MOST_OF_A_TAG]):
            found.setdefault(name.lower(), _ENTITY.sub(_decoded, "".join(values)))
        return found


class Tokens:
    """Takes a page in pieces and gives its tags and texts; holds back what is not complete yet."""

    def __init__(self) -> None:
        self._held = ""
        self._within: Tag | None = None
        self._kept: list[str] = []
        self._comment = False

    def feed(self, piece: str) -> Iterator[Tag | str]:
        """The tags that matter, and what stands between them, with the other tags in it."""
        text, here = self._held + piece, 0
        while here < len(text):
            if self._comment or self._within is not None:
                here, tag = self._over(text, here)
                if tag is not None:
                    yield tag
                if self._comment or self._within is not None:
                    break
                continue
            passed = _PASSED.match(text, here)
            assert passed is not None  # it matches nothing, too
            if passed[0]:
                yield passed[0]
            here = passed.end()
            found = _TAG.match(text, here)
            if found is None:
                if here < len(text) and len(text) - here > _MOST_OF_A_TAG:
                    here += 1
                    continue
                break
            after = self._tag(text, found)
            if after is None:
                break
            here, tag = after
            if tag is not None:
                yield tag
        self._held = text[here:]

    def finish(self) -> Iterator[Tag | str]:
        """What was still held back when the page ended."""
        if self._within is not None:
            kept = "".join((*self._kept, self._held))[:_MOST_OF_A_SCRIPT]
            yield self._within._replace(inside=kept)
        self._held = ""

    def _tag(self, text: str, found: re.Match[str]) -> tuple[int, Tag | None] | None:
        """Where to go on and the tag; None where its end has not come yet."""
        if found[1]:
            # `<!-->` is a whole comment: its end may lie within its beginning.
            self._comment = True
            return found.end() - 2, None
        rest = _REST.match(text, found.end())
        if rest is None:
            if len(text) - found.start() < _MOST_OF_A_TAG:
                return None
            return found.end(), None
        tag = Tag(found[2].lower(), rest[0])
        if tag.name in _OPAQUE:
            self._within, self._kept = tag, []
            return rest.end(), None
        return rest.end(), tag

    def _over(self, text: str, here: int) -> tuple[int, Tag | None]:
        """Past a comment, or an element that holds no tags; as far as it has come in."""
        if self._comment:
            end = text.find("-->", here)
            self._comment = end < 0
            return (max(here, len(text) - 2) if end < 0 else end + 3), None
        assert self._within is not None
        end = _end_tag(text, here, self._within.name)
        upto = end if end >= 0 else max(here, len(text) - 12)
        if sum(map(len, self._kept)) < _MOST_OF_A_SCRIPT:
            self._kept.append(text[here : min(upto, here + _MOST_OF_A_SCRIPT)])
        if end < 0:
            return upto, None
        tag = self._within._replace(inside="".join(self._kept))
        self._within = None
        return end, tag


def words(text: str) -> str:
    """The text with entities decoded and blanks collapsed."""
    return " ".join((html.unescape(text) if "&" in text else text).split())


def bare(text: str) -> str:
    """The text without the tags in it."""
    return _ANY.sub(" ", text) if "<" in text else text


def tags(text: str) -> Iterator[Tag]:
    """The tags within a text."""
    for found in _ANY.finditer(text):
        name = _NAME.match(found[0])
        if name is not None:
            yield Tag(name[1].lower(), found[0])


def _decoded(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _end_tag(text: str, here: int, name: str) -> int:
    """Where `</name` stands, in any case; -1 where it does not."""
    while (here := text.find("</", here)) >= 0:
        if text[here + 2 : here + 2 + len(name)].lower() == name:
            return here
        here += 2
    return -1
