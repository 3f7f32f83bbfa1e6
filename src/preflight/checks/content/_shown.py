"""Whether a style sheet of the mail shows somewhere what a style attribute hides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from preflight.finding import Location

_STYLES = re.compile(r"<style\b[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SHOWS = re.compile(
    r"display\s*:\s*(?!none)[a-z]|max-height\s*:\s*(?!0(?:px)?\s*[;!}])|(?:^|[\s;])height\s*:\s*auto"
    r"|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.\d)|font-size\s*:\s*(?!0(?:px)?\s*[;!}])",
    re.IGNORECASE,
)
_NAME = re.compile(r"[.#]([\w-]{1,80})|\[class[~*^|$]?=[\"']?([\w -]{1,80})")
_TAG = re.compile(r"<[a-z][^<>]{0,2000}>", re.IGNORECASE)
_NAMES = re.compile(r"\b(?:class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_HIDES = re.compile(
    r"display\s*:\s*none|max-height\s*:\s*0|visibility\s*:\s*hidden|opacity\s*:\s*0|font-size\s*:\s*0|mso-hide\s*:\s*all",
    re.IGNORECASE,
)


def elsewhere(source: str, places: Sequence[Location]) -> list[bool]:
    """For each place, whether the nearest hiding tag before it bears a class or id that a style sheet shows."""
    shown = _shown_names(source) if places else frozenset()
    if not shown:
        return [False] * len(places)
    starts = _line_starts(source)
    tags = [(tag.start(), tag[0]) for tag in _TAG.finditer(source) if _HIDES.search(tag[0])]
    return [_by_name(tags, starts[min(place.line, len(starts)) - 1] + place.column, shown) for place in places]


def _shown_names(source: str) -> frozenset[str]:
    """Classes and ids of which some rule says that they are seen."""
    rules = (rule for sheet in _STYLES.findall(source) for rule in _RULE.findall(sheet))
    names = (
        name for selector, body in rules if _SHOWS.search(body) for pair in _NAME.findall(selector) for name in pair
    )
    return frozenset(word for name in names for word in name.split())


def _line_starts(source: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", source))]


def _by_name(tags: list[tuple[int, str]], offset: int, shown: frozenset[str]) -> bool:
    before = [tag for start, tag in tags if start < offset][-_NEAREST:]
    return any(shown.intersection(" ".join(map("".join, _NAMES.findall(tag))).split()) for tag in before)


_NEAREST = 3
"""Hiding tags that are looked at: the one that hides it may have others inside."""
