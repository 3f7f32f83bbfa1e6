"""Who has to do what: the failed checks and open questions of a report, by the one who can mend them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from preflight.finding import Mender, Severity, _
from preflight.verdict import SHARED

OPERATOR = "operator"
"""Whoever runs preflight: gives what is missing, reports what broke."""

_RANK = {severity.value: severity.rank for severity in Severity}


def todo(
    checks: Iterable[dict[str, Any]], not_covered: Iterable[dict[str, Any]], plugins_broken: dict[str, str]
) -> list[dict[str, Any]]:
    """Groups `{mender, items}`, those with blockers first.

    An item is `{check, id, kind, severity, title, text, fix, location, places}`. Its kind: mend (a finding) ·
    look (a required check could not tell) · again (several could not, for one reason) · give (a needed input) ·
    broke (our checker).
    """
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in (*(m.value for m in Mender), OPERATOR)}
    for check in checks:
        for item in _of(check):
            groups[OPERATOR if item["kind"] == "broke" else check["mender"]].append(item)
    groups[OPERATOR] += _pooled(groups)
    for missing in not_covered:
        if missing["needed"]:
            groups[OPERATOR].append(_item("give", text=missing["why"], title=missing["input"]))
    for name, why in plugins_broken.items():
        groups[OPERATOR].append(_item("broke", title=name, text=why))
    filled: list[dict[str, Any]] = [
        {"mender": name, "items": sorted(items, key=_order)} for name, items in groups.items() if items
    ]
    return sorted(filled, key=lambda group: _order(group["items"][0]))


def _of(check: dict[str, Any]) -> Iterator[dict[str, Any]]:
    known = {"check": check["id"], "title": check["title"]}
    if check["outcome"] == "crashed":
        yield _item("broke", text=check["reason"], severity=check["severity"], **known)
    if check["outcome"] == "failed":
        for one in _unsettled(check["findings"]):
            yield _item("mend", text=one["message"], fix=one["fix"], **_shared(one), **known)
    if check["required"]:
        for one in _unsettled(check["unknowns"]):
            yield _item("look", text=one["reason"], **_shared(one), **known)


def _pooled(groups: dict[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Takes what one reason kept several checks from telling out of the groups, and tells it once."""
    blind: dict[str, set[str]] = {}
    for item in (item for items in groups.values() for item in items if item["kind"] == "look"):
        blind.setdefault(_cause(item), set()).add(item["check"])
    shared = {text: len(checks) for text, checks in blind.items() if len(checks) >= SHARED}
    for items in groups.values():
        items[:] = [item for item in items if item["kind"] != "look" or _cause(item) not in shared]
    for text, number in shared.items():
        yield _item("again", title=str(_("{n} checks could not be judged", n=number)), text=text, fix=_AGAIN)


def _cause(item: dict[str, Any]) -> str:
    text: str = item["text"]
    return text.removesuffix(f" ({item['places']:,} places)")


_AGAIN = str(_("Mend what stood in the way, and run preflight again."))


def _unsettled(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those about which nobody decided."""
    return [one for one in items if not one["settled"]]


def _shared(one: dict[str, Any]) -> dict[str, Any]:
    places = len(one["places"]) + (one["location"] is not None)
    return {"id": one["id"], "severity": one["severity"], "location": one["location"], "places": places}


def _item(kind: str, **known: Any) -> dict[str, Any]:
    blank = {"check": None, "id": None, "kind": kind, "severity": "blocker", "title": None, "text": None, "fix": None,
             "location": None, "places": 0}  # fmt: skip
    return {**blank, **known}


def _order(item: dict[str, Any]) -> tuple[int, bool]:
    return _RANK[item["severity"]], item["kind"] != "mend"
