"""What the web answered. Asked as `Fetch` and `Dial`, followed by the gatherer, frozen here."""

from __future__ import annotations

from typing import Literal

from preflight.facts.send import Fact


class Unanswered(Fact, frozen=True, tag=True):
    """Nothing that would allow a verdict came back. `kind` is for code, `reason` for people.

    offline · budget (out of time) · timeout · guard (leads to a private address) · acting (never requested) ·
    resolver (DNS failed) · limit (too large, too slow) · not-asked (judging saved facts) · error
    """

    kind: Literal["offline", "budget", "timeout", "guard", "acting", "resolver", "limit", "not-asked", "error"]
    reason: str


class Fetch(Fact, frozen=True, tag=True):
    """Ask: request this URL and follow it to its end. `url` as a browser would request it, without fragment."""

    url: str


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


class Page(Fact, frozen=True):
    """What a landing page holds, as far as it was read."""

    title: str = ""
    anchors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    words: int = 0
    complete: bool = False


class Answer(Fact, frozen=True, tag=True):
    """A chain with an end. `fault` names what no retry will mend and is "" where the server answered at all.

    no-such-host · refused · reset · empty · malformed · loop · too-many-redirects · no-location · bad-location · tls
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
    page: Page | None = None

    @property
    def final_url(self) -> str:
        """Where the chain ended."""
        return self.hops[-1].url if self.hops else self.url


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


NOT_ASKED = Unanswered("not-asked", "not asked then")
