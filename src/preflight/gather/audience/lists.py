"""Suppression lists: staged one at a time against the narrow table, by key; hits are re-checked by text afterwards."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Sequence

from preflight.facts.audience import Table
from preflight.facts.send import ListSpec
from preflight.gather.audience import digest
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.normalise import DIGESTS
from preflight.gather.audience.reading import Reading, stage, table_of
from preflight.gather.audience.scan import NARROW, Plan, list_columns
from preflight.gather.audience.transfer import bring, send_keys
from preflight.gather.audience.working import Working

MOST = 20_000
"""Hits re-checked a list, in the order of their keys. Of more than these none can be the one that decides."""

_SENT = "pf_asked"
_MORE = "pf_more"
_SHARES, _THRIFTY = 4, 8
"""In how many shares a list is compared; with little memory in more of them."""

_PART = 0.6
"""How much of the memory two columns of keys may take, so that they stay in it."""

_PERSON, _KEY, _ENTRY = 17, 9, 58
"""Octets that a recipient takes, each further key of one, and an entry, while it is read."""


ORDER = ("md5", "sha1", "sha256", "email", "domain")
"""In which order lists are met."""


def let_go(plan: Plan, kinds: frozenset[str], engine: Working) -> None:
    """Drop the audience's keys that only lists of other than these kinds needed."""
    before = list_columns(plan)
    plan.lists &= kinds
    gone = tuple(name for name in before if name not in list_columns(plan))
    if gone:
        engine.narrow(NARROW, gone)


def hits_table(number: int) -> str:
    """The table that holds the audience's keys (`key`) and the list's own (`entry`) where both met."""
    return f"pf_hits{number}"


def incomparable(plan: Plan, spec: ListSpec, there: Dialect) -> str:
    """Why the audience cannot be compared with a list at all, or "". `there` is the dialect of the list's engine."""
    if not plan.hashed:
        return plan.dialect.lacks(spec.match)
    if spec.match == "email":
        return there.lacks(plan.reading.kind)
    if spec.match == plan.reading.kind:
        return ""
    have = plan.reading.kind.upper()
    if spec.match == "domain":
        return f"the audience holds {have} digests, which have no domain to compare with the list"
    return f"the audience holds {have} digests, the list {spec.match.upper()} digests: they cannot be compared"


def match(spec: ListSpec, reading: Reading, plan: Plan | None, number: int, there: Working, home: Working) -> Table:
    """Read one list and note where the audience meets it. `plan` is None where there is no audience to compare.

    `there` is the engine that reads the list, `home` the audience's, often the same.
    """
    # A name of its own: what was brought out of it is needed again when hits are looked at a second time.
    table = f"pf_list{number}"
    reading.as_written = spec.match in DIGESTS
    reading.thrifty = plan is not None and not plan.hashed and there is home and _is_short(reading, plan, home)
    staged = stage(reading, there, table, _keys(spec, plan, reading, there))
    there.narrow(table, (*digest.WORDS[1:], "pf_none"))
    if plan is not None:
        if spec.match == "domain":
            _meet_domains(spec, table, number, there, home)
        else:
            _meet(spec, plan, table, number, reading.thrifty, there, home)
            if not home.dialect.wide:
                _keep_own(table, reading, number, home)
    there.drop(table)
    return table_of(reading, staged)


def no_hits(number: int, engine: Working) -> None:
    """The table of a list with nothing in it."""
    engine.upload(hits_table(number), {"key": "key", "entry": "key"}, ())


def _is_short(reading: Reading, plan: Plan, engine: Working) -> bool:
    """Whether the audience and a list with all of its rows' digests have no room beside each other."""
    rows = reading.opened.expected
    if not isinstance(engine, Engine) or rows is None:
        return False
    person = _PERSON + _KEY * len(list_columns(plan))
    return bool(engine.row(f"SELECT count(*) FROM {NARROW}")[0] * person + rows * _ENTRY > engine.memory)


def _keys(spec: ListSpec, plan: Plan | None, reading: Reading, engine: Working) -> list[str]:
    says = engine.dialect
    if spec.match == "domain":
        return ["address AS entry"]
    more = [f"{says.further_key('address', spec.match)} AS {_MORE}"] if reading.thrifty else []
    if spec.match in DIGESTS:
        return [f"{says.given_key('address', spec.match)} AS entry", *more]
    if plan is not None and plan.hashed:
        kind = plan.reading.kind
        return [f"{says.digest_key(kind, 'address')} AS entry", f"{says.digest_key(kind, 'pf_alt')} AS other"]
    return [f"{reading.key_sql()} AS entry", *more]


def first_hits(number: int) -> str:
    """SQL of the hits of a list that are compared again."""
    return f"SELECT key, entry FROM {hits_table(number)} WHERE entry IS NOT NULL ORDER BY key LIMIT {MOST}"


def own_table(number: int) -> str:
    """The table of what a list's entries are that were hit: `entry` and the digest of the very cell."""
    return f"pf_own{number}"


