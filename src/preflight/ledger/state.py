"""What the ledger keeps of a run: enough to judge its verdict again with what people did since, and to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import msgspec

from preflight.check import Check
from preflight.facts import Facts
from preflight.facts.audience import Table
from preflight.facts.given import Headers, Members, Suppression
from preflight.facts.send import AudienceSpec, Brief, ConsentSpec, Send, Sender
from preflight.finding import Location, Mender, Text, _
from preflight.ledger import fingerprint
from preflight.ledger.deeds import Covered
from preflight.policy import Policy
from preflight.privacy import mask_deep
from preflight.verdict import Grouped, Judgement, NeededApproval, NotCovered, Outcome, Result, Verdict

FORM = 1
"""Of what is kept of a run. A run that an older version wrote down with less is no GO."""

KEPT = 200
"""Findings and unknowns of one check that are kept one by one."""

MEASURED = frozenset({"tracking.utm-missing", "audience.duplicates"})
"""Checks whose numbers are kept: `stats` adds them up."""

PLACES = " places"
"""Under this name the evidence of a kept finding holds the number of its places; no check's own key begins so."""

_MAY_LACK = frozenset(
    {"places", "evidence", "settled", "plural", "values", "measures", "findings", "unknowns", "remarks", "why",
     "source", "reason"}
)  # fmt: skip
_PLACES = 20
_LONG = 300
_JUDGES: dict[type, tuple[str, ...]] = {
    Send: ("message",), Headers: ("message",), Sender: ("sender",), Brief: ("brief",),
    AudienceSpec: ("audience",), Members: ("audience",), Suppression: ("suppression",), ConsentSpec: ("consent",),
}  # fmt: skip
"""The parts of the fingerprint that a check judges, by the types of its parameters."""


class TableState(msgspec.Struct, frozen=True):
    """A table as it was read. `how` is all that decides what is read of it but for the octets of its `files`."""

    rows: int
    digest: str
    how: str = ""
    files: dict[str, str] = {}
    exported_at: str = ""


class RunState(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of a `run` entry: numbers, digests, ids, and what was found with every address masked.

    `results` are those that stand against a GO or may be waived, `more` how many findings of a check are not among
    them; `judges` says which parts of the fingerprint a check with unknowns looks at, `people` under which key
    the recipients' digests lie beside the chain.
    """

    verdict: str
    partial: bool
    version: str
    checklist: str
    now: str
    parts: dict[str, str]
    rows: int | None = None
    summary: dict[str, int] = {}
    failed: list[str] = []
    series: str = ""
    results: tuple[Result, ...] = ()
    more: dict[str, int] = {}
    judges: dict[str, list[str]] = {}
    missing: list[str] = []
    plugins: dict[str, str] = {}
    approvals: tuple[NeededApproval, ...] = ()
    rules: str = ""
    owner: str = ""
    kind: str = ""
    platform: str = ""
    scheduled_at: str = ""
    trigger: str = ""
    tables: dict[str, TableState] = {}
    outcomes: dict[str, str] = {}
    measures: dict[str, dict[str, float]] = {}
    past: dict[str, Any] = {}
    facts: str = ""
    people: str = ""
    form: int = 0

    def body(self) -> dict[str, Any]:
        """As it is written down: what is empty, and would be empty again when it is read, is left out."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return {**plain, "results": [_short(one) for one in plain.get("results", ())]}

    @property
    def covered(self) -> Covered:
        """What a sign-off of exactly this would cover."""
        sizes = {name: table.rows for name, table in self.tables.items()}
        message = fingerprint.group(self.parts, "message")
        exported = {name: table.exported_at for name, table in self.tables.items() if table.exported_at}
        print_ = fingerprint.fingerprint(self.parts)
        return Covered(print_, message, self.rules, self.rows, self.parts, sizes, exported)

    def told(self, judgement: Judgement) -> RunState:
        """The same with the verdict and the outcomes of a judgement in which people's decisions are."""
        return msgspec.structs.replace(
            self, verdict=judgement.verdict.value, summary=judgement.summary, failed=_failed(judgement),
            outcomes=_outcomes(judgement),
        )  # fmt: skip

    def judged(self, check: str) -> str:
        """The digest of the input that a check's unknowns are about."""
        return fingerprint.group(self.parts, *self.judges.get(check, ["message"]))

    def judgement(self, policy: Policy) -> Judgement:
        """The judgement as it was before anybody did anything about it."""
        return Judgement(
            Verdict.HOLD, (), (*self.results, *(_unlisted(check, n) for check, n in self.more.items())),
            not_covered=tuple(NotCovered(name, _(""), (), True) for name in self.missing),
            manual=questions(policy), approvals=self.approvals, partial=self.partial, broken_plugins=self.plugins,
        )  # fmt: skip


def state_of(
    facts: Facts, policy: Policy, bare: Judgement, version: str, hide: Any, past: Mapping[str, Any]
) -> RunState:
    """What to keep of a run: `bare` is its judgement without anybody's deeds. `hide` masks the addresses in a text."""
    send = facts.send
    kept = [r for r in bare.results if r.findings or r.unknowns or r.outcome is Outcome.CRASHED]
    return RunState(
        verdict=bare.verdict.value, partial=bare.partial, version=version, checklist=policy.name,
        now=facts.clock.now.isoformat(), parts=fingerprint.parts(facts, policy.digest), rows=_rows(facts),
        summary=bare.summary, failed=_failed(bare), series=send.series,
        results=tuple(_kept(r, hide) for r in kept), more=_more(kept),
        judges={r.id: looks_at(_check(policy, r.id)) for r in kept if r.unknowns},
        missing=[n.input for n in bare.not_covered if n.needed], plugins=dict(bare.broken_plugins),
        approvals=bare.approvals, rules=fingerprint.rules(send, policy.audience_rules), owner=send.owner,
        kind=send.kind, platform=send.platform, trigger=send.trigger,
        scheduled_at=send.scheduled_at.isoformat() if send.scheduled_at else "",
        tables=tables_of(facts, policy, version), past=dict(past), form=FORM,
        outcomes=_outcomes(bare), measures={r.id: dict(r.measures) for r in bare.results if r.id in MEASURED},
    )  # fmt: skip


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items() if one or name not in _MAY_LACK}
    return [_short(one) for one in value] if isinstance(value, list | tuple) else value


