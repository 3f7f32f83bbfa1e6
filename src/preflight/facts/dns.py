"""What DNS answered. Asked as `Lookup`; SPF includes and the DMARC tree walk are followed by the gatherer."""

from __future__ import annotations

from typing import Literal

from preflight.facts.send import Fact
from preflight.facts.web import NOT_ASKED, Unanswered

Kind = Literal["A", "AAAA", "MX", "TXT", "CNAME", "PTR", "NS", "SPF", "DMARC", "DKIM", "SPFTEST"]
"""SPF and DMARC are walks: they answer with an `SpfTree` and a `DmarcPolicy`. DKIM is read for its key: `DkimKey`.
SPFTEST asks by the name "ADDRESS DOMAIN" whether the one may send for the other: `SpfVerdict`."""


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


class SpfTerm(Fact, frozen=True):
    """A term that costs a look-up, as written; `void`: it found nothing."""

    text: str
    void: bool = False


class SpfNode(Fact, frozen=True):
    """One record of the tree. `term` is what led here ("include:_spf.example"; "" at the root).

    `lookups` are the terms in this record that cost one each, `total` those of it and all below it,
    `voids` the look-ups of this record that found nothing. `records` are all `v=spf1` records found.
    `note` says what could not be followed although nothing is wrong with it (a macro that each mail fills in anew).
    `costly` are the terms of this record that cost a look-up, in the order in which a receiver comes by them.
    """

    domain: str
    term: str = ""
    records: tuple[str, ...] = ()
    lookups: int = 0
    total: int = 0
    voids: int = 0
    error: str = ""
    children: tuple[SpfNode, ...] = ()
    note: str = ""
    costly: tuple[SpfTerm, ...] = ()


class SpfProblem(Fact, frozen=True):
    """One reason why a tree is a permerror; fields as in `SpfTree`."""

    problem: str
    culprit: str = ""
    detail: str = ""


class SpfTree(Fact, frozen=True, tag=True):
    """A domain's SPF record, every include followed.

    `result` is "none" (no record), "permerror" or "ok"; `problem` is why it is a permerror:
    several-records · syntax · lookup-limit · void-limit · mx-limit · include-missing · loop. `culprit` is the term or
    domain at fault, `detail` a sentence. `lookups` is the worst case over the whole tree. `further` are problems
    beside the first.
    """

    domain: str
    root: SpfNode
    result: Literal["none", "ok", "permerror"] = "ok"
    problem: str = ""
    culprit: str = ""
    detail: str = ""
    lookups: int = 0
    voids: int = 0
    further: tuple[SpfProblem, ...] = ()


POLICIES: frozenset[str] = frozenset({"none", "quarantine", "reject"})
"""What DMARC may ask of receivers."""


class DmarcPolicy(Fact, frozen=True, tag=True):
    """What the RFC 9989 tree walk found for a domain.

    `asked` are the names asked in order; `found_at` the one with the record that applies ("" where there is none);
    `records` the DMARC records there (more than one: none applies); `tags` those of a single record, in lower case.
    `organizational` is the organizational domain. `error` says what could not be read or asked although the policy
    itself is known: a tag that does not parse, or a silent parent (then `organizational` is "").
    `fault` is why receivers cannot use the record, `ignored` what they skip in it, or read as something else.
    """

    domain: str
    asked: tuple[str, ...] = ()
    found_at: str = ""
    records: tuple[str, ...] = ()
    tags: dict[str, str] = {}
    organizational: str = ""
    error: str = ""
    fault: str = ""
    ignored: str = ""


class DkimKey(Fact, frozen=True, tag=True):
    """What is published for one selector; `name` is `selector._domainkey.domain`.

    `records` are the TXT records that are key records ("" joined), `others` further TXT records there, `chain` the
    CNAMEs followed. `tags` are those of a single record. `key_type` is "rsa", "ed25519" or what `k=` says, `bits` the
    size of an RSA modulus or 256. `problem` is why no mail can be verified with it, `detail` a sentence:
    several-records · revoked · no-key · base64 · key · key-type · version · syntax · sha1-only · not-for-mail
    """

    name: str
    records: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    tags: dict[str, str] = {}
    key_type: str = ""
    bits: int = 0
    problem: str = ""
    detail: str = ""
    nxdomain: bool = False


class SpfVerdict(Fact, frozen=True, tag=True):
    """Whether `ip` may send for `domain`, by RFC 7208. `reason` says why not, in words.

    `lookups` and `voids` are those that this address really cost; `steps` the way there, a line each.
    """

    ip: str
    domain: str
    result: Literal["none", "neutral", "pass", "fail", "softfail", "permerror"]
    reason: str = ""
    lookups: int = 0
    voids: int = 0
    steps: tuple[str, ...] = ()


DnsAnswer = Records | SpfTree | DmarcPolicy | DkimKey | SpfVerdict | Unanswered


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

    def dkim(self, name: str) -> DkimKey | Unanswered:
        """The key at `selector._domainkey.domain`."""
        found = self.answers.get(f"DKIM {name.lower()}", NOT_ASKED)
        return found if isinstance(found, DkimKey | Unanswered) else NOT_ASKED

    def spf_test(self, ip: str, domain: str) -> SpfVerdict | Unanswered:
        """Whether an address may send for a domain."""
        found = self.answers.get(f"SPFTEST {ip.lower()} {domain.lower()}", NOT_ASKED)
        return found if isinstance(found, SpfVerdict | Unanswered) else NOT_ASKED


def published(dns: Dns) -> dict[str, tuple[str, ...]]:
    """The SPF, DMARC and DKIM records that were seen, by "KIND name"; what nobody answered is left out.

    Blanks and the order of several records do not matter, so they are written alike.
    """
    found: dict[str, tuple[str, ...]] = {}
    for key, answer in dns.answers.items():
        if isinstance(answer, SpfTree):
            found[key] = alike(answer.root.records)
        elif isinstance(answer, DmarcPolicy | DkimKey):
            found[key] = alike(answer.records)
    return found


def alike(records: tuple[str, ...]) -> tuple[str, ...]:
    """Records written alike: single blanks, sorted."""
    return tuple(sorted(" ".join(text.split()) for text in records))
