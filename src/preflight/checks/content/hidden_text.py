"""content.hidden-text"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.folding import letters
from preflight.facts import Send
from preflight.facts.send import Message, Part, Run
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


class HiddenText(Options, frozen=True):
    """Options of content.hidden-text."""

    at_least: Annotated[int, option("Letters and digits from which hidden text counts.", ge=1)] = 200


@check("content.hidden-text", severity=Severity.WARNING, mender=Mender.TEMPLATE, cites=("G10",))
def hidden_text(send: Send, options: HiddenText) -> Iterator[Item]:
    """A good deal of the text is made invisible.

    Words that nobody sees are how junk mail fools filters; Gmail asks senders not to hide content. The preheader, a
    copy for phones or desktops that is also shown, and what the mail's own style sheet shows elsewhere are none.

    Bad:
        html: "<p>Sale!</p><div style='display:none'>Winter is here and the mountains are white with snow. Our guides have waxed the skis.</div>"
        options: {at_least: 60}
    Good:
        html: "<div style='display:none'>Winter is here and the mountains are white with snow. Our guides have waxed the skis.</div><p>Sale!</p>"
        options: {at_least: 60}
    Fix: take the hidden text out, or show it.
    Source: Google "Email sender guidelines" (81126), 2026-03-11
    """  # noqa: E501 - a line of YAML
    parts = [(message, message.html) for message in send.messages if message.html is not None]
    if not parts:
        yield Skip(_("there is no HTML to look at"), not_given="message")
        return
    bad = total = 0
    for message, part in parts:
        hidden = _hidden(message, part)
        length = sum(len(letters(run.text)) for run in hidden)
        total += length
        if length < options.at_least:
            continue
        bad += 1
        yield _finding(hidden, length)
    words = ngettext(
        "{bad} of {n} message hides a good deal of text", "{bad} of {n} messages hide a good deal of text", len(parts),
        bad=bad,
    )  # fmt: skip
    yield Tally(words, {"messages": len(parts), "hidden": bad, "letters": total})


def _hidden(message: Message, part: Part) -> list[Run]:
    """The hidden stretches behind the first visible words, without copies of what is shown."""
    begun = next((n for n, run in enumerate(part.runs) if not run.hidden and letters(run.text)), len(part.runs))
    seen = letters(" ".join(run.text for run in part.runs if not run.hidden))
    behind = [run for run in part.runs[begun:] if run.hidden and not run.elsewhere and letters(run.text)][:_MANY]
    tokens = {token.text for token in message.tokens[:_MANY]}
    return [run for run in behind if run.text not in tokens and not run.elsewhere and letters(run.text) not in seen]


def _finding(hidden: list[Run], length: int) -> Finding:
    first = hidden[0]
    return Finding(
        _("{length} letters are hidden behind the visible text, by: {why}; they begin “{words}”", length=length,
          why=first.hidden, words=first.text[:80]),
        key=f"hidden {re.sub(r'[0-9.]+', '', first.hidden)}",
        fix=_("Take the hidden text out, or show it."),
        location=first.location,
        evidence={"hidden_by": first.hidden, "length": length, "phrase": first.text[:200]},
        many=_("{n} messages hide a good deal of text"),
    )  # fmt: skip


_MANY = 2_000
