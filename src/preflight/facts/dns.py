"""What DNS answered. Asked as `Lookup`; SPF includes and the DMARC tree walk are followed by the gatherer."""

from __future__ import annotations

from typing import Literal

from preflight.facts.send import Fact
from preflight.facts.web import NOT_ASKED, Unanswered

Kind = Literal["A", "AAAA", "MX", "TXT", "CNAME", "PTR", "NS", "SPF", "DMARC"]
"""SPF and DMARC are walks: they answer with an `SpfTree` and a `DmarcPolicy`."""


class Lookup(Fact, frozen=True, tag=True):
    """Ask: one question of DNS. `name` in lower case, A-labels, no final dot (a PTR's is the address itself)."""

    name: str
    kind: Kind


class Records(Fact, frozen=True, tag=True):
    """An answer. Empty `values`: the name or type does not exist (`nxdomain` tells which).

    TXT values are their strings joined, MX values "10 mail.example"; `chain` holds the CNAMEs followed.
    """

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    nxdomain: bool = False
    chain: tuple[str, ...] = ()


class SpfNode(Fact, frozen=True):
    """One record of the tree. `term` is what led here ("include:_spf.example"; "" at the root).

    `lookups` are the terms in this record that cost one each, `total` those of it and all below it,
    `voids` the look-ups of this record that found nothing. `records` are all `v=spf1` records found.
    """

    domain: str
    term: str = ""
    records: tuple[str, ...] = ()
    lookups: int = 0
    total: int = 0
    voids: int = 0
    error: str = ""
    children: tuple[SpfNode, ...] = ()


class SpfTree(Fact, frozen=True, tag=True):
    """A domain's SPF record, every include followed.

    `result` is "none" (no record), "permerror" or "ok"; `problem` is why it is a permerror:
    several-records · syntax · lookup-limit · void-limit · include-missing · loop. `culprit` is the term or domain at fault,
    `detail` a sentence. `lookups` is the worst case over the whole tree.
    """

    domain: str
    root: SpfNode
    result: Literal["none", "ok", "permerror"] = "ok"
    problem: str = ""
    culprit: str = ""
    detail: str = ""
    lookups: int = 0
    voids: int = 0


class DmarcPolicy(Fact, frozen=True, tag=True):
    """What the RFC 9989 tree walk found for a domain.

    `asked` are the names asked in order; `found_at` the one with the record that applies ("" where there is none);
    `records` the DMARC records there (more than one: none applies); `tags` those of a single record, in lower case.
    `organizational` is the organizational domain.
    """

    domain: str
    asked: tuple[str, ...] = ()
    found_at: str = ""
    records: tuple[str, ...] = ()
    tags: dict[str, str] = {}
    organizational: str = ""
    error: str = ""


DnsAnswer = Records | SpfTree | DmarcPolicy | Unanswered


class Dns(Fact, frozen=True):
    """All answers of DNS, by "KIND name"."""

    answers: dict[str, DnsAnswer] = {}

    def records(self, name: str, kind: Kind) -> Records | Unanswered:
        """The records of one name."""
        found = self.answers.get(f"{kind} {name.lower()}", NOT_ASKED)
        return found if isinstance(found, Records | Unanswered) else NOT_ASKED

    def spf(self, domain: str) -> SpfTree | Unanswered:
        """The SPF tree of a domain."""
        found = self.answers.get(f"SPF {domain.lower()}", NOT_ASKED)
        return found if isinstance(found, SpfTree | Unanswered) else NOT_ASKED

    def dmarc(self, domain: str) -> DmarcPolicy | Unanswered:
        """The DMARC policy that applies to a domain."""
        found = self.answers.get(f"DMARC {domain.lower()}", NOT_ASKED)
        return found if isinstance(found, DmarcPolicy | Unanswered) else NOT_ASKED
