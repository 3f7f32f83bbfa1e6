"""authentication.dkim-weak-key"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import DkimKey
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_REQUIRED = 1024
_WANTED = 2048


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The key of each selector."""
    return [Lookup(one.name, "DKIM") for one in _domains.selectors(send)]


@check(
    "authentication.dkim-weak-key", severity=Severity.BLOCKER, mender=Mender.DNS, asks=asks, cites=("G4", "R7", "Y2"),
)  # fmt: skip
def dkim_weak_key(send: Send, dns: Dns) -> Iterator[Item]:
    """A DKIM key is too short.

    Gmail and Yahoo refuse signatures made with RSA keys under 1,024 bits; from 2,048 bits on a key counts as sound. A
    key between them is a warning.

    Bad:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: ["v=DKIM1; p=MIIB"], key_type: rsa, bits: 1024}}
    Good:
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
        dns: {"DKIM hs1._domainkey.acme.test": {records: ["v=DKIM1; p=MIIB"], key_type: rsa, bits: 2048}}
    Fix: have your platform make a key of 2,048 bits under a new selector, and publish that.
    Source: Google, Email sender guidelines (2026-03-11); RFC 8301 (2018-01), section 3.2
    """
    selectors = _domains.selectors(send)
    if not selectors:
        yield Skip(_("no DKIM selector is given, and none can be read off a message"), not_given="sender.dkim")
        return
    answers = [(one, dns.dkim(one.name)) for one in selectors]
    if all(isinstance(key, DkimKey) and (key.problem or not key.records) for _one, key in answers):
        yield Skip(_("there is no usable DKIM key to judge"))
        return
    weak = 0
    for one, key in answers:
        if isinstance(key, Unanswered):
            yield _words.unanswered(key, one.name, one.location)
        elif key.key_type == "rsa" and 0 < key.bits < _WANTED and not key.problem:
            weak += 1
            refused = key.bits < _REQUIRED
            yield Finding(
                (_refused if refused else _short)(one.name, key.bits), key=one.name, fix=_FIX, location=one.location,
                severity=None if refused else Severity.WARNING,
                evidence={"domain": one.domain, "selector": one.selector, "name": one.name, "bits": key.bits,
                          "chain": list(key.chain)},
            )  # fmt: skip
    words = _("{weak} of {selectors} DKIM keys are too short", weak=weak, selectors=len(selectors))
    yield Tally(words, {"selectors": len(selectors), "weak": weak})


def _refused(name: str, bits: int) -> Text:
    return _("the DKIM key at {name} has {bits} bits; Gmail and Yahoo refuse keys under 1,024", name=name, bits=bits)


def _short(name: str, bits: int) -> Text:
    return _("the DKIM key at {name} has {bits} bits; 2,048 are recommended (RFC 8301, 2018)", name=name, bits=bits)


_FIX = _("Have your platform make a key of 2,048 bits under a new selector, and publish that.")
