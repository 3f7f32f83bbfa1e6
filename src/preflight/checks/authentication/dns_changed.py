"""authentication.dns-changed"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, History, Lookup, Send
from preflight.facts.dns import published
from preflight.facts.history import PastRun
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, _


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The records that the send depends on."""
    return list(_places(send))


@check("authentication.dns-changed", severity=Severity.WARNING, mender=Mender.DNS, asks=asks)
def dns_changed(send: Send, dns: Dns, history: History) -> Iterator[Item]:
    """SPF, DKIM or DMARC changed since the last run.

    Somebody touched what decides whether the mail is believed. If you know of it, all is well; if not, ask before you
    send.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p=reject"], tags: {p: reject}}}
        history: [{dns: {"DMARC acme.test": ["v=DMARC1; p=none"]}}]
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1;  p=none"], tags: {p: none}}}
        history: [{dns: {"DMARC acme.test": ["v=DMARC1; p=none"]}}]
    Fix: ask whoever runs your DNS whether the change was meant.
    """
    now = published(dns)
    judged, changed = 0, 0
    for lookup, place in _places(send).items():
        key = f"{lookup.kind} {lookup.name}"
        before = next((run for run in history.runs if key in run.dns), None)
        if before is None:
            continue
        judged += 1
        if key in now:
            if now[key] != before.dns[key]:
                changed += 1
                yield _finding(lookup, place, before, now[key])
            continue
        answer = dns.answers.get(key)
        if isinstance(answer, Unanswered):
            yield _words.unanswered(answer, lookup.name, place)
    if not judged:
        yield Skip(_("no earlier run that looked at these records is known"))
        return
    words = _("{changed} of {records} records changed since the last run", changed=changed, records=judged)
    yield Tally(words, {"records": judged, "changed": changed})


def _places(send: Send) -> dict[Lookup, Location]:
    found = {Lookup(one.domain, "SPF"): one.location for one in _domains.envelopes(send)}
    found |= {Lookup(one.domain, "DMARC"): one.location for one in _domains.from_domains(send)}
    return found | {Lookup(one.name, "DKIM"): one.location for one in _domains.selectors(send)}


def _finding(lookup: Lookup, place: Location, before: PastRun, now: tuple[str, ...]) -> Finding:
    old = before.dns[f"{lookup.kind} {lookup.name}"]
    return Finding(
        _("the {kind} record of {name} changed since {when}: {difference}", kind=lookup.kind, name=lookup.name,
          when=before.at.strftime("%Y-%m-%d"), difference=_difference(old, now)),
        key=f"{lookup.kind} {lookup.name}", fix=_FIX, location=place,
        evidence={"name": lookup.name, "kind": lookup.kind, "before": list(old), "now": list(now),
                  "before_at": before.at.isoformat()},
    )  # fmt: skip


def _difference(old: tuple[str, ...], now: tuple[str, ...]) -> str:
    """What was there and is not, and the other way round; a record's terms, not the whole of it."""
    if not old or not now:
        return "it was published" if now else "it is gone"
    gone, new = (_terms(one) - _terms(other) for one, other in ((old, now), (now, old)))
    said = [f"without {', '.join(sorted(gone))[:150]}"] if gone else []
    said += [f"with {', '.join(sorted(new))[:150]}"] if new else []
    return "; ".join(said) or "the order of its terms"


def _terms(records: tuple[str, ...]) -> set[str]:
    return {term.strip() for text in records for term in (text.split(";") if ";" in text else text.split())} - {""}


_FIX = _("Ask whoever runs your DNS whether the change was meant.")
