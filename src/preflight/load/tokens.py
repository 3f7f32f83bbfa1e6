"""Personalisation tokens of every usual platform: where they stand, as facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from preflight.dialects import Kind, fallback_of, kind_of, lexer, name_of, readers
from preflight.dialects.faults import Fault, block_faults, faults
from preflight.dialects.lexer import MAX_TOKENS, Found
from preflight.facts.send import BrokenToken, Token, Value
from preflight.finding import Location

__all__ = ["MAX_TOKENS", "Found", "Tokens", "find", "in_value", "kind", "read", "token", "tokens"]

Places = Callable[[int], Location]
find = lexer.find


def kind(found: Found, platform: str = "generic") -> Kind:
    """What a token does, one of `Token.kind`."""
    return kind_of(found, platform)


class Tokens(NamedTuple):
    """The tokens of a text, and what is broken among them."""

    tokens: tuple[Token, ...] = ()
    broken: tuple[BrokenToken, ...] = ()


def token(found: Found, where: Any, location: Location, platform: str = "generic") -> Token:
    """The fact about a token that was found."""
    does = kind_of(found, platform)
    name = "" if does == "directive" else name_of(found)
    return Token(found.text, readers(found, platform), where, location, does, name, fallback_of(found))


def tokens(text: str, where: Any, at: Places, platform: str = "generic") -> Iterator[Token]:
    """The tokens of a text as facts; `at` tells where an offset stands."""
    return (token(found, where, at(found.start), platform) for found in find(text, platform))


def read(text: str, where: Any, at: Places, platform: str = "generic") -> Tokens:
    """The tokens of a text that stands alone (a subject, a header), and what is broken in it."""
    every = list(lexer.find(text, platform, comments=True))
    shown = [one for one in every if one.shape != "comment"]
    wrong = faults(text, every, (), platform)
    wrong += block_faults(shown, wrong, platform)
    return Tokens(tuple(token(one, where, at(one.start), platform) for one in shown), tuple(_broken(wrong, where, at)))


def in_value(value: Value | None, where: Any, platform: str = "generic") -> Tokens:
    """The tokens of a subject, From …"""
    return read(value.text, where, lambda _offset: value.location, platform) if value else Tokens()


def within(
    text: str, platform: str, at: Places, addresses: Sequence[tuple[int, int]], skipped: Sequence[tuple[int, int]],
    comments: Sequence[tuple[int, int]], values: Iterable[tuple[int, str]], where: Any = "html",
) -> Tokens:  # fmt: skip
    """The tokens of a part: those of `values` (offset, decoded address) as `url`, all others where they stand.

    `skipped` are styles and scripts, which have braces of their own; of a comment only what decides over text counts.
    """
    every = _outside(list(lexer.find(text, platform, comments=True)), sorted([*addresses, *skipped]))
    spoken = _outside(every, sorted(comments))
    heard = {one.start for one in spoken}
    kept = [one for one in every if one.start in heard or kind_of(one, platform) == "directive"]
    rows = [(one.start, token(one, where, at(one.start), platform)) for one in kept if one.shape != "comment"]
    wrong = faults(text, spoken, [*addresses, *skipped, *comments], platform)
    quiet = [(one.start, one.end) for one in every if one.shape == "comment"]
    for start, value in values:
        if not any(begin <= start < end for begin, end in quiet):
            inner, broken = _address(start, value, platform)
            rows += [(start, token(one, "url", at(start), platform)) for one in inner]
            kept += inner
            wrong += broken
    wrong += block_faults(sorted(kept, key=lambda one: one.start), wrong, platform)
    rows.sort(key=lambda row: row[0])
    return Tokens(tuple(one for _start, one in rows), tuple(_broken(wrong, where, at)))


def _address(start: int, value: str, platform: str) -> tuple[list[Found], list[Fault]]:
    """The tokens of a decoded address and what is broken there, all at the place of the address."""
    every = list(lexer.find(value, platform, comments=True))
    wrong = faults(value, every, (), platform, address=True)
    shown = [one._replace(start=start) for one in every if one.shape != "comment"]
    return shown, [one._replace(start=start) for one in wrong]


def _outside(every: Sequence[Found], spans: Sequence[tuple[int, int]]) -> list[Found]:
    """Those that begin outside the spans; both in their order."""
    kept, here = [], 0
    for one in every:
        while here < len(spans) and spans[here][1] <= one.start:
            here += 1
        if here == len(spans) or one.start < spans[here][0]:
            kept.append(one)
    return kept


def _broken(found: Iterable[Fault], where: Any, at: Places) -> Iterator[BrokenToken]:
    for fault in sorted(found, key=lambda one: one.start):
        yield BrokenToken(fault.kind, fault.text, where, at(fault.start), fault.hint)