def number_of_places(one: Grouped) -> int:
    """In how many places it stands, those included that are not kept."""
    kept = one.evidence.get(PLACES)
    return kept if isinstance(kept, int) else len(one.places) + 1


def looks_at(check: Check | None) -> list[str]:
    """The parts of the fingerprint that a check judges; all of the message where nothing is known of it."""
    if check is None:
        return ["message"]
    found = {part for type_ in check.needs.values() for part in _JUDGES.get(type_, ())}
    if any(type_.__name__ == "Audience" for type_ in check.needs.values()):
        found |= set(fingerprint.AUDIENCE)
    return sorted(found or {"message"})


def questions(policy: Policy) -> tuple[Any, ...]:
    """The checklist's manual items, unanswered."""
    from preflight.verdict import ManualItem

    return tuple(ManualItem(item.id, item.ask, item.role) for item in policy.manual)


def _failed(judgement: Judgement) -> list[str]:
    return [r.id for r in judgement.results if r.outcome is Outcome.FAILED]


def _outcomes(judgement: Judgement) -> dict[str, str]:
    return {r.id: r.outcome.value for r in judgement.results if r.outcome is not Outcome.SKIPPED}


def _check(policy: Policy, id: str) -> Check | None:
    return next((chosen.check for chosen in policy.checks if chosen.id == id), None)


def _rows(facts: Facts) -> int | None:
    members, spec = facts.audience.members, facts.send.audience
    if isinstance(members, Table):
        return members.rows
    return spec.counts.final if spec is not None and spec.counts is not None else None


def _kept(result: Result, hide: Any) -> Result:
    """A result without what is not needed to judge it again, every text of it masked."""
    slim = msgspec.structs.replace(
        result, why="", source="", remarks=(), measures={}, title="",
        findings=tuple(_slim(one) for one in result.findings[:KEPT]),
        unknowns=tuple(_slim(one) for one in result.unknowns[:KEPT]),
    )  # fmt: skip
    return msgspec.convert(mask_deep(msgspec.to_builtins(slim), hide), Result)


def _slim(one: Grouped) -> Grouped:
    url = one.evidence.get("url")
    evidence = {PLACES: number_of_places(one), **({"url": url} if isinstance(url, str) else {})}
    return msgspec.structs.replace(
        one, key="", fix=None, evidence=evidence, places=one.places[:_PLACES], text=_cut(one.text), settled=None
    )


def _cut(text: Text) -> Text:
    values = {k: v[:_LONG] if isinstance(v, str) else v for k, v in text.values.items()}
    return msgspec.structs.replace(text, values=values)


def _more(results: list[Result]) -> dict[str, int]:
    return {
        r.id: over
        for r in results
        if (over := max(len(r.findings) - KEPT, 0) + max(len(r.unknowns) - KEPT, 0)) and not _harmless(r)
    }


def _harmless(result: Result) -> bool:
    return not any(one.severity.value == "blocker" for one in result.findings[KEPT:]) and not result.required


def _unlisted(check: str, number: int) -> Result:
    """What was too much to be kept one by one: it stands until a run finds less."""
    from preflight.finding import Severity

    text = _("{n} further findings or unknowns, which no record lists one by one", n=number)
    return Result(
        check, "", Severity.BLOCKER, True, Outcome.FAILED, Mender.BUILDER, text,
        findings=(Grouped(f"f:more-{check}", "", text, None, Severity.BLOCKER, Location()),),
    )  # fmt: skip


def tables_of(facts: Facts, policy: Policy, version: str) -> dict[str, TableState]:
    """The tables that were read, by the names of their parts in the fingerprint."""
    send, audience = facts.send, facts.audience
    how = fingerprint.ways_of_reading(send, policy.rule_columns, version)
    exported = {"audience": send.audience, **{f"suppression {s.name}": s for s in send.suppression or ()}}
    tables = {"audience": audience.members, "consent": audience.consent,
              **{f"suppression {name}": table for name, table in audience.lists.items()}}  # fmt: skip
    return {
        name: TableState(table.rows, table.digest, how.get(name, ""), table.files, _when(exported.get(name)))
        for name, table in tables.items()
        if isinstance(table, Table)
    }


def _when(spec: Any) -> str:
    moment = spec.exported_at if spec is not None else None
    return moment.astimezone(UTC).isoformat() if moment is not None else ""
