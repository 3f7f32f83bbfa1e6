"""links.fragment-missing"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from preflight.check import Options, check
from preflight.data.hosts import REFUSES_ROBOTS, host_of, under
from preflight.facts import Ask, Facts, Fetch, Send, Web, destination, unanswered
from preflight.facts.send import Link, Message
from preflight.facts.web import Answer, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _

_ALWAYS = frozenset({"", "top"})


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Each page that a link with a fragment leads to, with the name to look for."""
    for link, name in _abroad(destination.followable(send)):
        yield Fetch(link.url.partition("#")[0], anchors=frozenset({name}))


@check("links.fragment-missing", severity=Severity.WARNING, mender=Mender.BUILDER, asks=asks)
def fragment_missing(send: Send, web: Web) -> Iterator[Item]:
    """A link jumps to a place that is not there.

    The reader who clicks "jump to the agenda" stays at the top, in the mail or on the page.

    Bad:
        html: <a href="#agenda">Agenda</a><h2 id="programme">Programme</h2>
    Good:
        html: <a href="#agenda">Agenda</a><h2 id="agenda">Agenda</h2>
    Fix: give the place the name that the link has, or correct the link.
    """
    inside, abroad = list(_inside(send)), list(_abroad(destination.followed(send, web)))
    if not inside and not abroad:
        yield Skip(_("no link jumps to a place"))
        return
    lost = [(link, name) for message, link, name in inside if name not in message.anchors]
    yield from _lost(lost)
    missing = len(lost)
    for link, name in abroad:
        for item in _judged(link, name, web[link.url]):
            missing += isinstance(item, Finding)
            yield item
    all_ = len(inside) + len(abroad)
    words = _("{missing} of {links} links jump to a place that is not there", missing=missing, links=all_)
    yield Tally(words, {"links": all_, "missing": missing})


def _lost(links: list[tuple[Link, str]]) -> Iterator[Finding]:
    """One finding: a gallery or a table of contents whose places are gone has many links."""
    names = list(dict.fromkeys(name for _link, name in links))
    many = _("{n} links jump to places that the mail does not have ({names})",
             names=", ".join(f"“{name[:40]}”" for name in names[:_SHOWN]) + " …" * (len(names) > _SHOWN))  # fmt: skip
    for link, name in links:
        words = _("a link jumps to “{name}”, a place that the mail does not have", name=name[:80])
        evidence = {"url": link.url, "urls": [f"#{one}" for one in names[:50]]}
        yield Finding(words, key="inside", fix=_FIX, location=link.location, evidence=evidence, many=many)


_SHOWN = 3
_FIX = _("Give the place the name that the link has, or correct the link.")
_TOO_LONG = _("the page is longer than we read, and the place was not in what we read")
_BY_SCRIPT = _("a script builds the page: its places are seen in a browser only")


def _inside(send: Send) -> Iterator[tuple[Message, Link, str]]:
    for message in send.messages:
        for link in message.links:
            name = unquote(link.url[1:])
            if link.role == "fragment" and name.lower() not in _ALWAYS and not destination.token_in(link.raw):
                yield message, link, name


def _abroad(links: Iterable[Link]) -> Iterator[tuple[Link, str]]:
    """Links to a place on a page; not those of single-page applications, whose scripts read the fragment."""
    for link in links:
        name = unquote(link.url.partition("#")[2])
        routed = name.startswith((":~:", "!", "/")) or "=" in name or "&" in name
        if name.lower() not in _ALWAYS and not routed and not under(host_of(link.url), REFUSES_ROBOTS):
            yield link, name


def _judged(link: Link, name: str, answer: Answer | Unanswered) -> Iterator[Finding | Unknown]:
    if isinstance(answer, Unanswered):
        yield from unanswered.once(answer, link.location)
        return
    page = answer.page
    if page is None or not 200 <= answer.status < 300 or answer.challenge or name in page.anchors:
        return
    evidence = {**answer.evidence, "url": link.url, "fragment": name}
    if "app" in page.marks:
        yield Unknown(_BY_SCRIPT, key=link.url, location=link.location, evidence=evidence, severity=Severity.NOTE)
    elif not page.complete:
        yield Unknown(unanswered.unread(page, _TOO_LONG), key=link.url, location=link.location, evidence=evidence)
    else:
        words = _(
            "{url} jumps to “{name}”, which the page does not have", url=destination.shown(link.url), name=name[:80]
        )
        yield Finding(words, key=link.url, fix=_FIX, location=link.location, evidence=evidence)
