"""The JSON report of contract §4: the view model that every other form is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from preflight.facts import Facts
from preflight.facts.limits import allowed_addresses
from preflight.facts.send import Send
from preflight.finding import Location, Remark, Text
from preflight.mailboxes import mailboxes
from preflight.policy import Policy
from preflight.privacy import mask_deep, masker
from preflight.registry import order
from preflight.report.clean import scrubbed
from preflight.report.comparison import compare
from preflight.report.embedded import embedded
from preflight.report.identity import described
from preflight.report.mail import carried
from preflight.report.seen import seen
from preflight.report.todo import todo
from preflight.report.words import sentence
from preflight.verdict import GivenApproval, Grouped, Judgement, NotCovered, Result

SCHEMA = "https://preflight.example/schema/report-1.json"


@dataclass(frozen=True)
class RunInfo:
    """What is known of a run beside its judgement.

    `previous` is the report to compare with, `plugins_broken` maps plug-ins that could not be used to the reason,
    `notes` are sentences for the reader (a proxy that was used), `ledger_head` the digest of the chain's last entry.
    """

    fingerprint: str
    version: str
    started_at: datetime
    seconds: float
    previous: dict[str, Any] | None
    plugins_broken: dict[str, str]
    notes: tuple[str, ...]
    ledger_head: str | None


def build(judgement: Judgement, facts: Facts, policy: Policy, info: RunInfo) -> dict[str, Any]:
    """The report as plain JSON, in English, no recipient's address in it.

    The same judgement, facts and policy give the same report but for `started_at`, `seconds` and `ledger`.
    """
    checks = [_check(result) for result in sorted(judgement.results, key=lambda r: order(r.id))]
    not_covered = [_not_covered(one) for one in judgement.not_covered]
    report = {
        "schema": SCHEMA,
        "preflight": info.version,
        "send": described(facts, info.fingerprint),
        "checklist": {"name": policy.name, "digest": policy.digest, "title": policy.title},
        "verdict": judgement.verdict.value,
        "reasons": [sentence(reason) for reason in judgement.reasons],
        "started_at": info.started_at.isoformat(),
        "seconds": info.seconds,
        "summary": judgement.summary,
        "checks": checks,
        "not_covered": not_covered,
        "manual": [msgspec.to_builtins(item) for item in judgement.manual],
        "approvals": {
            "needed": [msgspec.to_builtins(one) for one in judgement.approvals],
            "given": [_given(one) for one in judgement.given],
        },
        "waivers": [msgspec.to_builtins(one) for one in judgement.waivers],
        "todo": todo(checks, not_covered, info.plugins_broken),
        "comparison": compare(checks, info.previous),
        "now": facts.clock.now.isoformat(),
        "partial": judgement.partial,
        "plugins_broken": dict(info.plugins_broken),
        "notes": list(info.notes),
        "ledger": {"head": info.ledger_head},
        "seen": seen(facts),
        "mail": [],
        "pictures": {},
    }
    hide = hiding(facts.send, _deciders(judgement))
    shown: dict[str, Any] = mask_deep(report, hide)
    # Masked already, and with a note of how its columns moved by that: once more would move them again.
    shown["mail"] = carried(facts, hide)
    shown["pictures"] = embedded(facts, hide)
    return shown


def _given(one: GivenApproval) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(one)
    return {"for" if name == "reported_for" else name: value for name, value in plain.items()}


def _deciders(judgement: Judgement) -> frozenset[str]:
    """Who answered, waived and signed: that it is known is the point of it."""
    people = [*(one.by for one in judgement.waivers), *(one.by or "" for one in judgement.manual)]
    people += [who for one in judgement.given for who in (one.by, one.reported_for)]
    people += [g.settled.by for r in judgement.results for g in (*r.findings, *r.unknowns) if g.settled is not None]
    return frozenset(address.lower() for _name, address in mailboxes([one for one in people if one]) or ())


def hiding(send: Send, also: frozenset[str] = frozenset()) -> Callable[[str], str]:
    """What every text of this send goes through before it is written: addresses masked, broken signs replaced.

    `also` are addresses (lower case) that may be shown beside the sender's own.
    """
    masked = masker(allowed_addresses(send) | also)
    return lambda text: masked(scrubbed(text))


def _check(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": result.title,
        "severity": result.severity.value,
        "required": result.required,
        "outcome": result.outcome.value,
        "mender": result.mender.value,
        "summary": sentence(result.summary),
        "reason": sentence(result.reason),
        "measures": dict(result.measures),
        "findings": [_found(one, "message") for one in result.findings],
        "unknowns": [_found(one, "reason") for one in result.unknowns],
        "family": result.id.partition(".")[0],
        "why": _paragraphs(result.why),
        "fix": result.fix,
        "source": result.source,
        "remarks": [_remark(one) for one in result.remarks],
    }


def _found(one: Grouped, words: str) -> dict[str, Any]:
    return {
        "id": one.id,
        words: sentence(one.text),
        **({"fix": _fix(one.fix)} if words == "message" else {}),
        "location": _place(one.location),
        "evidence": _plain(one.evidence),
        "places": [_place(place) for place in one.places],
        "severity": one.severity.value,
        "settled": msgspec.to_builtins(one.settled),
    }


def _fix(fix: Text | None) -> str:
    return sentence(fix) or ""


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "message": sentence(remark.message),
        "location": _place(remark.location),
        "evidence": _plain(remark.evidence),
    }


def _place(location: Location | None) -> dict[str, Any] | None:
    found: dict[str, Any] | None = msgspec.to_builtins(location)
    return found


def _plain(evidence: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(evidence, str_keys=True, enc_hook=str)
    return found


def _paragraphs(text: str) -> str:
    """A docstring's text without its line breaks; blank lines part paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _not_covered(missing: NotCovered) -> dict[str, Any]:
    return {
        "input": missing.input,
        "why": sentence(missing.why),
        "checks": list(missing.checks),
        "needed": missing.needed,
    }
