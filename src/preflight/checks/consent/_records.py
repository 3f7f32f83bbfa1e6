"""What the consent records say, in SQL over the narrow table, and why something is not known."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from preflight.data.folding import fold, spellings
from preflight.facts import Audience, Measure
from preflight.facts.audience import Measured, Table
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec, Send
from preflight.facts.web import Unanswered
from preflight.finding import Item, Location, Remark, Severity, Skip, Tally, Text, Unknown, _, ngettext

_OURS: dict[str, Text] = {
    "not-asked": _("not asked then: the saved facts hold no answer"),
    "budget": _("out of time: the scan was not done before its time budget was used up"),
}


def measure(name: str, where: str, default: str) -> Measure:
    """A count with examples. Options change the condition and so the name: no saved answer is mistaken."""
    suffix = "" if where == default else ":" + hashlib.sha256(where.encode()).hexdigest()[:12]
    return Measure(name + suffix, where=where, examples=3)


def has_word(words: Collection[str]) -> str:
    """A condition: the status is one of these words, which our own table does not have."""
    folded = sorted({spelling for word in words for spelling in spellings(word)})
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in folded)
    return f"coalesce(consent_word IN ({listed}), FALSE)" if folded else "FALSE"


def unanswered(answer: Unanswered, severity: Severity | None = None) -> Unknown:
    """An unknown for what the scan left open."""
    reason = _OURS.get(answer.kind) or _("the consent records could not be judged: {reason}", reason=answer.reason)
    return Unknown(reason, key=f"consent:{answer.kind}", severity=severity)


def unread(audience: Audience, spec: ConsentSpec) -> Unknown | None:
    """An unknown where rows of the register itself could not be read: a withdrawal may stand in them."""
    table = audience.consent
    if spec.members is None or not isinstance(table, Table) or not table.bad_total:
        return None
    first = table.bad[0]
    words = ngettext(
        "{n} row of the consent register could not be read: line {line} of {file} {reason}",
        "{n} rows of the consent register could not be read, the first on line {line} of {file}, which {reason}",
        table.bad_total, line=str(first.line), file=first.file, reason=first.reason,
    )  # fmt: skip
    return Unknown(words, key="consent:unreadable", evidence={"total": table.bad_total})


def unread_dates(number: int, rows: int, order: str, column: str, key: str) -> Text:
    """What to say of dates that could not be read; `order` as in `facts.audience.Table.dates`, `key` the manifest's."""
    if order == "undecided":
        return ngettext(
            "{n} of {rows} recipients has a date in {column} that cannot be read, since nothing says whether "
            "03/05/2026 is in March or in May: say dates: MDY or dates: DMY under {key}",
            "{n} of {rows} recipients have a date in {column} that cannot be read, since nothing says whether "
            "03/05/2026 is in March or in May: say dates: MDY or dates: DMY under {key}",
            number, rows=rows, column=column, key=key,
        )  # fmt: skip
    return ngettext("{n} of {rows} recipients has a date in {column} that cannot be read",
                    "{n} of {rows} recipients have a date in {column} that cannot be read",
                    number, rows=rows, column=column)  # fmt: skip


def order_told(order: str, column: str, location: Location | None) -> Iterator[Item]:
    """A remark where a column's dates were read in an order that nobody said."""
    words = {
        "MDY": _("03/05/2026 in {column} was read as 5 March, since other dates there can only be read month first; "
                 "if that is wrong, say dates: DMY", column=column),
        "DMY": _("03/05/2026 in {column} was read as 3 May, since other dates there can only be read day first; "
                 "if that is wrong, say dates: MDY", column=column),
    }  # fmt: skip
    if order in words:
        yield Remark(words[order], location)


def order_of(table: Table | Unanswered | None, column: str) -> str:
    """How dates such as 03/05/2026 were read in a column that the send, or the file, calls so; "" for others."""
    dates = table.dates if isinstance(table, Table) else {}
    return next((order for name, order in dates.items() if fold(name) == fold(column)), "")


def evidence(answer: Measured, rows: int) -> dict[str, object]:
    """Numbers and masked examples."""
    examples = [{"masked": one.masked, "digest": one.digest} for one in answer.examples]
    return {"recipients": int(answer.value or 0), "of": rows, "examples": examples}


def first_unanswered(audience: Audience, *names: str) -> Unanswered | None:
    """Why one of these measures has no answer, if one has none."""
    answers = [audience.members, *(audience[name] for name in names)]
    return next((answer for answer in answers if isinstance(answer, Unanswered)), None)


def applies(send: Send, *columns: str) -> bool:
    """Whether anything is to be asked of the consent records."""
    return send.consent is not None and send.kind == "marketing" and all(c in send.consent.columns for c in columns)


def lacking(send: Send, consent: ConsentSpec, *columns: str) -> Skip | None:
    """Why a check does not apply: the kind of the send, or a column that nobody named."""
    if send.kind == "transactional":
        return Skip(_("a transactional mail needs no consent"))
    for column in columns:
        if column not in consent.columns:
            return Skip(
                _("no column says the {column} of the consent", column=column), not_given=f"consent.columns.{column}"
            )
    return None


def known(audience: Audience, *measures: Measure) -> tuple[int, list[Measured]] | Unanswered:
    """The number of recipients and the answers to these measures, or why one of them is not known."""
    why = first_unanswered(audience, *(measure.name for measure in measures))
    if why is not None or not isinstance(audience.members, Table):
        return why or Unanswered("not-asked", "")
    answers = [audience[measure.name] for measure in measures]
    return audience.members.rows, [one for one in answers if isinstance(one, Measured)]


def unknown(why: Unanswered, members: Members) -> Iterator[Item]:
    """What a check yields where `known` says why not."""
    yield unanswered(why)
    yield Tally(_("0 of {files} files could be judged", files=max(1, len(members.source.files))))
