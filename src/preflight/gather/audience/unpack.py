"""From whatever people export to a plain text in UTF-8, or Parquet. Damaged packings are refused.

What has to be unpacked lies in a file without a name until the run ends.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import codecs
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from preflight.facts.audience import BadRow
from preflight.gather.audience.census import file_digest
from preflight.gather.audience.refusal import Refused
from preflight.gather.audience.sniff import LOOK, encoding_of
from preflight.gather.audience.spill import check_room, full, unnamed
from preflight.gather.audience.workbook import BadWorkbook, sheets
from preflight.gather.audience.zst import refuse_cut

_PIECE = 1 << 20
_ROOM_EVERY = 64
Alive = Callable[[], None]


@dataclass
class Unpacked:
    """An open file that the engine can read.

    `kind`: text (header and delimiter are yet to be found), sheet (our own CSV with a header), table (without, its
    columns are `names`) or parquet. `digest` is that of the file as it came, "" where it is this very file.
    `bad` are its damaged rows.
    """

    file: IO[bytes]
    kind: str = "text"
    names: tuple[str, ...] = ()
    digest: str = ""
    bad: list[BadRow] = field(default_factory=list)

    @property
    def descriptor(self) -> int:
        """The descriptor under which the engine reads it."""
        return self.file.fileno()

    @property
    def path(self) -> str:
        """A path that opens this very file, whatever happens to its name."""
        return f"/dev/fd/{self.descriptor}"


def unpack(path: Path, name: str, declared: str, spill: Path, alive: Alive) -> Unpacked:
    """The file, ready to be read; `name` is what people call it. Raises Refused, Stopped."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror}") from error
    try:
        found = _unpacked(file, declared, _Target(spill, alive, name))
        if found.file is file:
            return found
        found.digest = file_digest(file.fileno(), alive)
    except BaseException:
        file.close()
        raise
    file.close()
    return found


class _Target:
    """Makes files without a name and writes into them, as long as there is room and time."""

    def __init__(self, spill: Path, alive: Alive, name: str) -> None:
        self.spill = spill
        self.alive = alive
        self.name = name

    def filled(self, pieces: Iterator[bytes]) -> IO[bytes]:
        """A new file with these pieces in it, at its start."""
        file = unnamed(self.spill)
        try:
            for number, piece in enumerate(pieces):
                self.alive()
                if number % _ROOM_EVERY == 0:
                    check_room(self.spill)
                file.write(piece)
            file.flush()
        except OSError as error:
            file.close()
            raise full(error) from error
        except BaseException:
            file.close()
            raise
        return file


def _unpacked(file: IO[bytes], declared: str, target: _Target) -> Unpacked:
    head = os.pread(file.fileno(), LOOK, 0)
    if head.startswith(b"PAR1"):
        return Unpacked(file, "parquet")
    if head.startswith(b"\x1f\x8b"):
        return _plain(target.filled(_gunzipped(file)), declared, target)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return _plain(target.filled(_unzstd(file)), declared, target)
    if head.startswith(b"PK\x03\x04"):
        return _zip(file, declared, target)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sheet(file, target)
    return _plain(file, declared, target)


def _plain(file: IO[bytes], declared: str, target: _Target) -> Unpacked:
    head = os.pread(file.fileno(), LOOK, 0)
    _refuse_foreign(head)
    encoding, _mark = encoding_of(head, declared)
    if codecs.lookup(encoding).name not in {"utf-8", "utf-8-sig"}:
        file = target.filled(_transcoded(file, encoding))
        head = os.pread(file.fileno(), LOOK, 0)
    elif head.startswith(codecs.BOM_UTF8):
        file = target.filled(_pieces(file, len(codecs.BOM_UTF8)))
        head = os.pread(file.fileno(), LOOK, 0)
    if head.lstrip()[:1] == b"{":
        return _json_lines(file, target)
    return Unpacked(file)


def _refuse_foreign(head: bytes) -> None:
    if head[257:262] == b"ustar":
        raise Refused("is a tar: unpack it first", 1)
    start = head.lstrip()[:200].lower()
    for marks, given, what in ((_FOREIGN, head, ""), (_FOREIGN_TEXT, start, ", not a table")):
        for mark, name in marks:
            if given.startswith(mark):
                raise Refused(f"is {name}{what}", 1)


