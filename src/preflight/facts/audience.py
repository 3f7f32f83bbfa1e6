"""What the audience, the suppression lists and the consent register say in numbers. Checks see facts, never rows.

A check asks for `Measure`s; the gatherer composes all of them into one scan of the audience.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from preflight.facts.send import Fact
from preflight.facts.web import NOT_ASKED, Unanswered


class Cell(Fact, frozen=True):
    """A test of one cell of a row, which the gatherer writes in each engine's own words.

    `column` is the audience's, as the send or the file names it (see `facts.columns`); where there is none of that
    name, the measure is `Unanswered("absent", …)`. filled: something stands there · among: it is one of `values`,
    whatever the case and the blanks round it · date: it reads as an instant · before: it reads as an instant before
    the one in `values`, ISO 8601 in UTC · length: how many signs stand there, a number, not a test: the measure says
    what to make of it (`aggregate="max(flag)"`, or `where="flag > 20"`).
    """

    column: str
    test: Literal["filled", "among", "date", "before", "length"] = "filled"
    values: tuple[str, ...] = ()


class Measure(Fact, frozen=True, tag=True):
    """Ask: one number (or one number a group) over the audience.

    `flag` is an SQL predicate over a row as it is read, in the columns `address` (normalised, NULL where there is
    none), `deliverable` (it has the shape of an address that some server may take), `local`, `domain`, `raw` and the
    audience's own columns in double quotes; it becomes one bit of the narrow table. `where` and `aggregate` are SQL
    over that narrow table: `key`, `domain`, `country`, `flag`, `listed` (is on the suppression list named by
    `listed_on`), and, where the send has consent, `consent_found` (a record exists), `consent_status`,
    `consent_basis` (contract words, NULL unreadable or empty), `consent_at`, `consent_unread` (a
    status stands there that is none of our words) and `consent_word` (that word, in lower case),
    `consent_basis_word` (a basis that is none of our words, in lower case; NULL where it is, or none stands there),
    `consent_at_unread` (a date stands there that cannot be read), `consent_sourced` (a source stands there) and
    `consent_tied` (the newest records of the person are of one instant and say different things).
    `copies` is how often the row's key stands in the audience. `cell` is a flag that the gatherer writes.
    `by` groups by "domain" or "country" (groups under five people become "other").
    `names`: only the rows whose domain is one of these, names of a table of ours; grouped, such a name is told however
    small its group, since it says nothing of a person. `address`: only the rows of this one address, in whatever form
    the audience holds it. `any_of`: as `listed_on`, for several lists at once.
    `examples`: how many masked examples of the rows that match `where` (and `flag`, where given) to bring back.
    """

    name: str
    flag: str = ""
    where: str = ""
    aggregate: str = "count(*)"
    listed_on: str = ""
    by: Literal["", "domain", "country"] = ""
    examples: int = 0
    cell: Cell | None = None
    names: tuple[str, ...] = ()
    address: str = ""
    any_of: tuple[str, ...] = ()


def suffix(default: object, chosen: object) -> str:
    """What options add to a measure's name, so that no answer saved under others is mistaken for this one's."""
    if chosen == default:
        return ""
    return ":" + hashlib.sha256(msgspec.json.encode(chosen, order="deterministic")).hexdigest()[:12]


class Example(Fact, frozen=True):
    """A row to show: the masked address, a keyed digest to tell two apart, and the row number in the file (0: none)."""

    masked: str
    digest: str
    row: int = 0


class Measured(Fact, frozen=True, tag=True):
    """The answer to a `Measure`; `value` is None where the aggregate was NULL."""

    value: int | float | None
    groups: tuple[tuple[str, int], ...] = ()
    examples: tuple[Example, ...] = ()


class Sample(Fact, frozen=True, tag=True):
    """Ask: of `number` recipients, what is in the columns that `fields` mean, veiled where it lies.

    Who they are is by chance, and decided by `seed` and the audience's own content: the same send shows the same ones.
    """

    fields: tuple[str, ...]
    seed: str
    number: int = 10


class Veiled(Fact, frozen=True):
    """What may be told of a cell: its first sign ("" of short values and numbers), its length, its letters' case."""

    first: str
    length: int
    case: Literal["", "upper", "lower"] = ""


class Person(Fact, frozen=True):
    """A recipient of a sample. `cells` are in the order of the fields found; None is a blank one."""

    example: Example
    cells: tuple[Veiled | None, ...]


class Sampled(Fact, frozen=True, tag=True):
    """The answer to a `Sample`. `columns`: each field that the audience has, and its column's own name."""

    columns: dict[str, str]
    people: tuple[Person, ...]


class BadRow(Fact, frozen=True):
    """A row that could not be read, wholly or partly: never its content."""

    file: str
    line: int
    reason: str


class Table(Fact, frozen=True, tag=True):
    """A table that was read. `rows` are those with something in them; `bad` is a sample of `bad_total`,
    of which `lost` are not among `rows` (the others were read, but for the cell that counts).

    `address_column` is the file's own name of the column that was compared, "" where there is none.
    `files` maps each file to the SHA-256 of its octets; `digest` is the order-independent digest of the contract.
    `dates` tells of columns with dates such as 03/05/2026 how they were read although the send does not say: "DMY" or
    "MDY", as other dates in them can only be read, or "undecided": not at all.
    """

    name: str
    rows: int
    columns: tuple[str, ...] = ()
    address_column: str = ""
    addresses: int = 0
    bad: tuple[BadRow, ...] = ()
    bad_total: int = 0
    lost: int = 0
    non_ascii: int = 0
    files: dict[str, str] = {}
    digest: str = ""
    dates: dict[str, str] = {}


class Audience(Fact, frozen=True):
    """All that was read and measured. `members` is None where the send gives counts alone, `sample` if not asked."""

    members: Table | Unanswered | None = None
    lists: dict[str, Table | Unanswered] = {}
    consent: Table | Unanswered | None = None
    measures: dict[str, Measured | Unanswered] = {}
    sample: Sampled | Unanswered | None = None

    def __getitem__(self, name: str) -> Measured | Unanswered:
        """The answer to the measure of that name."""
        return self.measures.get(name, NOT_ASKED)
