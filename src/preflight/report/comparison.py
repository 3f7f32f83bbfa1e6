"""New, fixed and still there: two runs of a send, finding by finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_JUDGED = frozenset({"passed", "failed", "waived"})


def compare(checks: Iterable[dict[str, Any]], previous: dict[str, Any] | None) -> dict[str, Any] | None:
    """Ids of findings: `new`, `fixed`, `unchanged`; `not_judged`: gone, but its check could not tell this time.

    `previous` is somebody's file: whatever in it is no report is passed over. `fixed_findings` has the words of
    what was fixed, since only the earlier report knows them.
    """
    if previous is None:
        return None
    now = [found["id"] for check in checks for found in check["findings"]]
    judged = {check["id"] for check in checks if check["outcome"] in _JUDGED}
    before = {found["id"]: found for found in _findings(previous)}
    gone = [found for id, found in before.items() if id not in now]
    fixed = [found for found in gone if found["check"] in judged]
    return {
        "previous": {key: _plain(previous.get(key)) for key in ("verdict", "started_at")},
        "new": [id for id in now if id not in before],
        "fixed": [found["id"] for found in fixed],
        "unchanged": [id for id in now if id in before],
        "not_judged": [found["id"] for found in gone if found["check"] not in judged],
        "fixed_findings": fixed,
    }


def _findings(report: dict[str, Any]) -> Iterator[dict[str, str]]:
    for check in _dicts(report.get("checks")):
        for found in _dicts(check.get("findings")):
            if isinstance(found.get("id"), str):
                yield {"id": found["id"], "check": str(check.get("id")), "message": str(found.get("message", ""))}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _plain(value: Any) -> str | None:
    return value if isinstance(value, str) else None
