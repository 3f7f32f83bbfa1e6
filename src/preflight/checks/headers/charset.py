"""headers.charset"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.headers import _raw
from preflight.data.charsets import codec_of
from preflight.facts import Send, encoded_words
from preflight.facts.given import Headers
from preflight.facts.send import Defect, Header, Message
from preflight.finding import Finding, Item, Mender, Remark, Severity, Tally, Text, _, ngettext

SHOWN: frozenset[str] = frozenset(
    {
        "subject", "from", "sender", "reply-to", "to", "cc", "list-unsubscribe", "list-unsubscribe-post", "list-id",
        "list-help", "organization",
    }
)  # fmt: skip
"""Headers that somebody sees or that mailbox providers act on; what the others hold is nobody's trouble."""

_LONG = 10_000


@check("headers.charset", severity=Severity.WARNING, mender=Mender.TEMPLATE)
def charset(send: Send, headers: Headers) -> Iterator[Item]:  # noqa: ARG001 - a need
    """The mail does not say rightly how its letters are written.

    Umlauts, accents, curly quotes and emoji turn into rubbish ("MÃ¼ller") where a header or a part names no charset, a
    wrong one, or one that nobody knows. Your own mail program may guess right; others do not.

    Bad:
        eml: |
          From: a@shop.test
          Content-Type: text/plain; charset=iso-8859-1

          Größe
    Good:
        eml: |
          From: a@shop.test
          Content-Type: text/plain; charset=utf-8

          Größe
    Fix: save and send everything as UTF-8, and say so in the Content-Type.
    Source: RFC 2045, section 5 (1996-11); RFC 2047, sections 2 and 5 (1996-11)
    """
    messages = _raw.raw_messages(send)
    if not messages:
        yield _raw.NONE
        return
    bad = 0
    for message in messages:
        found = [*_parts(message), *_headers(message)]
        bad += any(isinstance(one, Finding) for one in found)
        yield from found
    words = ngettext(
        "{good} of {n} raw message says rightly how its letters are written",
        "{good} of {n} raw messages say rightly how their letters are written",
        len(messages), good=len(messages) - bad,
    )  # fmt: skip
    yield Tally(words, {"messages": len(messages), "bad": bad})


def _parts(message: Message) -> Iterator[Finding | Remark]:
    for defect in message.defects:
        if defect.kind == "charset":
            yield _finding(defect)
        elif defect.kind == "charset-meta":
            yield Remark(_("{what}", what=defect.message), defect.location)


def _finding(defect: Defect) -> Finding:
    words = _("{what} (part {part})", what=defect.message, part=defect.location.part)
    return Finding(words, key=f"part: {defect.message}", fix=_FIX, location=defect.location,
                   many=_("{what} ({n} parts)", what=defect.message))  # fmt: skip


def _headers(message: Message) -> Iterator[Finding]:
    for header in message.headers or ():
        if header.name.lower() in SHOWN and (words := _wrong(header)) is not None:
            # Whoever forgets to encode one header forgets it in all of them: that is one fault.
            bare = header.undecodable or not header.raw[:_LONG].isascii()
            yield Finding(
                words, key="headers: not encoded" if bare else f"header: {header.name.lower()}", fix=_FIX_HEADER,
                location=header.location, evidence={"raw": header.raw[:300]}, many=_NOT_ENCODED if bare else words,
            )  # fmt: skip


def _wrong(header: Header) -> Text | None:
    raw = header.raw[:_LONG]
    if header.undecodable:
        return _("{header} holds letters of no known charset", header=header.name)
    for word in encoded_words.words(raw) if "=?" in raw else ():
        if codec_of(word.charset) is None:
            return _("{header} names a charset that nobody knows, {charset}", header=header.name,
                     charset=word.charset[:40])  # fmt: skip
        if "\ufffd" in word.text and "\ufffd".encode() not in word.octets:
            return _("{header} says that it is {charset}, and is not: “{text}”", header=header.name,
                     charset=word.charset[:40], text=word.text[:60])  # fmt: skip
    if encoded_words.BEGINS.search(encoded_words.decode(raw)):
        return _("{header} holds an encoded word that is cut or damaged, and shows as it stands: “{text}”",
                 header=header.name, text=raw[:60])  # fmt: skip
    if not raw.isascii():
        return _("{header} holds letters beyond A to Z as they are, in no declared charset", header=header.name)
    return None


_NOT_ENCODED = _("{n} headers hold letters beyond A to Z that are not encoded")
_FIX = _("Save and send the part as UTF-8, and say so in its Content-Type.")
_FIX_HEADER = _("Let your platform encode the header as UTF-8 (“=?utf-8?Q?…?=”).")
