"""The story of a run: load → gather → history → judge → decisions → ledger → report. It reads from top to bottom."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from preflight.ledger.memory import Memory
    from preflight.ledger.people import People


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
        facts, policy, memory = _again(wanted)
    else:
        facts, policy, memory = _afresh(Path(send), wanted, progress)
    judgement = _judged(facts, policy, wanted)
    return _finish(facts, policy, judgement, memory, wanted, started, time.perf_counter() - clock, folder_name)


_FEW_LINKS = 50
_COMPARING = frozenset({"audience.recently-mailed", "schedule.collision"})


def _afresh(path: Path, options: RunOptions, progress: Progress | None) -> tuple[Facts, Policy, Memory]:
    from preflight.checklist import load_policy_for
    from preflight.load import load_send

    loaded = load_send(path, allow_outside=options.allow_outside)
    policy = load_policy_for(
        loaded.send, loaded.base, options.checklist, allow_outside=options.allow_outside, wanted=options.selection
    )
    now = options.now or datetime.now(UTC)
    known = Facts(send=loaded.send, clock=Clock(now), digests=loaded.digests)
    people = _people(policy, options)
    tables = Tables(
        loaded.paths, loaded.connections, policy.rule_columns, _key(), _never(policy), people.take if people else None
    )  # fmt: skip
    warm(written=options.output is not None, busy=_is_busy(loaded.send))
    askers = [*_askers(policy, known, options.selection), _sample]
    facts = gather(known, askers, options.outside, tables, progress)
    # Only now: what the ledger needs is imported while the outside is asked.
    from preflight.ledger.fingerprint import of_send
    from preflight.ledger.memory import recall

    memory = recall(options.ledger, loaded.send, now, people)
    return msgspec.structs.replace(facts, history=memory.history, parts=of_send(facts)), policy, memory


def _people(policy: Policy, options: RunOptions) -> People | None:
    """Where to put the send's recipients, where a check compares them with those of other sends."""
    if options.ledger is None or not any(one.id in _COMPARING and one.setting.on for one in policy.checks):
        return None
    from preflight.ledger.people import People, wanted

    return People(wanted(policy), _key())


def _is_busy(send: Send) -> bool:
    """Whether gathering needs the interpreter itself: rows to read, or more links than are under way at once."""
    links = sum(len(message.links) for message in send.messages)
    return send.audience is not None or bool(send.suppression) or links > _FEW_LINKS


def _never(policy: Policy) -> frozenset[str]:
    """The hosts that the checklist names as click tracking: whoever asks, nothing is requested there."""
    options = (chosen.setting.options for chosen in policy.checks)
    return frozenset(host for one in options for host in getattr(one, "tracking_hosts", ()))


def _again(options: RunOptions) -> tuple[Facts, Policy, Memory]:
    """Saved facts, judged again: nothing outside is touched, nobody's decisions count, nothing is recorded."""
    from preflight.checklist import load_policy_for
    from preflight.ledger.memory import Memory
    from preflight.report.files import load_facts

    assert options.from_facts is not None
    facts = load_facts(options.from_facts)
    return facts, load_policy_for(facts.send, options.from_facts.parent, options.checklist), Memory()


def _askers(policy: Policy, known: Facts, selection: Selection) -> list[Asker]:
    """Who asks: checks that are on, selected, and whose inputs are given."""
    return [
        _asker(chosen)
        for chosen in policy.checks
        if chosen.setting.on and chosen.id in selection and chosen.check.asks and not lacks(chosen.check, known.send)
    ]  # fmt: skip


def _sample(known: Facts) -> Iterable[Ask]:
    """What the report itself wants to know: a few recipients by chance."""
    from preflight.facts.sample import sample

    wanted = sample(known.send, known.digests)
    return [wanted] if wanted is not None else []


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
    from preflight.registry import listed, plugins

    return judge(facts, policy, listed(), selection=options.selection, broken_plugins=plugins()[1])


def _finish(
    facts: Facts, policy: Policy, bare: Judgement, memory: Memory, options: RunOptions, started: datetime,
    seconds: float, folder_name: Callable[[str], str],
) -> Finished:  # fmt: skip
    from preflight.ledger.memory import kept, notes, record
    from preflight.registry import plugins
    from preflight.report.files import facts_json
    from preflight.report.model import RunInfo, build, hiding

    folder = _folder(options, folder_name(facts.send.name))
    saved = facts_json(facts) if folder is not None else b""
    state, judgement = kept(facts, policy, bare, __version__, hiding(facts.send), memory, saved)
    recorded = options.ledger is not None and options.from_facts is None
    head = record(str(options.ledger), facts.send, state, memory).digest if recorded else None
    info = RunInfo(
        fingerprint=state.covered.fingerprint, version=__version__, started_at=started, seconds=round(seconds, 3),
        previous=options.previous, plugins_broken=plugins()[1], ledger_head=head,
        notes=(*_notes(options), *notes(judgement.waivers)),
    )  # fmt: skip
    report = build(judgement, facts, policy, info)
    files = _write(report, saved, options, folder) if folder is not None else ()
    return Finished(report, facts, judgement, files)


def _folder(options: RunOptions, name: str) -> Path | None:
    """Where the report goes, made and tried out before anything is recorded. Raises InputError."""
    if options.output is None:
        return None
    import tempfile

    from preflight.report.files import safe_name

    folder = options.output / safe_name(name)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    return folder


def _write(report: dict[str, Any], facts: bytes, options: RunOptions, folder: Path) -> tuple[Path, ...]:
    from preflight.report.files import write_whole
    from preflight.report.write import write_reports

    with _writing(folder):
        write_whole(folder / "facts.json", facts)
        return tuple(write_reports(report, folder, options.formats, options.lang, options.templates))


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    from preflight.errors import InputError

    try:
        yield
    except OSError as error:
        raise InputError(f"{folder}: the report cannot be written there ({error.strerror})") from error


def _notes(options: RunOptions) -> tuple[str, ...]:
    return (
        (f"links were fetched through the proxy {_without_secret(options.outside.proxy)}",)
        if options.outside.proxy
        else ()
    )


def _without_secret(url: str) -> str:
    scheme, _, rest = url.rpartition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if scheme else rest.rpartition("@")[2]


def _key() -> bytes:
    from preflight.ledger import workspace

    return workspace.key()


class _Callable(ModuleType):
    """`preflight.run("send.yaml")` is the public call, and importing this module puts it in that very place."""

    def __call__(self, send: str | Path, **options: Any) -> Finished:
        """As `preflight.run`."""
        return run(send, RunOptions(**options))


sys.modules[__name__].__class__ = _Callable
