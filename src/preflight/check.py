"""All that the author of a check imports to make one.

A check is a pure generator. The types of its parameters are its needs:

    Send, Web, Dns, Audience, History, Clock,
    Spelling, SpamScores                          always there
    Brief, Sender, AudienceSpec, ConsentSpec      parts of the manifest ┐ without them the check is
    Headers, Members, Suppression                 inputs of the send    ┘ skipped: not given
    a subclass of Options                         its options, from the checklist

It yields findings, unknowns, remarks and exactly one `Tally`, or a single `Skip`. What must be had from outside is
asked by `asks(send, options, known)`, which is called again with what is known until it asks nothing new.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import msgspec

from preflight.facts import Ask, Audience, Clock, Dns, Facts, History, Send, SpamScores, Spelling, Web
from preflight.facts.given import Headers, Members, Suppression
from preflight.facts.send import AudienceSpec, Brief, ConsentSpec, Sender
from preflight.finding import Item, Mender, Severity

ALWAYS: dict[type, str] = {
    Send: "send",
    Web: "web",
    Dns: "dns",
    Audience: "audience",
    Spelling: "spelling",
    SpamScores: "spam",
    History: "history",
    Clock: "clock",
}
GIVEN: dict[type, str] = {
    Brief: "brief",
    Sender: "sender",
    AudienceSpec: "audience",
    ConsentSpec: "consent",
    Headers: "headers",
    Members: "audience",
    Suppression: "suppression",
}
"""Inputs and the names under which the report says that they were not given."""

ONLINE = frozenset({Web, Dns, SpamScores})


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of a check's options; each field has a default and its words by `option`."""


def option(words: str, **limits: Any) -> msgspec.Meta:
    """What an option means, and its limits (`ge`, `le`, `pattern` …): `Annotated[int, option("…", ge=0)] = 3`."""
    return msgspec.Meta(description=words, **limits)


Asks = Callable[..., Iterable[Ask]]


class Check(msgspec.Struct, frozen=True, dict=True, eq=False):
    """One check: what the decorator was told, and what the function says of itself.

    `severity` is the worst it can be by default; `on` is false for checks that a checklist must turn on.
    """

    id: str
    severity: Severity
    mender: Mender
    function: Callable[..., Iterator[Item]]
    asks: Asks | None = None
    on: bool = True
    cites: tuple[str, ...] = ()

    @cached_property
    def needs(self) -> dict[str, type]:
        """Parameter names and their types."""
        hints = typing.get_type_hints(self.function)
        return {name: type_ for name, type_ in hints.items() if name != "return"}

    @cached_property
    def options(self) -> type[Options]:
        """The class of the check's options; `Options` itself where it has none."""
        return next((t for t in self.needs.values() if issubclass(t, Options)), Options)

    @property
    def family(self) -> str:
        """The first word of the id."""
        return self.id.partition(".")[0]

    @cached_property
    def offline(self) -> bool:
        """Whether the check can be judged without a network."""
        return not ONLINE & set(self.needs.values())

    @cached_property
    def doc(self) -> Doc:
        """The parts of the docstring."""
        return Doc.read(self.function.__doc__ or "")

    @property
    def title(self) -> str:
        """The first line of the docstring."""
        return self.doc.title


class Listed(msgspec.Struct, frozen=True):
    """What is told of a check that nobody runs; had from the catalogue, without importing its module."""

    id: str
    title: str
    severity: Severity
    mender: Mender
    on: bool
    needs: tuple[str, ...]
    offline: bool
    why: str
    fix: str
    source: str

    @classmethod
    def of(cls, check: Check) -> Listed:
        """The listing of a check that is at hand."""
        doc = check.doc
        needs = sorted({GIVEN[type_] for type_ in check.needs.values() if type_ in GIVEN})
        return cls(
            check.id, doc.title, check.severity, check.mender, check.on, tuple(needs), check.offline,
            doc.why, doc.fix, doc.source,
        )  # fmt: skip


class Doc(msgspec.Struct, frozen=True):
    """A check's docstring, taken apart: title, why it matters, examples (YAML), how to mend, source."""

    title: str
    why: str
    bad: str
    good: str
    fix: str
    source: str

    @classmethod
    def read(cls, text: str) -> Doc:
        """Split at the lines `Bad:`, `Good:`, `Fix:` and `Source:`."""
        from inspect import cleandoc  # not at the top: most starts read no docstring

        pieces = re.split(r"^(Bad|Good|Fix|Source):[ \t]*", cleandoc(text), flags=re.MULTILINE)
        title, _, why = pieces[0].strip().partition("\n")
        parts = {name: cleandoc("\n" + body).strip("\n") for name, body in zip(pieces[1::2], pieces[2::2], strict=True)}
        return cls(
            title=title.strip(),
            why=why.strip(),
            bad=parts.get("Bad", ""),
            good=parts.get("Good", ""),
            fix=" ".join(parts.get("Fix", "").split()),
            source=" ".join(parts.get("Source", "").split()),
        )


def check(
    id: str,
    *,
    severity: Severity,
    mender: Mender,
    asks: Asks | None = None,
    on: bool = True,
    cites: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterator[Item]]], Check]:
    """Make a check of a generator. `cites` are rows of the requirements ("G6") that its explanation quotes."""

    def made(function: Callable[..., Iterator[Item]]) -> Check:
        return Check(id=id, severity=severity, mender=mender, function=function, asks=asks, on=on, cites=cites)

    return made


__all__ = [
    "ALWAYS",
    "GIVEN",
    "Ask",
    "Asks",
    "Check",
    "Doc",
    "Facts",
    "Options",
    "check",
    "option",
]
