"""Dialects of warehouses that have not yet been run against a live account: Snowflake, BigQuery, Redshift, Trino.

Their statements are kept as golden text and parsed by another's parser in the tests; nothing more is claimed.
"""

from __future__ import annotations

from preflight.gather.audience.dialect import Dialect, Type
from preflight.gather.audience.instants import OFFSET
from preflight.gather.audience.normalise import STRIP


class Escaping(Dialect):
    """A backslash in a string is an escape."""

    def literal(self, text: str) -> str:
        """With backslashes doubled, quotation marks too."""
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"

    def strip(self, text: str, signs: str = STRIP) -> str:
        """A set of signs, as the engine's own function takes it."""
        return f"TRIM({text}, {self.literal(signs)})"

    def zoned(self, text: str, plain: str, offset: str) -> str:
        """An instant from a text without an offset, or with one."""
        return f"CASE WHEN {self.full_match(text, OFFSET)} THEN {offset} ELSE {plain} END"


class Snowflake(Escaping):
    """Its regular expressions have no groups without a capture, and match the whole text."""

    name = "Snowflake"
    types: dict[Type, str] = {
        "text": "VARCHAR", "key": "VARCHAR", "time": "TIMESTAMP_NTZ", "flag": "BOOLEAN", "number": "NUMBER(38, 0)"
    }  # fmt: skip

    def digest(self, kind: str, text: str) -> str:
        """All three are built in."""
        return f"SHA2({text}, 256)" if kind == "sha256" else f"{kind.upper()}({text})"

    def word(self, hexadecimal: str, number: int) -> str:
        """By its format."""
        return f"TO_NUMBER(SUBSTR({hexadecimal}, {number * 8 + 1}, 8), 'XXXXXXXX')"

    def full_match(self, text: str, pattern: str) -> str:
        """Anchored at both ends by itself."""
        return f"REGEXP_LIKE({text}, {self.literal(pattern.replace('(?:', '('))})"

    def contains(self, text: str, part: str) -> str:
        """The engine's own."""
        return f"CONTAINS({text}, {part})"

    def tail(self, text: str, pattern: str) -> str:
        """Nothing found is NULL there, and so is an empty match."""
        return f"COALESCE(REGEXP_SUBSTR({text}, {self.literal(pattern)}), '')"

    def micros(self, instant: str) -> str:
        """The engine's own."""
        return f"DATE_PART(EPOCH_MICROSECOND, {instant})"

    def instant(self, text: str) -> str:
        """Without a time zone, in UTC."""
        zone = self.literal(self.zone)
        plain = f"CONVERT_TIMEZONE({zone}, 'UTC', TRY_TO_TIMESTAMP_NTZ({text}))"
        return self.zoned(text, plain, f"CAST(CONVERT_TIMEZONE('UTC', TRY_TO_TIMESTAMP_TZ({text})) AS TIMESTAMP_NTZ)")

    def joined(self, value: str) -> str:
        """The engine's own."""
        return f"LISTAGG({value}, '; ') WITHIN GROUP (ORDER BY {value})"


class BigQuery(Escaping):
    """GoogleSQL."""

    name = "BigQuery"
    quote = "`"
    types: dict[Type, str] = {
        "text": "STRING", "key": "STRING", "time": "DATETIME", "flag": "BOOL", "number": "INT64"
    }  # fmt: skip

    def literal(self, text: str) -> str:
        """No quotation mark may be doubled, and no line may end in it."""
        escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
        return f"'{escaped}'"

    def quoted(self, name: str) -> str:
        """An identifier, with a backslash before what would end it."""
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"

    def digest(self, kind: str, text: str) -> str:
        """In octets."""
        return f"TO_HEX({kind.upper()}({text}))"

    def word(self, hexadecimal: str, number: int) -> str:
        """By its prefix."""
        return f"CAST(CONCAT('0x', SUBSTR({hexadecimal}, {number * 8 + 1}, 8)) AS INT64)"

    def full_match(self, text: str, pattern: str) -> str:
        """RE2."""
        return f"REGEXP_CONTAINS({text}, {self.literal(f'^(?:{pattern})$')})"

    def octets(self, text: str) -> str:
        """The engine's own."""
        return f"BYTE_LENGTH({text})"

    def tail(self, text: str, pattern: str) -> str:
        """A group would be what is given."""
        return f"REGEXP_EXTRACT({text}, {self.literal(pattern.replace('(', '(?:'))})"

    def micros(self, instant: str) -> str:
        """The engine's own."""
        return f"UNIX_MICROS(TIMESTAMP({instant}))"

    def between(self, instant: str) -> str:
        """Its instants without a zone have another name."""
        return super().between(instant).replace("TIMESTAMP '", "DATETIME '")

    def instant(self, text: str) -> str:
        """Without a time zone, in UTC."""
        plain = f"DATETIME(SAFE.TIMESTAMP({text}, {self.literal(self.zone)}))"
        return self.zoned(text, plain, f"DATETIME(SAFE_CAST({text} AS TIMESTAMP))")

    def joined(self, value: str) -> str:
        """The engine's own."""
        return f"STRING_AGG({value}, '; ' ORDER BY {value})"


