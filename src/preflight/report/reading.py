"""A `report.json` read back: somebody's file, so that what stands in it is held to what a report may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from preflight.errors import Fault, InputError
from preflight.finding import Mender, Severity
from preflight.report.model import SCHEMA
from preflight.verdict import Outcome, Verdict

_LARGEST = 200_000_000
_WORDS = {
    "severity": frozenset(one.value for one in Severity),
    "mender": frozenset(one.value for one in Mender),
    "outcome": frozenset(one.value for one in Outcome),
}


def read_report(path: Path) -> dict[str, Any]:
    """The report. Raises InputError for what is no file, no report, or one of a later form."""
    try:
        if not path.is_file():
            raise _no(path, "is no file" if path.exists() else "is not there")
        if path.stat().st_size > _LARGEST:
            raise _no(path, "is larger than any report")
        found = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no(path, f"is no report.json: {str(error)[:200]}") from error
    if not isinstance(found, dict) or not isinstance(found.get("checks"), list) or "verdict" not in found:
        raise _no(path, "is no report.json")
    if found.get("schema") != SCHEMA:
        raise _no(path, "was written by a newer preflight, or by something else", "schema")
    _checked(found, path)
    return found


def _checked(found: dict[str, Any], path: Path) -> None:
    """What becomes part of the page's form, and not only its text, is one of the known words."""
    wrong = found["verdict"] not in {one.value for one in Verdict}
    for check in found["checks"]:
        wrong = wrong or not isinstance(check, dict)
        wrong = wrong or any(check.get(name) not in words for name, words in _WORDS.items())
        for one in (*check.get("findings", ()), *check.get("unknowns", ())) if not wrong else ():
            wrong = wrong or not isinstance(one, dict) or one.get("severity") not in _WORDS["severity"]
    if wrong:
        raise _no(path, "is no report.json: it holds words that no report has")


def _no(path: Path, words: str, key: str = "") -> InputError:
    return InputError([Fault(str(path), 0, 0, key, words)])
