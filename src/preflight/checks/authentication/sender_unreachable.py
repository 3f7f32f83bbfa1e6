"""authentication.sender-unreachable"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import Kind, Records
from preflight.facts.names import ascii_name
from preflight.facts.send import address_of
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, _

_ADDRESSES: tuple[Kind, ...] = ("A", "AAAA")
_MOST = 10


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The mail servers of the domains that replies go to, their own addresses, and then the servers'."""
    first = [Lookup(domain, kind) for domain in _replies(send) for kind in ("MX", *_ADDRESSES)]
    hosts = [host for domain in _replies(send) for host in _hosts(known.dns.records(domain, "MX"))]
    return [*first, *(Lookup(host, kind) for host in hosts for kind in _ADDRESSES)]


@check(
    "authentication.sender-unreachable", severity=Severity.BLOCKER, mender=Mender.DNS, asks=asks, cites=("M1",),
)  # fmt: skip
def sender_unreachable(send: Send, dns: Dns) -> Iterator[Item]:
    """The domain that replies go to takes no mail.

    Whoever answers gets an error, opt-outs by reply are lost, and Microsoft demands a From or Reply-To address that can
    be written to.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"MX acme.test": ["0 ."], "A acme.test": [192.0.2.1], "AAAA acme.test": []}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"MX acme.test": ["10 mx.acme.test"], "A mx.acme.test": [192.0.2.1], "AAAA mx.acme.test": []}
    Fix: let replies go to a mailbox that somebody reads, or publish an MX record for the domain.
    Source: Microsoft (2025-04-30); RFC 5321 (2008-10), section 5.1; RFC 7505 (2015-06)
    """
    replies = _replies(send)
    if not replies:
        yield Skip(_("neither a Reply-To nor a From domain is known"), not_given="from")
        return
    dead = 0
    for domain, location in replies.items():
        said = _reached(domain, dns)
        if isinstance(said, Unanswered):
            yield _words.unanswered(said, domain, location)
        elif said is not None:
            dead += 1
            mail = dns.records(domain, "MX")
            yield Finding(
                Text(said.template, {"domain": domain}), key=domain, fix=_FIX, location=location,
                evidence={"domain": domain, "mx": list(mail.values) if isinstance(mail, Records) else []},
            )  # fmt: skip
    words = _("{dead} of {domains} domains that replies go to take no mail", dead=dead, domains=len(replies))
    yield Tally(words, {"domains": len(replies), "unreachable": dead})


def _replies(send: Send) -> dict[str, Location]:
    """The domain that each message's replies go to: Reply-To's, else From's."""
    found: dict[str, Location] = {}
    for message in (shown for one in send.messages for shown in (one, one.proof) if shown is not None):
        for value in (message.reply_to, message.sender):
            domain = ascii_name(address_of(value).rpartition("@")[2])
            if value is not None and domain:
                found.setdefault(domain, value.location)
                break
    return dict(list(found.items())[:_MOST])


def _reached(domain: str, dns: Dns) -> Text | Unanswered | None:
    """None where mail arrives, what to say where it does not, or why nobody knows."""
    mail = dns.records(domain, "MX")
    if isinstance(mail, Unanswered):
        return mail
    hosts = _hosts(mail)
    if mail.values and not hosts:
        return _NULL
    servers = [_address(host, dns) for host in hosts or (domain,)]
    if any(one is True for one in servers):
        return None
    silent = next((one for one in servers if isinstance(one, Unanswered)), None)
    return silent or (_DEAD_SERVERS if hosts else _NOTHING)


def _address(host: str, dns: Dns) -> bool | Unanswered:
    answers = [dns.records(host, kind) for kind in _ADDRESSES]
    if any(isinstance(one, Records) and one.values for one in answers):
        return True
    return next((one for one in answers if isinstance(one, Unanswered)), False)


def _hosts(mail: Records | Unanswered) -> tuple[str, ...]:
    """The mail servers' names; none for a null MX."""
    values = mail.values if isinstance(mail, Records) else ()
    names = (value.partition(" ")[2].strip().rstrip(".").lower() for value in values[:_MOST])
    return tuple(dict.fromkeys(name for name in names if name))


_NULL = _("{domain}, where replies go, says in DNS that it takes no mail (a null MX)")
_NOTHING = _("{domain}, where replies go, has neither a mail server (MX) nor an address in DNS")
_DEAD_SERVERS = _("{domain}, where replies go, names mail servers that have no address in DNS")
_FIX = _("Let replies go to a mailbox that somebody reads (Reply-To), or publish an MX record for the domain.")
