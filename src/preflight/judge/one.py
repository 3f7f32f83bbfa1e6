"""Judges one check: runs it, catches its crash, groups what it found by cause."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from preflight.check import Check, Listed
from preflight.facts import Facts
from preflight.finding import Finding, Item, Remark, Severity, Skip, Tally, Text, Unknown, _, fill
from preflight.judge.bind import NotGiven, arguments, why_not_given
from preflight.policy import Chosen, Setting
from preflight.verdict import Grouped, Outcome, Result

Mask = Callable[[str], str]


def judge_one(chosen: Chosen, facts: Facts, applies: bool, mask: Mask) -> tuple[Result, str]:
    """The result of one check, and the input whose absence made it skip ("" otherwise).

    `applies` says whether the setting's `when:` holds; where it does not, severity and required are the check's own.
    A crash is a result like any other: whatever a check raises, the others go on.
    """
    check = chosen.check
    setting = chosen.setting if applies else Setting(options=chosen.setting.options)
    try:
        items = list(check.function(**arguments(check, facts, chosen.setting.options)))
    except NotGiven as missing:
        return _skipped(Listed.of(check), setting, Skip(why_not_given(missing.input), missing.input)), missing.input
    except Exception as error:  # the one place where a check's bug must not take the others with it
        return _crashed(check, setting, error), ""
    if len(items) == 1 and isinstance(items[0], Skip):
        return _skipped(Listed.of(check), setting, items[0]), items[0].not_given
    tallies = [item for item in items if isinstance(item, Tally)]
    if len(tallies) != 1 or any(isinstance(item, Skip) for item in items):
        return _crashed(check, setting, TypeError("a check yields one tally, or one skip alone")), ""
    return _judged(check, setting, items, tallies[0], mask), ""


def not_selected(check: Listed, reason: Text) -> Result:
    """The result of a check that was not run: deselected, or off in the checklist."""
    return _skipped(check, Setting(), Skip(reason))


def finding_id(check: str, key: str, mask: Mask, kind: str = "f") -> str:
    """A stable id made of the check and the cause alone."""
    cause = "\n".join((check, mask(key)))
    return f"{kind}:{hashlib.sha256(cause.encode()).hexdigest()[:12]}"


def _judged(check: Check, setting: Setting, items: Sequence[Item], tally: Tally, mask: Mask) -> Result:
    own = setting.severity
    findings = _grouped(check, "f", own, (i for i in items if isinstance(i, Finding)), mask)
    unknowns = _grouped(check, "u", own, (i for i in items if isinstance(i, Unknown)), mask)
    outcome = Outcome.FAILED if findings else Outcome.UNKNOWN if unknowns else Outcome.PASSED
    severity = _worst([g.severity for g in findings or unknowns]) or own or check.severity
    required = setting.required if setting.required is not None else _needs_answer(unknowns, own or check.severity)
    return Result(
        id=check.id,
        title=check.title,
        severity=severity,
        required=required,
        outcome=outcome,
        mender=check.mender,
        summary=tally.summary,
        reason=unknowns[0].text if outcome is Outcome.UNKNOWN else None,
        measures=tally.measures,
        findings=findings,
        unknowns=unknowns,
        remarks=tuple(i for i in items if isinstance(i, Remark)),
        why=check.doc.why,
        source=check.doc.source,
        fix=check.doc.fix,
    )


def _needs_answer(unknowns: Sequence[Grouped], default: Severity) -> bool:
    """Required by default is what is a blocker here: by its unknowns where there are some."""
    return any(u.severity is Severity.BLOCKER for u in unknowns) if unknowns else default is Severity.BLOCKER


def _grouped(
    check: Check, kind: str, own: Severity | None, items: Iterable[Finding | Unknown], mask: Mask
) -> tuple[Grouped, ...]:
    by_key: dict[str, list[Finding | Unknown]] = {}
    for item in items:
        by_key.setdefault(item.key, []).append(item)
    groups = [_group(check, kind, own, key, group, mask) for key, group in by_key.items()]
    return tuple(sorted(groups, key=lambda g: g.severity.rank))


def _group(
    check: Check, kind: str, own: Severity | None, key: str, group: Sequence[Finding | Unknown], mask: Mask
) -> Grouped:
    first = group[0]
    places = list(dict.fromkeys(item.location for item in group if item.location is not None))
    severity = own or _worst([item.severity or check.severity for item in group]) or check.severity
    return Grouped(
        id=finding_id(check.id, key, mask, kind),
        key=key,
        text=_words(first, len(places)),
        fix=first.fix if isinstance(first, Finding) else None,
        severity=severity,
        location=places[0] if places else None,
        places=tuple(places[1:]),
        evidence=first.evidence,
    )


def _words(first: Finding | Unknown, places: int) -> Text:
    """The sentence for a group; the number of all places is in it, as the contract wants."""
    text = first.message if isinstance(first, Finding) else first.reason
    if places < 2:
        return text
    if isinstance(first, Finding) and first.many is not None:
        return Text(first.many.template, {**first.many.values, "n": places})
    return _("{what} ({places} places)", what=fill(text.template, text.values), places=places)


def _worst(severities: Iterable[Severity]) -> Severity | None:
    return min(severities, key=lambda s: s.rank, default=None)


def _skipped(check: Listed, setting: Setting, skip: Skip) -> Result:
    severity = setting.severity or check.severity
    required = setting.required if setting.required is not None else severity is Severity.BLOCKER
    return Result(
        id=check.id,
        title=check.title,
        severity=severity,
        required=required,
        outcome=Outcome.SKIPPED,
        mender=check.mender,
        summary=skip.reason,
        reason=skip.reason,
        why=check.why,
        source=check.source,
        fix=check.fix,
    )


def _crashed(check: Check, setting: Setting, error: Exception) -> Result:
    severity = setting.severity or check.severity
    # The error's text may quote the mail or a row of the audience: its class and place are enough to mend it.
    where = _place(error)
    reason = _("our checker broke ({error} in {where}); nothing was judged", error=type(error).__name__, where=where)
    return Result(
        id=check.id,
        title=check.title,
        severity=severity,
        required=True,
        outcome=Outcome.CRASHED,
        mender=check.mender,
        summary=reason,
        reason=reason,
        why=check.doc.why,
        source=check.doc.source,
        fix=check.doc.fix,
    )


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