_FOREIGN = (
    *((mark, "packed within a packed file: unpack it first")
      for mark in (b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    *((b"BZh%d1AY&SY" % n, "packed with bzip2: unpack it first") for n in range(1, 10)),
    (b"\xfd7zXZ", "packed with xz: unpack it first"), (b"7z\xbc\xaf", "packed with 7-Zip: unpack it first"),
    (b"Rar!\x1a", "packed with RAR: unpack it first"),
    (b"SQLite format 3\0", "a SQLite database: export the table as CSV"),
    *((mark, "a picture, not a table") for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
)  # fmt: skip
_FOREIGN_TEXT = (
    (b"%pdf", "a PDF"), (b"<", "a web page or XML"), (b"[{", "one JSON array; export JSON lines"),
    (b"[\n", "one JSON array; export JSON lines"), (b"{\\rtf", "a text document"),
    (b"begin:vcard", "a vCard; export CSV"),
    (b"insert into ", "statements of SQL; export CSV"), (b"create table ", "statements of SQL; export CSV"),
)  # fmt: skip


def _pieces(file: IO[bytes], start: int = 0) -> Iterator[bytes]:
    while piece := os.pread(file.fileno(), _PIECE, start):
        yield piece
        start += len(piece)


def _gunzipped(file: IO[bytes]) -> Iterator[bytes]:
    import gzip

    try:
        with gzip.GzipFile(fileobj=io.BufferedReader(_Again(file))) as packed:
            while piece := packed.read(_PIECE):
                yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Refused("is a damaged or cut gz file: export it again") from error


class _Again(io.RawIOBase):
    """Reads a file from its start without moving the file's own place."""

    def __init__(self, file: IO[bytes]) -> None:
        self._descriptor = file.fileno()
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = os.pread(self._descriptor, len(buffer), self._place)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def _unzstd(file: IO[bytes]) -> Iterator[bytes]:
    """Lines of a zst file, read by the engine: Python itself cannot."""
    import duckdb

    refuse_cut(file.fileno())
    with duckdb.connect(config={"threads": 1}) as engine:
        try:
            found = engine.execute(
                f"SELECT line FROM read_csv('/dev/fd/{file.fileno()}', auto_detect=false, header=false, delim='\x01', "
                "quote='', escape='', compression='zstd', columns={'line': 'VARCHAR'})"
            )
            while rows := found.fetchmany(5000):
                yield b"".join((row[0] or "").encode() + b"\n" for row in rows)
        except duckdb.Error as error:
            raise Refused("is a damaged or cut zst file, or holds no text in UTF-8") from error


def _zip(file: IO[bytes], declared: str, target: _Target) -> Unpacked:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names or any(name.startswith("xl/") for name in names):
                return _sheet(file, target)
            for name, what in _DOCUMENTS:
                if name in names:
                    raise Refused(f"is {what}: export it as CSV, or as .xlsx")
            return _plain(target.filled(_member(archive, names)), declared, target)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused("is a damaged or cut zip file: export it again") from error


_DOCUMENTS = (("content.xml", "an OpenDocument sheet"), ("Index/Document.iwa", "a document of Numbers"))


def _member(archive: zipfile.ZipFile, names: list[str]) -> Iterator[bytes]:
    wanted = [n for n in names if not n.endswith(("/", ".DS_Store")) and not n.startswith("__MACOSX/")]
    if len(wanted) != 1:
        raise Refused(f"is a zip file with {len(wanted)} files in it; name one of them")
    try:
        with archive.open(wanted[0]) as packed:
            while piece := packed.read(_PIECE):
                yield piece
    except RuntimeError as error:
        raise Refused("is a zip file with a password") from error


def _transcoded(file: IO[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines = 1
    first = True
    for piece in (*_pieces(file), b""):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeError as error:
            # The decoder says where in this piece; lines before it are near enough to find the place.
            raise Refused(f"is not {encoding}, as it should be", lines) from error
        text = text.removeprefix("\ufeff") if first else text
        first = False
        lines += text.count("\n")
        yield text.encode("utf-8", "surrogatepass")


def _json_lines(file: IO[bytes], target: _Target) -> Unpacked:
    from preflight.gather.audience.jsonlines import as_csv, names_of

    names = names_of(io.BufferedReader(_Again(file)))
    bad: list[BadRow] = []
    rows = as_csv(io.BufferedReader(_Again(file)), names, bad, target.name)
    table = target.filled(rows)
    if bad and (not names or bad[0].line == 1):
        table.close()
        raise Refused("is JSON, but not one object a line: export JSON lines", 1)
    return Unpacked(table, "table", names, bad=bad)


def _sheet(file: IO[bytes], target: _Target) -> Unpacked:
    table = target.filled(iter(()))
    try:
        filled = len(sheets(file, table, target.alive))
    except OSError as error:
        table.close()
        raise full(error) from error
    except BadWorkbook as error:
        table.close()
        raise Refused(str(error)) from error
    except BaseException:
        table.close()
        raise
    if filled > 1:
        table.close()
        raise Refused(f"is a workbook with {filled} filled sheets: keep the one that is meant")
    table.seek(0)
    return Unpacked(table, "sheet")
