"""sender.missing"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.sender._from import not_given, values
from preflight.facts import Send
from preflight.facts.send import Message, Value
from preflight.finding import Finding, Item, Mender, Remark, Severity, Tally, Text, _, ngettext

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\\.')
_BRACKETED = re.compile(r"<([^<>]*)>")
_MAILBOX = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(?:\.[^\s@<>,;.]+)*\.?")
_TOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\*\|.*?\|\*|%%.*?%%|\$\{.*?\}|<%.*?%>|\[\[.*?\]\]", re.DOTALL)
_LONG = 4_000


@check("sender.missing", severity=Severity.BLOCKER, mender=Mender.BUILDER, cites=("G9",))
def missing(send: Send) -> Iterator[Item]:
    """The mail has no sender, or more than one.

    A From line needs exactly one address: without one no server takes the mail, and with several Gmail refuses it.

    Bad:
        html: <p>Sale!</p>
        from: Acme News
    Good:
        html: <p>Sale!</p>
        from: Acme News <news@shop.test>
    Fix: give the From line one name and one address.
    Source: Google "Email sender guidelines" (81126), 2026-03-11
    """
    messages = list(send.messages)
    if (skip := not_given(send)) is not None:
        yield skip
        return
    bad = 0
    for message in messages:
        lines = values(message)
        # Each of several From lines for itself: that there are several is told by `headers.duplicated`.
        each = [_addresses(value.text) for value in lines] or [[]]
        found = next((one for one in each if len(one) != 1), each[0])
        if len(found) == 1:
            if _is_token(found[0]):
                yield Remark(_("a token makes the From address: {token}", token=found[0][:100]), lines[0].location)
            continue
        bad += 1
        yield _finding(message, lines, found)
    words = ngettext(
        "{good} of {n} message has exactly one sender", "{good} of {n} messages have exactly one sender",
        len(messages), good=len(messages) - bad,
    )  # fmt: skip
    yield Tally(words, {"messages": len(messages), "bad": bad})


def _addresses(text: str) -> list[str]:
    """Every address of a From line, leniently: an unquoted comma in the name makes no second sender."""
    bare = _QUOTED.sub(" ", text[:_LONG])
    tokens = _TOKEN.findall(bare)
    # A token's own signs must not be read as brackets or commas.
    for n, token in enumerate(tokens):
        bare = bare.replace(token, f"\x00{n}\x00", 1)
    bracketed = _BRACKETED.findall(bare)
    pieces = bracketed or re.split(r"[,;]", bare)
    found = [piece.strip() for piece in pieces if _MAILBOX.fullmatch(piece.strip()) or _stands_alone(piece.strip())]
    if not found and not bracketed:
        found = _MAILBOX.findall(bare)
    return [re.sub("\x00(\\d+)\x00", lambda m: tokens[int(m[1])], one) for one in found]


def _stands_alone(piece: str) -> bool:
    return re.fullmatch("\x00\\d+\x00", piece) is not None


def _is_token(address: str) -> bool:
    return _TOKEN.search(address.rpartition("@")[2]) is not None


def _finding(message: Message, lines: list[Value], found: list[str]) -> Finding:
    location = lines[0].location if lines else message.location
    evidence = {"from": lines[0].text[:300]} if lines else {}
    return Finding(
        _words(lines, found), key="several" if found else "missing", location=location, evidence=evidence,
        fix=_("Give the From line one name and one address."), many=_many(found),
    )  # fmt: skip


def _words(lines: list[Value], found: list[str]) -> Text:
    if found:
        return _("the From line holds {count} addresses instead of one", count=len(found))
    if not any(value.text.strip() for value in lines):
        return _("the mail has no From line")
    return _("the From line holds no address: “{text}”", text=lines[0].text[:100])


def _many(found: list[str]) -> Text:
    return _("{n} messages have more than one sender") if found else _("{n} messages have no sender")
