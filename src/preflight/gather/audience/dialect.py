"""What engines say differently: one short method a fragment. All statements are composed of these and plain SQL.

`Dialect` is what most warehouses understand; each engine overrides what it says otherwise. The embedded engine keys
rows by 64 bits (`wide` is false) and re-checks hits by text; a warehouse keys them by the whole digest in hexadecimal,
so that nothing readable has to leave it to be compared again.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal

from preflight.gather.audience import digest, portable
from preflight.gather.audience.normalise import DIGESTS, PATTERN, STRIP, folded_sql

Type = Literal["text", "key", "time", "flag", "number"]
_NO_CELL = hashlib.sha256(b"\0").hexdigest()
"""The digest of a row whose only cell is NULL."""

_HEX_WORDS = 8


class Dialect:
    """Fragments of SQL in the most usual form. Arguments are expressions, answers too."""

    name = "SQL"
    wide = True
    zone = "UTC"
    """The send's time zone, where the session has none of its own."""

    quote = '"'
    bits = False
    """Whether eight flags are kept in one octet."""

    types: dict[Type, str] = {
        "text": "VARCHAR", "key": "VARCHAR", "time": "TIMESTAMP", "flag": "BOOLEAN", "number": "BIGINT"
    }  # fmt: skip

    def lacks(self, kind: str) -> str:
        """Why this engine cannot make digests of a kind; "" where it can."""
        return ""

    def quoted(self, name: str) -> str:
        """An identifier."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def literal(self, text: str) -> str:
        """A string."""
        return "'" + text.replace("'", "''") + "'"

    def null(self, kind: Type = "text") -> str:
        """No value, of a type."""
        return f"CAST(NULL AS {self.types[kind]})"

    def as_text(self, value: str) -> str:
        """Any value as text."""
        return f"CAST({value} AS {self.types['text']})"

    def own(self, sql: str, names: Sequence[str] = ()) -> str:
        """A condition or an aggregate of a check or a rule in this dialect; `names` are columns as they stand here."""
        return portable.translate(sql, self, names)

    def digest(self, kind: str, text: str) -> str:
        """The digest of a text, in lower-case hexadecimal."""
        raise NotImplementedError

    def key(self, hexadecimal: str) -> str:
        """A row's key from a digest."""
        return hexadecimal

    def locator(self, address: str) -> str:
        """A quick number by which rows of an address are found again; "" where they are found by key."""
        return ""

    def shares(self, key: str, number: int = 4) -> Sequence[str]:
        """Conditions that divide all keys into about equal shares, where counting them all at once takes our memory."""
        return ("",)

    def coded(self, text: str, values: Sequence[str]) -> str:
        """A text that is one of a few values, in as little room as the engine can keep it."""
        return text

    def given_key(self, text: str, kind: str) -> str:
        """The key where the cell itself is a digest; NULL where it cannot be one."""
        begins = self.full_match(f"substr({text}, 1, 16)", HEX)
        return f"CASE WHEN length({text}) = {DIGESTS[kind]} AND {begins} THEN {text} END"

    def digest_key(self, kind: str, text: str) -> str:
        """The key that a text has by its digest of a kind."""
        return self.key(self.digest(kind, text))

    def folded(self, raw: str, kind: str, *, as_written: bool) -> str:
        """The normalised form of a cell of plain ASCII, NULL where nothing is left.

        `as_written`: digits of a digest may stay in the case in which they stand.
        """
        return folded_sql(raw, kind)

    def further_key(self, text: str, kind: str) -> str:
        """64 bits more of the digest that is the key of a list's entry (see `digest.further`)."""
        raise NotImplementedError

    def known_key(self, hexadecimal: str, kind: str) -> str:
        """The key of a digest that we have at hand."""
        return self.key(self.literal(hexadecimal))

    def comparable(self, text: str, kind: str) -> str:
        """Whether a normalised cell is what it should be, so that comparing it means something."""
        return self.full_match(text, PATTERN[kind])

    def email_key(self, address: str, own: str = "") -> str:
        """The key of a normalised address; `own` is that of the row's own text, where that is the address."""
        return self.digest_key("sha256", address)

    def row_text(self, columns: Sequence[str], *, divided: bool = True) -> str:
        """The text of a row whose SHA-256 is its digest; NULL is told from empty. As `digest.row_sql` has it.

        `divided`: a cell may hold a sign that divides cells there.
        """
        if not columns:
            return "''"
        if len(columns) == 1:
            return columns[0]
        between, nothing = f"chr({digest.CELL})", f"chr({digest.NONE})"
        free = " AND ".join(
            f"NOT ({self.contains(c, between)}) AND {c} <> {nothing}" for c in (f"coalesce({c}, '')" for c in columns)
        )
        plain = f" || {between} || ".join(f"coalesce({c}, {nothing})" for c in columns)
        told = " || ".join(f"coalesce({self.as_text(self.octets(c))} || ':' || {c}, '-')" for c in columns)
        begin = " || ".join([between] * len(columns))
        return f"CASE WHEN {free} THEN {plain} ELSE {begin} || {told} END"

    def row_hash(self, text: str) -> str:
        """The digest of that text."""
        return f"coalesce({self.digest('sha256', text)}, '{_NO_CELL}')"

    def stock(self, rows: str) -> tuple[str, str]:
        """The columns that keep a row's digest `pf_h` until it is summed up, and rows with them."""
        return "pf_h", rows

    def sums(self) -> str:
        """The sums of the eight words of all rows' digests."""
        return ", ".join(f"sum({self.word('pf_h', n)})" for n in range(_HEX_WORDS))

    def word(self, hexadecimal: str, number: int) -> str:
        """The n-th 32 bits of a digest, as a number."""
        raise NotImplementedError

    def lower(self, text: str) -> str:
        """A–Z in lower case and nothing else."""
        return f"translate({text}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"

    def lower_word(self, text: str) -> str:
        """A word in lower case, letters beyond ASCII too."""
        from preflight.gather.audience.folding import CAPITALS, SMALL

        beyond = f"translate({self.lower(text)}, {self.literal(CAPITALS)}, {self.literal(SMALL)})"
        return f"CASE WHEN {self.beyond_ascii(text)} THEN {beyond} ELSE {self.lower(text)} END"

    def strip(self, text: str, signs: str = STRIP) -> str:
        """A text without these signs round it."""
        return f"trim(BOTH {self.literal(signs)} FROM {text})"

    def bare(self, text: str) -> str:
        """A cell without what is stripped; NULL where nothing is left."""
        return f"nullif({self.strip(text)}, '')"

    def filled(self, text: str) -> str:
        """Whether anything but blanks stands in a cell."""
        return f"{self.bare(text)} IS NOT NULL"

    def folded_word(self, text: str) -> str:
        """A word in lower case without blanks round it; NULL where nothing is left."""
        return self.lower_word(self.bare(text))

    def folded_domain(self, text: str) -> str:
        """A domain in lower case without the signs that lists put before it."""
        return f"nullif({self.replaced(self.lower(text), '^(@|[*][.]|[.])+')}, '')"

    def replaced(self, text: str, pattern: str) -> str:
        """A text without the first match of a pattern."""
        return f"regexp_replace({text}, {self.literal(pattern)}, '')"

    def full_match(self, text: str, pattern: str) -> str:
        """Whether a pattern matches a whole text."""
        return f"regexp_like({text}, {self.literal(f'^(?:{pattern})$')})"

    def contains(self, text: str, part: str) -> str:
        """Whether one text stands in another."""
        return f"strpos({text}, {part}) > 0"

    def octets(self, text: str) -> str:
        """The length of a text in UTF-8."""
        return f"octet_length({text})"

    def beyond_ascii(self, text: str) -> str:
        """Whether anything beyond ASCII stands in a text."""
        return f"{self.octets(text)} <> length({text})"

    def tail(self, text: str, pattern: str) -> str:
        """The first match of a pattern."""
        return f"regexp_substr({text}, {self.literal(pattern)})"

    def domain(self, address: str) -> str:
        """What stands behind the last at sign; NULL without one."""
        return f"CASE WHEN {self.contains(address, _AT)} THEN {self.tail(address, '[^@]*$')} END"

    def masked(self, address: str) -> str:
        """As `preflight.privacy.mask`, of a text with an at sign in it."""
        local, domain = self.local(address), self.domain(address)
        tail = self.tail(domain, "[^.]*$")
        one = self.literal(".")
        lone = f"CASE WHEN length({domain}) = length({tail}) + 1 THEN {tail} ELSE {domain} END"
        last = f"CASE WHEN length({local}) > 2 THEN substr({local}, length({local}), 1) ELSE '' END"
        shown = f"substr({local}, 1, 1) || '***' || {last} || '@' || substr({lone}, 1, 1) || '***' || {one} || {tail}"
        return f"CASE WHEN {local} <> '' AND {domain} <> '' THEN {shown} ELSE '***' END"

    def local(self, address: str) -> str:
        """What stands before the last at sign; all without one."""
        before = f"substr({address}, 1, length({address}) - 1 - length({self.tail(address, '[^@]*$')}))"
        return f"CASE WHEN {self.contains(address, _AT)} THEN {before} ELSE {address} END"

    def local_beside(self, address: str, domain: str) -> str:
        """The same, where the domain is at hand."""
        return self.local(address)

    def below(self, domains: str, labels: Sequence[int]) -> str:
        """SELECT `domain` and `suffix`: each domain's ends of so many `labels` (those that a list knows)."""
        ends = [
            f"SELECT domain, {self.tail('domain', f'([^.]*[.]){{{n - 1}}}[^.]*$')} AS suffix FROM ({domains}) d"
            for n in labels
        ]
        whole = f"SELECT domain, domain AS suffix FROM ({domains}) d"
        short = f"SELECT domain, suffix FROM ({' UNION ALL '.join(ends)}) e WHERE length(domain) <= {_LONGEST}"
        return f"{whole} UNION ALL {short}" if labels else whole

    def count_where(self, condition: str) -> str:
        """How many rows fulfil a condition."""
        return f"count(CASE WHEN {condition} THEN 1 END)"

    def micros(self, instant: str) -> str:
        """An instant as microseconds since 1970."""
        raise NotImplementedError

    def instant(self, text: str) -> str:
        """An instant in UTC from a text that `plain_instant` matches."""
        raise NotImplementedError

    def between(self, instant: str) -> str:
        """The instant, NULL for `infinity` and for years that not all engines know."""
        known = f"{instant} > TIMESTAMP '1000-01-01 00:00:00' AND {instant} < TIMESTAMP '9999-01-01 00:00:00'"
        return f"CASE WHEN {known} THEN {instant} END"

    def joined(self, value: str) -> str:
        """A group's values in order, with semicolons between."""
        return f"string_agg({value}, '; ' ORDER BY {value})"

    def newest(
        self, table: str, columns: Sequence[str], order: Sequence[str], where: str, also: Mapping[str, str]
    ) -> str:
        """SELECT `key` and the `columns` of each key's first row in a descending order, and `also` by name.

        These are aggregates over the key's rows, with `{over}` behind each function.
        """
        by = ", ".join(f"{one} DESC" for one in order)
        more = [f"{sql.replace('{over}', ' OVER (PARTITION BY key)')} AS {name}" for name, sql in also.items()]
        every, picked = ", ".join(("key", *columns, *also)), ", ".join(("key", *columns, *more))
        return (
            f"SELECT {every} FROM (SELECT {picked}, row_number() OVER (PARTITION BY key ORDER BY {by}) AS pf_n "
            f"FROM {table} WHERE {where}) pf_ordered WHERE pf_n = 1"
        )


HEX = "[0-9a-f]{16}"
_AT = "'@'"
_LONGEST = 253
