"""The story of a run: load → history → gather → judge → report → ledger. It reads from top to bottom."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from preflight import __version__
from preflight.facts import Ask, Clock, Facts
from preflight.facts.send import Send
from preflight.gather import Asker, Progress, Tables, gather
from preflight.gather.settings import Outside
from preflight.judge import Selection, judge
from preflight.judge.bind import lacks
from preflight.policy import Chosen, Policy
from preflight.verdict import Judgement, Verdict
from preflight.warm import warm


@dataclass(frozen=True)
class RunOptions:
    """What a run was told. `output` None writes no report; `ledger` None records nothing."""

    checklist: str | None = None
    output: Path | None = None
    formats: tuple[str, ...] = ("html", "json")
    selection: Selection = field(default_factory=Selection)
    lang: str = "en"
    templates: Path | None = None
    now: datetime | None = None
    ledger: str | None = None
    outside: Outside = field(default_factory=Outside)
    allow_outside: bool = False
    from_facts: Path | None = None
    previous: dict[str, Any] | None = None


@dataclass(frozen=True)
class Finished:
    """A run that came to its end. `report` is the JSON report; `files` are the reports that were written."""

    report: dict[str, Any]
    facts: Facts
    judgement: Judgement
    files: tuple[Path, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """GO, HOLD or STOP."""
        return self.judgement.verdict

    @property
    def checks(self) -> list[dict[str, Any]]:
        """The checks of the report, as the JSON has them."""
        found: list[dict[str, Any]] = self.report["checks"]
        return found

    def to_json(self) -> str:
        """The JSON report."""
        return msgspec.json.format(msgspec.json.encode(self.report), indent=2).decode()


def run(
    send: str | Path,
    options: RunOptions | None = None,
    *,
    folder_name: Callable[[str], str] = str,
    progress: Progress | None = None,
) -> Finished:
    """Judge one send as it stands and record the run.

    `folder_name` makes the name of the reports' folder below `output` of the send's own name.
    Raises InputError with every fault of the input, LedgerError, MissingExtra.
    """
    wanted = options or RunOptions()
    started, clock = datetime.now(UTC), time.perf_counter()
    if wanted.from_facts is not None:
        facts, policy = _again(wanted)
    else:
        facts, policy = _afresh(Path(send), wanted, progress)
    judgement = _judged(facts, policy, wanted)
    return _finish(facts, policy, judgement, wanted, started, time.perf_counter() - clock, folder_name)


_FEW_LINKS = 50


def _afresh(path: Path, options: RunOptions, progress: Progress | None) -> tuple[Facts, Policy]:
    from preflight.checklist import load_policy_for
    from preflight.ledger.fingerprint import of_send
    from preflight.load import load_send

    loaded = load_send(path, allow_outside=options.allow_outside)
    policy = load_policy_for(
        loaded.send, loaded.base, options.checklist, allow_outside=options.allow_outside, wanted=options.selection
    )
    known = Facts(send=loaded.send, clock=Clock(options.now or datetime.now(UTC)), digests=loaded.digests)
    tables = Tables(loaded.paths, loaded.connections, _rule_columns(policy), _key(), _never(policy))
    warm(
        recorded=options.ledger is not None, written=options.output is not None,
        busy=_is_busy(loaded.send),
    )  # fmt: skip
    facts = gather(known, _askers(policy, known, options.selection), options.outside, tables, progress)
    return msgspec.structs.replace(facts, parts=of_send(facts)), policy


def _is_busy(send: Send) -> bool:
    """Whether gathering needs the interpreter itself: rows to read, or more links than are under way at once."""
    links = sum(len(message.links) for message in send.messages)
    return send.audience is not None or bool(send.suppression) or links > _FEW_LINKS


def _never(policy: Policy) -> frozenset[str]:
    """The hosts that the checklist names as click tracking: whoever asks, nothing is requested there."""
    options = (chosen.setting.options for chosen in policy.checks)
    return frozenset(host for one in options for host in getattr(one, "tracking_hosts", ()))


def _again(options: RunOptions) -> tuple[Facts, Policy]:
    """Saved facts, judged again: nothing outside is touched, nothing is recorded."""
    from preflight.checklist import load_policy_for
    from preflight.report.files import load_facts

    assert options.from_facts is not None
    facts = load_facts(options.from_facts)
    return facts, load_policy_for(facts.send, options.from_facts.parent, options.checklist)


def _askers(policy: Policy, known: Facts, selection: Selection) -> list[Asker]:
    """Who asks: checks that are on, selected, and whose inputs are given."""
    return [
        _asker(chosen)
        for chosen in policy.checks
        if chosen.setting.on and chosen.id in selection and chosen.check.asks and not lacks(chosen.check, known.send)
    ]  # fmt: skip


def _asker(chosen: Chosen) -> Asker:
    def asks(known: Facts) -> Iterable[Ask]:
        ask = chosen.check.asks
        assert ask is not None
        try:
            return list(ask(known.send, chosen.setting.options, known))
        except Exception:  # a bug in one check's asks: what it did not ask is unknown to it, the others go on
            return []

    return asks


def _judged(facts: Facts, policy: Policy, options: RunOptions) -> Judgement:
    from preflight.registry import all_checks, plugins

    return judge(facts, policy, all_checks(), selection=options.selection, broken_plugins=plugins()[1])


def _finish(
    facts: Facts, policy: Policy, judgement: Judgement, options: RunOptions, started: datetime, seconds: float,
    folder_name: Callable[[str], str],
) -> Finished:  # fmt: skip
    from preflight.ledger.fingerprint import of
    from preflight.registry import plugins
    from preflight.report.model import RunInfo, build

    fingerprint = of(facts, policy.digest)
    head = None if options.from_facts else _record(facts, policy, judgement, options, fingerprint)
    info = RunInfo(
        fingerprint=fingerprint, version=__version__, started_at=started, seconds=round(seconds, 3),
        previous=options.previous, plugins_broken=plugins()[1], notes=_notes(options), ledger_head=head,
    )  # fmt: skip
    report = build(judgement, facts, policy, info)
    files = _write(report, facts, options, folder_name(facts.send.name))
    return Finished(report, facts, judgement, files)


def _write(report: dict[str, Any], facts: Facts, options: RunOptions, name: str) -> tuple[Path, ...]:
    if options.output is None:
        return ()
    from preflight.report.files import safe_name, save_facts
    from preflight.report.write import write_reports

    folder = options.output / safe_name(name)
    folder.mkdir(parents=True, exist_ok=True)
    save_facts(facts, folder / "facts.json")
    return tuple(write_reports(report, folder, options.formats, options.lang, options.templates))


def _record(facts: Facts, policy: Policy, judgement: Judgement, options: RunOptions, fingerprint: str) -> str | None:
    if options.ledger is None:
        return None
    from preflight.ledger import workspace
    from preflight.ledger.fingerprint import parts
    from preflight.ledger.store import Ledger

    ledger = Ledger(options.ledger)
    try:
        entry = ledger.append(
            "run", who=workspace.actor(), send=facts.send.name, fingerprint=fingerprint,
            body=_body(facts, policy, judgement, parts(facts, policy.digest)),
        )  # fmt: skip
    finally:
        ledger.close()
    return entry.digest


def _body(facts: Facts, policy: Policy, judgement: Judgement, parts: dict[str, str]) -> dict[str, Any]:
    """What the record keeps of a run: numbers, digests and ids; no text of the send and nobody's address."""
    members = facts.audience.members
    return {
        "verdict": judgement.verdict.value, "partial": judgement.partial, "version": __version__,
        "checklist": policy.name, "now": facts.clock.now.isoformat(), "parts": parts,
        "rows": getattr(members, "rows", None), "summary": judgement.summary,
        "failed": [r.id for r in judgement.results if r.outcome.value == "failed"],
        "series": facts.send.series,
    }  # fmt: skip


def _notes(options: RunOptions) -> tuple[str, ...]:
    return (
        (f"links were fetched through the proxy {_without_secret(options.outside.proxy)}",)
        if options.outside.proxy
        else ()
    )


def _without_secret(url: str) -> str:
    scheme, _, rest = url.rpartition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if scheme else rest.rpartition("@")[2]


def _rule_columns(policy: Policy) -> tuple[str, ...]:
    import re

    quoted = (re.findall(r"[A-Za-z_][A-Za-z0-9_]*", rule.where) for rule in policy.audience_rules)
    return tuple(sorted({word for words in quoted for word in words}))


def _key() -> bytes:
    from preflight.ledger import workspace

    return workspace.key()


def worst(codes: Sequence[int]) -> int:
    """The exit status for several sends: the worst, in the order 70, 2, 1, 3, 0."""
    return next((code for code in (70, 2, 1, 3) if code in codes), 0)


class _Callable(ModuleType):
    """`preflight.run("send.yaml")` is the public call, and importing this module puts it in that very place."""

    def __call__(self, send: str | Path, **options: Any) -> Finished:
        """As `preflight.run`."""
        return run(send, RunOptions(**options))


sys.modules[__name__].__class__ = _Callable
