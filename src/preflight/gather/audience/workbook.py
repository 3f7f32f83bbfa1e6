"""Reads workbooks in a process of its own: a file of a few kilobytes can ask the reader for all the memory there is,
and the reader then ends its process rather than raise.

Run as a script it is that process: the workbook on its standard input, CSV of every filled sheet, one after another, on
its standard output, and their lengths in octets as JSON on its standard error.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

LARGEST = 200_000_000
"""Octets of a workbook that is looked at."""
_UNPACKED = 400_000_000
_MEMORY = 1_200_000_000
_TICK = 0.2
_DAMAGED = "is a damaged workbook, or one with a password"
_TOO_LARGE = "is a workbook too large to be read: export it as CSV"


class BadWorkbook(Exception):
    """It cannot be read; the text says why, in words that go after its name."""


def sheets(file: IO[bytes], target: IO[bytes], alive: Callable[[], None], rows: int = 0) -> list[int]:
    """Write the filled sheets of a workbook into `target` as CSV; returns the octets of each.

    `rows` bounds those of a sheet, 0 is all. Raises BadWorkbook, OSError where there is no room, and
    whatever `alive` raises, which is asked often.
    """
    _refuse_large(file)
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    command = [sys.executable, "-I", str(Path(__file__)), str(rows)]
    with subprocess.Popen(command, stdin=file, stdout=target, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own
        try:
            said = _waited(process, alive)
        except BaseException:
            process.kill()
            raise
    if process.returncode == _Status.FULL:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if process.returncode < 0 or process.returncode == _Status.MEMORY:
        raise BadWorkbook(_TOO_LARGE)
    if process.returncode:
        raise BadWorkbook(_DAMAGED)
    lengths: list[int] = json.loads(said)
    return lengths


def _refuse_large(file: IO[bytes]) -> None:
    if os.fstat(file.fileno()).st_size > LARGEST:
        raise BadWorkbook(_TOO_LARGE)
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return  # an old workbook is no zip file; what is damaged is the reader's to say
    if unpacked > _UNPACKED:
        raise BadWorkbook(_TOO_LARGE)


def _waited(process: subprocess.Popen[bytes], alive: Callable[[], None]) -> bytes:
    while True:
        try:
            return process.communicate(timeout=_TICK)[1]
        except subprocess.TimeoutExpired:
            alive()


class _Status:
    DAMAGED = 3
    MEMORY = 4
    FULL = 5


def _main(rows: int) -> int:
    _bound_memory()
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        lengths = [_written(sheet, rows) for sheet in map(book.get_sheet_by_name, book.sheet_names) if sheet.height]
    except MemoryError:
        return _Status.MEMORY
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
            os._exit(_Status.FULL)  # leaving in good order writes what is left, which fails with another status
        return _Status.DAMAGED
    except Exception:  # the reader raises errors of several modules, and their texts may quote cells
        return _Status.DAMAGED
    sys.stderr.write(json.dumps(lengths))
    return 0


def _bound_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # not on every machine; the unpacked size is bounded all the same
        return


def _written(sheet: Any, rows: int) -> int:
    length = 0
    buffer = io.StringIO()
    # Quotes round every cell: left to itself the writer puts none round a lone CR, which would end the row.
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for number, row in enumerate(_filled_area(sheet)):
        if rows and number >= rows:
            break
        writer.writerow([_cell(value) for value in row])
        length += sys.stdout.buffer.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    sys.stdout.buffer.flush()
    return length


def _filled_area(sheet: Any) -> Iterator[list[Any]]:
    """The rows from the first filled one on; empty columns at the left are left out by the reader itself."""
    return islice(sheet.iter_rows(), sheet.start[0], None)


def _cell(value: Any) -> str:
    """A cell as people see it: whole numbers without a point, times in ISO 8601."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value)


if __name__ == "__main__":
    sys.exit(_main(int(sys.argv[1])))
