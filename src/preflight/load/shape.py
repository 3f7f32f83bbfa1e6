"""The keys of a send.yaml, with their words: the reader checks against these, and the JSON Schema is made of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from preflight.facts.manifest import Order
from preflight.facts.send import Match

Platform = Literal[
    "generic", "hubspot", "marketo", "pardot", "eloqua", "sfmc", "braze", "mailchimp", "klaviyo", "sendgrid",
    "customerio", "iterable", "mailgun", "campaignmonitor", "mautic", "listmonk",
]  # fmt: skip


class Connected(Struct, frozen=True):
    """A table in a database."""

    connect: Annotated[str, Meta(description="SQLAlchemy-like URL; ${NAME} reads the environment.")]
    table: str = ""
    query: str = ""


Dates = Annotated[Order, Meta(description="Whether day or month comes first in dates such as 03/05/2026.")]
Members = Annotated[str | list[str] | Connected, Meta(description="A file, several files read as one, or a database.")]


class EventWords(Struct, frozen=True):
    """The event that the mail invites to."""

    date: str
    zone: str = ""


class BriefWords(Struct, frozen=True, rename={"from_": "from"}):
    """What was asked for."""

    audience: Annotated[int | None, Meta(description="Expected number of recipients.")] = None
    recipients: Annotated[
        dict[str, dict[Literal["only", "never"], list[str]]], Meta(description="Rules on columns.")
    ] = {}
    utm: Annotated[dict[str, str], Meta(description="UTM values without the prefix: source, medium, campaign …")] = {}
    links: Annotated[str, Meta(description="CSV with columns url[,label]: exactly these destinations are wanted.")] = ""
    subject: str = ""
    from_: Annotated[str, Meta(description="The From that was asked for.")] = ""
    event: EventWords | None = None
    says: list[str] = []
    never_says: list[str] = []


class MessageWords(Struct, frozen=True, rename={"from_": "from"}):
    """One message: `eml` alone, or `html` with the rest."""

    html: Annotated[str, Meta(description="The draft's HTML file.")] = ""
    text: Annotated[str, Meta(description="The draft's text file.")] = ""
    eml: Annotated[str, Meta(description="A raw message, instead of html and text.")] = ""
    proof: Annotated[str, Meta(description="A delivered test beside the draft.")] = ""
    tokens: Annotated[str, Meta(description="CSV token,value: the same for everybody, filled in before judging.")] = ""
    defaults: Annotated[dict[str, str], Meta(description="The account's own fallbacks, by field.")] = {}
    subject: str | None = None
    preheader: str | None = None
    from_: str | None = None
    reply_to: str | None = None
    headers: dict[str, str] | None = None
    language: str = ""
    state: Literal["draft", "proof"] | None = None


class DkimWords(Struct, frozen=True):
    """A signing domain and its selector."""

    domain: str
    selector: str


class SenderWords(Struct, frozen=True):
    """Who sends."""

    return_path: Annotated[str, Meta(description="Envelope-from domain.")] = ""
    dkim: list[DkimWords] = []
    ips: list[str] = []
    postal_addresses: list[str] = []


class CountsWords(Struct, frozen=True):
    """What the platform shows."""

    segment: int | None = None
    suppressed: int | None = None
    final: int | None = None


class AudienceWords(Struct, frozen=True):
    """Who would get it."""

    members: Members | None = None
    match: Literal["email", "sha256", "md5", "sha1"] = "email"
    stage: Literal["final", "segment"] = "final"
    exported_at: str | None = None
    columns: Annotated[dict[str, str], Meta(description="Our names: the file's.")] = {}
    counts: CountsWords | None = None
    previous: list[int] = []
    seeds: list[str] = []
    encoding: str = ""
    header: bool | None = None
    dates: Dates = ""


class ListWords(Struct, frozen=True):
    """A list of people who must not get it."""

    name: str
    members: Members
    column: str = ""
    match: Match = "email"
    subdomains: bool = True
    exported_at: str | None = None
    applied_by: Literal["", "platform"] = ""
    encoding: str = ""
    header: bool | None = None


class ConsentWords(Struct, frozen=True):
    """Who agreed: columns of the audience, or an own table joined by e-mail."""

    columns: dict[Literal["email", "status", "basis", "at", "source", "country"], str]
    members: Members | None = None
    encoding: str = ""
    header: bool | None = None
    dates: Dates = ""


class TrackingWords(Struct, frozen=True):
    """What the platform does to links."""

    added_by_platform: dict[str, str] = {}


class Manifest(Struct, frozen=True):
    """A send.yaml."""

    name: Annotated[str, Meta(min_length=1)]
    extends: Annotated[str, Meta(description="A file whose keys all sends share; may lie in a parent folder.")] = ""
    series: str = ""
    kind: Literal["marketing", "transactional"] = "marketing"
    platform: Platform = "generic"
    checklist: str = ""
    timezone: str = ""
    scheduled_at: str | None = None
    trigger: str = ""
    owner: str = ""
    settings: dict[str, Any] = {}
    brief: BriefWords | None = None
    message: MessageWords | None = None
    messages: dict[str, MessageWords] = {}
    tracking: TrackingWords | None = None
    sender: SenderWords | None = None
    audience: AudienceWords | None = None
    suppression: list[ListWords] | None = None
    consent: ConsentWords | None = None
