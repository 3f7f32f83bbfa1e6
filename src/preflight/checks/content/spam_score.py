"""content.spam-score"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Ask, Facts, Options, check, option
from preflight.facts import Score, Send, SpamScores
from preflight.facts.send import Message
from preflight.facts.spam import Scored, Service
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


class SpamScore(Options, frozen=True):
    """Options of content.spam-score."""

    service: Annotated[Service, option("Which filter answers: spamd of SpamAssassin, or rspamd.")] = "spamd"
    at: Annotated[str, option("Where it listens; it gets the whole mail.")] = "127.0.0.1:783"
    at_most: Annotated[
        float | None, option("The score above which it is told; the filter's own threshold where nothing is said.")
    ] = None


def asks(send: Send, options: SpamScore, _known: Facts) -> Iterable[Ask]:
    """Every message, once."""
    return [Score(options.service, options.at, message.name) for message in _judged(send)]


@check("content.spam-score", severity=Severity.NOTE, mender=Mender.COPY, asks=asks, on=False, cites=("T9",))
def spam_score(send: Send, spam: SpamScores, options: SpamScore) -> Iterator[Item]:
    """A spam filter scores the mail high.

    Advice, and no gate: mailbox providers judge by reputation and by what their readers do, not by these rules. But a
    rule that matches often names something that is worth a look. The filter is one of your own.

    Bad:
        html: <p>Sale!</p>
        spam: {default: {score: 6.2, threshold: 5, rules: [{name: HTML_IMAGE_ONLY_04, score: 2.1}]}}
    Good:
        html: <p>Sale!</p>
        spam: {default: {score: 0.3, threshold: 5}}
    Fix: look at the rules that count most, and mend what is true of them.
    Source: SpamAssassin's own threshold is 5.0; helpmailup "Spam check", read 2026-11-22
    """
    messages = _judged(send)
    if not messages:
        yield Skip(_("there is no message to score"), not_given="message")
        return
    scored = bad = 0
    for message in messages:
        answer = spam[message.name]
        if not isinstance(answer, Scored):
            yield Unknown(_("{reason}", reason=answer.reason), answer.kind, message.location)
            continue
        scored += 1
        limit = answer.threshold if options.at_most is None else options.at_most
        if answer.score >= limit:
            bad += 1
            yield _finding(message, answer, limit)
    words = ngettext(
        "{bad} of {n} message is scored as spam", "{bad} of {n} messages are scored as spam", scored, bad=bad
    )
    yield Tally(words, {"messages": scored, "spam": bad})


def _judged(send: Send) -> list[Message]:
    return [message for message in send.messages if message.html is not None or message.text is not None]


def _finding(message: Message, answer: Scored, limit: float) -> Finding:
    rules = [f"{rule.name} {rule.score:g}{': ' + rule.words if rule.words else ''}" for rule in answer.rules]
    return Finding(
        _("the filter scores the mail {score}; from {limit} on it calls it spam", score=f"{answer.score:g}",
          limit=f"{limit:g}"),
        key="score",
        fix=_("Look at the rules that count most, and mend what is true of them."),
        location=message.location,
        evidence={"score": answer.score, "limit": limit, "examples": rules},
        many=_("the filter scores {n} messages as spam"),
    )  # fmt: skip
