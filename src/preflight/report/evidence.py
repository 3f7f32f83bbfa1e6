"""Evidence of any shape, as a small table: plain values, steps, lists, tables and the SPF tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from preflight.report.clean import capital, cut
from preflight.report.labels import LABELS
from preflight.report.words import Words

Kind = Literal["text", "code", "steps", "list", "table", "pairs", "tree"]

_PLAIN_NUMBERS = frozenset({"status", "port", "year", "line", "row", "column", "code"})
_CODE = frozenset(
    {
        *("url", "urls", "final_url", "hops", "raw", "records", "value", "header", "decoded", "token", "culprit"),
        *("domain", "host", "found_at", "asked", "masked", "digest", "selector", "parameter"),
    }
)
_SHARES = frozenset({"ratio", "rate"})
_SAID = frozenset(
    {
        *("became", "certificate", "detail", "error", "fault", "hidden", "hidden_by", "note", "problem", "reason"),
        *("verdict", "where", "why"),
    }
)
"""Whose values are words of ours, or of OpenSSL, not of the mail."""
_LONG = 1_000
_MOST = 10
_SHORT = 24
_DEEP = 5
_NODES = 60


class Row(NamedTuple):
    """One line of the table. `value` by `kind`: a text, texts, (head, rows), rows, or tree nodes.

    `more` counts what was left out; `code` says that texts are set as code.
    """

    label: str
    kind: Kind
    value: Any
    more: int = 0
    code: bool = False


class Node(NamedTuple):
    """One record of the SPF tree: what led to it, what it costs, what is wrong with it."""

    term: str
    cost: int
    records: tuple[str, ...]
    error: str
    children: tuple[Node, ...]


def rows(evidence: dict[str, Any], t: Words, depth: int = 0) -> list[Row]:
    """The rows of an evidence; empty values and a way of one step that is the link itself are left out."""
    kept = {key: value for key, value in evidence.items() if value not in (None, "", [], {})}
    if _is_way(kept.get("chain")):
        kept = _with_steps(kept, t)
    if kept.get("hops") == [kept.get("url")]:
        del kept["hops"]
    return [_row(key, value, t, depth) for key, value in list(kept.items())[: 4 * _MOST]]


def _is_way(chain: Any) -> bool:
    return isinstance(chain, list) and all(isinstance(hop, dict) and "url" in hop for hop in chain)


def _with_steps(evidence: dict[str, Any], t: Words) -> dict[str, Any]:
    """The way of a link as lines that are read at a glance; of one step, only what was answered."""
    steps = [_step(hop, t) for hop in evidence["chain"]]
    left_out = {"chain", "hops", "status", "final_url"}
    kept = {key: value for key, value in evidence.items() if key not in left_out}
    told = (
        {"answered": steps[0]}
        if len(steps) == 1
        else {"hops": [f"{hop['url']}  ({step})" for hop, step in zip(evidence["chain"], steps, strict=True)]}
    )
    return {"url": kept.pop("url", ""), **told, **kept}


def _step(hop: dict[str, Any], t: Words) -> str:
    pieces = [
        str(hop.get("status") or t("no answer")),
        f"{t.number(round(hop.get('seconds') or 0.0, 2))} s",
        hop.get("tls"),
        hop.get("address"),
    ]
    return ", ".join(str(piece) for piece in pieces if piece)


def _row(key: str, value: Any, t: Words, depth: int) -> Row:
    label, code = _label(key, t), key in _CODE
    if isinstance(value, dict):
        return _of_dict(label, value, t, depth)
    if not isinstance(value, list):
        return Row(label, "code" if code else "text", _scalar(key, value, t), code=code)
    more = max(len(value) - _MOST, 0)
    if all(isinstance(one, dict) for one in value) and depth < _DEEP:
        return Row(label, "table", _table(value[:_MOST], t), more)
    if not code and not more and all(isinstance(one, str) and len(one) <= _SHORT for one in value):
        return Row(label, "text", ", ".join(value))
    kind: Kind = "steps" if key == "hops" else "list"
    return Row(label, kind, [_scalar(key, one, t) for one in value[:_MOST]], more, code)


def _of_dict(label: str, value: dict[str, Any], t: Words, depth: int) -> Row:
    if isinstance(value.get("children"), list) and "domain" in value:
        budget = [_NODES]
        tree = _node(value, 0, budget, t)
        return Row(label, "tree", (tree,), more=max(-budget[0], 0))
    if depth >= _DEEP:
        return Row(label, "text", "…")
    return Row(label, "pairs", rows(value, t, depth + 1))


def spf_tree(root: dict[str, Any], t: Words) -> Row:
    """A whole SPF tree as one row."""
    return _of_dict("", root, t, 0)


def _node(value: dict[str, Any], depth: int, budget: list[int], t: Words) -> Node:
    children = []
    for child in value["children"] if depth < 3 * _DEEP else ():
        budget[0] -= 1
        if budget[0] >= 0 and isinstance(child, dict) and isinstance(child.get("children"), list):
            children.append(_node(child, depth + 1, budget, t))
    records = tuple(cut(str(one), _LONG) for one in value.get("records") or ())[:_MOST]
    cost = value.get("cost", value.get("total", value.get("lookups", 0)))
    error = t.said({"": str(value.get("error") or value.get("note") or "")}, "")
    term = str(value.get("term") or value.get("domain"))
    return Node(term, cost if isinstance(cost, int) else 0, records, error, tuple(children))


def _table(dicts: list[dict[str, Any]], t: Words) -> tuple[list[str], list[list[tuple[str, bool]]]]:
    """Head and body; a cell is its text and whether it is code."""
    keys = list(dict.fromkeys(key for one in dicts for key in one))[:8]
    keys = [key for key in keys if any(one.get(key) not in (None, "", [], {}, 0) for one in dicts)]
    body = [[(_scalar(key, one.get(key), t), key in _CODE) for key in keys] for one in dicts]
    return [_label(key, t) for key in keys], body


def _label(key: str, t: Words) -> str:
    return t(LABELS[key]) if key in LABELS else capital(cut(key.replace("_", " "), 60))


def _scalar(key: str, value: Any, t: Words) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, int) and key not in _PLAIN_NUMBERS:
        return t.number(value)
    if isinstance(value, float):
        return f"{round(100 * value)} %" if key in _SHARES else t.number(value)
    if isinstance(value, dict | list):
        return cut(", ".join(_flat(value)), _LONG)
    return cut(t.said({"": str(value)}, "") if key in _SAID else str(value), _LONG)


def _flat(value: Any) -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in list(pairs)[:_MOST]:
        shown = "…" if isinstance(one, dict | list) else str(one)
        yield f"{key} {shown}" if isinstance(value, dict) else shown
