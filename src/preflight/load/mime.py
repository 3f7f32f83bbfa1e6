"""The parts of a raw message. Python's own parser nests as deep as the mail wants; this one has limits."""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message as Words
from typing import NamedTuple

MAX_PARTS = 2_000
_DEEPEST = 50
_HEADERS_MOST = 5_000
_BLANK = re.compile(rb"\r?\n(?=\r?\n)|\r(?=\r)")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BREAK = re.compile(rb"\r\n|\r|\n")
_LONG_LINE = re.compile(rb"[^\r\n]{999,}+")
_LONG_SHOWN = 20
_NAME = re.compile(r"([!-9;-~]{1,200})[ \t]*:")
_WORD_GAP = re.compile(r"(\?=)\s+(=\?)")


class TooMany(Exception):
    """The message has more parts than `MAX_PARTS`."""


class Line(NamedTuple):
    """A header: as written, unfolded, the line where it begins, and whether its octets are UTF-8."""

    name: str
    raw: str
    line: int
    utf8: bool = True


class Leaf(NamedTuple):
    """A part that holds no others; `body` is still encoded as it was sent."""

    path: str
    kind: str
    charset: str | None
    encoding: str
    attached: bool
    body: bytes


class Trouble(NamedTuple):
    """Something wrong with a part; `lost` as in `Defect`."""

    path: str
    message: str
    lost: bool


class Reader:
    """Reads a message once. `lines` are its headers, `leaves` its parts in their order."""

    def __init__(self, data: bytes) -> None:
        self.leaves: list[Leaf] = []
        self.troubles: list[Trouble] = []
        self._count = 0
        head, body = split(data)
        self.lines, bad = header_lines(head)
        if bad:
            self.troubles.append(Trouble("", f"line {bad} of the message cannot be read as a header", lost=False))
        self._part(self.lines, body, "", 0)

    def _part(self, lines: list[Line], body: bytes, path: str, depth: int) -> None:
        self._count += 1
        if self._count > MAX_PARTS:
            raise TooMany
        words = _words(lines)
        kind = _kind(words)
        if kind.startswith("multipart/"):
            self._multipart(words, body, path, depth)
            return
        encoding = str(words.get("content-transfer-encoding", "")).strip().lower()
        attached = str(words.get("content-disposition", "")).strip().lower().startswith("attachment")
        self.leaves.append(Leaf(path or "1", kind, _param(words, "charset"), encoding, attached, body))

    def _multipart(self, words: Words, body: bytes, path: str, depth: int) -> None:
        boundary = _param(words, "boundary")
        if not boundary:
            self._lose(path, "it says that it has several parts, and not where they end (no boundary)")
        elif depth >= _DEEPEST:
            self._lose(path, "its parts are nested deeper than any mail program follows")
        else:
            pieces, closed = _pieces(body, boundary)
            if not pieces:
                self._lose(path, "it says that it has several parts, and none can be found")
            elif not closed:
                self.troubles.append(Trouble(path, "its last part is never closed; the file may be cut", lost=False))
            for number, piece in enumerate(pieces, 1):
                head, inner = split(piece)
                self._part(header_lines(head)[0], inner, f"{path}.{number}" if path else str(number), depth + 1)

    def _lose(self, path: str, message: str) -> None:
        self.troubles.append(Trouble(path, message, lost=True))


def split(data: bytes) -> tuple[bytes, bytes]:
    """Headers and body, at the first blank line."""
    if data[:1] in {b"\n", b"\r"}:
        return b"", data[2:] if data.startswith(b"\r\n") else data[1:]
    found = _BLANK.search(data)
    if found is None:
        return data, b""
    rest = data[found.end() :]
    return data[: found.end()], rest[2:] if rest.startswith(b"\r\n") else rest[1:]


def header_lines(head: bytes) -> tuple[list[Line], int]:
    """The headers, and the number of the first line that is none (0: all are)."""
    found: list[tuple[str, list[str], int, list[bool]]] = []
    bad = 0
    for number, line, utf8 in _numbered(head):
        if line[:1] in {" ", "\t"} and found:
            found[-1][1].append(line)
            found[-1][3].append(utf8)
            continue
        name = _NAME.match(line)
        if name is not None and len(found) < _HEADERS_MOST:
            found.append((name[1], [line[name.end() :]], number, [utf8]))
        elif line.strip() and not (number == 1 and line.startswith(("From ", ">From "))):
            bad = bad or number
    return [Line(name, "".join(pieces).strip(), number, all(utf8)) for name, pieces, number, utf8 in found], bad


