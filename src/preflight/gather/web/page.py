"""A light reader of a page's beginning: its title, and where it sends the reader on at once.

It reads as far as a browser's tokeniser would agree with it and no further: comments, scripts, styles, templates and
`<noscript>` are jumped over. Time is linear in the size, whatever the page.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_TAG = re.compile(r"<(?:(!--)|(/?[a-zA-Z][a-zA-Z0-9-]*))")
_REST = re.compile(r"""(?:[^"'>]|"[^"]*"|'[^']*')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});")
_REFRESH = re.compile(r"\s*(?:0+(?:\.[\d.]*)?|\.[\d.]+)\s*[;,\s]\s*(?:url\s*=\s*)?(.+)", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_DECODABLE = re.compile(
    r"utf-?8|us-ascii|latin1|iso-?8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|shift_jis|sjis|euc-(?:jp|kr)|gbk|gb2312|gb18030"
    r"|big5|koi8-[ru]|utf-16(?:le|be)?"
)
_OPAQUE = ("script", "style", "template", "noscript", "textarea", "svg", "iframe", "xmp")
_MOST_OF_A_TAG = 4_000


class Read(NamedTuple):
    """The title, blanks collapsed; the target of a meta refresh at 0 s, and the `<base>` that stood before it."""

    title: str = ""
    refresh: str = ""
    base: str = ""


def decode(data: bytes, content_type: str) -> str:
    """The text of a page by its header, its own words, or UTF-8."""
    declared = _CHARSET.search(content_type) or _CHARSET.search(data[:1024].decode("latin-1"))
    name = declared[1].lower() if declared else "utf-8"
    return data.decode(name if _DECODABLE.fullmatch(name) else "utf-8", errors="replace")


def read(text: str) -> Read:
    """Title and refresh of the page."""
    title, refresh, base, position = "", "", "", 0
    lower = text.lower()
    while (tag := _TAG.search(text, position)) is not None:
        if tag[1]:
            position = _after(lower, "-->", tag.end() - 2)
            continue
        rest = _REST.match(text, tag.end())
        if rest is None:
            break
        position, name = rest.end(), tag[2].lower()
        if name in _OPAQUE:
            position = _after(lower, f"</{name}", position)
        elif name == "title" and not title:
            end = _after(lower, "</title", position)
            title = _words(text[position : end - len("</title")])
            position = end
        elif name == "base" and not base:
            base = _attributes(rest[0]).get("href", "")
        elif name == "meta" and not refresh:
            refresh = _meta(_attributes(rest[0]))
    return Read(title, refresh, base)


def refresh_target(content: str) -> str:
    """Where `0; url=…` leads, "" where it waits or stays."""
    found = _REFRESH.fullmatch(content)
    if found is None:
        return ""
    target = found[1].strip()
    quote = target[:1]
    return target[1:].partition(quote)[0] if quote in {'"', "'"} else target


def _meta(attributes: dict[str, str]) -> str:
    if attributes.get("http-equiv", "").strip().lower() != "refresh":
        return ""
    return refresh_target(attributes.get("content", ""))


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(tag[:_MOST_OF_A_TAG]):
        found.setdefault(name.lower(), _ENTITY.sub(lambda m: html.unescape(m[0]), "".join(values)))
    return found


def _after(lower: str, mark: str, position: int) -> int:
    found = lower.find(mark, position)
    return len(lower) + len(mark) if found < 0 else found + len(mark)


def _words(text: str) -> str:
    return " ".join(html.unescape(text[:500]).split())[:200]
