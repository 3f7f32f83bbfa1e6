"""The DMARC policy of a domain and its organizational domain, by the tree walk of RFC 9989 §4.10."""

from __future__ import annotations

import asyncio
import re
from typing import NamedTuple

from preflight.facts.dns import DmarcPolicy
from preflight.facts.web import Unanswered
from preflight.gather.dns.asking import Asker, Failed

MOST_QUERIES = 8

_RECORD = re.compile(r"\s*v\s*=\s*DMARC1\s*(?:;|$)", re.IGNORECASE)
_VERSION = "DMARC1"
_POLICIES = frozenset({"none", "quarantine", "reject"})


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


def tags_of(record: str) -> tuple[dict[str, str], str]:
    """The tags of a record in lower case, and what cannot be read in it ("" where all can)."""
    tags: dict[str, str] = {}
    error = ""
    for piece in record.split(";"):
        name, equals, value = (part.strip().lower() for part in piece.partition("="))
        if not name and not equals:
            continue
        if not name or not equals:
            error = error or f"“{piece.strip()[:40]}” is no tag"
        elif name in tags:
            error = error or f"the tag “{name[:20]}” stands twice"
        else:
            tags[name] = value
    policy = tags.get("p", "none")
    return tags, error or ("" if policy in _POLICIES else f"“p={policy[:20]}” is no policy")


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
    tags, error = tags_of(holder.records[0])
    return DmarcPolicy(
        domain, asked, f"_dmarc.{holder.domain}", holder.records, tags, organizational,
        error=error or (failed.reason if failed else ""), fault=error,
    )  # fmt: skip


async def _stop(domain: str, asker: Asker) -> _Stop:
    try:
        found = await asker.records(f"_dmarc.{domain}", "TXT")
    except Failed as failed:
        return _Stop(domain, (), {}, failed.why)
    records = tuple(text for text in found.values if _RECORD.match(text) and _VERSION in text)
    return _Stop(domain, records, tags_of(records[0])[0] if len(records) == 1 else {})


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
