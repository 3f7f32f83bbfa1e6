"""The user's own rules: SQL conditions over the audience's columns, looked at before they are run."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from preflight.gather.audience.normalise import literal, quoted
from preflight.gather.audience.portable import pieces
from preflight.gather.audience.scan import RESERVED
from preflight.gather.audience.working import BadStatement, Working

_LONGEST = 10_000
_TEXTS = "; every column is text: compare it with '18', or count with TRY_CAST(age AS INTEGER) > 18"
_REFUSED = {
    "SUBQUERY": "a rule looks at one row at a time: no SELECT in it",
    "WINDOW": "a rule looks at one row at a time: no window functions",
    "PARAMETER": "a rule has no parameters",
    "STAR": "a rule names its columns: no *",
}


def validate_rule(sql: str, columns: Iterable[str], there: Working | None = None) -> str | None:
    """What is wrong with a rule, None where nothing is. `columns` are those of the audience, as the send names them.

    `there` is the warehouse in which it is to be run, where it is one: that judges functions and types.
    """
    if not sql.strip() or len(sql) > _LONGEST:
        return "is too long" if sql.strip() else "is no SQL condition: it is empty"
    if not _closed(sql):
        return "must be one condition, not a statement: a bracket closes that it does not open"
    import duckdb

    with duckdb.connect(config={"threads": 1, "enable_external_access": False}) as engine:
        # The line break ends a comment that would swallow the bracket.
        wrapped = f"SELECT 1 FROM audience WHERE ({sql}\n)"
        (answer,) = engine.execute("SELECT json_serialize_sql(?::VARCHAR)", [wrapped]).fetchall()[0]
        tree = json.loads(answer)
        if tree.get("error"):
            return "is no SQL condition"
        known = {name.lower(): name for name in columns}
        fault = _shape_fault(tree) or _names_fault(tree, known)
        if there is not None and there.remote:
            return fault or _double_meaning(sql) or _fault_there(there, sql, list(known.values()))
        return fault or _type_fault(engine, sql, known)


def _closed(sql: str) -> bool:
    """Whether no bracket closes that was not opened: it would be one of those that we put around."""
    depth = 0
    for kind, text in pieces(sql):
        depth += {"(": 1, ")": -1}.get(text, 0) if kind == "sign" else 0
        if depth < 0:
            return False
    return True


def _double_meaning(sql: str) -> str | None:
    """What two engines read in two ways: it would be one condition for us and something else for the warehouse."""
    signs = "".join(text for kind, text in pieces(sql) if kind == "sign")
    if any(kind == "comment" for kind, _text in pieces(sql)) or "#" in signs:
        return "has a comment, which not every engine reads alike"
    if "$" in signs or "`" in signs or any("\\" in text for kind, text in pieces(sql) if kind == "string"):
        return "has a backslash, a dollar sign or a backtick, which not every engine reads alike"
    return None


def _fault_there(there: Working, sql: str, names: list[str]) -> str | None:
    says = there.dialect
    cells = ", ".join(f"{says.null()} AS {says.quoted(name)}" for name in names) or "1 AS pf_none"
    try:
        there.columns(f"(SELECT 1 AS one FROM (SELECT {cells}) c WHERE ({says.own(sql, names)})) r")
    except BadStatement as error:
        return f"the engine cannot evaluate it ({error.reason} error)"
    return None


def _shape_fault(tree: dict[str, Any]) -> str | None:
    statements = tree.get("statements", [])
    node = statements[0]["node"] if len(statements) == 1 else {}
    if node.get("type") != "SELECT_NODE" or len(statements) != 1:
        return "must be one condition, not a statement"
    clauses = ("group_expressions", "having", "qualify", "sample", "modifiers")
    if any(node.get(clause) for clause in clauses) or node["from_table"].get("table_name") != "audience":
        return "must be one condition, not a statement"
    for part in _parts(node.get("where_clause")):
        words = _REFUSED.get(str(part.get("class")))
        if words:
            return words
    return None


def _names_fault(tree: dict[str, Any], known: dict[str, str]) -> str | None:
    import difflib

    for part in _parts(tree["statements"][0]["node"]["where_clause"]):
        if part.get("class") != "COLUMN_REF":
            continue
        name = ".".join(part["column_names"])
        if name.lower() in RESERVED:
            return f"{name!r} is a reserved name: rename that column under columns:"
        if name.lower() not in known:
            near = difflib.get_close_matches(name.lower(), known, 1)
            return f"the audience has no column {name!r}" + (f" (did you mean {known[near[0]]!r}?)" if near else "")
    return None


def _type_fault(engine: Any, sql: str, known: dict[str, str]) -> str | None:
    import duckdb

    cells = ", ".join(f"{literal('')} AS {quoted(name)}" for name in known.values()) or "1 AS pf_none"
    try:
        # As a condition of a row: aggregates are refused there.
        engine.execute(f"SELECT 1 FROM (SELECT {cells}) WHERE ({sql}\n) LIMIT 0")
        kind = engine.execute(f"DESCRIBE SELECT ({sql}\n) FROM (SELECT {cells})").fetchall()[0][1]
    except duckdb.Error as error:
        hint = _TEXTS if isinstance(error, duckdb.BinderException | duckdb.ConversionException) else ""
        return f"the engine cannot evaluate it ({type(error).__name__.removesuffix('Exception')} error){hint}"
    return None if kind == "BOOLEAN" else "is no condition: it is neither true nor false"


def _parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every node of a tree of SQL."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield one
            todo += list(one.values())
        elif isinstance(one, list):
            todo += one
