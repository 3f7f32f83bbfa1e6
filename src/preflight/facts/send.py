"""The send as it stands: what the manifest says and what the message holds, each thing with its place.

Everything here is frozen, made by `load`, and serialises; nothing here reads a file.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from preflight.facts.base import Fact
from preflight.facts.manifest import (
    AudienceSpec,
    Brief,
    ConsentSpec,
    Counts,
    Dkim,
    ListSpec,
    Match,
    Sender,
    Source,
    WantedLink,
)
from preflight.facts.markup import Markup
from preflight.facts.signature import Signature
from preflight.finding import Location
from preflight.mailboxes import mailbox

Role = Literal[
    "content", "unsubscribe", "preference", "view", "tracking", "pixel", "token", "contact", "fragment", "resource"
]
"""What a link is. content: a reader may follow it · unsubscribe, preference, view: by its words, token or platform
form · tracking: a click-tracking wrapper · pixel: an open pixel · token: a token decides where it leads ·
contact: mailto, tel, sms · fragment: stays within the mail (`#name`) · resource: style sheet or font."""

ACTING: frozenset[str] = frozenset({"unsubscribe", "preference", "tracking", "pixel", "token"})
"""Roles that are never requested, by nobody, by no method: a request would act in a recipient's name."""


Where = Literal["html", "text", "subject", "preheader", "from", "reply_to", "header", "url"]
"""Where a token stands; `url`: in an address, wherever that stands."""


class Value(Fact, frozen=True):
    """A short text of the send (subject, From …) with its place."""

    text: str
    location: Location


class Header(Fact, frozen=True):
    """A header line: `name` as written, `value` unfolded and decoded, `raw` unfolded as it stands.

    `undecodable` says that it holds octets beyond ASCII that are no UTF-8; they were read as Latin-1.
    """

    name: str
    value: str
    raw: str
    location: Location
    undecodable: bool = False


ELSEWHERE = ", except on other screens"
"""How the words end that say what hides something, where a media query shows it."""


class Run(Fact, frozen=True):
    """A stretch of visible text, blanks collapsed; `hidden` says by what it is made invisible, or is empty."""

    text: str
    location: Location
    hidden: str = ""

    @property
    def elsewhere(self) -> bool:
        """Whether it is hidden on a desk alone: on a phone, say, the mail's own style sheet shows it."""
        return self.hidden.endswith(ELSEWHERE)


class Defect(Fact, frozen=True):
    """Something about a file that its reader stumbled over.

    `lost` says that something after it, or instead of it, could not be read: what hangs on it is unknown.
    `kind` is a word of the reader's: encoding, nul, depth, size, mime, conditional-comment …
    """

    kind: str
    message: str
    location: Location
    lost: bool = False


class LongLine(Fact, frozen=True):
    """A line of a raw message that is longer than mail allows: its octets without the line break, and its place."""

    octets: int
    location: Location


class Part(Fact, frozen=True):
    """The HTML or the text of a message.

    `source` is the decoded text, `size` its octets as sent (UTF-8, after decoding base64 or quoted-printable),
    `runs` the visible text in reading order. `markup` is None in text parts, and in facts saved before it was read.
    """

    file: str
    source: str
    size: int
    charset: str = "utf-8"
    runs: tuple[Run, ...] = ()
    title: str = ""
    language: str = ""
    markup: Markup | None = None


class Link(Fact, frozen=True):
    """A place that leads somewhere: `<a>`, `<area>`, a form, VML, or an address in the text part.

    `url` is what a browser would request (resolved against `<base>`, entities decoded, blanks trimmed,
    normalised as the URL standard says) or, where that standard cannot read it, `raw` with `invalid` saying why.
    `raw` is the attribute's value after entities are decoded. `text` is what a reader sees (alt texts included),
    `context` the sentence around it, `hidden` what makes it invisible (or empty), `conditional` the expression of
    the Outlook comment it stands in (or empty), `offset` its octets from the start of the part.
    """

    url: str
    raw: str
    role: Role
    element: str
    location: Location
    where: Literal["html", "text", "header"] = "html"
    text: str = ""
    title: str = ""
    context: str = ""
    hidden: str = ""
    conditional: str = ""
    invalid: str = ""
    offset: int = 0
    decoded_entity: str = ""
    """An unescaped `&reg…`-like run in the attribute that browsers turn into a sign; else empty."""


class Image(Fact, frozen=True):
    """A picture: `<img>`, `srcset`, `background=`, CSS `url()` or VML. Sizes are CSS pixels, None where not said.

    `wide` says that its tag gives a width, in pixels or otherwise; `hidden` by what it is made invisible, `mute` that
    its tag tells screen readers to pass it by.
    """

    url: str
    raw: str
    role: Literal["content", "pixel", "token"]
    element: str
    location: Location
    alt: str | None = None
    width: float | None = None
    height: float | None = None
    linked: bool = False
    conditional: str = ""
    invalid: str = ""
    wide: bool = False
    hidden: str = ""
    mute: bool = False


