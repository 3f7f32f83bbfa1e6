"""links.certificate"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.data.hosts import host_of
from preflight.facts import Ask, Clock, Dial, Facts, Send, Web, destination, unanswered
from preflight.facts.send import Link
from preflight.facts.web import Tls, Unanswered
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, Unknown, _


class Certificate(Options, frozen=True):
    """Options of links.certificate."""

    days: Annotated[int, option("Days after the send for which a certificate must hold.", ge=0)] = 3
    unsubscribe_days: Annotated[int, option("The same, for the hosts of unsubscribe and preference links.", ge=0)] = 30


class _Seen(NamedTuple):
    """A certificate that was met, and the link whose way leads over it."""

    host: str
    tls: Tls
    url: str
    location: Location | None
    leaving: bool


def asks(send: Send, options: Certificate, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The same fetches as links.broken, so that none is made twice; to unsubscribe hosts a handshake and no word."""
    yield from destination.fetches(send)
    yield from (Dial(host, port) for host, port, _link in destination.leaving(send))


@check("links.certificate", severity=Severity.BLOCKER, mender=Mender.WEB, asks=asks, cites=("L1",))
def certificate(send: Send, web: Web, clock: Clock, options: Certificate) -> Iterator[Item]:
    """The certificate of a linked site is not valid, or will not be when the mail is read.

    The browser shows a full-page warning instead of the page. An unsubscribe page must work for 30 days after the
    send, and with an expired certificate it does not.

    Bad:
        html: <a href="https://shop.test/">Shop</a>
        web: {"https://shop.test/": {fault: tls, tls: {fault: expired}}}
    Good:
        html: <a href="https://shop.test/">Shop</a>
        web: {"https://shop.test/": 200}
    Fix: have the certificate renewed, or link to the host name that it is for.
    Source: CAN-SPAM, 16 CFR 316 and 15 U.S.C. 7704(a)(3): the opt-out works for at least 30 days
    """
    fetched = destination.followed(send, web)
    leaving = list(destination.leaving(send))
    if not leaving and not any(_secure(link, web) for link in fetched):
        yield Skip(_("no link goes over https"))
        return
    yield from _unknowns(fetched, leaving, web)
    seen = [*_met(fetched, web), *_dialled(leaving, web)]
    faulty: set[str] = set()
    sent_at = max(clock.now, send.scheduled_at or clock.now)
    for one in seen:
        finding = _judged(one, sent_at, options)
        if finding is not None:
            faulty.add(one.host)
            yield finding
    hosts = len({one.host for one in seen})
    words = _("{faulty} of {hosts} secure hosts have a faulty certificate", faulty=len(faulty), hosts=hosts)
    yield Tally(words, {"hosts": hosts, "faulty": len(faulty)})


def _secure(link: Link, web: Web) -> bool:
    answer = web[link.url]
    if isinstance(answer, Unanswered):
        return link.url.startswith("https://")
    return link.url.startswith("https://") or any(hop.url.startswith("https://") for hop in answer.hops)


def _unknowns(fetched: list[Link], leaving: list[tuple[str, int, Link]], web: Web) -> Iterator[Unknown]:
    """What could not be looked at; `links.broken` tells of each link, so here it is one unknown a reason."""
    for link in fetched:
        answer = web[link.url]
        if isinstance(answer, Unanswered) and link.url.startswith("https://"):
            key: str = answer.kind if unanswered.ours(answer) else "unanswered"
            reason = unanswered.reason(answer) if unanswered.ours(answer) else _NOT_SEEN
            yield Unknown(reason, key=key, location=link.location)
    for host, port, link in leaving:
        dialled = web.dial(host, port)
        if isinstance(dialled, Unanswered):
            key = dialled.kind if unanswered.ours(dialled) else f"dial:{host}"
            yield Unknown(unanswered.reason(dialled), key=key, location=link.location, evidence={"url": link.url})


_NOT_SEEN = _("the server gave no answer, so its certificate was not seen")


def _met(fetched: list[Link], web: Web) -> Iterator[_Seen]:
    for link in fetched:
        answer = web[link.url]
        if isinstance(answer, Unanswered):
            continue
        for hop in answer.hops:
            if hop.url.startswith("https://"):
                yield _Seen(host_of(hop.url), hop.tls or Tls(), link.url, link.location, leaving=False)


def _dialled(leaving: list[tuple[str, int, Link]], web: Web) -> Iterator[_Seen]:
    """Whether the host can be reached at all is for `unsubscribe.unreachable` to say."""
    for host, port, link in leaving:
        dialled = web.dial(host, port)
        if not isinstance(dialled, Unanswered) and dialled.tls is not None:
            yield _Seen(host, dialled.tls, link.url, link.location, leaving=True)


def _judged(seen: _Seen, sent_at: datetime, options: Certificate) -> Finding | None:
    if seen.tls.fault:
        words = _FAULTS.get(seen.tls.fault) or _("the certificate of {host} cannot be trusted")
        return _finding(seen, Text(words.template, {"host": seen.host}), None)
    if not seen.tls.not_after:
        return None
    expires = datetime.fromisoformat(seen.tls.not_after)
    days = options.unsubscribe_days if seen.leaving else options.days
    if expires > sent_at + timedelta(days=days):
        return None
    when = expires.strftime("%Y-%m-%d %H:%M UTC")
    if expires <= sent_at:
        words = _("the certificate of {host} expires before the mail goes out ({when})", host=seen.host, when=when)
        return _finding(seen, words, None)
    words = _(
        "the certificate of {host} expires {when}, less than {days} days after the send",
        host=seen.host, when=when, days=days,
    )  # fmt: skip
    return _finding(seen, words, Severity.WARNING)


def _finding(seen: _Seen, words: Text, severity: Severity | None) -> Finding:
    evidence = {
        "url": seen.url, "host": seen.host, "fault": seen.tls.fault, "detail": seen.tls.detail,
        "not_after": seen.tls.not_after, "issuer": seen.tls.issuer,
    }  # fmt: skip
    key = f"{seen.host}:{seen.tls.fault or 'expires'}"
    return Finding(words, key=key, fix=_FIX, location=seen.location, evidence=evidence, severity=severity, many=words)


_FIX = _("Have the certificate renewed, or link to the host name that it is for.")
_FAULTS: dict[str, Text] = {
    "expired": _("the certificate of {host} has expired"),
    "not-yet-valid": _("the certificate of {host} is not valid yet"),
    "wrong-host": _("the certificate of {host} is for another host"),
    "self-signed": _("the certificate of {host} is self-signed"),
    "untrusted": _("the certificate of {host} comes from nobody that browsers trust, or its chain is not complete"),
    "handshake": _("{host} offers no secure connection that browsers accept"),
}
