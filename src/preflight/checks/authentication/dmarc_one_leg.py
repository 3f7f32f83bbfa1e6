"""authentication.dmarc-one-leg"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dmarc
from preflight.facts import Dns, Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _


@check("authentication.dmarc-one-leg", severity=Severity.NOTE, mender=Mender.DNS, asks=_dmarc.leg_asks, cites=("G3",))
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
    bounces, signing = _dmarc.given(send)
    if skip is None and not (bounces and signing):
        missing = "sender.return_path" if signing else "sender.dkim"
        skip = Skip(_("not both the return path and who signs are given"), not_given=missing)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    single = 0
    for one in judged:
        path, signature = _dmarc.legs(send, one, dns)
        if None in (path.aligned, signature.aligned):
            yield Unknown(
                _("DNS did not say whether both align with {domain}", domain=one.author.domain),
                key=one.author.domain, location=one.author.location,
            )  # fmt: skip
        if {path.aligned, signature.aligned} != {True, False}:
            continue
        single += 1
        lame, words, fix = (path, _PATH, _FIX_PATH) if signature.aligned else (signature, _SIGNATURE, _FIX_SIGNATURE)
        yield Finding(
            Text(words.template, {"domain": one.author.domain, "other": ", ".join(lame.domains)}),
            key=one.author.domain, fix=fix, location=one.author.location,
            evidence={"domain": one.author.domain, "signing": signing,
                      "return_path": bounces},
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
