"""The words of a judgement: what was found, where, how bad, and what could not be told."""

from __future__ import annotations

import enum
from typing import Any

import msgspec


class Severity(enum.StrEnum):
    """How bad a fault is; ordered by `rank`, the worst first."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for a blocker, 1 for a warning, 2 for a note."""
        return list(Severity).index(self)


class Mender(enum.StrEnum):
    """Who can mend a fault."""

    BUILDER = "builder"
    COPY = "copy"
    TEMPLATE = "template"
    DATA = "data"
    WEB = "web"
    DNS = "dns"
    LEGAL = "legal"


class Text(msgspec.Struct, frozen=True):
    """A sentence with named values, rendered late so that it can be translated.

    Whole numbers are counts and get thousands separators; give a status, a year or a port as a string.
    """

    template: str
    values: dict[str, str | int | float] = {}
    plural: str | None = None
    n: int = 1

    def __str__(self) -> str:
        template = self.plural if self.plural is not None and self.n != 1 else self.template
        return fill(template, self.values)


def fill(template: str, values: dict[str, str | int | float]) -> str:
    """`template` with its `{names}` replaced; values are data and are never read as templates."""
    shown = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in values.items()}
    return template.format_map(shown) if shown else template


def _(template: str, **values: str | int | float) -> Text:
    """A translatable sentence: `_("{url} answers {status}", url=…, status="404")`."""
    return Text(template, values)


def ngettext(one: str, many: str, n: int, **values: str | int | float) -> Text:
    """A translatable sentence that depends on a number; `{n}` is among its values."""
    return Text(one, {"n": n, **values}, plural=many, n=n)


class Location(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in the send.

    `line` and `column` count from 1, columns in code points, at the `<` of a tag; `part` is the MIME path
    inside an `.eml`; `path` is the chain of elements ("html > body > a").
    """

    message: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    part: str = ""


class Finding(msgspec.Struct, frozen=True):
    """One fault.

    `key` names the cause: findings of one check with the same key are shown as one, with all their places, and
    the id of the finding is made of the check and the key alone. `evidence` holds plain JSON values; where the
    finding concerns a URL, `evidence["url"]` is that URL as a browser would request it.
    `severity` only where it differs from the check's own.
    `many` is the message for a group, with `{n}` for the number of places; without it the first message stands.
    """

    message: Text
    key: str
    fix: Text
    location: Location | None = None
    evidence: dict[str, Any] = {}
    severity: Severity | None = None
    many: Text | None = None


class Unknown(msgspec.Struct, frozen=True):
    """Something that the facts do not allow to judge, with the reason; grouped by `key` like a finding."""

    reason: Text
    key: str
    location: Location | None = None
    evidence: dict[str, Any] = {}
    severity: Severity | None = None


class Skip(msgspec.Struct, frozen=True):
    """The check does not apply to this send, with the reason; nothing else may be yielded beside it.

    `not_given` names the input that nobody gave ("brief.utm"), where that is why: the report then lists it as
    not covered.
    """

    reason: Text
    not_given: str = ""


class Tally(msgspec.Struct, frozen=True):
    """What was looked at: the summary line with its denominator ("2 of 31 links …") and plain numbers.

    Every check yields exactly one, unless it skips.
    """

    summary: Text
    measures: dict[str, int | float] = {}


class Remark(msgspec.Struct, frozen=True):
    """Something a reader should know although it is no fault; shown under the check whatever its outcome."""

    message: Text
    location: Location | None = None
    evidence: dict[str, Any] = {}


Item = Finding | Unknown | Skip | Tally | Remark
"""Whatever a check may yield."""
