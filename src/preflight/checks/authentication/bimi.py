"""authentication.bimi"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _dmarc, _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import DmarcPolicy
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_ENFORCED = frozenset({"quarantine", "reject"})


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:
    """The record of each From domain, its policy, and then the record of its organization."""
    names = [name for one in _domains.from_domains(send) for name in _names(one.domain, known.dns)]
    return [*_dmarc.asks(send, options, known), *(Lookup(name, "TXT") for name in names)]


@check("authentication.bimi", severity=Severity.NOTE, mender=Mender.DNS, asks=asks, on=False)
def bimi(send: Send, dns: Dns) -> Iterator[Item]:
    """No logo is shown beside the mail, or its record is wrong.

    Gmail, Yahoo and Apple show the logo that BIMI names beside the sender. They want a DMARC policy of quarantine or
    reject for it; Gmail and Apple also a certificate (a=).

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"TXT default._bimi.acme.test": [], "DMARC acme.test": {tags: {p: reject}, organizational: acme.test}}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns:
            TXT default._bimi.acme.test: ["v=BIMI1; l=https://acme.test/logo.svg"]
            DMARC acme.test: {records: ["v=DMARC1; p=reject"], tags: {p: reject}, organizational: acme.test}
    Fix: publish “v=BIMI1; l=https://…svg” at default._bimi. and the domain, with a DMARC policy that is enforced.
    Source: BIMI, draft-brand-indicators-for-message-identification (2025)
    """
    domains = _domains.from_domains(send)
    if not domains:
        yield Skip(_("no From domain is known"), not_given="from")
        return
    without = 0
    for one in domains:
        said = _judged(one, dns)
        if isinstance(said, Unanswered):
            yield _words.unanswered(said, one.domain, one.location)
        elif said is not None:
            without += 1
            words, records = said
            yield Finding(
                Text(words.template, {"domain": one.domain}), key=one.domain, fix=_FIX, location=one.location,
                evidence={"domain": one.domain, "records": list(records)},
            )  # fmt: skip
    words = _("{without} of {domains} From domains have no logo", without=without, domains=len(domains))
    yield Tally(words, {"domains": len(domains), "without": without})


def _names(domain: str, dns: Dns) -> list[str]:
    policy = dns.dmarc(domain)
    whose = policy.organizational if isinstance(policy, DmarcPolicy) else ""
    return [f"default._bimi.{name}" for name in dict.fromkeys((domain, whose)) if name]


def _judged(one: _domains.FromDomain, dns: Dns) -> tuple[Text, tuple[str, ...]] | Unanswered | None:
    """What is wrong, with the records; None where nothing is, or where the domain declines to show a logo."""
    policy = dns.dmarc(one.domain)
    for name in _names(one.domain, dns):
        found = dns.records(name, "TXT")
        if isinstance(found, Unanswered):
            return found
        records = tuple(text for text in found.values if text.strip().lower().startswith("v=bimi1"))
        if records:
            return _sound(one, records, policy, dns)
    return policy if isinstance(policy, Unanswered) else (_NONE, ())


def _sound(
    one: _domains.FromDomain, records: tuple[str, ...], policy: DmarcPolicy | Unanswered, dns: Dns
) -> tuple[Text, tuple[str, ...]] | Unanswered | None:
    if len(records) > 1:
        return _SEVERAL, records
    pairs = [piece.partition("=") for piece in records[0].split(";")]
    tags = {name.strip().lower(): value.strip() for name, equals, value in pairs if equals}
    if not tags.get("l") and not tags.get("a") and "l" in tags:
        return None  # declined
    if not all(tags.get(tag, "").lower().startswith("https://") for tag in ("l", "a") if tags.get(tag) or tag == "l"):
        return _NO_LOGO, records
    if isinstance(policy, Unanswered):
        return policy
    wanted = _dmarc.judged_of(one, policy, dns).wanted if policy.records else ""
    return None if wanted in _ENFORCED else (_NOT_ENFORCED, records)


_NONE = _("{domain} has no BIMI record, so no logo is shown")
_SEVERAL = _("{domain} has more than one BIMI record, so no logo is shown")
_NO_LOGO = _("the BIMI record of {domain} names no logo at an https:// address")
_NOT_ENFORCED = _("{domain} has a BIMI record, but its DMARC policy is not enforced, so no logo is shown")
_FIX = _(
    "Publish “v=BIMI1; l=https://…svg” at default._bimi. and the domain, and enforce DMARC (quarantine or reject)."
)
