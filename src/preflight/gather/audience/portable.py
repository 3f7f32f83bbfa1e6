"""The SQL of checks and rules, read piece by piece: quoted names, strings and functions, as the target engine has them.

Checks write plain SQL, with `contains(text, part)` and `regexp_full_match(text, 'pattern')`. No tree is built: what
is not known here goes through as it stands, and the engine judges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preflight.gather.audience.dialect import Dialect

_PIECES = re.compile(
    r"(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<string>'(?:[^']|'')*')|(?P<quoted>\"(?:[^\"]|\"\")*\")|(?P<name>[A-Za-z_]\w*)|(?P<space>\s+)|(?P<sign>.)",
    re.S,
)
_KEYWORDS = frozenset(
    {"and", "or", "not", "is", "null", "in", "like", "ilike", "between", "case", "when", "then", "else", "end", "true",
     "false", "as", "distinct", "escape", "cast", "interval", "exists", "similar", "to", "from", "select", "where"}
)  # fmt: skip
Piece = tuple[str, str]


def translate(sql: str, dialect: Dialect, names: Sequence[str] = ()) -> str:
    """`sql` in a dialect. A word that is one of `names`, in whatever case, becomes that very column."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(name.lower(), name)
    return _write(list(pieces(sql)), dialect, known)


def pieces(sql: str) -> Iterator[Piece]:
    """(kind, text) of each piece: comment, string, quoted, name, space, sign."""
    for found in _PIECES.finditer(sql):
        yield str(found.lastgroup), found[0]


def _write(tokens: list[Piece], dialect: Dialect, known: dict[str, str]) -> str:
    written: list[str] = []
    at = 0
    while at < len(tokens):
        kind, text = tokens[at]
        end = closing(tokens, at + 1) if kind == "name" and text.lower() in _CALLS else 0
        called = end and _called(text.lower(), _arguments(tokens[at + 2 : end]), dialect, known)
        written.append(called or _piece(tokens, at, dialect, known))
        at = end + 1 if called else at + 1
    return "".join(written)


def _piece(tokens: list[Piece], at: int, dialect: Dialect, known: dict[str, str]) -> str:
    kind, text = tokens[at]
    if kind == "string":
        return dialect.literal(unquoted(text))
    if kind == "quoted":
        name = text[1:-1].replace('""', '"')
        return dialect.quoted(known.get(name.lower(), name))
    if kind == "name" and text.lower() in known and _is_column(tokens, at):
        return dialect.quoted(known[text.lower()])
    return text


def _is_column(tokens: list[Piece], at: int) -> bool:
    """Whether a bare word stands where a column may: no keyword, no function, no type before a string or after AS."""
    if tokens[at][1].lower() in _KEYWORDS:
        return False
    after = next((one for one in tokens[at + 1 :] if one[0] != "space"), ("", ""))
    before = next((one for one in reversed(tokens[:at]) if one[0] != "space"), ("", ""))
    return after[1] != "(" and after[0] != "string" and before[1].lower() != "as" and before[1] != ":"


def closing(tokens: list[Piece], at: int) -> int:
    """Where the bracket closes that opens at `at`; 0 where none opens there."""
    if at >= len(tokens) or tokens[at][1] != "(":
        return 0
    depth = 0
    for number in range(at, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[number][1], 0)
        if not depth:
            return number
    return 0


def _arguments(tokens: list[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    depth = 0
    for piece in tokens:
        depth += {"(": 1, ")": -1}.get(piece[1], 0)
        if piece[1] == "," and not depth:
            found.append([])
        else:
            found[-1].append(piece)
    return found


def _called(name: str, arguments: list[list[Piece]], dialect: Dialect, known: dict[str, str]) -> str:
    """The call as the dialect has it, "" where it is none of ours."""
    if len(arguments) != 2:
        return ""
    first, second = (_write(one, dialect, known).strip() for one in arguments)
    if name == "contains":
        return f"({dialect.contains(first, second)})"
    pattern = [text for kind, text in arguments[1] if kind != "space"]
    if len(pattern) != 1 or not pattern[0].startswith("'"):
        return ""
    return f"({dialect.full_match(first, unquoted(pattern[0]))})"


def unquoted(string: str) -> str:
    """What a string of SQL says."""
    return string[1:-1].replace("''", "'")


_CALLS = frozenset({"contains", "regexp_full_match"})