class Redshift(Escaping):
    """A text without a length has 256 octets there: so every one has a length."""

    name = "Redshift"
    types: dict[Type, str] = {
        "text": "VARCHAR(65535)", "key": "VARCHAR(64)", "time": "TIMESTAMP", "flag": "BOOLEAN", "number": "BIGINT"
    }  # fmt: skip

    def digest(self, kind: str, text: str) -> str:
        """All three are built in."""
        return f"SHA2({text}, 256)" if kind == "sha256" else f"{kind.upper()}({text})"

    def word(self, hexadecimal: str, number: int) -> str:
        """By the base."""
        return f"STRTOL(SUBSTRING({hexadecimal}, {number * 8 + 1}, 8), 16)"

    def strip(self, text: str, signs: str = STRIP) -> str:
        """The engine's own."""
        return f"BTRIM({text}, {self.literal(signs)})"

    def full_match(self, text: str, pattern: str) -> str:
        """Perl's dialect is said by a letter."""
        return f"REGEXP_COUNT({text}, {self.literal(f'^(?:{pattern})$')}, 1, 'p') > 0"

    def tail(self, text: str, pattern: str) -> str:
        """The same."""
        return f"REGEXP_SUBSTR({text}, {self.literal(pattern)}, 1, 1, 'p')"

    def micros(self, instant: str) -> str:
        """Counted."""
        return f"DATEDIFF(microsecond, TIMESTAMP '1970-01-01 00:00:00', {instant})"

    def instant(self, text: str) -> str:
        """Without a time zone, in UTC."""
        plain = f"CONVERT_TIMEZONE({self.literal(self.zone)}, 'UTC', CAST({text} AS TIMESTAMP))"
        return self.zoned(text, plain, f"CONVERT_TIMEZONE('UTC', CAST(CAST({text} AS TIMESTAMPTZ) AS TIMESTAMP))")

    def joined(self, value: str) -> str:
        """The engine's own."""
        return f"LISTAGG({value}, '; ') WITHIN GROUP (ORDER BY {value})"


class Trino(Dialect):
    """Digests and lengths are of octets there; stripping goes by a pattern."""

    name = "Trino"
    types: dict[Type, str] = {
        "text": "VARCHAR", "key": "VARCHAR", "time": "TIMESTAMP(6)", "flag": "BOOLEAN", "number": "BIGINT"
    }  # fmt: skip

    def digest(self, kind: str, text: str) -> str:
        """In octets, in upper case."""
        return f"lower(to_hex({kind}(to_utf8({text}))))"

    def word(self, hexadecimal: str, number: int) -> str:
        """By the base."""
        return f"from_base(substr({hexadecimal}, {number * 8 + 1}, 8), 16)"

    def strip(self, text: str, signs: str = STRIP) -> str:
        """Its `trim` takes a string, not a set."""
        return f"regexp_replace({text}, {self.literal(f'^[{signs}]+|[{signs}]+$')}, '')"

    def octets(self, text: str) -> str:
        """Of its octets."""
        return f"length(to_utf8({text}))"

    def tail(self, text: str, pattern: str) -> str:
        """The engine's own."""
        return f"regexp_extract({text}, {self.literal(pattern)})"

    def micros(self, instant: str) -> str:
        """The engine's own."""
        return f"CAST(to_unixtime({instant}) * 1000000 AS BIGINT)"

    def instant(self, text: str) -> str:
        """Without a time zone, in UTC."""
        plain = f"with_timezone(CAST(replace({text}, 'T', ' ') AS TIMESTAMP(6)), {self.literal(self.zone)})"
        offset = f"from_iso8601_timestamp(replace({text}, ' ', 'T'))"
        read = f"CASE WHEN {self.full_match(text, OFFSET)} THEN {offset} ELSE {plain} END"
        return f"CAST(({read}) AT TIME ZONE 'UTC' AS TIMESTAMP(6))"

    def joined(self, value: str) -> str:
        """The engine's own."""
        return f"array_join(array_agg({value} ORDER BY {value}), '; ')"


DIALECTS: dict[str, type[Dialect]] = {
    "snowflake": Snowflake, "bigquery": BigQuery, "redshift": Redshift, "trino": Trino
}  # fmt: skip
