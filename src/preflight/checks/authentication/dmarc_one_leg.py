"""authentication.dmarc-one-leg"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _dmarc
from preflight.facts import Ask, Dns, Facts, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The policies of the From domains, and of the domains that may align with them."""
    return _dmarc.leg_asks(send)


@check("authentication.dmarc-one-leg", severity=Severity.NOTE, mender=Mender.DNS, asks=asks, cites=("G3",))
def dmarc_one_leg(send: Send, dns: Dns) -> Iterator[Item]:
    """Only one of signature and return path belongs to the From domain.

    One is enough today. Where it breaks, by a forwarder or a key that is changed, nothing is left; Google recommends
    both and says that it will likely demand them.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.esp.test, dkim: [{domain: acme.test, selector: k1}]}}
        dns:
            DMARC acme.test: {records: ["v=DMARC1; p=reject"], tags: {p: reject}, organizational: acme.test}
            DMARC bounce.esp.test: {organizational: esp.test}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test, dkim: [{domain: acme.test, selector: k1}]}}
        dns:
            DMARC acme.test: {records: ["v=DMARC1; p=reject"], tags: {p: reject}, organizational: acme.test}
            DMARC bounce.acme.test: {organizational: acme.test}
    Fix: give the other one a domain of yours, too.
    Source: Google, Email sender guidelines (2026-03-11); RFC 9989 (2026-05), section 4.4
    """
    judged, unknowns, skip = _dmarc.policies(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    single = 0
    for one in judged:
        bounces, signing = _dmarc.legs(send, one, dns)
        if {bounces.aligned, signing.aligned} != {True, False}:
            continue
        single += 1
        lame, words, fix = (bounces, _PATH, _FIX_PATH) if signing.aligned else (signing, _SIGNATURE, _FIX_SIGNATURE)
        yield Finding(
            Text(words.template, {"domain": one.author.domain, "other": ", ".join(lame.domains)}),
            key=one.author.domain, fix=fix, location=one.author.location,
            evidence={"domain": one.author.domain, "signing": list(signing.domains),
                      "return_path": list(bounces.domains)},
        )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{single} of {domains} From domains have only one that aligns", single=single, domains=all_)
    yield Tally(words, {"domains": all_, "single": single})


_PATH = _("only the signature belongs to {domain}, the return path ({other}) does not: if it breaks, nothing is left")
_SIGNATURE = _(
    "only the return path belongs to {domain}, the signature ({other}) does not: forwarded mail will fail DMARC"
)
_FIX_PATH = _("Set up a return path on a subdomain of the From domain, where your platform offers one.")
_FIX_SIGNATURE = _("Set up DKIM for the From domain in your platform.")
