"""The shapes that the ledger's tables had, one step after the other, in statements that every database understands.

A SQLite file is brought up to date with these statements alone; elsewhere Alembic runs the very same ones. Both keep
what was done in Alembic's own table, so either finds what the other did. A step that was shipped is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Step(NamedTuple):
    """One step: its revision, and what makes it. `sqlite` and `other` are statements for one side alone."""

    revision: str
    statements: tuple[str, ...] = ()
    sqlite: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def of(self, dialect: str) -> tuple[str, ...]:
        """The statements for a database of that dialect."""
        return (*self.statements, *(self.sqlite if dialect == "sqlite" else self.other))


VERSION_TABLE = "alembic_version"
MADE = f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"


def _view(name: str, kind: str, fields: Iterable[str], sqlite: bool) -> str:
    """A view for BI tools: entries of one kind, with fields of their body as columns."""
    taken = [
        f"json_extract(body, '$.{field}') AS {field}" if sqlite else f"(CAST(body AS json) ->> '{field}') AS {field}"
        for field in fields
    ]
    listed = ", ".join(("seq", "at", "who", "send", "fingerprint", *taken))
    return f"CREATE VIEW {name} AS SELECT {listed} FROM entries WHERE kind = '{kind}'"  # noqa: S608 - names of ours


_VIEWS = (
    ("runs", "run", ("verdict", "checklist", "version", "rows", "series", "scheduled_at", "partial")),
    ("gate_decisions", "gate", ("verdict", "rows", "scheduled_at", "series")),
    ("signoffs", "approval", ("by", "role", "note", "reported_for", "rows")),
    ("rejections", "rejection", ("by", "role", "note")),
    ("withdrawals", "withdrawal", ("by", "note")),
    ("waivers", "waiver", ("by", "role", "target", "reason", "until", "url", "series")),
    ("answers", "answer", ("by", "item", "passed", "note")),
    ("sent", "sent", ("by", "count", "cleared")),
)

STEPS = (
    Step(
        "0001",
        (
            "CREATE TABLE IF NOT EXISTS entries (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, "
            "who TEXT NOT NULL, send TEXT NOT NULL, fingerprint TEXT NOT NULL, body TEXT NOT NULL, "
            "previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE)",
            *(
                f"CREATE INDEX IF NOT EXISTS ix_entries_{name} ON entries ({name})"
                for name in ("kind", "send", "fingerprint")
            ),
        ),
    ),
    Step(
        "0002",
        (
            "CREATE INDEX ix_entries_send_kind ON entries (send, kind, seq)",
            "CREATE INDEX ix_entries_kind_at ON entries (kind, at)",
            # People who were mailed, as keyed digests; may be pruned, so it stands beside the chain and not in it.
            "CREATE TABLE mailed (entry INTEGER NOT NULL, day TEXT NOT NULL, person TEXT NOT NULL)",
            "CREATE INDEX ix_mailed_day ON mailed (day)",
        ),
        sqlite=tuple(_view(name, kind, fields, sqlite=True) for name, kind, fields in _VIEWS),
        other=tuple(_view(name, kind, fields, sqlite=False) for name, kind, fields in _VIEWS),
    ),
    Step("0003", ("CREATE INDEX ix_mailed_entry ON mailed (entry)",)),
)
REVISIONS = tuple(step.revision for step in STEPS)
NEWEST = REVISIONS[-1]


def after(revision: str) -> tuple[Step, ...]:
    """The steps that are still to be made. Raises ValueError for a revision that a newer version made."""
    return STEPS[REVISIONS.index(revision) + 1 :] if revision else STEPS
