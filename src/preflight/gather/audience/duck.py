"""The embedded engine's dialect: tuned, since it does the work for most. `WideDuck` is for company with a warehouse."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Mapping, Sequence

from preflight.gather.audience import digest
from preflight.gather.audience.dialect import Dialect, Type
from preflight.gather.audience.normalise import DIGESTS, STRIP, folded_sql


class Duck(Dialect):
    """Keys are the first 64 bits of a digest, as a number."""

    name = "DuckDB"
    wide = False
    bits = True
    by_uuid = False
    """Whether this version of the engine makes a UUID of 16 octets."""

    tries = False
    """Whether it tries a function that may fail."""

    types: dict[Type, str] = {
        "text": "VARCHAR", "key": "UBIGINT", "time": "TIMESTAMP", "flag": "BOOLEAN", "number": "BIGINT"
    }  # fmt: skip

    def own(self, sql: str, names: Sequence[str] = ()) -> str:
        """Checks are written in this dialect."""
        return sql

    def digest(self, kind: str, text: str) -> str:
        """The engine's own function."""
        return f"{kind}({text})"

    def key(self, hexadecimal: str) -> str:
        """64 bits."""
        return digest.key_sql(hexadecimal)

    def locator(self, address: str) -> str:
        """Not a digest, so nothing is decided by it; but a second reading need not make a SHA-256 of every address."""
        return f"CAST(hash({address}) >> 32 AS UINTEGER)"

    def shares(self, key: str, number: int = 4) -> Sequence[str]:
        """By their first bits. Tables of a quarter stay in the processor's caches, too."""
        edges = [n * (1 << 64) // number for n in range(number + 1)]
        return [f"{key} BETWEEN {edges[n]} AND {edges[n + 1] - 1}" for n in range(number)]

    def coded(self, text: str, values: Sequence[str]) -> str:
        """One octet instead of sixteen. It compares, and is ordered, like the text."""
        return f"CAST({text} AS ENUM({', '.join(map(self.literal, sorted(set(values))))}))"

    def given_key(self, text: str, kind: str) -> str:
        """Its first 64 bits."""
        number = f"CASE WHEN length({text}) = {DIGESTS[kind]} THEN TRY_{digest.key_sql(text)} END"
        return _turned(number) if kind == "md5" else number

    def digest_key(self, kind: str, text: str) -> str:
        """Of MD5 the engine gives a number, its octets in the other order."""
        if kind == "md5":
            return f"CAST(md5_number({text}) & {_WHOLE} AS UBIGINT)"
        return super().digest_key(kind, text)

    def folded(self, raw: str, kind: str, *, as_written: bool) -> str:
        """A digest of the right length needs no folding to be read: its digits are read in either case."""
        sql = folded_sql(raw, kind)
        if kind not in DIGESTS or not (as_written and self.tries):
            return sql
        return (
            f"CASE WHEN strlen({raw}) = {DIGESTS[kind]} AND {raw} >= '!' AND {raw} < chr(127) THEN {raw} ELSE {sql} END"
        )

    def further_key(self, text: str, kind: str) -> str:
        """The second 64 bits."""
        if kind in DIGESTS:
            return f"CASE WHEN length({text}) = {DIGESTS[kind]} THEN TRY_{digest.key_sql(text, 17)} END"
        return digest.key_sql(f"sha256({text})", 17)

    def known_key(self, hexadecimal: str, kind: str) -> str:
        """The same number as of one that is made."""
        octets = bytes.fromhex(hexadecimal)[:8]
        return f"CAST({int.from_bytes(octets, 'little' if kind == 'md5' else 'big')} AS UBIGINT)"

    def comparable(self, text: str, kind: str) -> str:
        """To read digits costs less than to match them with a pattern."""
        if kind not in DIGESTS or not self.tries:
            return super().comparable(text, kind)
        return f"CASE WHEN strlen({text}) = {DIGESTS[kind]} THEN TRY(unhex({text})) IS NOT NULL ELSE FALSE END"

    def email_key(self, address: str, own: str = "") -> str:
        """The row's own SHA-256 serves where its text is that very address."""
        return (
            f"CASE WHEN pf_row = {address} THEN {own or digest.own_key_sql()} ELSE {self.key(f'sha256({address})')} END"
        )

    def row_text(self, columns: Sequence[str], *, divided: bool = True) -> str:
        """As `digest` has it."""
        return digest.row_sql(columns, divided=divided) if columns else "''"

    def row_hash(self, text: str) -> str:
        """Never NULL here, since a text may hold NUL."""
        return f"sha256({text})"

    def stock(self, rows: str) -> tuple[str, str]:
        """Two numbers of 128 bits, made once: the first half of the first may be the key as well."""
        return ", ".join(digest.WORDS), f"(SELECT q.*, {digest.words_sql('pf_h', by_uuid=self.by_uuid)} FROM {rows})"

    def sums(self) -> str:
        """From those."""
        return digest.sums_sql()

    def bare(self, text: str) -> str:
        """Few cells have blanks round them, and trimming is the dearest step of all."""
        trimmed = f"nullif(trim({text}, {self.literal(STRIP)}), '')"
        return f"CASE WHEN {_bare_already(text)} THEN {text} ELSE {trimmed} END"

    def filled(self, text: str) -> str:
        """Nearly every cell begins with a sign of ASCII that is no blank, and need not be trimmed to see it."""
        return f"CASE WHEN {text} >= '!' AND {text} < chr(127) THEN TRUE ELSE {self.bare(text)} IS NOT NULL END"

    def folded_word(self, text: str) -> str:
        """The same."""
        trimmed = f"nullif(lower(trim({text}, {self.literal(STRIP)})), '')"
        return f"CASE WHEN {_bare_already(text)} THEN lower({text}) ELSE {trimmed} END"

    def full_match(self, text: str, pattern: str) -> str:
        """The engine's own."""
        return f"regexp_full_match({text}, {self.literal(pattern)})"

    def contains(self, text: str, part: str) -> str:
        """The engine's own."""
        return f"contains({text}, {part})"

    def octets(self, text: str) -> str:
        """The engine's own."""
        return f"strlen({text})"

    def domain(self, address: str) -> str:
        """The engine's own."""
        return f"CASE WHEN contains({address}, '@') THEN split_part({address}, '@', -1) END"

    def local(self, address: str) -> str:
        """The engine's own."""
        before = f"left({address}, length({address}) - 1 - length(split_part({address}, '@', -1)))"
        return f"CASE WHEN contains({address}, '@') THEN {before} ELSE {address} END"

    def local_beside(self, address: str, domain: str) -> str:
        """What the domain leaves."""
        before = f"left({address}, length({address}) - 1 - length({domain}))"
        return f"CASE WHEN {domain} IS NULL THEN {address} ELSE {before} END"

    def tail(self, text: str, pattern: str) -> str:
        """The engine's own."""
        return f"regexp_extract({text}, {self.literal(pattern)})"

    def below(self, domains: str, labels: Sequence[int]) -> str:
        """All ends of each domain."""
        parts = "string_split(domain, '.')"
        suffixes = (
            f"CASE WHEN length(domain) > 253 THEN [domain] ELSE list_transform(range(1, len({parts}) + 1), "
            f"lambda i: array_to_string({parts}[i:], '.')) END"
        )
        return f"SELECT domain, unnest({suffixes}) AS suffix FROM ({domains})"

    def count_where(self, condition: str) -> str:
        """The engine's own."""
        return f"count(*) FILTER (WHERE {condition})"

    def micros(self, instant: str) -> str:
        """The engine's own."""
        return f"epoch_us({instant})"

    def instant(self, text: str) -> str:
        """ISO 8601 (in the send's zone where it has no offset) or an unmistakable date; NULL for anything else."""
        formats = ", ".join(self.literal(form) for form in DATES)
        return (
            f"coalesce({_in_utc(f'try_cast({text} AS TIMESTAMPTZ)')}, "
            f"{_in_utc(f'try_strptime({text}, [{formats}])::TIMESTAMPTZ')})"
        )

    def newest(
        self, table: str, columns: Sequence[str], order: Sequence[str], where: str, also: Mapping[str, str]
    ) -> str:
        """One pass and no sorting."""
        packed = ", ".join(f"{n} := {n}" for n in columns)
        ranked = ", ".join(f"pf_o{n} := {one}" for n, one in enumerate(order))
        record = f"arg_max(struct_pack({packed}), struct_pack({ranked}))"
        picked = ", ".join(("key", *(f"record.{n} AS {n}" for n in columns), *also))
        more = "".join(f", {sql.replace('{over}', '')} AS {name}" for name, sql in also.items())
        return f"SELECT {picked} FROM (SELECT key, {record} AS record{more} FROM {table} WHERE {where} GROUP BY key)"


class WideDuck(Duck):
    """Keys are whole digests, as the warehouse has them."""

    wide = True
    types: dict[Type, str] = {**Duck.types, "key": "VARCHAR"}

    def folded(self, raw: str, kind: str, *, as_written: bool) -> str:
        """Texts are compared, so their case matters."""
        return folded_sql(raw, kind)

    def locator(self, address: str) -> str:
        """No hit is looked at again."""
        return ""

    def shares(self, key: str, number: int = 4) -> Sequence[str]:
        """Texts are not divided."""
        return Dialect.shares(self, key, number)

    def email_key(self, address: str, own: str = "") -> str:
        """The row's own SHA-256 serves where its text is that very address."""
        return f"CASE WHEN pf_row = {address} THEN pf_h ELSE sha256({address}) END"

    def key(self, hexadecimal: str) -> str:
        """The digest itself."""
        return hexadecimal

    def digest_key(self, kind: str, text: str) -> str:
        """The digest itself."""
        return Dialect.digest_key(self, kind, text)

    def known_key(self, hexadecimal: str, kind: str) -> str:
        """The digest itself."""
        return Dialect.known_key(self, hexadecimal, kind)

    def given_key(self, text: str, kind: str) -> str:
        """The cell itself."""
        return Dialect.given_key(self, text, kind)


DATES = ("%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S")
"""Dates that can be read in one way only, beside ISO 8601."""


_WHOLE = (1 << 64) - 1


def _turned(number: str) -> str:
    """SQL of a number of 64 bits with its octets in the other order."""
    for width in (8, 16):
        every = sum(((1 << width) - 1) << place for place in range(0, 64, 2 * width))
        number = f"((({number} & {every}) << {width}) | (({number} >> {width}) & {every}))"
    return f"((({number} & {(1 << 32) - 1}) << 32) | ({number} >> 32))"


def _in_utc(instant: str) -> str:
    """The same instant without a zone; NULL for an infinite one. By way of a number it costs nothing."""
    return f"make_timestamp(epoch_us({instant}))"


def _bare_already(text: str) -> str:
    """Begins and ends with a visible sign of ASCII: beyond it stand signs that are stripped as well."""
    return f"{text} >= '!' AND {text} < chr(127) AND ({text})[-1] BETWEEN '!' AND '~'"
