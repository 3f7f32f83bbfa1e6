"""authentication.signature-invalid"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from preflight.check import Options, check
from preflight.checks.authentication import _dmarc, _signatures, _words
from preflight.dkim import standing
from preflight.dkim.standing import Standing
from preflight.facts import Ask, Clock, Dns, Facts, Send
from preflight.facts.given import Headers
from preflight.facts.send import Message
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Remark, Severity, Skip, Tally, Text, Unknown, _


class _Judged(NamedTuple):
    """What is said of one message; `told` names the check that tells it instead."""

    items: tuple[Item, ...] = ()
    sound: bool = False
    told: str = ""


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:
    """The key of each signature, and what aligns with From."""
    return [*standing.asks(send), *_dmarc.leg_asks(send, options, known)]


@check(
    "authentication.signature-invalid", severity=Severity.BLOCKER, mender=Mender.DNS, asks=asks,
    cites=("G2", "Y1", "M1", "G13", "R7"),
)  # fmt: skip
def signature_invalid(send: Send, headers: Headers, dns: Dns, clock: Clock) -> Iterator[Item]:
    """The proof's DKIM signature does not hold.

    A signature whose text, headers or key do not fit counts as none: Gmail answers 4.7.30, and where SPF does not align
    the mail fails DMARC. The signature must be of the From domain; a sound one of the platform's own does not help it.

    Bad:
        eml: |
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=acme.test;
             i=@acme.test; q=dns/txt; s=k1; t=1795417200; h=from : subject;
             bh=mpRVlcmASMLLAu+2kkPmF+cNSai/BMq19EIZVPTqmLU=;
             b=hbSHJKsjozBwtalGOduoYzr7xqJspJ8NWafRV5fYR4iEe0N0lLoPSFDsXaxtIGepJbIrV
             5C6It4H6YjhCq5LDA==
            From: Acme <events@acme.test>
            Subject: Hello

            Join us on 3 December.
        dns:
            DKIM k1._domainkey.acme.test:
                records: ["v=DKIM1 …"]
                key_type: ed25519
                tags: {k: ed25519, p: A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=}
    Good:
        eml: |
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=acme.test;
             i=@acme.test; q=dns/txt; s=k1; t=1795417200; h=from : subject;
             bh=mpRVlcmASMLLAu+2kkPmF+cNSai/BMq19EIZVPTqmLU=;
             b=hbSHJKsjozBwtalGOduoYzr7xqJspJ8NWafRV5fYR4iEe0N0lLoPSFDsXaxtIGepJbIrV
             5C6It4H6YjhCq5LDA==
            From: Acme <events@acme.test>
            Subject: Hello

            Join us on 2 December.
        dns:
            DKIM k1._domainkey.acme.test:
                records: ["v=DKIM1 …"]
                key_type: ed25519
                tags: {k: ed25519, p: A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=}
    Fix: let nothing rewrite the mail after the platform signed it, and publish the key that it signs with.
    Source: RFC 6376 (2011-09), section 6.1; RFC 8301 (2018-01); Google, Email sender guidelines (2026-03-11)
    """
    messages = [one for one in headers.messages if one.size is not None]
    if not messages:
        yield Skip(_("there is no raw message; add a proof"), not_given="headers")
        return
    judged = [_judged(send, message, dns, clock) for message in messages]
    if all(one.told for one in judged):
        yield Skip(_("no signature can be judged by itself; {check} tells why", check=judged[0].told))
        return
    for one in judged:
        yield from one.items
    sound = sum(one.sound for one in judged)
    words = _("{sound} of {mails} messages bear a DKIM signature of the From domain that holds",
              sound=sound, mails=len(messages))  # fmt: skip
    yield Tally(words, {"messages": len(messages), "sound": sound})


def _judged(send: Send, message: Message, dns: Dns, clock: Clock) -> _Judged:
    if not message.signatures:
        words = _ARRIVED_UNSIGNED if message.header("Received") else _UNSIGNED
        return _Judged((Unknown(words, key="unsigned", location=message.location),))
    if not standing.author(message):
        return _Judged((Unknown(_NO_AUTHOR, key="no-author", location=message.location),))
    found = standing.standings(message, dns, clock.now)
    sound = next((one for one in found if one.aligned and one.holds), None)
    if sound is not None:
        return _Judged(tuple(_remarks(found, sound)), sound=True)
    open_ = next((item for one in found if (item := _open(one)) is not None), None)
    if open_ is not None:
        return _Judged((open_,))
    own = [one for one in found if one.aligned]
    return _own(message, own) if own else _others(send, message, found, dns)


def _open(one: Standing) -> Unknown | None:
    """What DNS left open about a signature that may be the one."""
    if one.aligned is False:
        return None
    if isinstance(one.verdict, Unanswered):
        return _words.unanswered(one.verdict, one.signature.key_name, one.signature.location)
    if one.aligned is None and one.verdict.valid:
        domain = one.signature.domain
        words = _("the signature of {domain} holds; whether it belongs to the From domain, DNS did not say",
                  domain=domain)  # fmt: skip
        return Unknown(words, key=f"{domain}:alignment", location=one.signature.location)
    return None


def _own(message: Message, own: list[Standing]) -> _Judged:
    """Signatures of the From domain, none of which holds."""
    broken = [one for one in own if not isinstance(one.verdict, Unanswered) and one.verdict.kind != "key"]
    if not broken:
        return _Judged(told="authentication.dkim-missing, -revoked or -weak-key")
    for one in broken:
        why = _signatures.rewritten(message, one)
        if why is not None:
            key = f"{one.signature.domain}:rewritten"
            return _Judged((Unknown(why, key=key, location=one.signature.location),))
    return _Judged((_finding(broken[0]),))


def _others(send: Send, message: Message, found: tuple[Standing, ...], dns: Dns) -> _Judged:
    """Signatures of others alone."""
    own = standing.author(message)
    if _dmarc.tells_unaligned(send, own, dns):
        return _Judged(told="authentication.dmarc-unaligned")
    first = next((one for one in found if one.holds), found[0])
    whole = [one.signature.domain or "?" for one in found]
    words = _("no signature on the mail belongs to {domain}, the From domain: it is signed by {others}",
              domain=own, others=", ".join(dict.fromkeys(whole)))  # fmt: skip
    return _Judged((Finding(
        words, key=f"{own}:others", fix=_FIX_OTHERS, location=first.signature.location,
        evidence={"domain": own, "signing": whole, "verdicts": [_shown(one) for one in found]},
    ),))  # fmt: skip


def _finding(one: Standing) -> Finding:
    assert not isinstance(one.verdict, Unanswered)
    kind, signature = one.verdict.kind, one.signature
    values: dict[str, str | int | float] = {"domain": signature.domain, "detail": one.verdict.detail}
    return Finding(
        Text(_WORDS[kind].template, values), key=f"{signature.key_name}:{kind}", fix=_FIXES[kind],
        location=signature.location, evidence=_evidence(one),
    )  # fmt: skip


def _evidence(one: Standing) -> dict[str, str | list[str]]:
    signature = one.signature
    return {
        "domain": signature.domain, "selector": signature.selector, "name": signature.key_name,
        "algorithm": signature.algorithm, "verdict": _shown(one), "signed_headers": list(signature.covers),
    }  # fmt: skip


def _shown(one: Standing) -> str:
    if isinstance(one.verdict, Unanswered):
        return f"{one.signature.domain}: not known"
    return f"{one.signature.domain}: {one.verdict.kind}{one.verdict.detail and f' ({one.verdict.detail})'}"


def _remarks(found: tuple[Standing, ...], sound: Standing) -> Iterator[Remark]:
    """What else stands on a message whose signature holds."""
    signature = sound.signature
    if signature.limit is not None:
        words = _(
            "the signature of {domain} covers the first {limit} octets of the text only (l=), {beyond} stand behind "
            "them: anybody may add to the mail; ask your platform to sign the whole text",
            domain=signature.domain, limit=signature.limit, beyond=signature.beyond,
        )  # fmt: skip
        yield Remark(words, location=signature.location)
    for one in found:
        if not isinstance(one.verdict, Unanswered) and not one.verdict.valid:
            values: dict[str, str | int | float] = {"domain": one.signature.domain or "?", "detail": one.verdict.detail}
            yield Remark(Text(_FURTHER[one.verdict.kind].template, values), location=one.signature.location)


_UNSIGNED = _("the message bears no DKIM signature; it may be signed when it is sent")
_NO_AUTHOR = _("the From domain cannot be read off the message, so whose signature it must bear is not known")
_ARRIVED_UNSIGNED = _(
    "the mail arrived without a DKIM signature: if the send goes the same way, Gmail and Yahoo will not take it for "
    "yours"
)
_WORDS = {
    "altered-body": _("the signature of {domain} does not hold: the text of the mail was changed after it was signed"),
    "altered-headers": _(
        "the signature of {domain} does not hold: a signed header was changed after it was signed, or the published "
        "key is not the one that signed"
    ),
    "expired": _("the signature of {domain} expired on {detail} (x=)"),
    "faulty": _("no receiver can verify the signature of {domain}: {detail}"),
}
_FURTHER = {
    "altered-body": _("a further signature, of {domain}, does not hold: the text was changed after it was signed"),
    "altered-headers": _(
        "a further signature, of {domain}, does not hold: a header was changed, or the key is another"
    ),
    "expired": _("a further signature, of {domain}, expired on {detail}"),
    "faulty": _("a further signature, of {domain}, cannot be verified: {detail}"),
    "key": _("a further signature, of {domain}, has no usable key"),
}
_RAW = (
    "If this file was forwarded, or saved by a program that rewrites mails, take it as it arrived: in Gmail, Show "
    "original, Download."
)
_FIXES = {
    "altered-body": _(
        "Find what rewrites the mail after your platform signs it (a relay, a footer, a filter). " + _RAW
    ),
    "altered-headers": _(
        "Publish the key that your platform shows for this selector, and let nothing change headers after it signs. "
        + _RAW
    ),
    "expired": _("Send a fresh proof, and judge it before its signature expires."),
    "faulty": _("Ask whoever runs your platform to mend how it signs."),
}
_FIX_OTHERS = _("Set up DKIM for the From domain in your platform; it shows the records to publish.")
