"""The one scan of the audience: from files to the narrow table on which all measures are taken.

A row of the narrow table: `key` (64 bits), `domain`, `country`, one column a flag, what the consent record says, and
the keys that lists of other digests need. No address stands in it.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from preflight.facts.audience import Measure
from preflight.gather.audience import digest, words
from preflight.gather.audience.engine import BadStatement, Engine
from preflight.gather.audience.normalise import DIGESTS, quoted
from preflight.gather.audience.reading import Reading, Staged, stage

NARROW = "pf_narrow"
RESERVED = frozenset({"address", "local", "domain", "raw"})
_OURS = re.compile(r"pf_.*|n\d+", re.IGNORECASE)
CONSENT = ("status", "basis", "at", "source")


@dataclass
class Plan:
    """What the narrow table holds. `names` are columns as the send names them: ours → the file's own.

    `lists`: kinds of digests that suppression lists hold. `consent`: the consent record's columns in this very file.
    """

    reading: Reading
    country: str = ""
    names: dict[str, str] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    consent: dict[str, str] | None = None
    flags: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    """Flags that the engine could not evaluate, with the reason."""
    absent: dict[str, str] = field(default_factory=dict)
    """Measures whose column the audience does not have, with its name."""

    @property
    def hashed(self) -> bool:
        """Whether the audience itself holds digests."""
        return self.reading.kind in DIGESTS


def visible(names: Mapping[str, str]) -> dict[str, str]:
    """The names by which flags may call columns: those that are ours are not among them."""
    return {
        ours: theirs for ours, theirs in names.items() if ours.lower() not in RESERVED and not _OURS.fullmatch(ours)
    }


def plan_flags(plan: Plan, measures: Sequence[Measure]) -> None:
    """Give every distinct flag its column."""
    wanted = dict.fromkeys(m.flag for m in measures if m.flag)
    plan.flags = {flag: f"pf_f{n}" for n, flag in enumerate(wanted)}


def scan(plan: Plan, engine: Engine) -> Staged:
    """Fill the narrow table. Flags that fail are taken out and noted in `plan.failed`."""
    try:
        return _scanned(plan, engine)
    except BadStatement:
        _take_out_failing(plan, engine)
        return _scanned(plan, engine)


def check_flag(plan: Plan, engine: Engine, flag: str) -> None:
    """Evaluate one flag over all rows. Raises BadStatement."""
    rows, joins, middle = _inner(plan)
    more = "".join(f", {expression}" for expression in middle)
    engine.run(
        f"SELECT count(*) FILTER (WHERE ({flag})) FROM (SELECT r.*{more} FROM ({plan.reading.rows_sql(rows)}) r{joins})"
    )


def _scanned(plan: Plan, engine: Engine) -> Staged:
    inner, joins, middle = _inner(plan)
    staged = stage(plan.reading, engine, NARROW, _select(plan), inner, joins, middle)
    for column in (*digest.WORDS, "pf_bad", "pf_none"):
        engine.run(f"ALTER TABLE {NARROW} DROP COLUMN {column}")
    if plan.consent is not None:
        _newest_of_duplicates(engine)
    return staged


def _take_out_failing(plan: Plan, engine: Engine) -> None:
    for flag in list(plan.flags):
        try:
            check_flag(plan, engine, flag)
        except BadStatement as error:
            plan.failed[flag] = error.reason
            del plan.flags[flag]


def _inner(plan: Plan) -> tuple[list[str], str, list[str]]:
    """Columns of the file under their names; joins to tables of words; what is made of both."""
    opened = plan.reading.opened
    # A rule reads status and basis in the contract's words, whatever the export calls them.
    canonical = {ours: "p" + ours[0] for ours in ("status", "basis") if ours in (plan.consent or {})}
    shown: dict[str, str] = {ours: f"{opened.at((plan.consent or {})[ours])} AS pf_{ours}_text" for ours in canonical}
    for ours, theirs in (*plan.names.items(), *((name, name) for name in opened.columns)):
        if visible({ours: theirs}):
            shown.setdefault(ours.lower(), f"{opened.at(theirs)} AS {quoted(ours)}")
    inner, joins, middle = list(shown.values()), "", [
        "CASE WHEN contains(address, '@') THEN split_part(address, '@', -1) END AS domain",
        "CASE WHEN contains(address, '@') THEN left(address, length(address) - 1 - "
        "length(split_part(address, '@', -1))) ELSE address END AS local",
        *(f"coalesce({table}.meaning, pf_{ours}_text) AS {ours}" for ours, table in canonical.items()),
    ]  # fmt: skip
    if plan.country:
        inner.append(f"{words.folded_sql(opened.at(plan.country))} AS pf_country_raw")
        joins += words.joined("pf_country_words", "pc", "pf_country_raw")
        middle.append("CASE WHEN pf_country_raw IS NULL THEN NULL ELSE coalesce(pc.meaning, '?') END AS pf_country")
    if plan.consent is not None:
        more = consent_sql({ours: opened.at(theirs) for ours, theirs in plan.consent.items()})
        inner, joins, middle = inner + more[0], joins + more[1], middle + more[2]
    return inner, joins, middle


def consent_sql(columns: dict[str, str]) -> tuple[list[str], str, list[str]]:
    """Inner columns, joins and expressions that read a consent record off the columns status, basis and at."""
    raw = {name: columns.get(name, "CAST(NULL AS VARCHAR)") for name in CONSENT}
    inner = [
        f"{words.folded_sql(raw['status'])} AS pf_status_raw",
        f"{words.folded_sql(raw['basis'])} AS pf_basis_raw",
        f"nullif(trim({raw['at']}), '') AS pf_at_raw",
        f"{words.folded_sql(raw['source'])} IS NOT NULL AS pf_sourced",
    ]
    joins = words.joined("pf_status_words", "ps", "pf_status_raw") + words.joined(
        "pf_basis_words", "pb", "pf_basis_raw"
    )
    middle = [
        "ps.meaning AS pf_status",
        "pb.meaning AS pf_basis",
        f"{words.instant_sql('pf_at_raw') if 'at' in columns else 'CAST(NULL AS TIMESTAMP)'} AS pf_at",
        "coalesce(pf_status_raw, pf_basis_raw, pf_at_raw) IS NOT NULL AS pf_found",
    ]
    return inner, joins, middle


CONSENT_COLUMNS = (
    "pf_found AS consent_found",
    "pf_status AS consent_status",
    "pf_basis AS consent_basis",
    "pf_at AS consent_at",
    "(pf_status IS NULL AND pf_status_raw IS NOT NULL) AS consent_unread",
    # Words that a checklist may know although we do not; nothing that could be an address.
    "CASE WHEN pf_status IS NULL AND length(pf_status_raw) <= 40 AND NOT contains(pf_status_raw, '@') "
    "THEN pf_status_raw END AS consent_word",
    "CASE WHEN pf_basis IS NULL AND pf_basis_raw IS NOT NULL THEN CASE WHEN length(pf_basis_raw) <= 40 "
    "AND NOT contains(pf_basis_raw, '@') THEN pf_basis_raw ELSE '?' END END AS consent_basis_word",
    "(pf_at IS NULL AND pf_at_raw IS NOT NULL) AS consent_at_unread",
    "pf_sourced AS consent_sourced",
)


def _select(plan: Plan) -> list[str]:
    select = [
        f"{_key(plan)} AS key",
        "domain",
        f"{'pf_country' if plan.country else 'CAST(NULL AS VARCHAR)'} AS country",
    ]
    select += [f"coalesce(({flag}), FALSE) AS {column}" for flag, column in plan.flags.items()]
    if plan.consent is not None:
        select += CONSENT_COLUMNS
    if not plan.hashed:
        for kind in sorted(plan.lists & set(DIGESTS)):
            if kind != "sha256":  # of which the key itself is made
                select.append(f"{digest.key_sql(f'{kind}(address)')} AS pf_{kind}")
            select.append(f"{digest.key_sql(f'{kind}(pf_alt)')} AS pf_alt_{kind}")
    return select


def _key(plan: Plan) -> str:
    if plan.hashed:
        return f"CASE WHEN length(address) = {DIGESTS[plan.reading.kind]} THEN TRY_{digest.key_sql('address')} END"
    return email_key("address")


def email_key(address: str) -> str:
    """SQL for the key of a normalised address; the row's own SHA-256 serves where its text is that very address."""
    return f"CASE WHEN pf_row = {address} THEN {digest.key_sql('pf_h')} ELSE {digest.key_sql(f'sha256({address})')} END"


