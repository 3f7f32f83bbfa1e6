"""unsubscribe.unreachable"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from preflight.check import Options, check
from preflight.checks.unsubscribe import _header
from preflight.data.hosts import host_of
from preflight.facts import Ask, Dial, Facts, Send, Web, destination, unanswered
from preflight.facts.send import all_messages
from preflight.facts.web import Dialed, Unanswered
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, Unknown, _


class _Way(NamedTuple):
    """A host over which people leave. `header`: a mail program calls it, and nobody else looks at its certificate."""

    host: str
    port: int
    url: str
    location: Location
    header: bool


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """A handshake with each host, and no word: a request might unsubscribe somebody."""
    return [Dial(way.host, way.port) for way in _ways(send)]


@check("unsubscribe.unreachable", severity=Severity.BLOCKER, mender=Mender.WEB, asks=asks, cites=("G6", "L1", "R1"))
def unreachable(send: Send, web: Web) -> Iterator[Item]:
    """The server of an unsubscribe link does not answer.

    Who cannot leave reports the mail as spam, and the law wants a way out that works. The link itself is never
    requested; the check connects to its host and says nothing.

    Bad:
        html: <a href="https://u.shop.test/leave">Unsubscribe</a>
        dial: {"u.shop.test:443": {fault: no-such-host}}
    Good:
        html: <a href="https://u.shop.test/leave">Unsubscribe</a>
        dial: {"u.shop.test:443": {tls: {}}}
    Fix: correct the host, or have its server brought back.
    Source: CAN-SPAM, 15 U.S.C. 7704(a)(3); Google "Email sender guidelines" (81126), 2026-03-11; RFC 8058
    """
    ways = list(_ways(send))
    if not ways:
        yield Skip(_("no unsubscribe link names its host over https"))
        return
    dead: set[str] = set()
    for way in ways:
        answer = web.dial(way.host, way.port)
        if isinstance(answer, Unanswered):
            key = answer.kind if unanswered.ours(answer) else f"dial:{way.host}"
            yield Unknown(unanswered.reason(answer), key=key, location=way.location, evidence={"url": way.url})
        elif (words := _fault(way, answer)) is not None:
            dead.add(way.host)
            evidence = {"url": way.url, "host": way.host, "fault": answer.fault, "detail": answer.detail}
            yield Finding(words, key=way.host, fix=_FIX, location=way.location, evidence=evidence, many=words)
    hosts = len({way.host for way in ways})
    words = _("{dead} of {hosts} hosts of unsubscribe links cannot be reached", dead=len(dead), hosts=hosts)
    yield Tally(words, {"hosts": hosts, "unreachable": len(dead)})


def _ways(send: Send) -> Iterator[_Way]:
    for host, port, link in destination.leaving(send):
        yield _Way(host, port, link.url, link.location, header=False)
    for message in all_messages(send):
        for one in _header.addresses(message):
            host = host_of(one.url)
            if one.https and host and not destination.token_in(host) and not destination.local(host):
                yield _Way(
                    host, destination.port(one.url), one.url, message.header("List-Unsubscribe")[0].location, True
                )


def _fault(way: _Way, answer: Dialed) -> Text | None:
    """A certificate's fault is told by links.certificate for the links of the mail itself."""
    if answer.fault and answer.fault != "tls":
        return Text(_DEAD.template, {"host": way.host, "why": _WHY.get(answer.fault, answer.detail or answer.fault)})
    broken = answer.tls is not None and bool(answer.tls.fault)
    return Text(_INSECURE.template, {"host": way.host}) if way.header and (broken or answer.fault == "tls") else None


_DEAD = _("the server of the unsubscribe link cannot be reached: {host} ({why})")
_INSECURE = _("the address in List-Unsubscribe has a faulty certificate: {host}; mail programs will not call it")
_WHY = {
    "no-such-host": "no such host", "refused": "it refuses the connection", "reset": "it hangs up",
}  # fmt: skip
_FIX = _("Correct the host, or have its server or certificate brought back.")
