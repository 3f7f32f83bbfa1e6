"""audience.misspelt-domains"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.data.misspelt_domains import ENDINGS, MEANT
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, suffix
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

_SHOWN = 5


class MisspeltDomains(Options, frozen=True):
    """Options of audience.misspelt-domains."""

    more: Annotated[dict[str, str], option("Further misspelt domains, each with the one that was meant.")] = {}
    real: Annotated[frozenset[str], option("Domains on our list that are real in your audience.")] = frozenset()


def asks(send: Send, options: MisspeltDomains, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Who has a misspelt domain, by name, and who an ending that does not exist."""
    return _measures(options)


def _meant(options: MisspeltDomains) -> dict[str, str]:
    more = {wrong.lower(): right.lower() for wrong, right in options.more.items()}
    return {wrong: right for wrong, right in {**MEANT, **more}.items() if wrong not in options.real}


def _measures(options: MisspeltDomains) -> tuple[Measure, Measure]:
    names = tuple(sorted(_meant(options)))
    more = suffix(MisspeltDomains(), options)
    # A known misspelling with such an ending is told by its name alone.
    told = ", ".join("'" + name.replace("'", "''") + "'" for name in names if name.endswith(tuple(ENDINGS)))
    like = " OR ".join(f"domain LIKE '%{ending}'" for ending in ENDINGS)
    where = f"({like} OR domain LIKE 'www.%') AND domain NOT IN ({told or chr(39) * 2})"
    return (
        Measure(f"audience.misspelt-domains{more}", by="domain", names=names, examples=3),
        Measure(f"audience.misspelt-endings{more}", where=where, by="domain", examples=3),
    )


@check("audience.misspelt-domains", severity=Severity.WARNING, mender=Mender.DATA, asks=asks)
def misspelt_domains(members: Members, audience: Audience, options: MisspeltDomains) -> Iterator[Item]:
    """Well-known mail domains are misspelt.

    `gmial.com` is somebody else's: the mail bounces, or a stranger reads it. The person who typed it waits in vain.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience:
          rows: 48200
          measures:
            audience.misspelt-domains: {value: 14, groups: [[gmial.com, 12], [hotnail.com, 2]]}
            audience.misspelt-endings: 0
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {audience.misspelt-domains: 0, audience.misspelt-endings: 0}}
    Fix: correct the addresses where you are sure, ask the person, or take them out.
    """
    if members.spec.match != "email":
        yield _people.DIGESTS
        return
    found = _people.known(audience, *_measures(options))
    if isinstance(found, Unanswered):
        yield from _people.unknown(found, members)
        return
    table, (wrong, endings) = found
    rest = _people.count(endings)
    if wrong.value:
        yield _named(wrong, table.rows, _meant(options))
    if rest:
        words = ngettext(
            "{n} of {rows} recipients has a domain that cannot be: it ends in .con or the like, or begins with www.",
            "{n} of {rows} recipients have a domain that cannot be: it ends in .con or the like, or begins with www.",
            rest, rows=table.rows,
        )  # fmt: skip
        evidence = {"recipients": rest, "of": table.rows, "examples": _people.examples(endings)}
        yield Finding(words, key="endings", fix=_FIX, evidence=evidence)
    number = _people.count(wrong) + rest
    words = _("{wrong} of {rows} recipients have a misspelt domain", wrong=number, rows=table.rows)
    yield Tally(words, {"recipients": table.rows, "misspelt": number})


def _named(wrong: Measured, rows: int, meant: Mapping[str, str]) -> Finding:
    groups = sorted(wrong.groups, key=lambda group: (-group[1], group[0]))
    shown = ", ".join(f"{name} ({number:,}, meant {meant.get(name, '?')})" for name, number in groups[:_SHOWN])
    more = f" and {len(groups) - _SHOWN} more" if len(groups) > _SHOWN else ""
    return Finding(
        ngettext("{n} of {rows} recipients has a misspelt domain: {shown}",
                 "{n} of {rows} recipients have a misspelt domain: {shown}",
                 _people.count(wrong), rows=rows, shown=shown + more),
        key="misspelt", fix=_FIX,
        evidence={"recipients": _people.count(wrong), "of": rows,
                  "domains": [{"domain": name, "recipients": n, "meant": meant.get(name)} for name, n in groups[:50]],
                  "examples": _people.examples(wrong)},
    )  # fmt: skip


_FIX = _("Correct them where you are sure, ask the person, or take them out: --reveal FILE lists the rows.")
