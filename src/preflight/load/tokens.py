"""Personalisation tokens of every usual platform."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from preflight.data import token_dialects as table
from preflight.facts.send import Token, Value
from preflight.finding import Location

MAX_TOKENS = 20_000
_HINT = re.compile(r"\{\{|\{%|%%|\*\||<%|\[\[|%7B%7B|\*%7C|~~eloqua|eloquaemail|fallback="
                   r"|\{[a-z]+_?[a-z]*[=}]|\[[a-z]|%[rmtu]"
                   r"|<(?:uns|web|pre)|#(?:if|for|set|els|end)|\$!?\{?lead", re.IGNORECASE)  # fmt: skip
_INSIDE = tuple((re.compile(pattern, re.IGNORECASE), who) for pattern, who in table.INSIDE)
_KINDS: tuple[tuple[Any, re.Pattern[str]], ...] = (
    ("preference", re.compile(table.PREFERENCE, re.IGNORECASE)),
    ("unsubscribe", re.compile(table.UNSUBSCRIBE, re.IGNORECASE)),
    ("view", re.compile(table.VIEW, re.IGNORECASE)),
    ("address", re.compile(table.ADDRESS, re.IGNORECASE)),
)
_DIRECTIVE = re.compile(table.DIRECTIVE, re.IGNORECASE)
_FALLBACKS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        r"personalization_token\(\s*[\"'][^\"']*[\"']\s*,\s*[\"']([^\"']*)[\"']",
        r"defaultIfEmpty\s+\S+\s+[\"']([^\"']*)[\"']",
        r"\?:\s*[\"']([^\"']*)[\"']",
        r"\bdefault\s*[:=]\s*[\"']([^\"']*)[\"']",
        r":default=([^}]*)",
        r"[\"']default=([^\"']*)[\"']",
        r"\bfallback=([^\]]*)",
        r"\bor\s+\S+\s+[\"']([^\"']*)[\"']",
        r"IIF\(\s*Empty\([^()]*\)\s*,\s*[\"']([^\"']*)[\"']",
    )
)
_PIPED = re.compile(r"\|\s*([^|:}\"'(]+)$")
_NAME = re.compile(r"\$\{\s*([^{}|]+?)\s*[|}]|(?:personalization_token\(\s*[\"'])([^\"']+)|(?:v\(@?)([\w ]+)")
_FILTERS = frozenset(
    {"upcase", "downcase", "capitalize", "strip", "escape", "title", "lower", "upper", "safe", "url_encode", "raw"}
)


class Found(NamedTuple):
    """A token in a text: where it stands and which shape it has."""

    text: str
    start: int
    shape: str
    writers: tuple[str, ...]


def find(text: str, platform: str = "generic") -> Iterator[Found]:
    """The tokens of a text in their order, at most `MAX_TOKENS`."""
    if _HINT.search(text) is None:
        return
    pattern, writers = _pattern(platform)
    for number, found in enumerate(pattern.finditer(text)):
        if number >= MAX_TOKENS:
            return
        shape = found.lastgroup or ""
        yield Found(found[0], found.start(), shape, writers[shape])


def token(found: Found, where: Any, location: Location, platform: str = "generic") -> Token:
    """The fact about a token that was found."""
    inside = _inside(found)
    fallback = _fallback(found, inside)
    kind = _kind(found, inside)
    name = "" if kind == "directive" else _name(inside)
    return Token(found.text, _dialects(found, inside, platform), where, location, kind, name, fallback)


def tokens(text: str, where: Any, at: Callable[[int], Location], platform: str = "generic") -> Iterator[Token]:
    """The tokens of a text as facts; `at` tells where an offset stands."""
    return (token(found, where, at(found.start), platform) for found in find(text, platform))


def in_value(value: Value | None, where: Any, platform: str = "generic") -> tuple[Token, ...]:
    """The tokens of a subject, From …"""
    return tuple(tokens(value.text, where, lambda _offset: value.location, platform)) if value else ()


def kind(found: Found) -> Any:
    """What a token does, one of `Token.kind`."""
    return _kind(found, _inside(found))


@cache
def _pattern(platform: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    shapes = [*table.SHAPES]
    shapes += [(f"only_{name}", pattern, (platform,)) for name, pattern in table.ONLY_ON.get(platform, ())]
    joined = "|".join(f"(?P<{name}>{pattern})" for name, pattern, _who in shapes)
    return re.compile(joined, re.IGNORECASE), {name: who for name, _pattern, who in shapes}


def _inside(found: Found) -> str:
    text = unquote(found.text) if found.shape == "encoded" else found.text
    if found.shape == "eloqua":
        named = re.search(r"syntax--(.*?)~~|>([^<]*)<", text)
        return next((group for group in named.groups() if group), "") if named else ""
    if found.shape == "mautic":
        return text.strip("{}")
    return (
        text.strip("{}%*|<>[]=-@ \t\r\n~") if found.shape not in {"braze", "braces"} else text[2:-2].strip(" \t\r\n-~")
    )


def _dialects(found: Found, inside: str, platform: str) -> tuple[str, ...]:
    who = found.writers
    if found.shape in {"braces", "encoded"} or (found.shape == "triple" and not who):
        who = ("mailchimp",) if found.text.startswith("*") else next(
            (writers for pattern, writers in _INSIDE if pattern.match(inside)), table.BRACES
        )  # fmt: skip
    if found.shape == "liquid" and "unsubscribe" in inside:
        who = ("klaviyo", "customerio")
    return (platform,) if platform in who else who


def _kind(found: Found, inside: str) -> Any:
    if found.shape in {"block", "only_velocity"} and not inside.startswith("lead"):
        return "directive"
    directive = _DIRECTIVE.match(inside) is not None
    if directive and found.shape in {"braces", "triple", "liquid", "stars", "brackets", "only_brackets", "marketo"}:
        return "directive"
    head = inside.partition("|")[0][:200]
    for kind, pattern in _KINDS:
        if pattern.search(head):
            return kind
    return {"liquid": "directive", "squares": "other"}.get(found.shape, "field")


def _fallback(found: Found, inside: str) -> str | None:
    for pattern in _FALLBACKS:
        if (match := pattern.search(inside)) is not None:
            return match[1].strip()
    piped = _PIPED.search(inside)
    if piped is None or found.shape not in {"braces", "mautic"}:
        return None
    word = piped[1].strip()
    return None if word in _FILTERS or (found.shape == "braces" and not word[:1].isupper()) else word


def _name(inside: str) -> str:
    found = _NAME.search(inside)
    if found is not None:
        return next(group for group in found.groups() if group).strip()[:100]
    text = re.sub(r"^(?:defaultIfEmpty|insert|or|and)\s+", "", inside.strip())
    text = re.sub(r"^(?:contact|lead|owner)field=", "", text)
    return re.split(r"\||,\s*fallback|:default=|\?:|\s[\"']|\(", text, maxsplit=1)[0].strip()[:100]
