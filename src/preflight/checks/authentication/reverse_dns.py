"""authentication.reverse-dns"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _addresses, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import Kind, Records
from preflight.facts.send import Sender
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_MOST_NAMES = 10


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The names of each sending address, then the addresses of each name."""
    ips = _addresses.given(send.sender)
    names = [Lookup(name, _kind(ip)) for ip in ips for name in _names(known.dns.records(ip, "PTR"))]
    return [*(Lookup(ip, "PTR") for ip in ips), *names]


@check("authentication.reverse-dns", severity=Severity.WARNING, mender=Mender.DNS, asks=asks, cites=("G8", "G13"))
def reverse_dns(send: Send, dns: Dns, sender: Sender) -> Iterator[Item]:
    """A sending address has no name that leads back to it.

    Gmail wants the sending server's address to have a name in DNS, and that name to lead to the address; else
    it answers 4.7.23.

    Bad:
        html: <p>Hello</p>
        send: {sender: {ips: [192.0.2.10]}}
        dns: {"PTR 192.0.2.10": [mail.acme.test], "A mail.acme.test": [192.0.2.99]}
    Good:
        html: <p>Hello</p>
        send: {sender: {ips: [192.0.2.10]}}
        dns: {"PTR 192.0.2.10": [mail.acme.test], "A mail.acme.test": [192.0.2.10]}
    Fix: have whoever runs the server give the address a PTR record, and that name an A or AAAA record.
    Source: Google, Email sender guidelines (2026-03-11)
    """
    ips = _addresses.given(sender)
    if not ips:
        yield Skip(_("no sending address is given"), not_given="sender.ips")
        return
    without = 0
    place = send.at("sender.ips")
    for ip in ips:
        pointer = dns.records(ip, "PTR")
        said = pointer if isinstance(pointer, Unanswered) else _confirmed(ip, pointer, dns)
        if isinstance(said, Unanswered):
            yield _words.unanswered(said, ip, place)
        elif not said:
            without += 1
            names = _names(pointer)
            words = Text((_ASTRAY if names else _NAMELESS).template, {"ip": ip, "names": ", ".join(names)})
            yield Finding(words, key=ip, fix=_FIX, location=place, evidence={"ip": ip, "names": list(names)})
    words = _("{without} of {ips} sending addresses have no name that leads back", without=without, ips=len(ips))
    yield Tally(words, {"ips": len(ips), "without": without})


def _kind(ip: str) -> Kind:
    return "AAAA" if ":" in ip else "A"


def _names(pointer: Records | Unanswered) -> tuple[str, ...]:
    values = pointer.values if isinstance(pointer, Records) else ()
    return tuple(value.rstrip(".").lower() for value in values[:_MOST_NAMES])


def _confirmed(ip: str, pointer: Records, dns: Dns) -> bool | Unanswered:
    answers = [dns.records(name, _kind(ip)) for name in _names(pointer)]
    wanted = ipaddress.ip_address(ip)
    if any(isinstance(one, Records) and any(_same(value, wanted) for value in one.values) for one in answers):
        return True
    return next((one for one in answers if isinstance(one, Unanswered)), False)


def _same(value: str, wanted: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return ipaddress.ip_address(value) == wanted
    except ValueError:
        return False


_ASTRAY = _("{ip}, which sends, has the name {names}, and that does not lead back to it")
_NAMELESS = _("{ip}, which sends, has no name in DNS")
_FIX = _("Have whoever runs the server give the address a PTR record, and that name an A or AAAA record.")
