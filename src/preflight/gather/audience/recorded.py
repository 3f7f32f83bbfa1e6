"""What a consent record says, in SQL: its words and its date as they are read, and which record of a person counts."""

from __future__ import annotations

from collections.abc import Sequence

from preflight.gather.audience import words
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.instants import Dates

CONSENT = ("status", "basis", "at", "source")
"""The columns of a record, by our names."""


def consent_sql(columns: dict[str, str], says: Dialect, dates: Dates | None) -> tuple[list[str], str, list[str]]:
    """Inner columns, joins and expressions that read a consent record off the columns status, basis and at."""
    raw = {name: columns.get(name, says.null()) for name in CONSENT}
    inner = [
        f"{says.folded_word(raw['status'])} AS pf_status_raw",
        f"{says.folded_word(raw['basis'])} AS pf_basis_raw",
        f"{says.bare(raw['at'])} AS pf_at_raw",
        f"{says.bare(raw['source'])} IS NOT NULL AS pf_sourced",
    ]
    joins = words.joined("pf_status_words", "ps", "pf_status_raw", says) + words.joined(
        "pf_basis_words", "pb", "pf_basis_raw", says
    )
    joins += dates.join("pf_at_raw") if dates is not None else ""
    middle = [
        "ps.meaning AS pf_status",
        "pb.meaning AS pf_basis",
        f"{dates.sql('pf_at_raw', says) if dates is not None else says.null('time')} AS pf_when",
        "coalesce(pf_status_raw, pf_basis_raw, pf_at_raw) IS NOT NULL AS pf_found",
    ]
    return inner, joins, middle


CONSENT_COLUMNS = (
    "pf_found AS consent_found",
    "pf_status AS consent_status",
    "pf_basis AS consent_basis",
    f"{Dialect().between('pf_when')} AS consent_at",
    "(pf_status IS NULL AND pf_status_raw IS NOT NULL) AS consent_unread",
    # Words that a checklist may know although we do not; nothing that could be an address.
    "CASE WHEN pf_status IS NULL AND length(pf_status_raw) <= 40 AND pf_status_raw NOT LIKE '%@%' "
    "THEN pf_status_raw END AS consent_word",
    "CASE WHEN pf_basis IS NULL AND pf_basis_raw IS NOT NULL THEN CASE WHEN length(pf_basis_raw) <= 40 "
    "AND pf_basis_raw NOT LIKE '%@%' THEN pf_basis_raw ELSE '?' END END AS consent_basis_word",
    f"({Dialect().between('pf_when')} IS NULL AND pf_at_raw IS NOT NULL) AS consent_at_unread",
    "pf_sourced AS consent_sourced",
    "FALSE AS consent_tied",
)


_RANK = (
    "CASE WHEN consent_status = 'opted-out' THEN 3 WHEN consent_status = 'pending' THEN 2 "
    "WHEN consent_status IS NULL THEN 1 ELSE 0 END"
)
RECORD = ("consent_status", "consent_basis", "consent_at", "consent_unread", "consent_word", "consent_basis_word",
          "consent_at_unread", "consent_sourced")  # fmt: skip
"""What is kept of a consent record."""


def newest_sql(table: str, says: Dialect, where: str, *more: str, beside: Sequence[str] = ()) -> str:
    """SQL for the newest record of each key (`key`, RECORD, the columns `more`, `beside` and `consent_tied`).

    Without a date a withdrawal counts as the newest, anything else as the oldest; of two at one instant the withdrawal
    wins: nobody is mailed because of an export's gaps. Where that leaves two, letters decide: always the same one.
    """
    rank = (
        f"CASE WHEN consent_at IS NOT NULL THEN {says.micros('consent_at')} * 4 "
        f"WHEN consent_status = 'opted-out' THEN 9000000000000000000 ELSE -9000000000000000000 END + {_RANK}"
    )
    ties = [f"coalesce({name}, '')" for name in ("consent_basis", "consent_word", "consent_basis_word", *more)]
    ties += [
        f"CASE WHEN {name} THEN 1 ELSE 0 END" for name in ("consent_sourced", "consent_at_unread", "consent_unread")
    ]
    return says.newest(table, (*RECORD, *more, *beside), (rank, *ties), where, {"consent_tied": _tied(says)})


def _tied(says: Dialect) -> str:
    """Whether the newest dated records of a key, of one instant, have different statuses.

    The highest and the lowest rank at that instant differ then. Two numbers are all that is kept of a person meanwhile.
    """
    dated = f"CASE WHEN consent_at IS NOT NULL THEN {says.micros('consent_at')} * 4"
    last, turned = f"max({dated} + {_RANK} END){{over}}", f"max({dated} + 3 - ({_RANK}) END){{over}}"
    return f"coalesce({last} - {turned} <> 2 * (({last} % 4 + 4) % 4) - 3, FALSE)"
