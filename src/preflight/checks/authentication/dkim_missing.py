"""authentication.dkim-missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dkim, _domains, _words
from preflight.facts import Dns, Send
from preflight.facts.dns import DkimKey
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _


@check(
    "authentication.dkim-missing", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_dkim.asks,
    cites=("G2", "Y1", "M1", "G13"),
)  # fmt: skip
def dkim_missing(send: Send, dns: Dns) -> Iterator[Item]:
    """No DKIM key is published for a selector.

    The mail is signed, but nobody can check the signature: to Gmail, Yahoo and Microsoft it is unsigned.

    Bad:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: [], nxdomain: true}}
    Good:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: ["v=DKIM1; p=MIIB"], key_type: rsa, bits: 2048}}
    Fix: publish the record that your sending platform shows for this selector, TXT or CNAME, at exactly this name.
    Source: RFC 6376 (2011-09), section 3.6; Google, Email sender guidelines (2026-03-11)
    """
    selectors = _domains.selectors(send)
    if not selectors:
        yield _dkim.NOT_GIVEN
        return
    missing = 0
    for one in selectors:
        key = dns.dkim(one.name)
        if isinstance(key, Unanswered):
            yield _words.unanswered(key, one.name, one.location)
        elif not key.records:
            missing += 1
            yield Finding(_message(one, key), key=one.name, fix=_fix(one, key), location=one.location, evidence={
                "domain": one.domain, "selector": one.selector, "name": one.name, "chain": list(key.chain),
                "others": list(key.others), "nxdomain": key.nxdomain,
            })  # fmt: skip
    words = _("{missing} of {selectors} DKIM selectors have no key", missing=missing, selectors=len(selectors))
    yield Tally(words, {"selectors": len(selectors), "missing": missing})


def _message(one: _domains.Selector, key: DkimKey) -> Text:
    if key.chain:
        chain = " → ".join((one.name, *key.chain))
        return _("no DKIM key is published for a selector: {chain} leads to nothing", chain=chain)
    if key.others:
        return _("{name} holds a text that is no DKIM key: “{text}”", name=one.name, text=key.others[0][:80])
    return _("no DKIM key is published at {name}", name=one.name)


def _fix(one: _domains.Selector, key: DkimKey) -> Text:
    if key.chain:
        return _("Ask your sending platform for the right target of the CNAME at {name}.", name=one.name)
    return _(
        "Publish the record that your sending platform shows for selector {selector} at {name}; {rules} demand DKIM.",
        selector=one.selector, name=one.name, rules=_words.RULES,
    )  # fmt: skip
