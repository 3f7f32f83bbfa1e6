"""unsubscribe.header-unsigned"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.unsubscribe import _header
from preflight.dkim import standing
from preflight.dkim.standing import Standing
from preflight.facts import Ask, Audience, Clock, Dns, Facts, Send
from preflight.facts.given import Headers
from preflight.facts.send import Message
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext

_BOTH = frozenset({"list-unsubscribe", "list-unsubscribe-post"})


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:
    """The key of each signature, what aligns with From, and how many recipients the large providers have."""
    return [*standing.asks(send), *_header.asks(send, options, known)]


@check("unsubscribe.header-unsigned", severity=Severity.BLOCKER, mender=Mender.TEMPLATE, asks=asks, cites=("R1", "G6"))
def header_unsigned(send: Send, headers: Headers, dns: Dns, audience: Audience, clock: Clock) -> Iterator[Item]:
    """The DKIM signature does not cover the unsubscribe headers.

    Anybody could have put such headers there, so mailbox providers show no button: RFC 8058 wants both List-Unsubscribe
    and List-Unsubscribe-Post under one valid signature. It has to be of the From domain, as nobody believes another.

    Bad:
        eml: |
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=acme.test;
             i=@acme.test; q=dns/txt; s=k1; t=1795417200; h=from : subject;
             bh=mpRVlcmASMLLAu+2kkPmF+cNSai/BMq19EIZVPTqmLU=;
             b=hbSHJKsjozBwtalGOduoYzr7xqJspJ8NWafRV5fYR4iEe0N0lLoPSFDsXaxtIGepJbIrV
             5C6It4H6YjhCq5LDA==
            From: Acme <events@acme.test>
            Subject: Hello
            List-Unsubscribe: <https://acme.test/u/1>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click

            Join us on 2 December.
        dns:
            DKIM k1._domainkey.acme.test:
                records: ["v=DKIM1 …"]
                key_type: ed25519
                tags: {k: ed25519, p: A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=}
    Good:
        eml: |
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=acme.test;
             i=@acme.test; q=dns/txt; s=k1; t=1795417200; h=from : subject :
             list-unsubscribe : list-unsubscribe-post;
             bh=mpRVlcmASMLLAu+2kkPmF+cNSai/BMq19EIZVPTqmLU=;
             b=72Tc6B6QR3oMOvbHxbBf6nVv35H3V1/gayy1qdyyTxH8K7oTKE4ji+ti6n7asxRB7GbrI
             k7NI0q0EIIO5qxZCQ==
            From: Acme <events@acme.test>
            Subject: Hello
            List-Unsubscribe: <https://acme.test/u/1>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click

            Join us on 2 December.
        dns:
            DKIM k1._domainkey.acme.test:
                records: ["v=DKIM1 …"]
                key_type: ed25519
                tags: {k: ed25519, p: A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=}
    Fix: ask your platform to sign List-Unsubscribe and List-Unsubscribe-Post as well.
    Source: RFC 8058, sections 3 and 4 (2017-01); Google "Email sender guidelines" (81126), 2026-03-11
    """
    if send.kind == "transactional":
        yield _header.TRANSACTIONAL
        return
    messages = [one for one in headers.messages if one.size is not None and _called(one)]
    if not messages:
        yield Skip(_("no raw message has both unsubscribe headers and a web address in them"))
        return
    severity = _header.audience_severity(send, audience)
    items = [(one, _judged(one, standing.standings(one, dns, clock.now), severity)) for one in messages]
    broken = [message for message, item in items if item is _BROKEN]
    if len(broken) == len(messages):
        yield _BROKEN
        return
    yield from (item for _message, item in items if item is not None and item is not _BROKEN)
    covered = sum(item is None for _message, item in items)
    words = ngettext(
        "{covered} of {n} message has both unsubscribe headers under a valid signature",
        "{covered} of {n} messages have both unsubscribe headers under a valid signature",
        len(messages), covered=covered,
    )  # fmt: skip
    yield Tally(words, {"messages": len(messages), "covered": covered})


def _called(message: Message) -> bool:
    """Whether there is a pair to sign; what is missing is told by header-missing and one-click-invalid."""
    return bool(message.header("List-Unsubscribe-Post")) and any(one.https for one in _header.addresses(message))


_BROKEN = Skip(_("no signature that covers them holds; authentication.signature-invalid tells why"))


def _judged(message: Message, found: tuple[Standing, ...], severity: Severity) -> Finding | Unknown | Skip | None:
    """None where both headers are covered by a signature that counts; `_BROKEN` where another check tells the fault."""
    if not found:
        return Unknown(_UNSIGNED, key="unsigned", location=message.location, severity=severity)
    covering = [one for one in found if set(one.signature.covers) >= _BOTH]
    if any(one.holds and one.aligned for one in covering):
        return None
    maybe = next((one for one in covering if _is_open(one)), None)
    if maybe is not None:
        return Unknown(_OPEN, key="open", location=maybe.signature.location, severity=severity)
    holding = [one for one in found if one.holds and one.aligned]
    if not holding and covering:
        return _BROKEN
    return _finding(holding or list(found), severity)


def _is_open(one: Standing) -> bool:
    """Whether nobody can tell that it holds, or to whom it belongs."""
    unheard = isinstance(one.verdict, Unanswered)
    return (unheard and one.aligned is not False) or (one.holds and one.aligned is None)


def _finding(looked: list[Standing], severity: Severity) -> Finding:
    signature = looked[0].signature
    left = sorted(_BOTH - set(signature.covers))
    names = " and ".join(_NAMES[name] for name in left)
    return Finding(
        _("the signature of {domain} does not cover {names}: Gmail and Yahoo then show no unsubscribe button",
          domain=signature.domain or "?", names=names),
        key=f"{signature.domain}:{','.join(left)}", fix=_FIX, location=signature.location, severity=severity,
        evidence={"domain": signature.domain, "selector": signature.selector,
                  "signed_headers": list(signature.covers), "missing": [_NAMES[name] for name in left]},
    )  # fmt: skip


_NAMES = {"list-unsubscribe": "List-Unsubscribe", "list-unsubscribe-post": "List-Unsubscribe-Post"}
_UNSIGNED = _("the message bears no DKIM signature yet; whether it will cover the unsubscribe headers is not known")
_OPEN = _("whether the signature that covers the unsubscribe headers counts is not known: DNS gave no answer")
_FIX = _("Ask your platform to sign List-Unsubscribe and List-Unsubscribe-Post as well (in h= of the signature).")
