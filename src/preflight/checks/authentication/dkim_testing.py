"""authentication.dkim-testing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dkim
from preflight.facts import Dns, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _


@check("authentication.dkim-testing", severity=Severity.WARNING, mender=Mender.DNS, asks=_dkim.asks)
def dkim_testing(send: Send, dns: Dns) -> Iterator[Item]:
    """A DKIM key is still marked as a test.

    It says t=y: receivers may treat the mail as if it were not signed. The mark is meant for the first days.

    Bad:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: ["v=DKIM1; t=y; p=MIIB"], tags: {t: y}, bits: 2048}}
    Good:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: ["v=DKIM1; t=s; p=MIIB"], tags: {t: s}, bits: 2048}}
    Fix: take t=y out of the record.
    Source: RFC 6376 (2011-09), section 3.6.1
    """
    judged, unknowns, skip = _dkim.sound(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    testing = 0
    for one, key in judged:
        if "y" in {flag.strip().lower() for flag in key.tags.get("t", "").split(":")}:
            testing += 1
            yield Finding(
                _("the DKIM key at {name} is marked as a test (t=y): receivers may ignore it", name=one.name),
                key=one.name, fix=_("Take t=y out of the record."), location=one.location,
                evidence={"domain": one.domain, "selector": one.selector, "name": one.name,
                          "records": list(key.records)},
            )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{testing} of {selectors} DKIM keys are marked as tests", testing=testing, selectors=all_)
    yield Tally(words, {"selectors": all_, "testing": testing})