_RANK = (
    "CASE WHEN consent_status = 'opted-out' THEN 3 WHEN consent_status = 'pending' THEN 2 "
    "WHEN consent_status IS NULL THEN 1 ELSE 0 END"
)
NEWEST = (
    "CASE WHEN consent_at IS NOT NULL THEN epoch_us(consent_at) * 4 "
    "WHEN consent_status = 'opted-out' THEN 9000000000000000000 ELSE -9000000000000000000 END "
    f"+ {_RANK}"
)
"""Orders the records of one person. Without a date a withdrawal counts as the newest, anything else as the oldest; of
two at one instant the withdrawal wins: nobody is mailed because of an export's gaps."""


RECORD = ("consent_status", "consent_basis", "consent_at", "consent_unread", "consent_word", "consent_basis_word",
          "consent_at_unread", "consent_sourced")  # fmt: skip
"""What is kept of a consent record."""

_LAST = f"max(CASE WHEN consent_at IS NOT NULL THEN epoch_us(consent_at) * 4 + {_RANK} END)"
_TURNED = f"max(CASE WHEN consent_at IS NOT NULL THEN epoch_us(consent_at) * 4 + 3 - ({_RANK}) END)"
TIED = f"coalesce({_LAST} - {_TURNED} <> 2 * (({_LAST} % 4 + 4) % 4) - 3, FALSE)"
"""Whether the newest dated records of a key, of one instant, have different statuses: the highest and the lowest rank
at that instant differ. Two numbers are all that is kept of a person meanwhile."""


def newest_sql(table: str, more: str = "count(*) AS records") -> str:
    """SQL for the newest record of each key, as a struct; a `WHERE` and `GROUP BY key` follow."""
    packed = ", ".join(f"{n} := {n}" for n in RECORD)
    return f"SELECT key, arg_max(struct_pack({packed}), {NEWEST}) AS record, {TIED} AS tied, {more} FROM {table}"


def _newest_of_duplicates(engine: Engine) -> None:
    """One person in several rows has one record: the newest of them."""
    engine.run(f"ALTER TABLE {NARROW} ADD COLUMN consent_tied BOOLEAN DEFAULT FALSE")
    fields = ", ".join(["consent_tied = d.tied", *(f"{name} = d.record.{name}" for name in RECORD)])
    twice = f"SELECT key FROM {NARROW} WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1"
    newest = f"{newest_sql(NARROW)} WHERE consent_found AND key IN ({twice}) GROUP BY key"
    engine.run(f"UPDATE {NARROW} SET consent_found = TRUE, {fields} FROM ({newest}) d WHERE {NARROW}.key = d.key")
