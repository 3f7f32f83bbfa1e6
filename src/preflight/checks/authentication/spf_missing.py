"""authentication.spf-missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _domains, _spf, _words
from preflight.facts import Dns, Send
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


@check(
    "authentication.spf-missing", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_spf.asks,
    cites=("G2", "Y1", "M1", "G13"),
)  # fmt: skip
def spf_missing(send: Send, dns: Dns) -> Iterator[Item]:
    """The domain that bounces go to has no SPF record.

    Nobody says which servers may send for it, so large mailbox providers refuse the mail or file it as spam. Where the
    return path is not known, the From domain is looked at instead, and a record missing there is only a note.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: none}}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, records: ["v=spf1 include:_spf.esp.test -all"], lookups: 1}}
    Fix: publish the SPF record that your sending platform shows, as TXT at the return path's domain.
    Source: Google, Email sender guidelines (2026-03-11); Yahoo (2025-04-10); Microsoft (2025-04-30)
    """
    envelopes = _domains.envelopes(send)
    if not envelopes:
        yield Skip(_("neither a return path nor a From domain is known"), not_given="sender.return_path")
        return
    missing = 0
    for one in envelopes:
        tree = dns.spf(one.domain)
        if isinstance(tree, Unanswered):
            yield _words.unanswered(tree, one.domain, one.location)
        elif tree.result == "none":
            missing += 1
            yield _finding(one, send)
    words = _("{missing} of {domains} sending domains have no SPF record", missing=missing, domains=len(envelopes))
    yield Tally(words, {"domains": len(envelopes), "missing": missing})


def _finding(one: _domains.Envelope, send: Send) -> Finding:
    record = _record(send)
    evidence = {"domain": one.domain, "publish": {"name": one.domain, "type": "TXT", "value": record}}
    if one.fallback:
        return Finding(
            _("{domain}, the From domain, has no SPF record; the return path, which SPF is about, is not known",
              domain=one.domain),
            key=one.domain, location=one.location, evidence=evidence, severity=Severity.NOTE,
            fix=_("Write the return path's domain under sender: return_path:, or add a proof."),
        )  # fmt: skip
    return Finding(
        _("{domain}, where bounces go, has no SPF record; {rules} demand one", domain=one.domain, rules=_words.RULES),
        key=one.domain, location=one.location, evidence=evidence,
        fix=_("Publish a TXT record at {domain}: {record}", domain=one.domain, record=record),
    )  # fmt: skip


def _record(send: Send) -> str:
    """The record to publish, as far as it is known."""
    ips = send.sender.ips if send.sender else ()
    terms = [f"ip{6 if ':' in ip else 4}:{ip}" for ip in ips[:10]] or ["include:<what your sending platform shows>"]
    return " ".join(("v=spf1", *terms, "-all"))