def _numbered(head: bytes) -> Iterator[tuple[int, str, bool]]:
    for number, found in enumerate(_LINE.finditer(head), 1):
        yield number, *_text(found[0].rstrip(b"\r\n"))


def _text(data: bytes) -> tuple[str, bool]:
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        return data.decode("latin-1"), False


def long_lines(data: bytes) -> tuple[list[tuple[int, int]], int]:
    """Number and octets of the first lines over 998 octets (RFC 5322 §2.1.1, without their break), and of how many."""
    found: list[tuple[int, int]] = []
    total = line = last = 0
    for one in _LONG_LINE.finditer(data):
        total += 1
        if total <= _LONG_SHOWN:
            line, last = line + len(_BREAK.findall(data, last, one.start())), one.start()
            found.append((line + 1, len(one[0])))
    return found, total


def decoded(raw: str) -> str:
    """A header's value with its RFC 2047 words decoded; as it stands where they are broken."""
    if "=?" not in raw or len(raw) > 200_000:
        return raw
    try:
        pieces = decode_header(_WORD_GAP.sub(r"\1 \2", raw))
    except (ValueError, MessageError):  # binascii.Error is a ValueError
        return raw
    return "".join(_word(piece, charset) for piece, charset in pieces)


def _word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf-8", errors="replace" if charset else "strict")
    except (LookupError, ValueError):
        return piece.decode("latin-1")


def content(leaf: Leaf) -> tuple[bytes, str]:
    """A part's octets after its transfer encoding, and in plain words what is wrong with that, or ""."""
    if leaf.encoding == "quoted-printable":
        return quopri.decodestring(leaf.body), ""
    if leaf.encoding == "base64":
        return _base64(leaf.body)
    known = leaf.encoding in {"", "7bit", "8bit", "binary"}
    return leaf.body, "" if known else f"nobody knows the transfer encoding {leaf.encoding[:40]}"


def _base64(body: bytes) -> tuple[bytes, str]:
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    strange = re.search(rb"[^A-Za-z0-9+/=\s]", body) is not None
    # A single sign more than whole groups of four holds no octet.
    cut = len(clean) % 4 == 1
    data = base64.b64decode((clean[:-1] if cut else clean) + b"==", validate=False)
    return data, "its base64 is damaged" if strange or cut else ""


def _words(lines: list[Line]) -> Words:
    words = Words()
    for line in lines:
        key = line.name.lower()
        if key.startswith("content-") and key not in words:
            words[key] = line.raw[:10_000].replace("\n", " ").replace("\r", " ")
    return words


def _kind(words: Words) -> str:
    try:
        return words.get_content_type()
    except (ValueError, IndexError, LookupError):
        return "text/plain"


def _param(words: Words, name: str) -> str | None:
    try:
        found = words.get_param(name)
        text = str(found[2]) if isinstance(found, tuple) else found
    except (ValueError, IndexError, LookupError, TypeError):
        return None
    return text.strip()[:300] or None if isinstance(text, str) else None


def _pieces(body: bytes, boundary: str) -> tuple[list[bytes], bool]:
    mark = re.escape(boundary.encode("utf-8", errors="replace"))
    line = re.compile(rb"(?:\A|(?:\r\n|\r|\n))--" + mark + rb"(--)?[ \t]*(?=\r|\n|\Z)")
    pieces: list[bytes] = []
    start = -1
    for found in line.finditer(body):
        if start >= 0:
            pieces.append(body[start : found.start()])
        if found[1]:
            return pieces, True
        if len(pieces) > MAX_PARTS:
            raise TooMany
        start = _after(body, found.end())
    if start >= 0:
        pieces.append(body[start:])
    return pieces, False


def _after(body: bytes, place: int) -> int:
    return place + (2 if body[place : place + 2] == b"\r\n" else 1)
