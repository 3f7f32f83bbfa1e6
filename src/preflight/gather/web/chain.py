"""Follows one URL to its end: redirects, refreshes, cookies; guarded and refused at every hop."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from preflight.facts.web import Answer, Fetch, Hop, Unanswered
from preflight.gather.web import onward
from preflight.gather.web.acting import Acting
from preflight.gather.web.failures import Dead, NoVerdict, Shaky
from preflight.gather.web.request import Reply, Requester

if TYPE_CHECKING:
    from preflight.gather.web.cookies import Cookies

MOST_REDIRECTS = 10
_MOST_VISITS = 4
"""Requests of one address in a chain: a page may set its cookie and come back, but not a fifth time."""

_KEPT = ("content-type", "location", "server", "retry-after")
_LONGEST_HEADER = 300


class Chain:
    """One URL on its way."""

    def __init__(self, ask: Fetch, requester: Requester, acting: Acting) -> None:
        self._ask = ask
        self._asked = ask.url
        self._requester = requester
        self._acting = acting
        self._hops: list[Hop] = []
        self._cookies: Cookies | None = None
        self._seen: set[tuple[str, str]] = set()
        self._visits: Counter[str] = Counter()

    async def follow(self) -> Answer | Unanswered:
        """The chain with its end, or why nothing can be said of it."""
        try:
            target = onward.target(self._asked)
        except onward.Unusable as error:
            return Answer(self._asked, (), fault="malformed", detail=str(error))
        while True:
            try:
                found = await self._hop(target)
                if isinstance(found, Answer):
                    return found
                reply = found
                following = self._onward(target, reply)
            except onward.Unusable as error:
                return self._end(fault="bad-location", detail=str(error), reply=reply)
            except NoVerdict as error:
                return self._unanswered(error.kind, error.reason)
            except TimeoutError:
                return self._unanswered("timeout", f"{target.host} gave no answer in time, twice")
            if following is None:
                return self._settled(reply)
            target = following

    async def _hop(self, target: onward.Target) -> Reply | Answer:
        """The reply, noted as a hop; an answer where the chain has come to a bad end."""
        cookies = self._cookies.give(target.url) if self._cookies else ""
        if (target.url, cookies) in self._seen or self._visits[target.url] >= _MOST_VISITS:
            return self._end(fault="loop", detail="the redirects go round in a circle")
        if len(self._hops) > MOST_REDIRECTS:
            raise NoVerdict("limit", f"we follow {MOST_REDIRECTS}; browsers give up after twenty")
        self._seen.add((target.url, cookies))
        self._visits[target.url] += 1
        if why := self._acting.why(target.url):
            raise NoVerdict("acting", f"never requested: {why}")
        try:
            reply = await self._requester.get(target, cookies, self._ask)
        except Dead as error:
            self._hops.append(Hop(target.url, tls=error.tls))
            return self._end(fault=error.fault, detail=error.detail)
        except Shaky as error:
            self._hops.append(Hop(target.url))
            return self._end(fault=error.fault, detail=error.detail)
        if any(name == "set-cookie" for name, _value in reply.head.lines):
            self._remember(target.url, reply)
        self._hops.append(Hop(target.url, reply.status, reply.seconds, reply.address, tls=reply.tls))
        return reply

    def _onward(self, target: onward.Target, reply: Reply) -> onward.Target | None:
        """Where the reply leads on to, None where it is the end. Raises Unusable."""
        if reply.status in onward.REDIRECTS:
            location = next((value for name, value in reply.head.lines if name == "location"), None)
            if location is None or not location.strip():
                return None
            self._leads("redirect")
            return onward.target(onward.location(location), target.url)
        if not reply.refresh or not 200 <= reply.status < 300 or reply.challenge:
            return None
        following = onward.target(reply.refresh, onward.target(reply.base or target.url, target.url).url)
        # A page that reloads itself is no way onward.
        if following.url == target.url:
            return None
        self._leads("meta-refresh")
        return following

    def _remember(self, url: str, reply: Reply) -> None:
        from preflight.gather.web.cookies import Cookies

        self._cookies = self._cookies or Cookies()
        self._cookies.take(url, reply.head)

    def _leads(self, how: str) -> None:
        last = self._hops[-1]
        self._hops[-1] = Hop(last.url, last.status, last.seconds, last.address, how, last.tls)  # type: ignore[arg-type]  # one of the two words

    def _settled(self, reply: Reply) -> Answer:
        if reply.status in onward.REDIRECTS:
            return self._end(fault="no-location", detail="a redirect that does not say where to", reply=reply)
        return self._end(reply=reply)

    def _end(self, *, fault: str = "", detail: str = "", reply: Reply | None = None) -> Answer:
        hops = tuple(self._hops)
        if reply is None:
            return Answer(self._asked, hops, fault=fault, detail=detail)
        headers = {name: value[:_LONGEST_HEADER] for name in _KEPT if (value := reply.head.get(name))}
        return Answer(
            url=self._asked,
            hops=hops,
            status=reply.status,
            fault=fault,
            detail=detail,
            content_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
            size=reply.size,
            headers=headers,
            challenge=reply.challenge,
            picture=reply.picture,
            page=reply.page,
            body=reply.body,
        )

    def _unanswered(self, kind: str, reason: str) -> Unanswered:
        after = len(self._hops)
        if after:
            reason = f"after {after} redirect{'s' if after > 1 else ''}: {reason}"
        return Unanswered(kind, reason, tuple(self._hops))  # type: ignore[arg-type]  # NoVerdict carries the same words
