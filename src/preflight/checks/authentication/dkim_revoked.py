"""authentication.dkim-revoked"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dkim, _domains, _words
from preflight.facts import Dns, Send
from preflight.facts.dns import DkimKey
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _


@check("authentication.dkim-revoked", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_dkim.asks, cites=("R7", "G2"))
def dkim_revoked(send: Send, dns: Dns) -> Iterator[Item]:
    """A DKIM key is published, but no signature can be checked with it.

    It was taken back (an empty p=), was cut when it was pasted, stands twice, or is not meant for mail. To every
    receiver the mail is unsigned.

    Bad:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: ["v=DKIM1; p="], problem: revoked}}
    Good:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: ["v=DKIM1; p=MIIB"], key_type: rsa, bits: 2048}}
    Fix: publish the key again as your sending platform shows it, whole, and only once.
    Source: RFC 6376 (2011-09), section 3.6.1; RFC 8301 (2018-01), section 3
    """
    selectors = _domains.selectors(send)
    if not selectors:
        yield _dkim.NOT_GIVEN
        return
    answers = [(one, dns.dkim(one.name)) for one in selectors]
    if all(isinstance(key, DkimKey) and not key.records for _one, key in answers):
        yield Skip(_("there is no DKIM key to judge"))
        return
    useless = 0
    for one, key in answers:
        if isinstance(key, Unanswered):
            yield _words.unanswered(key, one.name, one.location)
        elif key.records and key.problem:
            useless += 1
            yield _finding(one, key)
    words = _("{useless} of {selectors} DKIM keys cannot be used", useless=useless, selectors=len(selectors))
    yield Tally(words, {"selectors": len(selectors), "useless": useless})


def _finding(one: _domains.Selector, key: DkimKey) -> Finding:
    known = _PROBLEMS.get(key.problem, _OTHER)
    shown: dict[str, str | int | float] = {"name": one.name, "detail": key.detail or key.problem}
    evidence = {
        "domain": one.domain, "selector": one.selector, "name": one.name, "problem": key.problem,
        "detail": key.detail, "records": list(key.records), "chain": list(key.chain), "bits": key.bits,
    }  # fmt: skip
    message = Text(known[0].template, shown)
    return Finding(message, key=f"{one.name}:{key.problem}", fix=known[1], location=one.location, evidence=evidence)


_AGAIN = _("Copy the key from your sending platform again, whole, and publish it in place of this one.")
_OTHER = (_("the DKIM key at {name} cannot be used: {detail}"), _AGAIN)
_PROBLEMS: dict[str, tuple[Text, Text]] = {
    "revoked": (
        _("the DKIM key at {name} was taken back: its p= is empty"),
        _("Let your platform sign with its newest selector, and publish that key."),
    ),
    "several-records": (
        _("more than one DKIM key is published at {name}, and receivers may pick either"),
        _("Leave one record there: the one that your sending platform shows today."),
    ),
    "sha1-only": (
        _("the DKIM key at {name} allows SHA-1 alone, which RFC 8301 forbids (2018)"),
        _("Take the h= tag out of the record, or write h=sha256."),
    ),
    "not-for-mail": (
        _("the DKIM key at {name} is not meant for e-mail: {detail}"),
        _("Take the s= tag out of the record, or write s=email."),
    ),
}
