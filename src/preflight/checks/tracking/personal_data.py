"""tracking.personal-data"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.data import gateways
from preflight.data.hosts import SOCIAL, host_of, under
from preflight.facts import Send, destination, personal
from preflight.facts.personal import Seen
from preflight.facts.send import Link, Message, address_of, all_messages
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

# A letter or a calendar that a web page opens: the address in it is whom to write to.
_CONTACTS = frozenset(
    {"mail.google.com", "calendar.google.com", "outlook.live.com", "outlook.office.com", "outlook.office365.com",
     "compose.mail.yahoo.com", "calendar.yahoo.com"}
)  # fmt: skip


class PersonalData(Options, frozen=True):
    """Options of tracking.personal-data."""

    domains: Annotated[frozenset[str], option("Further domains, with subdomains, whose visits are yours to count.")] = (
        frozenset()
    )
    exempt: Annotated[frozenset[str], option("Hosts, with subdomains, that may get such data.")] = frozenset()
    parameters: Annotated[frozenset[str], option("Names of parameters that may hold such data.")] = frozenset()


class _Held(NamedTuple):
    link: Link
    seen: Seen
    own: bool


@check("tracking.personal-data", severity=Severity.BLOCKER, mender=Mender.DATA, cites=("U4",))
def personal_data(send: Send, options: PersonalData) -> Iterator[Item]:
    """A link carries an e-mail address or a telephone number.

    It ends up in the reports of every analytics tool, in server logs and with the advertisers on the page. Google
    forbids it and may close the account or wipe its data; base64 is no protection. Links to unsubscribe, to change
    preferences, to view the mail or to write to you are left alone, and so are your own addresses.

    Bad:
        from: News <news@shop.test>
        html: <a href="https://shop.test/offer?email=jane@mail.test">Offer</a>
    Good:
        from: News <news@shop.test>
        html: <a href="https://shop.test/offer?id=9f3b2a">Offer</a>
    Fix: take the address off the link; where the page must know the reader, hand over an id that says nothing.
    Source: Google Analytics Help 6366371 "Best practices to avoid sending PII", read 2026-11-22
    """
    links = [link for message in all_messages(send) for link in message.links if _may_be_counted(link, options)]
    if not links:
        yield Skip(_("there is no link to be counted"))
        return
    tracked = destination.tracked_domains(send, options.domains)
    held = list(_held(send, links, tracked, options))
    # What is there in the clear comes first: its words stand for the group, and its severity.
    for one in sorted(held, key=lambda one: one.seen.how == "token"):
        yield _finding(one)
    all_ = len({link.url for link in links})
    wrong = len({one.link.url for one in held})
    words = _("{wrong} of {links} links carry personal data", wrong=wrong, links=all_)
    yield Tally(words, {"links": all_, "personal": wrong})


def _may_be_counted(link: Link, options: PersonalData) -> bool:
    """A link to a page. What click tracking hides in its own addresses, the page never gets to see."""
    if link.role not in {"content", "token"} or link.invalid or not link.url.startswith(("http://", "https://")):
        return False
    # What a gateway wrapped holds a reader's address, which `links.copied-tracking` tells: one fault, one finding.
    return not under(host_of(link.url), gateways.HOSTS | _CONTACTS | options.exempt)


def _held(send: Send, links: list[Link], tracked: frozenset[str], options: PersonalData) -> Iterator[_Held]:
    mine = _own_contacts(send)
    for link in links:
        host = host_of(link.url)
        for seen in personal.seen(link.url):
            # The number in a link to a chat is the sender's.
            chat = seen.kind == "phone" and under(host, SOCIAL)
            if seen.place not in options.parameters and seen.value.lower() not in mine and not chat:
                yield _Held(link, seen, under(host, tracked))


def _own_contacts(send: Send) -> frozenset[str]:
    """Addresses and numbers that the mail itself gives out: From, Reply-To, and links to write or call."""
    messages = all_messages(send)
    found = {address for message in messages for address in _senders(message)}
    for link in (link for message in messages for link in message.links if link.role == "contact"):
        scheme, _, target = link.url.partition(":")
        target = target.partition("?")[0]
        found.add(target if scheme == "mailto" else "".join(c for c in target if c.isdigit()))
    return frozenset(one.lower() for one in found if one)


def _senders(message: Message) -> tuple[str, ...]:
    return address_of(message.sender), address_of(message.reply_to)


def _finding(one: _Held) -> Finding:
    what = "phone" if one.seen.kind == "phone" else "address"
    place = one.seen.place[:100]
    where = "parameter" if place.strip("?") else "path" if not place else "query"
    templates = (_TOKENS if one.seen.how == "token" else _CODES if one.seen.how == "encoded" else _PLAIN)[what]
    named: dict[str, str | int | float] = {"place": f"“{place}”" if where == "parameter" else where}
    return Finding(
        Text(templates[0].template, named), many=Text(templates[1].template, named),
        key=f"{'own' if one.own else 'other'}:{what}:{place}", fix=_FIX, location=one.link.location,
        severity=Severity.BLOCKER if one.own and one.seen.how != "token" else Severity.WARNING,
        evidence={"url": personal.masked(one.link.url)[:2_000], "parameter": place.strip("?"), "how": one.seen.how,
                  "own": one.own},
    )  # fmt: skip


_FIX = _("Take it off the link; where the page must know the reader, hand over an id that says nothing.")
_PLAIN = {
    "address": (_("a link carries an e-mail address ({place})"), _("{n} links carry an e-mail address ({place})")),
    "phone": (_("a link carries a telephone number ({place})"), _("{n} links carry a telephone number ({place})")),
}
_CODES = {
    "address": (
        _("a link carries an e-mail address, merely encoded ({place})"),
        _("{n} links carry an e-mail address, merely encoded ({place})"),
    ),
    "phone": (
        _("a link carries a telephone number, merely encoded ({place})"),
        _("{n} links carry a telephone number, merely encoded ({place})"),
    ),
}
_TOKENS = {
    "address": (
        _("a token will put the reader's e-mail address into a link ({place})"),
        _("a token will put the reader's e-mail address into {n} links ({place})"),
    ),
    "phone": (
        _("a token will put the reader's telephone number into a link ({place})"),
        _("a token will put the reader's telephone number into {n} links ({place})"),
    ),
}
