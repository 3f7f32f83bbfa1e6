"""authentication.dmarc-unaligned"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dmarc
from preflight.facts import Dns, Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _


@check(
    "authentication.dmarc-unaligned", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_dmarc.leg_asks,
    cites=("G3", "Y1", "M1", "G13"),
)  # fmt: skip
def dmarc_unaligned(send: Send, dns: Dns) -> Iterator[Item]:
    """Neither the signature nor the return path belongs to the From domain.

    SPF and DKIM may both pass, for the platform's own domain. To DMARC the mail is then forged: Gmail answers 4.7.32,
    Microsoft 550 5.7.515.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.esp.test, dkim: [{domain: esp.test, selector: k1}]}}
        dns:
            DMARC acme.test: {records: ["v=DMARC1; p=reject"], tags: {p: reject}, organizational: acme.test}
            DMARC esp.test: {organizational: esp.test}
            DMARC bounce.esp.test: {organizational: esp.test}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.esp.test, dkim: [{domain: mail.acme.test, selector: k1}]}}
        dns:
            DMARC acme.test: {records: ["v=DMARC1; p=reject"], tags: {p: reject}, organizational: acme.test}
            DMARC mail.acme.test: {organizational: acme.test}
            DMARC bounce.esp.test: {organizational: esp.test}
    Fix: set up DKIM for your own domain in your platform; a return path on a subdomain of yours is the other way.
    Source: RFC 9989 (2026-05), section 4.4; Google, Email sender guidelines (2026-03-11)
    """
    judged, unknowns, skip = _dmarc.policies(send, dns)
    if skip is None and not any(_dmarc.given(send)):
        skip = Skip(_("neither who signs nor the return path is given"), not_given="sender")
    if skip is not None:
        yield skip
        return
    yield from unknowns
    unaligned = 0
    for one in judged:
        bounces, signing = _dmarc.legs(send, one, dns)
        if bounces.aligned or signing.aligned:
            continue
        if bounces.aligned is None or signing.aligned is None:
            yield _open(one, bounces, signing)
            continue
        unaligned += 1
        yield _finding(one, bounces, signing)
    all_ = len(judged) + len(unknowns)
    words = _("{unaligned} of {domains} From domains have nothing that aligns", unaligned=unaligned, domains=all_)
    yield Tally(words, {"domains": all_, "unaligned": unaligned})


def _finding(one: _dmarc.Judged, bounces: _dmarc.Leg, signing: _dmarc.Leg) -> Finding:
    strict = [tag for tag in ("adkim", "aspf") if one.policy.tags.get(tag) == "s"]
    values: dict[str, str | int | float] = {
        "domain": one.author.domain, "signing": ", ".join(signing.domains), "bounces": ", ".join(bounces.domains),
        "strict": " and ".join(f"{tag}=s" for tag in strict),
    }  # fmt: skip
    return Finding(
        Text((_STRICT if strict else _PLAIN).template, values), key=one.author.domain, fix=_FIX,
        location=one.author.location,
        evidence={"domain": one.author.domain, "signing": list(signing.domains), "return_path": list(bounces.domains),
                  "organizational": one.policy.organizational, "strict": strict},
    )  # fmt: skip


def _open(one: _dmarc.Judged, bounces: _dmarc.Leg, signing: _dmarc.Leg) -> Unknown:
    if any(leg.domains and leg.aligned is None for leg in (bounces, signing)):
        words = _SILENT
    else:
        words = _NO_PATH if signing.domains else _NO_DKIM
    return Unknown(
        Text(words.template, {"domain": one.author.domain}), key=one.author.domain, location=one.author.location,
        evidence={"domain": one.author.domain, "signing": list(signing.domains), "return_path": list(bounces.domains)},
    )  # fmt: skip


_PLAIN = _("neither the signature ({signing}) nor the return path ({bounces}) belongs to {domain}, the From domain")
_STRICT = _(
    "neither the signature ({signing}) nor the return path ({bounces}) aligns with {domain}, the From domain, whose "
    "policy demands the very same domain ({strict})"
)
_FIX = _(
    "Set up DKIM for the From domain in your platform (it shows the records to publish), or a return path on a "
    "subdomain of it."
)
_NO_DKIM = _("the return path does not belong to {domain}, and the domain that signs is not given")
_NO_PATH = _("the signing domain does not belong to {domain}, and the return path is not given")
_SILENT = _("whether anything aligns with {domain} is not known: DNS did not say where an organization ends")
