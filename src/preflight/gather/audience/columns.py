"""Which column is which: by the name that the send gives, else by the names and cells that addresses have."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import difflib

from preflight.gather.audience.refusal import Refused
from preflight.gather.audience.tables import Opened
from preflight.gather.audience.working import BadStatement, Working

_ADDRESS = frozenset(
    {"email", "emailaddress", "mail", "mailaddress", "emailadresse", "eemail", "address", "adresseemail", "courriel",
     "correoelectronico", "emailaddr", "useremail", "contactemail", "subscriberemail"}
)  # fmt: skip
_STREET = frozenset({"address"})
"""Names that may be a street's as well as a mailbox's."""

_LOOK = 200
_SHARE = 0.8


def folded(name: str) -> str:
    """A column's name without regard to case, blanks, underscores and hyphens."""
    return name.lower().translate(str.maketrans("", "", " _-\u00a0"))


def named(table: Opened, name: str) -> str:
    """The file's own name of a column that the send names; exactly, else folded. Raises Refused."""
    exact = [column for column in table.columns if column == name]
    found = exact or [column for column in table.columns if folded(column) == folded(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"has several columns that may be meant by {name!r}: {', '.join(found)}", 1)
    near = difflib.get_close_matches(name, table.columns, 1)
    raise Refused(f"has no column {name!r}" + (f" (did you mean {near[0]!r}?)" if near else ""), 1)


def address_column(table: Opened, declared: str, engine: Working) -> str:
    """The column that is compared; "" where there is none. Raises Refused where it is absent or ambiguous."""
    if table.blank:
        return ""
    if declared:
        return named(table, declared)
    if len(table.columns) == 1:
        return table.columns[0]
    known = [column for column in table.columns if folded(column) in _ADDRESS]
    if len(known) == 1 and folded(known[0]) not in _STREET:
        return known[0]
    filled = _filled(table, engine)
    found = [c for c in known if c in filled] or (known if not filled else []) or filled
    if len(found) > 1:
        raise Refused(f"has several columns of addresses ({', '.join(found)}): say which one is meant", 1)
    return found[0] if found else ""


def _filled(table: Opened, engine: Working) -> list[str]:
    """Columns whose first cells nearly all hold one `@`."""
    says = table.dialect
    cells = ", ".join(
        f"{says.count_where(says.full_match(says.bare(f'n{n}'), '[^@]+@[^@]+'))}, count(n{n})"
        for n in range(len(table.columns))
    )
    some = f"SELECT {cells} FROM (SELECT * FROM ({table.relation}) t LIMIT {_LOOK}) s"
    try:
        found = engine.row(some)
    except BadStatement:
        # A damaged row among the first: the slow way tells it from the others.
        if not table.launder(engine.alive):
            raise
        found = engine.row(some)
    return [
        column
        for column, with_at, all_ in zip(table.columns, found[::2], found[1::2], strict=True)
        if with_at and with_at >= all_ * _SHARE
    ]
