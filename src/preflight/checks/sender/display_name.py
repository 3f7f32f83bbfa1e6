"""sender.display-name"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.sender._from import From, not_given, senders
from preflight.data.hosts import registrable
from preflight.data.subject_words import URGENT, emoji
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _, ngettext


class DisplayName(Options, frozen=True):
    """Options of sender.display-name."""

    allow: Annotated[frozenset[str], option("Names that are meant as they are, to the letter.")] = frozenset()


@check("sender.display-name", severity=Severity.WARNING, mender=Mender.COPY, cites=("G11",))
def display_name(send: Send, options: DisplayName) -> Iterator[Item]:
    """The sender's name says something else than who sends.

    Gmail wants the name to say who sends and nothing else: no words of the subject ("Last Chance"), no recipient's
    name, no "(2)" that feigns a conversation, no emoji, no address of somebody else.

    Bad:
        html: <p>Sale!</p>
        from: "Acme - last chance 🔥 <news@shop.test>"
    Good:
        html: <p>Sale!</p>
        from: Jo at Acme <news@shop.test>
    Fix: let the name say who sends, and put the rest into the subject.
    Source: Google "Guidelines for email display names" (81126), 2026-03-11
    """
    if (skip := not_given(send)) is not None:
        yield skip
        return
    named = [one for one in senders(send) if one.name]
    faults = [(one, key, words) for one in named if one.name not in options.allow for key, words in _faults(one)]
    yield from (_finding(*fault) for fault in faults)
    bad = len({id(one) for one, _key, _words in faults})
    words = ngettext(
        "{bad} of {n} name says more than who sends", "{bad} of {n} names say more than who sends", len(named), bad=bad
    )
    yield Tally(words, {"names": len(named), "bad": bad})


_COUNT = re.compile(r"(?:^|\s)[(\[]\s*\d{1,3}\s*[)\]]\s*$")
_REPLY = re.compile(r"^\s*(?:re|fwd?|aw|wg)\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>\"'()]{1,64}@((?:[\w-]{1,63}\.){1,5}[a-z]{2,24})", re.IGNORECASE)


def _faults(one: From) -> Iterator[tuple[str, Text]]:
    name = one.name[:300]
    shown = name[:100]
    if signs := emoji(name):
        yield "emoji", _("the sender's name “{name}” holds an emoji: {signs}", name=shown, signs=signs)
    if found := _COUNT.search(name):
        yield "count", _("the sender's name “{name}” feigns a conversation: {word}", name=shown, word=found[0].strip())
    if found := _REPLY.search(name):
        yield "reply", _("the sender's name “{name}” feigns a reply: {word}", name=shown, word=found[0].strip())
    if found := URGENT.search(name):
        yield "subject", _("the sender's name “{name}” holds words of a subject: {word}", name=shown, word=found[0])
    domain = next((found[1].lower() for found in _ADDRESS.finditer(name)), "")
    if domain and registrable(domain) != registrable(one.domain):
        yield "address", _("the sender's name “{name}” holds an address at {domain}", name=shown, domain=domain)
    tokens = [token for token in one.message.tokens if token.where == "from" and token.kind == "field"]
    if tokens and any(_of_reader(token.name) and token.text in name for token in tokens):
        yield "reader", _("the sender's name “{name}” holds the reader's own name", name=shown)


def _of_reader(field: str) -> bool:
    """Whether a field is the reader's own name, rather than that of whoever looks after them."""
    return re.search(r"(?i)(?:first|last|full)_?\s?name|fname|lname", field) is not None and not re.search(
        r"(?i)owner|sender|rep\b|sales|agent|manager|user\.", field
    )


def _finding(one: From, key: str, words: Text) -> Finding:
    return Finding(
        words,
        key=f"{key} {one.name[:150]}",
        fix=_("Let the name say who sends, and put the rest into the subject."),
        location=one.location,
        evidence={"name": one.name[:200]},
    )
