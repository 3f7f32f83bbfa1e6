"""authentication.dkim-testing"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import DkimKey
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The key of each selector."""
    return [Lookup(one.name, "DKIM") for one in _domains.selectors(send)]


@check("authentication.dkim-testing", severity=Severity.WARNING, mender=Mender.DNS, asks=asks)
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
    selectors = _domains.selectors(send)
    if not selectors:
        yield Skip(_("no DKIM selector is given, and none can be read off a message"), not_given="sender.dkim")
        return
    answers = [(one, dns.dkim(one.name)) for one in selectors]
    if all(isinstance(key, DkimKey) and (key.problem or not key.records) for _one, key in answers):
        yield Skip(_("there is no usable DKIM key to judge"))
        return
    testing = 0
    for one, key in answers:
        if isinstance(key, Unanswered):
            yield _words.unanswered(key, one.name, one.location)
        elif not key.problem and "y" in {flag.strip().lower() for flag in key.tags.get("t", "").split(":")}:
            testing += 1
            yield Finding(
                _("the DKIM key at {name} is marked as a test (t=y): receivers may ignore it", name=one.name),
                key=one.name, fix=_("Take t=y out of the record."), location=one.location,
                evidence={"domain": one.domain, "selector": one.selector, "name": one.name,
                          "records": list(key.records)},
            )  # fmt: skip
    words = _("{testing} of {selectors} DKIM keys are marked as tests", testing=testing, selectors=len(selectors))
    yield Tally(words, {"selectors": len(selectors), "testing": testing})
