"""authentication.dmarc-missing"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _domains, _words
from preflight.data.hosts import registrable
from preflight.facts import Ask, Audience, Dns, Facts, Lookup, Send, bulk
from preflight.facts.dns import DmarcPolicy
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The policy of each From domain, and how many recipients the large providers have."""
    return [*(Lookup(one.domain, "DMARC") for one in _domains.from_domains(send)), *bulk.asks(send)]


@check(
    "authentication.dmarc-missing", severity=Severity.BLOCKER, mender=Mender.DNS, asks=asks,
    cites=("G2", "Y1", "M1", "R8"),
)  # fmt: skip
def dmarc_missing(send: Send, dns: Dns, audience: Audience) -> Iterator[Item]:
    """The From domain has no DMARC policy.

    Gmail, Yahoo and Microsoft demand one, if only `p=none`, of everybody who sends 5,000 mails a day to their users,
    and refuse the mail without. Two records count as none. Where the audience is known to stay below 5,000 at each of
    the three, this is a warning.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {}}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {tags: {v: dmarc1, p: none}, records: ["v=DMARC1; p=none"]}}
    Fix: publish one TXT record at `_dmarc.` and your domain; `v=DMARC1; p=none` with an address for reports is enough.
    Source: Google, Email sender guidelines (2026-03-11); Yahoo (2025-04-10); Microsoft (2025-04-30); RFC 9989 (2026-05)
    """
    domains = _domains.from_domains(send)
    if not domains:
        yield Skip(_("no From domain is known"), not_given="from")
        return
    severity = Severity.WARNING if bulk.below(send, audience) else None
    missing = 0
    for one in domains:
        policy = dns.dmarc(one.domain)
        if isinstance(policy, Unanswered):
            yield _words.unanswered(policy, one.domain, one.location)
        elif len(policy.records) != 1:
            missing += 1
            yield _several(one, policy, severity) if policy.records else _none(one, policy, severity)
    words = _("{missing} of {domains} From domains have no DMARC policy", missing=missing, domains=len(domains))
    yield Tally(words, {"domains": len(domains), "missing": missing})


def _none(one: _domains.FromDomain, policy: DmarcPolicy, severity: Severity | None) -> Finding:
    organization = registrable(one.domain) or one.domain
    name, record = f"_dmarc.{organization}", "v=DMARC1; p=none; rua=mailto:YOUR-MAILBOX"
    return Finding(
        _("{domain}, the From domain, has no DMARC policy; {rules} demand one of bulk senders",
          domain=one.domain, rules=_words.RULES),
        key=one.domain, location=one.location, severity=severity,
        fix=_("Publish a TXT record at {name}: {record}", name=name, record=record),
        evidence={"domain": one.domain, "asked": list(policy.asked),
                  "publish": {"name": name, "type": "TXT", "value": record}},
    )  # fmt: skip


def _several(one: _domains.FromDomain, policy: DmarcPolicy, severity: Severity | None) -> Finding:
    return Finding(
        _("{name} holds {records} DMARC records, and receivers then use none of them",
          name=policy.found_at or f"_dmarc.{one.domain}", records=len(policy.records)),
        key=f"{one.domain}:several", location=one.location, severity=severity,
        fix=_("Delete all but one of the records at {name}.", name=policy.found_at or f"_dmarc.{one.domain}"),
        evidence={"domain": one.domain, "asked": list(policy.asked), "found_at": policy.found_at,
                  "records": list(policy.records)},
    )  # fmt: skip
