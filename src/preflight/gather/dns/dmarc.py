"""The DMARC policy of a domain and its organizational domain, by the tree walk of RFC 9989 §4.10."""

from __future__ import annotations

import asyncio
import re
from typing import NamedTuple

from preflight.facts.dns import POLICIES, DmarcPolicy
from preflight.facts.web import Unanswered
from preflight.gather.dns.asking import Asker, Failed

MOST_QUERIES = 8

_RECORD = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)")
"""The version must match precisely, and stand first (§4.7); any other text is none of DMARC's."""

_VALUES = {"adkim": ("r", "s"), "aspf": ("r", "s"), "t": ("n", "y"), "psd": ("u", "y", "n")}
"""Tags with few values, the default first."""

_ADDRESSES = frozenset({"rua", "ruf"})
"""Empty, they are as good as left out, and dmarc-no-reports tells that."""

_URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s,]+")
_NO_POLICY = "it has neither a policy (p=) nor an address for reports (rua=)"


class _Stop(NamedTuple):
    """One name of the walk: its DMARC records, the tags where it has a single one, or why nobody could tell."""

    domain: str
    records: tuple[str, ...]
    tags: dict[str, str]
    failed: Unanswered | None = None


async def dmarc_policy(domain: str, asker: Asker) -> DmarcPolicy | Unanswered:
    """What applies to mail from `domain`."""
    # All names are known beforehand, so they are asked at once and read in order.
    stops = await asyncio.gather(*[_stop(name, asker) for name in steps(domain)])
    return judged(domain, _walked(stops))


def steps(domain: str) -> list[str]:
    """The domains of the walk: `domain`, then its parents, at most eight names in all."""
    labels = domain.split(".")
    parents = [".".join(labels[-size:]) for size in range(min(len(labels), MOST_QUERIES) - 1, 0, -1)]
    return [domain, *parents]


class Tags(NamedTuple):
    """What a record says: its tags in lower case, why receivers cannot use it, and what they skip or read otherwise."""

    tags: dict[str, str]
    fault: str = ""
    ignored: str = ""


def tags_of(record: str) -> Tags:
    """The tags of a record (RFC 9989 §4.7): what cannot be read is skipped, in favour of the defaults."""
    tags: dict[str, str] = {}
    skipped: list[str] = []
    for piece in record.split(";"):
        name, equals, value = (part.strip().lower() for part in piece.partition("="))
        if (not name and not equals) or (not value and name in _ADDRESSES):
            continue
        if not (equals and value and name.isascii() and name.isalpha()):
            skipped.append(f"“{piece.strip()[:40]}” is no tag")
        elif name in tags:
            skipped.append(f"the tag “{name[:20]}” stands twice")
        else:
            tags[name] = value
    skipped += [
        f"“{name}={tags[name][:20]}” is no value, and receivers read {name}={values[0]}"
        for name, values in _VALUES.items()
        if tags.get(name, values[0]) not in values
    ]
    return _weighed(tags, skipped)


def _weighed(tags: dict[str, str], skipped: list[str]) -> Tags:
    """§4.10.1: without a valid policy a record counts as p=none where it names an address for reports, else as none."""
    bad = [name for name in ("p", "sp", "np") if tags.get(name, "none") not in POLICIES]
    wrong = [f"“{name}={tags[name][:20]}” is no policy" for name in bad]
    if "p" in tags and not wrong:
        return Tags(tags, "", "; ".join(skipped))
    if any(_URI.fullmatch(one.strip()) for one in tags.get("rua", "").split(",")):
        told = [f"{words}, and receivers act as if it said p=none" for words in wrong]
        return Tags(tags, "", "; ".join([*told, *skipped]))
    return Tags(tags, "; ".join(wrong) or _NO_POLICY, "; ".join(skipped))


def judged(domain: str, stops: list[_Stop]) -> DmarcPolicy | Unanswered:
    """The policy that applies, of the names that the walk came by."""
    asked = tuple(f"_dmarc.{stop.domain}" for stop in stops)
    author = stops[0]
    if len(author.records) > 1:
        return DmarcPolicy(domain, asked, f"_dmarc.{domain}", author.records)
    if author.failed is not None:
        return author.failed
    failed = next((stop.failed for stop in stops if stop.failed), None)
    # A silent parent leaves the organization open; the policy below it stands unless no record was seen at all.
    likely = _organizational(domain, stops)
    holder = author if author.tags else _holder(stops, likely)
    if failed is not None and holder is None:
        return failed
    organizational = "" if failed else likely
    if holder is None:
        doubled = next((stop for stop in stops if len(stop.records) > 1), None)
        found_at, records = (f"_dmarc.{doubled.domain}", doubled.records) if doubled else ("", ())
        return DmarcPolicy(domain, asked, found_at, records, organizational=organizational)
    tags, fault, ignored = tags_of(holder.records[0])
    return DmarcPolicy(
        domain, asked, f"_dmarc.{holder.domain}", holder.records, tags, organizational,
        error=fault or (failed.reason if failed else ""), fault=fault, ignored=ignored,
    )  # fmt: skip


async def _stop(domain: str, asker: Asker) -> _Stop:
    try:
        found = await asker.records(f"_dmarc.{domain}", "TXT")
    except Failed as failed:
        return _Stop(domain, (), {}, failed.why)
    records = tuple(text for text in found.values if _RECORD.match(text))
    return _Stop(domain, records, tags_of(records[0]).tags if len(records) == 1 else {})


def _walked(stops: list[_Stop]) -> list[_Stop]:
    """The walk up to the name that says by `psd` where the organization ends."""
    for index, stop in enumerate(stops):
        if stop.tags.get("psd") in {"y", "n"}:
            return stops[: index + 1]
    return stops


def _organizational(domain: str, stops: list[_Stop]) -> str:
    """§4.10.2: `psd=n` is the organization itself, one label below `psd=y` is, else the highest name with a record."""
    last = stops[-1]
    if last.tags.get("psd") == "n":
        return last.domain
    if last.tags.get("psd") == "y" and len(stops) > 1:
        # Not the name asked before it: the walk leaves labels out where there are more than eight.
        return ".".join(domain.split(".")[-(last.domain.count(".") + 2) :])
    holders = [stop.domain for stop in stops if stop.tags]
    return holders[-1] if holders else domain


def _holder(stops: list[_Stop], organizational: str) -> _Stop | None:
    """Where the author's domain has no record: the organization's, else the public suffix's (§4.10.1)."""
    own = next((stop for stop in stops if stop.domain == organizational and stop.tags), None)
    return own or next((stop for stop in stops if stop.tags.get("psd") == "y"), None)