class Token(Fact, frozen=True):
    """A personalisation token or directive: `text` as written, `dialects` that write so, `where` it stands.

    `name` is the field or function ("contact.firstname"), `fallback` its own default (None: has none),
    `kind` what it does: field is something of the recipient, directive decides over text, other is filled the same for
    all or by the platform. No dialect: we know of no platform that writes so.
    """

    text: str
    dialects: tuple[str, ...]
    where: Where
    location: Location
    kind: Literal["field", "unsubscribe", "preference", "view", "address", "directive", "other"] = "field"
    name: str = ""
    fallback: str | None = None


class BrokenToken(Fact, frozen=True):
    """A token that its platform cannot read. `text` is as much of it as tells it, `hint` says more where there is more.

    `kind`: unclosed, unopened, split (a blank within the brackets), empty, quotes, curly-quotes, parentheses, markup (a
    tag inside), misspelt, foreign (no platform writes so), block-open (never ends), block-stray, block-crossed.
    """

    kind: str
    text: str
    where: Where
    location: Location
    hint: str = ""


class Message(Fact, frozen=True):
    """One message of the send.

    `headers` is None where nobody gave any (a draft); `size` is the raw `.eml` in octets. `anchors` are the
    names and ids that `#fragment` links may lead to. `shell` says why the content is known to live elsewhere.
    `defaults` are the account's own fallbacks, by field.
    `long_lines` are the first lines of the raw `.eml` over 998 octets, `long_lines_total` is the number of all.
    `signatures` are the DKIM signatures of a raw `.eml`, the topmost first.
    """

    name: str
    state: Literal["draft", "proof"]
    html: Part | None = None
    text: Part | None = None
    subject: Value | None = None
    preheader: Value | None = None
    sender: Value | None = None
    reply_to: Value | None = None
    headers: tuple[Header, ...] | None = None
    language: str = ""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    tokens: tuple[Token, ...] = ()
    broken_tokens: tuple[BrokenToken, ...] = ()
    defaults: dict[str, str] = {}
    anchors: frozenset[str] = frozenset()
    defects: tuple[Defect, ...] = ()
    shell: str = ""
    size: int | None = None
    recipients: tuple[str, ...] = ()
    long_lines: tuple[LongLine, ...] = ()
    long_lines_total: int = 0
    signatures: tuple[Signature, ...] = ()
    proof: Message | None = None
    location: Location = Location()

    def header(self, name: str) -> tuple[Header, ...]:
        """The headers of that name, compared without regard to case; empty also where none are known."""
        return tuple(h for h in self.headers or () if h.name.lower() == name.lower())


class Send(Fact, frozen=True):
    """The whole send. `bare` says that it is a lone `.html` or `.eml` without a manifest."""

    name: str
    file: str
    messages: tuple[Message, ...]
    kind: Literal["marketing", "transactional"] = "marketing"
    platform: str = "generic"
    series: str = ""
    checklist: str = ""
    timezone: str = ""
    scheduled_at: datetime | None = None
    trigger: str = ""
    owner: str = ""
    settings: dict[str, Any] = {}
    brief: Brief | None = None
    added_by_platform: dict[str, str] = {}
    sender: Sender | None = None
    audience: AudienceSpec | None = None
    suppression: tuple[ListSpec, ...] | None = None
    consent: ConsentSpec | None = None
    bare: bool = False
    locations: dict[str, Location] = {}

    def at(self, key: str) -> Location:
        """Where a key of the manifest stands ("scheduled_at", "brief.utm.source"); the file itself otherwise."""
        return self.locations.get(key, Location(file=self.file))

    @property
    def from_address(self) -> str:
        """The bare From address of the first message that has one, or ""."""
        return next((found for m in self.messages if (found := address_of(m.sender))), "")

    @property
    def from_domain(self) -> str:
        """The domain of the From address in lower case, or ""."""
        return self.from_address.rpartition("@")[2].lower()


def address_of(value: Value | None) -> str:
    """The bare address inside a From or Reply-To value (`Acme <a@b.example>`), or ""."""
    return mailbox(value.text[:2000])[1] if value is not None else ""


def all_messages(send: Send) -> tuple[Message, ...]:
    """The messages and their proofs."""
    return tuple(one for m in send.messages for one in (m, *((m.proof,) if m.proof else ())))


__all__ = [
    "ACTING", "AudienceSpec", "Brief", "BrokenToken", "ConsentSpec", "Counts", "Defect", "Dkim", "Fact", "Header",
    "Image", "Link", "ListSpec", "LongLine", "Match", "Message", "Part", "Role", "Run", "Send", "Sender", "Source",
    "Token", "Value", "WantedLink", "address_of", "all_messages",
]  # fmt: skip