def _keep_own(table: str, reading: Reading, number: int, engine: Working) -> None:
    """Texts whose digests agree in 128 bits are the same: so the list need not be read again to compare them."""
    own = f"{_MORE} AS pf_a, {_MORE} AS pf_b" if reading.thrifty else digest.half_sql()
    engine.create(
        own_table(number),
        f"SELECT entry, {own} FROM {table} WHERE entry IN (SELECT entry FROM ({first_hits(number)}) h)",
    )


def own_of(text: str, spec: ListSpec, reading: Reading) -> tuple[int, int]:
    """What must stand beside the entry there of a list that holds this very text."""
    if not reading.thrifty:
        return digest.half(text)
    further = digest.further(text, spec.match)
    return further, further


def _meet(
    spec: ListSpec, plan: Plan, table: str, number: int, thrifty: bool, there: Working, home: Working
) -> None:  # fmt: skip
    """Compare by digest, where the list is: a list from files goes to the warehouse, not the other way round."""
    entries = f"SELECT entry FROM {table} WHERE entry IS NOT NULL"
    if spec.match in DIGESTS and not there.dialect.wide:
        entries += " AND NOT pf_bad"  # a key has the first digits alone
    if plan.hashed and spec.match == "email":
        entries += f" UNION ALL SELECT other FROM {table} WHERE other IS NOT NULL"
    if there is not home and home.remote:
        bring(there, f"SELECT DISTINCT entry FROM ({entries}) e", home, _SENT, {"entry": "key"})
        entries = f"SELECT entry FROM {_SENT}"
    if isinstance(home, Engine) and there is home:
        _meet_here(entries, _columns(spec, plan), number, thrifty, home)
        return
    found = []
    for column in _columns(spec, plan):
        met = entries
        if there is not home and not home.remote:
            send_keys(home, NARROW, column, there, _SENT)
            asked = f"SELECT key AS entry FROM {_SENT} WHERE key IN ({entries})"
            bring(there, asked, home, f"pf_met_{column}", {"entry": "key"})
            met = f"SELECT entry FROM pf_met_{column}"
        found.append(f"SELECT DISTINCT key, {column} AS entry FROM {NARROW} WHERE {column} IN ({met})")
    both = f"SELECT DISTINCT key, entry FROM ({' UNION ALL '.join(found)}) m"
    home.create(hits_table(number), both if len(found) > 1 else found[0])


def _meet_here(entries: str, columns: Sequence[str], number: int, thrifty: bool, engine: Engine) -> None:
    """The same a share of all keys at a time: tables of a share fit into memory, where all of them might not."""
    table, shares = hits_table(number), _THRIFTY if thrifty else _SHARES
    if engine.row(f"SELECT count(*) FROM {NARROW}")[0] * 2 * _KEY > engine.memory * _PART:
        shares = 1  # the keys of the audience do not stay in memory: once is often enough to read them
    engine.upload(table, {"key": "key", "entry": "key"}, ())
    for column in columns:
        for share in engine.dialect.shares("entry", shares):
            where, its = (f" AND {share}", f" AND {share.replace('entry', column)}") if share else ("", "")
            met = f"SELECT entry FROM ({entries}) e WHERE TRUE{where}"
            engine.append(table, f"SELECT DISTINCT key, {column} FROM {NARROW} WHERE {column} IN ({met}){its}")
    if len(columns) > 1:
        engine.create("pf_kept", f"SELECT DISTINCT key, entry FROM {table}")
        engine.rename("pf_kept", table)


def _columns(spec: ListSpec, plan: Plan) -> list[str]:
    """The audience's columns that a list may meet."""
    if plan.hashed or spec.match not in DIGESTS:
        return ["key"]
    own = "key" if spec.match == "sha256" else f"pf_{spec.match}"
    return [own, f"pf_alt_{spec.match}"] if plan.reading.two_forms else [own]


def _meet_domains(spec: ListSpec, table: str, number: int, there: Working, home: Working) -> None:
    """People of a listed domain, or of one below it. Names longer than any domain are compared whole."""
    listed = table
    if there is not home:
        bring(there, f"SELECT entry FROM {table} WHERE entry NOT LIKE '%@%'", home, _SENT, {"entry": "text"})
        listed = _SENT
    domains = f"SELECT DISTINCT domain FROM {NARROW} WHERE domain IS NOT NULL"
    met = (
        home.dialect.below(domains, _labels(home, listed))
        if spec.subdomains
        else f"SELECT domain, domain AS suffix FROM ({domains}) d"
    )
    home.create(
        hits_table(number),
        f"SELECT DISTINCT key, {home.dialect.null('key')} AS entry FROM {NARROW} WHERE domain IN "
        f"(SELECT domain FROM ({met}) s WHERE suffix IN (SELECT entry FROM {listed} WHERE entry IS NOT NULL))",
    )


def _labels(engine: Working, table: str) -> list[int]:
    """How many labels the listed domains have."""
    if not engine.remote:
        return []
    dots = "length(entry) - length(replace(entry, '.', ''))"
    return sorted(
        int(row[0]) + 1 for row in engine.rows(f"SELECT DISTINCT {dots} FROM {table} WHERE entry IS NOT NULL")
    )
