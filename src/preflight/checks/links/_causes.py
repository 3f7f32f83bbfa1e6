"""Links with the same fault are one finding, whose evidence lists their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from preflight.facts.send import Link
from preflight.finding import Finding, Text

_SHOWN = 50
"""Addresses that the evidence lists."""


def findings(bad: Sequence[tuple[Link, Text, Text]]) -> Iterator[Finding]:
    """One finding a fault; of each link: what is wrong with it, and how to mend it."""
    urls: dict[str, dict[str, None]] = {}
    for link, why, _fix in bad:
        urls.setdefault(str(why), {})[link.url] = None
    for link, why, fix in bad:
        same = list(urls[str(why)])[:_SHOWN]
        own = {"url": link.url, "raw": link.raw[:500], "text": link.text[:200]}
        evidence = {**own, "urls": same} if len(same) > 1 else own
        yield Finding(why, key=str(why), fix=fix, location=link.location, evidence=evidence)
