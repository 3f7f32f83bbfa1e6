"""authentication.blocklisted"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, NamedTuple

from preflight.check import Options, check, option
from preflight.checks.authentication import _addresses, _domains, _words
from preflight.data.hosts import host_of, registrable
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import Records
from preflight.facts.send import all_messages
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Unknown, _

_MOST = 50
_POINTS = {"ip": ("2.0.0.127", "1.0.0.127"), "domain": ("test", "invalid")}
"""What a zone must list, and what it must not (RFC 5782, sections 5 and 6)."""


class Blocklisted(Options, frozen=True):
    """Options of authentication.blocklisted."""

    zones: Annotated[
        dict[str, Literal["ip", "domain"]],
        option("Blocklists to ask, and what each lists: {zen.example.org: ip, dbl.example.org: domain}."),
    ] = {}


class _Entry(NamedTuple):
    """Something that may be listed: its name in the zone, and how a reader knows it."""

    zone: str
    name: str
    shown: str


def asks(send: Send, options: Blocklisted, known: Facts) -> Iterable[Ask]:
    """Each thing in each zone, the zones' test points, and then why a thing is listed."""
    points = [f"{point}.{zone}" for zone, kind in options.zones.items() for point in _POINTS[kind]]
    entries = [entry.name for entry in _entries(send, options)]
    listed = [name for name in entries if _codes(known.dns.records(name, "A"))]
    return [*(Lookup(name, "A") for name in (*points, *entries)), *(Lookup(name, "TXT") for name in listed)]


@check("authentication.blocklisted", severity=Severity.WARNING, mender=Mender.DNS, asks=asks, on=False)
def blocklisted(send: Send, dns: Dns, options: Blocklisted) -> Iterator[Item]:
    """A sending address, the From domain or a linked domain stands on a blocklist.

    Many mailbox providers ask such lists and refuse what stands there. Which lists are asked is yours to say; a list
    that refuses us says nothing, and that is told as not known.

    Bad:
        html: <p>Hello</p>
        send: {sender: {ips: [192.0.2.10]}}
        options: {zones: {bl.test: ip}}
        dns:
            A 2.0.0.127.bl.test: [127.0.0.2]
            A 1.0.0.127.bl.test: []
            A 10.2.0.192.bl.test: [127.0.0.4]
    Good:
        html: <p>Hello</p>
        send: {sender: {ips: [192.0.2.10]}}
        options: {zones: {bl.test: ip}}
        dns: {"A 2.0.0.127.bl.test": [127.0.0.2], "A 1.0.0.127.bl.test": [], "A 10.2.0.192.bl.test": []}
    Fix: ask the list why, mend the cause, and have the entry taken out; or let another address send.
    Source: RFC 5782 (2010-02)
    """
    entries = list(_entries(send, options))
    if not entries:
        yield Skip(_("no blocklist is named in the checklist, or there is nothing to look up"))
        return
    listed = 0
    for zone, kind in options.zones.items():
        why = _useless(zone, kind, dns)
        if why is not None:
            yield why
            continue
        for entry in (one for one in entries if one.zone == zone):
            item = _judged(entry, dns)
            listed += isinstance(item, Finding)
            if item is not None:
                yield item
    words = _("{listed} of {entries} look-ups in blocklists found an entry", listed=listed, entries=len(entries))
    yield Tally(words, {"lookups": len(entries), "listed": listed})


def _entries(send: Send, options: Blocklisted) -> Iterator[_Entry]:
    things = {
        "ip": {_reversed(ip): ip for ip in _addresses.given(send.sender)},
        "domain": {name: name for name in _names(send)},
    }
    for zone, kind in options.zones.items():
        yield from (_Entry(zone, f"{name}.{zone}", shown) for name, shown in things[kind].items())


def _names(send: Send) -> list[str]:
    linked = [host_of(link.url) for m in all_messages(send) for link in m.links if link.url.startswith("http")]
    names = [*(one.domain for one in _domains.from_domains(send)), *linked]
    return list(dict.fromkeys(found for name in names if (found := registrable(name))))[:_MOST]


def _reversed(ip: str) -> str:
    return ipaddress.ip_address(ip).reverse_pointer.rpartition(".")[0].rpartition(".")[0]


def _useless(zone: str, kind: str, dns: Dns) -> Unknown | None:
    """Why nothing can be learnt of a zone: it does not answer, lists everything, or is dead."""
    there, not_there = (dns.records(f"{point}.{zone}", "A") for point in _POINTS[kind])
    silent = next((one for one in (there, not_there) if isinstance(one, Unanswered)), None)
    if silent is not None:
        return _words.unanswered(silent, zone, Location())
    if _refused(there) or _refused(not_there):
        return Unknown(_("the blocklist {zone} refuses our questions", zone=zone), key=zone, evidence={"zone": zone})
    if _codes(not_there):
        return Unknown(_("the blocklist {zone} lists everything", zone=zone), key=zone, evidence={"zone": zone})
    if not _codes(there):
        return Unknown(_("the blocklist {zone} does not work (its test entry is missing)", zone=zone), key=zone,
                       evidence={"zone": zone})  # fmt: skip
    return None


def _judged(entry: _Entry, dns: Dns) -> Finding | Unknown | None:
    answer = dns.records(entry.name, "A")
    if isinstance(answer, Unanswered):
        return _words.unanswered(answer, entry.name, Location())
    if _refused(answer):
        words = _("the blocklist {zone} refuses our questions", zone=entry.zone)
        return Unknown(words, key=entry.zone, evidence={"zone": entry.zone})
    codes = _codes(answer)
    if not codes:
        return None
    said = dns.records(entry.name, "TXT")
    reason = said.values[0][:200] if isinstance(said, Records) and said.values else ""
    words = (
        _("{what} stands on the blocklist {zone}: “{reason}”", what=entry.shown, zone=entry.zone, reason=reason)
        if reason
        else _("{what} stands on the blocklist {zone}", what=entry.shown, zone=entry.zone)
    )
    evidence = {"what": entry.shown, "zone": entry.zone, "codes": codes, "reason": reason}
    return Finding(words, key=entry.name, fix=_FIX, evidence=evidence)


def _refused(answer: Records | Unanswered) -> bool:
    return isinstance(answer, Records) and any(value.startswith("127.255.255.") for value in answer.values)


def _codes(answer: Records | Unanswered) -> list[str]:
    """The return codes that mean an entry: what lies outside 127.0.0.0/8 comes of a parked zone."""
    values = answer.values if isinstance(answer, Records) else ()
    return [value for value in values if value.startswith("127.") and not value.startswith("127.255.255.")]


_FIX = _("Ask the list why, mend the cause, and have the entry taken out; or let another address send.")
