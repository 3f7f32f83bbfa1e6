"""links.copied-tracking"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple
from urllib.parse import unquote

from preflight.check import Options, check, option
from preflight.checks.links import _unwrap
from preflight.data.click_wrappers import IDENTITIES
from preflight.data.hosts import under
from preflight.facts import Send, destination
from preflight.facts.send import Link, Message
from preflight.finding import Finding, Item, Mender, Remark, Severity, Tally, Text, _


class CopiedTracking(Options, frozen=True):
    """Options of links.copied-tracking."""

    allow: Annotated[
        frozenset[str], option("Hosts, with subdomains, whose links look like click tracking and are meant so.")
    ] = frozenset()
    marks: Annotated[frozenset[str], option("Further parameters that stand for one reader, such as subscriber_id.")] = (
        frozenset()
    )


class _Fault(NamedTuple):
    key: str
    words: Text
    many: Text
    fix: Text
    severity: Severity = Severity.BLOCKER


@check("links.copied-tracking", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def copied_tracking(send: Send, options: CopiedTracking) -> Iterator[Item]:
    """A link was copied out of a mail that somebody had received.

    Such a link carries the identity of whoever got that mail: every reader's click is counted as theirs, some land in
    their account or unsubscribe them, and the wrapper of a company's filter may hold their address in the clear. It
    also stops working when that mail's campaign ends.

    Bad:
        html: <a href="https://acme.us1.list-manage.com/track/click?u=0123456789abcdef012345678&id=1&e=2">Shop</a>
    Good:
        html: <a href="https://shop.test/">Shop</a>
    Fix: open the page and copy its address from the browser, without what stands after mc_eid=, mkt_tok= and the like.
    """
    judged = copied = 0
    for message in send.messages:
        links = [link for link in message.links if _web(link, options)]
        judged += len(links)
        rewritten = _rewritten(message, links)
        yield from _remarked(rewritten)
        for link in links:
            fault = None if link in rewritten else _fault(message, link, send.platform, options)
            if fault is not None:
                copied += 1
                yield _finding(link, fault)
    words = _("{copied} of {links} web links were copied out of a received mail", copied=copied, links=judged)
    yield Tally(words, {"links": judged, "copied": copied})


def _web(link: Link, options: CopiedTracking) -> bool:
    web = link.url.startswith(("http://", "https://")) and not link.invalid
    return web and link.role not in destination.NOT_FOLLOWED and not under(destination.host(link), options.allow)


def _rewritten(message: Message, links: list[Link]) -> list[Link]:
    """The links of a proof that the tester's own filter wrapped on delivery: it wraps most, or all."""
    if message.state != "proof":
        return []
    wrapped = [link for link in links if _unwrap.gateway(link.url) is not None]
    return wrapped if 2 * len(wrapped) >= len(links) else []


def _remarked(rewritten: list[Link]) -> Iterator[Remark]:
    if rewritten:
        owner = getattr(_unwrap.gateway(rewritten[0].url), "owner", "")
        words = _("the mail filter that received this proof ({owner}) has wrapped its links; judge a proof sent to a "
                  "mailbox without one", owner=owner)  # fmt: skip
        yield Remark(words, rewritten[0].location)


def _fault(message: Message, link: Link, sends_by: str, options: CopiedTracking) -> _Fault | None:
    if (found := _unwrap.gateway(link.url)) is not None:
        return _wrapped(link, found)
    if (found := _unwrap.copied(link.url)) is not None:
        return _detour(found)
    if message.state != "draft":
        return None  # a delivered mail's links are its platform's, marks and all
    if (found := _unwrap.platform(link.url)) is not None:
        return _tracking(link, found)
    return _marked(link, sends_by, options)


def _wrapped(link: Link, found: _unwrap.Wrapping) -> _Fault:
    to = _unwrap.target(link.url)
    if to:
        words = _("a link goes through {owner}, the mail filter of whoever it was copied from; it stands for {to}",
                  owner=found.owner, to=destination.cut(to))  # fmt: skip
    else:
        words = _("a link goes through {owner}, the mail filter of whoever it was copied from", owner=found.owner)
    many = _("{n} links go through {owner}, the mail filter of whoever they were copied from", owner=found.owner)
    return _Fault(f"gateway: {found.owner}", words, many, _FIX)


def _detour(found: _unwrap.Wrapping) -> _Fault:
    words = _("a link goes through {owner}, out of which it was copied; it stands for {to}", owner=found.owner,
              to=destination.cut(found.target))  # fmt: skip
    many = _("{n} links go through {owner}, out of which they were copied", owner=found.owner)
    return _Fault(f"detour: {found.owner}", words, many, _FIX, Severity.WARNING)


def _tracking(link: Link, found: _unwrap.Wrapping) -> _Fault:
    values = {"owner": found.owner, "url": destination.cut(link.url)}
    if found.sure:
        words = _("{url} is a click-tracking link of {owner} out of a delivered mail", **values)
        many = _("{n} links are click-tracking links of {owner} out of a delivered mail", owner=found.owner)
    else:
        words = _("{url} looks like a click-tracking link of {owner} out of a delivered mail", **values)
        many = _("{n} links look like click-tracking links of {owner} out of a delivered mail", owner=found.owner)
    return _Fault(f"platform: {found.owner}", words, many, _FIX)


def _marked(link: Link, sends_by: str, options: CopiedTracking) -> _Fault | None:
    name = next((name for name, value in _parameters(link.url) if _is_mark(name, value, sends_by, options)), "")
    if not name:
        return None
    owner = IDENTITIES.get(name.lower(), "")
    who = _("a link carries {name}, by which {owner} knows one reader", name=name, owner=owner)
    many = _("{n} links carry {name}, by which {owner} knows one reader", name=name, owner=owner)
    if not owner:
        who, many = _("a link carries {name}, one reader's own", name=name), _("{n} links carry {name}", name=name)
    return _Fault(f"mark: {name.lower()}", who, many, _FIX_MARK, Severity.WARNING)


def _is_mark(name: str, value: str, sends_by: str, options: CopiedTracking) -> bool:
    if not value or destination.token_in(value) or (name.lower(), sends_by) == ("elqtrackid", "eloqua"):
        return False  # Eloqua itself writes that one into its drafts, as the number of the link
    return name.lower() in IDENTITIES or name in options.marks


def _parameters(url: str) -> Iterator[tuple[str, str]]:
    query = url[:8_000].partition("#")[0].partition("?")[2]
    return ((unquote(name), value) for name, _, value in (piece.partition("=") for piece in query.split("&")))


def _finding(link: Link, fault: _Fault) -> Finding:
    evidence = {"url": link.url, "text": link.text[:200]}
    if to := _unwrap.target(link.url):
        evidence["target"] = to
    return Finding(
        fault.words, key=fault.key, fix=fault.fix, location=link.location, many=fault.many, severity=fault.severity,
        evidence=evidence,
    )  # fmt: skip


_FIX = _("Open the page and copy its address from the browser, then put that in.")
_FIX_MARK = _("Take the parameter out of the address.")
