"""What the web answered. Asked as `Fetch` and `Dial`, followed by the gatherer, frozen here."""

from __future__ import annotations

from typing import Any, Literal

from preflight.facts.send import Fact


class Unanswered(Fact, frozen=True, tag=True):
    """Nothing that would allow a verdict came back. `kind` is for code, `reason` for people.

    offline · budget (out of time) · timeout · guard (leads to a private address) · acting (never requested) ·
    resolver (DNS failed) · limit (too large, too slow) · not-asked (judging saved facts) · absent (the audience has
    no such column) · error
    """

    kind: Literal[
        "offline", "budget", "timeout", "guard", "acting", "resolver", "limit", "not-asked", "absent", "error"
    ]
    reason: str
    hops: tuple[Hop, ...] = ()


class Fetch(Fact, frozen=True, tag=True):
    """Ask: request this URL and follow it to its end. `url` as a browser would request it, without fragment.

    What else of the page is of interest is pooled over all asks for the same URL: `anchors` are names and ids to look
    for, `texts` words to find among the visible ones, `scripts` literals to find in its scripts beside the analytics
    tags, which are looked for where `tags`; `page` wants what the page says of itself, `weigh` its size.
    """

    url: str
    page: bool = False
    anchors: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    tags: bool = False
    weigh: bool = False

    def merged(self, other: Fetch) -> Fetch:
        """One ask that wants what both want."""
        return Fetch(
            self.url, self.page or other.page, self.anchors | other.anchors, self.texts | other.texts,
            self.scripts | other.scripts, self.tags or other.tags, self.weigh or other.weigh,
        )  # fmt: skip


class Dial(Fact, frozen=True, tag=True):
    """Ask: resolve, connect and shake hands by TLS; send no request."""

    host: str
    port: int = 443


class Tls(Fact, frozen=True):
    """A TLS handshake. `fault` is "" when a browser would trust it.

    expired · not-yet-valid · wrong-host · self-signed · untrusted · handshake
    """

    fault: str = ""
    detail: str = ""
    not_after: str = ""
    issuer: str = ""
    version: str = ""


class Hop(Fact, frozen=True):
    """One request of a chain. `status` 0: no answer; `how` says what led on from here."""

    url: str
    status: int = 0
    seconds: float = 0.0
    address: str = ""
    how: Literal["", "redirect", "meta-refresh"] = ""
    tls: Tls | None = None


def trail(hops: tuple[Hop, ...]) -> dict[str, Any]:
    """The way of a chain as a finding shows it: the addresses, and for each what was answered, by whom, how fast."""
    if not hops:
        return {"hops": []}
    return {"hops": [hop.url for hop in hops], "chain": [_step(hop) for hop in hops], "final_url": hops[-1].url}


def _step(hop: Hop) -> dict[str, Any]:
    told: dict[str, Any] = {"url": hop.url, "status": hop.status, "seconds": hop.seconds, "address": hop.address}
    if hop.tls is not None:
        told["tls"] = hop.tls.fault or hop.tls.version
    return told | ({"leads_on_by": hop.how} if hop.how else {})


class Page(Fact, frozen=True):
    """What a landing page holds, as far as it was read; `complete` where it was read to its end.

    `words` are visible ones, counted up to `ENOUGH`; `text` is all of them where they are fewer. `marks` are signs of
    what the page is (see `data.dead_pages.MARKS`). `anchors`, `texts` and `scripts` are those of the ask that were
    found; `tags` the analytics tools that load with the page, `held` those that wait for consent. `unreadable` names
    the content coding that could not be undone, "" where the body could be read.
    """

    title: str = ""
    heading: str = ""
    shared_title: str = ""
    text: str = ""
    words: int = 0
    marks: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    complete: bool = False
    unreadable: str = ""


ENOUGH = 150
"""Visible words from which on a page is a page, whatever phrases stand in it."""


class Answer(Fact, frozen=True, tag=True):
    """A chain with an end. `fault` names what no retry will mend and is "" where the server answered at all.

    no-such-host · refused · reset · empty · malformed · loop · no-location · bad-location · tls
    `size` are the octets of the body as it comes over the line, as told or counted; `picture` is the format that the
    body's first octets are of (png, jpeg, gif, webp, svg …), "" where they are no picture. `body` is a small picture.
    """

    url: str
    hops: tuple[Hop, ...]
    status: int = 0
    fault: str = ""
    detail: str = ""
    content_type: str = ""
    size: int = 0
    headers: dict[str, str] = {}
    challenge: str = ""
    picture: str = ""
    page: Page | None = None
    body: bytes = b""

    @property
    def final_url(self) -> str:
        """Where the chain ended."""
        return self.hops[-1].url if self.hops else self.url

    @property
    def refused(self) -> bool:
        """Whether the server refuses robots, or says what browsers treat differently: what a reader gets is unknown."""
        return bool(self.challenge) or self.status in _REFUSALS or self.status >= 600 or 300 <= self.status < 400

    @property
    def evidence(self) -> dict[str, Any]:
        """What a finding shows of the chain."""
        found = {"url": self.url, "status": self.status, **trail(self.hops)}
        return found | ({"content_type": self.content_type} if self.content_type else {})


class Dialed(Fact, frozen=True, tag=True):
    """A handshake that took place, or failed for a reason of its own (`fault` as in `Answer`)."""

    host: str
    port: int
    address: str = ""
    fault: str = ""
    detail: str = ""
    tls: Tls | None = None


class Web(Fact, frozen=True):
    """All answers of the web, by URL without fragment; dials by "host:port"."""

    answers: dict[str, Answer | Unanswered] = {}
    dials: dict[str, Dialed | Unanswered] = {}

    def __getitem__(self, url: str) -> Answer | Unanswered:
        """The answer for `url` (its fragment is ignored); unanswered when nobody asked."""
        return self.answers.get(url.partition("#")[0], NOT_ASKED)

    def dial(self, host: str, port: int = 443) -> Dialed | Unanswered:
        """The handshake with `host`."""
        return self.dials.get(f"{host}:{port}", NOT_ASKED)


_REFUSALS = frozenset({401, 403, 405, 406, 407, 408, 429, 451, 999})
NOT_ASKED = Unanswered("not-asked", "not asked then")
