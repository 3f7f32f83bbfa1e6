"""What the manifest says beside the message: sender, audience, lists, consent, brief. Frozen; made by `load`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from preflight.facts.base import Fact
from preflight.finding import Location


class Dkim(Fact, frozen=True):
    """A signing domain and its selector."""

    domain: str
    selector: str


class Sender(Fact, frozen=True):
    """What the manifest's `sender:` says."""

    return_path: str = ""
    dkim: tuple[Dkim, ...] = ()
    ips: tuple[str, ...] = ()
    postal_addresses: tuple[str, ...] = ()


class Source(Fact, frozen=True):
    """Where a table comes from, as the manifest names it: files, or a database.

    `columns` maps our names to the file's. Values of `${NAME}` are not filled in here.
    """

    files: tuple[str, ...] = ()
    connect: str = ""
    table: str = ""
    query: str = ""
    encoding: str = ""
    header: bool | None = None
    columns: dict[str, str] = {}

    @property
    def shown(self) -> str:
        """What to call it in a sentence."""
        return ", ".join(self.files) or self.table or "query"


Match = Literal["email", "domain", "md5", "sha1", "sha256"]
Order = Literal["", "DMY", "MDY"]
"""Whether the day or the month comes first in dates such as 03/05/2026; "" where the send does not say."""


class Counts(Fact, frozen=True):
    """What the platform shows."""

    segment: int | None = None
    suppressed: int | None = None
    final: int | None = None


class AudienceSpec(Fact, frozen=True):
    """The manifest's `audience:`; `members` is None where counts alone are given."""

    location: Location
    members: Source | None = None
    match: Match = "email"
    stage: Literal["final", "segment"] = "final"
    exported_at: datetime | None = None
    counts: Counts | None = None
    previous: tuple[int, ...] = ()
    seeds: tuple[str, ...] = ()
    dates: Order = ""


class ListSpec(Fact, frozen=True):
    """One entry of `suppression:`."""

    name: str
    members: Source
    location: Location
    column: str = ""
    match: Match = "email"
    subdomains: bool = True
    exported_at: datetime | None = None
    applied_by: Literal["", "platform"] = ""


class ConsentSpec(Fact, frozen=True):
    """The manifest's `consent:`; `members` is None where the columns stand in the audience itself."""

    location: Location
    columns: dict[str, str]
    members: Source | None = None
    dates: Order = ""


class WantedLink(Fact, frozen=True):
    """A row of the brief's link table."""

    url: str
    label: str = ""


class Brief(Fact, frozen=True):
    """What was asked for."""

    location: Location
    audience: int | None = None
    recipients: dict[str, dict[str, list[str]]] = {}
    utm: dict[str, str] = {}
    links: tuple[WantedLink, ...] | None = None
    subject: str = ""
    sender: str = ""
    event: dict[str, str] = {}
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
