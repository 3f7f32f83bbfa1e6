"""Inputs that a send may lack. A check that has one of these as a parameter is *skipped: not given* without it."""

from __future__ import annotations

from preflight.facts.send import AudienceSpec, Fact, ListSpec, Message, Send, Source, all_messages


class Headers(Fact, frozen=True):
    """The messages (or proofs) whose headers are known."""

    messages: tuple[Message, ...]


class Members(Fact, frozen=True):
    """An audience whose members are given, not only their number."""

    spec: AudienceSpec
    source: Source


class Suppression(Fact, frozen=True):
    """The suppression lists given; the manifest's `suppression:` may be an empty list."""

    lists: tuple[ListSpec, ...]


def headers(send: Send) -> Headers | None:
    """The messages with headers, or None."""
    known = tuple(m for m in all_messages(send) if m.headers is not None)
    return Headers(known) if known else None


def members(send: Send) -> Members | None:
    """The audience with its members, or None."""
    spec = send.audience
    return Members(spec, spec.members) if spec and spec.members else None


def suppression(send: Send) -> Suppression | None:
    """The suppression lists, or None where the manifest does not speak of them."""
    return None if send.suppression is None else Suppression(send.suppression)
