"""authentication.dkim-weak-key"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dkim
from preflight.facts import Dns, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _

_REQUIRED = 1024
_WANTED = 2048


@check(
    "authentication.dkim-weak-key", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_dkim.asks,
    cites=("G4", "R7", "Y2"),
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
    judged, unknowns, skip = _dkim.sound(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    weak = 0
    for one, key in judged:
        if key.key_type == "rsa" and 0 < key.bits < _WANTED:
            weak += 1
            refused = key.bits < _REQUIRED
            yield Finding(
                (_refused if refused else _short)(one.name, key.bits), key=one.name, fix=_FIX, location=one.location,
                severity=None if refused else Severity.WARNING,
                evidence={"domain": one.domain, "selector": one.selector, "name": one.name, "bits": key.bits,
                          "chain": list(key.chain)},
            )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{weak} of {selectors} DKIM keys are too short", weak=weak, selectors=all_)
    yield Tally(words, {"selectors": all_, "weak": weak})


def _refused(name: str, bits: int) -> Text:
    return _("the DKIM key at {name} has {bits} bits; Gmail and Yahoo refuse keys under 1,024", name=name, bits=bits)


def _short(name: str, bits: int) -> Text:
    return _("the DKIM key at {name} has {bits} bits; 2,048 are recommended (RFC 8301, 2018)", name=name, bits=bits)


_FIX = _("Have your platform make a key of 2,048 bits under a new selector, and publish that.")
