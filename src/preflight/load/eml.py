"""A raw message (`.eml`) → a Message."""

from __future__ import annotations

import msgspec

from preflight.errors import Fault, InputError
from preflight.facts.send import Defect, Header, LongLine, Message, Value
from preflight.finding import Location
from preflight.load import mime
from preflight.load.files import MAX_MESSAGE
from preflight.load.html import HtmlFacts, read_html
from preflight.load.message import assemble
from preflight.load.mime import Leaf, Reader
from preflight.load.text import TextFacts, read_text
from preflight.mailboxes import mailboxes


def read_eml(data: bytes, *, file: str, name: str, platform: str) -> Message:
    """The message of a raw `.eml`, state "proof". What is malformed becomes a defect.

    Raises InputError for more than `MAX_MESSAGE` octets or `mime.MAX_PARTS` parts.
    """
    if len(data) > MAX_MESSAGE:
        raise InputError([Fault(file, 0, 0, "", f"is larger than {MAX_MESSAGE // 1_000_000} MB, which no mail is")])
    from preflight.dkim.reading import signatures  # a draft has none

    octets = data.removeprefix(b"\xef\xbb\xbf")
    try:
        reader = Reader(octets)
    except mime.TooMany as error:
        raise InputError([Fault(file, 0, 0, "", f"has more than {mime.MAX_PARTS:,} parts")]) from error
    proof = _Proof(reader, file, name, platform)
    lines, total = mime.long_lines(data)
    return msgspec.structs.replace(
        proof.message(len(data)), long_lines=tuple(LongLine(octets, proof.at("", line)) for line, octets in lines),
        long_lines_total=total, signatures=signatures(octets, lambda line: proof.at("", line)),
    )  # fmt: skip


class _Proof:
    """A message that was read, with what its places bear."""

    def __init__(self, reader: Reader, file: str, name: str, platform: str) -> None:
        self._reader, self._file, self._name, self._platform = reader, file, name, platform
        self._defects: list[Defect] = []

    def message(self, size: int) -> Message:
        """The facts."""
        headers = tuple(
            Header(line.name, mime.decoded(line.raw), line.raw, self.at("", line.line), not line.utf8)
            for line in self._reader.lines
        )
        html, text = self._html(), self._text()
        recipients = self._recipients(headers)
        for trouble in self._reader.troubles:
            self._defects.append(Defect("mime", trouble.message, self.at(trouble.path), trouble.lost))
        return assemble(
            self._name, html=html, text=text, subject=_value(headers, "subject"), sender=_value(headers, "from"),
            preheader=html.preheader if html else None, reply_to=_value(headers, "reply-to"), headers=headers,
            language=_said(headers, "content-language"), state="proof", platform=self._platform,
            location=self.at(""), proof=None, defects=tuple(self._defects), size=size, recipients=recipients,
        )  # fmt: skip

    def _html(self) -> HtmlFacts | None:
        leaf = self._leaf("text/html")
        if leaf is None:
            return None
        return read_html(
            self._content(leaf), file=self._file, message=self._name, part=leaf.path, charset=leaf.charset,
            platform=self._platform,
        )  # fmt: skip

    def _text(self) -> TextFacts | None:
        leaf = self._leaf("text/plain")
        if leaf is None:
            return None
        return read_text(
            self._content(leaf), file=self._file, message=self._name, part=leaf.path, charset=leaf.charset,
            platform=self._platform,
        )  # fmt: skip

    def _leaf(self, kind: str) -> Leaf | None:
        return next((leaf for leaf in self._reader.leaves if leaf.kind == kind and not leaf.attached), None)

    def _content(self, leaf: Leaf) -> bytes:
        data, wrong = mime.content(leaf)
        if wrong:
            self._defects.append(Defect("mime", wrong, self.at(leaf.path), lost=True))
        return data

    def _recipients(self, headers: tuple[Header, ...]) -> tuple[str, ...]:
        raw = [header.raw[:100_000] for header in headers if header.name.lower() in {"to", "cc", "bcc"}][:100]
        found = mailboxes(raw)
        if found is None:
            self._defects.append(Defect("mime", "its To and Cc cannot be read", self.at("")))
            return ()
        return tuple(dict.fromkeys(address for _name, address in found))

    def at(self, part: str, line: int = 0) -> Location:
        """A place in the file."""
        return Location(message=self._name, file=self._file, line=line, column=1 if line else 0, part=part)


def _value(headers: tuple[Header, ...], name: str) -> Value | None:
    found = next((header for header in headers if header.name.lower() == name), None)
    return Value(found.value, found.location) if found else None


def _said(headers: tuple[Header, ...], name: str) -> str:
    found = _value(headers, name)
    return found.text.strip()[:40] if found else ""
