"""The SPF lookup tree of a finding as lines of text, for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from preflight.report.clean import cut, one_line
from preflight.report.words import Words

MOST = 10
"""Lookups after which receivers give up (RFC 7208)."""

_MOST = 40
_DEEPEST = 12
_LONG = 90


def tree_of(report: dict[str, Any], item: dict[str, Any]) -> dict[str, Any] | None:
    """The tree in the evidence of the finding that an item of the to-do list stands for; None where there is none."""
    if item["kind"] != "mend" or not str(item["check"]).startswith("authentication.spf-"):
        return None
    findings = next((check["findings"] for check in report["checks"] if check["id"] == item["check"]), ())
    evidence: dict[str, Any] = next((one["evidence"] for one in findings if one["id"] == item["id"]), {})
    tree = evidence.get("tree")
    found = isinstance(tree, dict) and bool(tree.get("children"))
    return evidence if found else None


def lines(evidence: dict[str, Any], t: Words) -> list[str]:
    """The worst case beside what mails really cost, then the tree, each term with its cost and the running total."""
    tree = evidence["tree"]
    drawn = list(_below(tree, "", t, 0))
    more = len(drawn) - _MOST
    rest = [t("and {n} more in the report", n=more)] if more > 0 else []
    head = _counted(_short(tree["domain"]), tree.get("cost", tree["total"]), t)
    return [head, *_actual(evidence, t), *drawn[:_MOST], *rest]


def _actual(evidence: dict[str, Any], t: Words) -> Iterator[str]:
    for one in (evidence.get("actual") or ())[:3]:
        yield f"{_counted(one['ip'], one['lookups'], t)} ({one['result']})"


def _counted(what: str, lookups: int, t: Words) -> str:
    return f"{what}: {t('DNS lookups')} {t.number(lookups)} / {MOST}"


def _below(node: dict[str, Any], lead: str, t: Words, depth: int) -> Iterator[str]:
    children = [one for one in node.get("children") or () if isinstance(one, dict)] if depth < _DEEPEST else []
    for number, child in enumerate(children):
        last = number == len(children) - 1
        yield f"{lead}{'└─' if last else '├─'} {_line(child, t)}"
        yield from _below(child, lead + ("   " if last else "│  "), t, depth + 1)


def _line(node: dict[str, Any], t: Words) -> str:
    cost = node.get("cost", node.get("total", 0))
    running = f" = {t.number(node['running'])}" if "running" in node else ""
    over = f"  ✗ > {MOST}" if node.get("over") else ""
    error, note = str(node.get("error") or ""), str(node.get("note") or "")
    told = f"  ✗ {_short(error)}" if error else f"  ({_short(note)})" if note else ""
    return f"{_short(str(node.get('term') or node.get('domain')))}  +{t.number(cost)}{running}{over}{told}"


def _short(text: str) -> str:
    return cut(one_line(text), _LONG)
