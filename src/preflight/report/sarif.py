"""SARIF 2.1.0, for code scanning: findings with their levels, unknowns to review, crashes as notifications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

_LEVELS = {"blocker": "error", "warning": "warning", "note": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: dict[str, Any]) -> dict[str, Any]:
    """The log as plain JSON. An unknown is of kind `review`, which by the standard has no level."""
    crashes = [check for check in report["checks"] if check["outcome"] == "crashed"]
    invocation = {
        "executionSuccessful": not crashes,
        "startTimeUtc": report["started_at"],
        "toolExecutionNotifications": [_notification(check) for check in crashes],
    }
    driver = {"name": "preflight", "version": report["preflight"], "rules": [_rule(c) for c in report["checks"]]}
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [result for at, check in enumerate(report["checks"]) for result in _results(check, at)],
        "properties": {"verdict": report["verdict"], "reasons": report["reasons"],
                       "fingerprint": report["send"]["fingerprint"]},
    }  # fmt: skip
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: dict[str, Any]) -> dict[str, Any]:
    rule = {
        "id": check["id"],
        "shortDescription": {"text": check["title"] or check["id"]},
        "defaultConfiguration": {"level": _LEVELS[check["severity"]]},
        "properties": {"family": check["family"], "mender": check["mender"]},
    }
    if check["why"]:
        rule["fullDescription"] = {"text": check["why"]}
    if check["fix"]:
        rule["help"] = {"text": check["fix"]}
    return rule


def _results(check: dict[str, Any], at: int) -> Iterator[dict[str, Any]]:
    rule = {"ruleId": check["id"], "ruleIndex": at}
    waived = {"suppressions": [{"kind": "external"}]} if check["outcome"] == "waived" else {}
    for one in check["findings"]:
        level = _LEVELS[one["severity"]]
        yield {**rule, "kind": "fail", "level": level, **_shared(one, f"{one['message']}\n{one['fix']}"), **waived}
    for one in check["unknowns"]:
        yield {**rule, "kind": "review", "level": "none", **_shared(one, one["reason"])}


def _shared(one: dict[str, Any], text: str) -> dict[str, Any]:
    found: dict[str, Any] = {"message": {"text": text}, "partialFingerprints": {"preflight/v1": one["id"]}}
    if (first := _location(one["location"])) is not None:
        found["locations"] = [first]
    further = [shaped for location in one["places"] if (shaped := _location(location)) is not None]
    if further:
        found["relatedLocations"] = [{"id": n, **shaped} for n, shaped in enumerate(further, 1)]
    return found


def _location(location: dict[str, Any] | None) -> dict[str, Any] | None:
    if not location or not location.get("file"):
        return None
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(location["file"])}}
    if location.get("line"):
        place["region"] = {"startLine": location["line"], "startColumn": max(location.get("column", 1), 1)}
    shaped: dict[str, Any] = {"physicalLocation": place}
    inside = " ".join(part for part in (location.get("part", ""), location.get("path", "")) if part)
    if inside:
        shaped["logicalLocations"] = [{"fullyQualifiedName": inside}]
    return shaped


def _uri(file: str) -> str:
    """A relative reference: an absolute path would say where somebody's files lie, and match no repository."""
    absolute = file.startswith(("/", "\\")) or bool(PureWindowsPath(file).drive)
    name = PureWindowsPath(file).name if absolute else file.replace("\\", "/")
    return quote(str(PurePosixPath(name)), safe="/.-_~")


def _notification(check: dict[str, Any]) -> dict[str, Any]:
    return {"level": "error", "message": {"text": check["reason"]}, "associatedRule": {"id": check["id"]}}
