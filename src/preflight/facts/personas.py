"""Made-up recipients, and the mail as each of them gets it.

Nobody's values are in them: of the audience only lengths may come in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from preflight.dialects.render import Rendered, render
from preflight.facts.audience import Audience, Cell, Measure, Measured
from preflight.facts.columns import field_of
from preflight.facts.send import Message, Send, Token

_NAMES = re.compile(r"name|vorname|nachname|pr[eé]nom", re.IGNORECASE)

Field = Literal["subject", "preheader", "html", "text"]


class Persona(NamedTuple):
    """A recipient: what a name and what any other field holds. `lengths` are the longest of the audience's."""

    name: Literal["blank", "longest", "foreign", "awkward"]
    first: str
    other: str
    lengths: Mapping[str, int] = {}

    def value(self, field: str) -> str:
        """What the field holds."""
        shown = self.first if _NAMES.search(field) else self.other
        length = self.lengths.get(folded(field), 0)
        return (shown * (length // max(1, len(shown)) + 1))[:length] if length and shown else shown


BLANK = Persona("blank", "", "")
LONGEST = Persona(
    "longest", "Maximiliane-Alexandra", "Wolfeschlegelsteinhausenbergerdorff & Söhne Verwaltungsgesellschaft mbH"
)
FOREIGN = Persona("foreign", "Ελισάβετ", "北京市朝阳区 Дмитрий")
AWKWARD = Persona("awkward", 'D\'Arcy "Bo"', "O'Brien & Söhne <GmbH>")
PERSONAS: tuple[Persona, ...] = (BLANK, LONGEST, FOREIGN, AWKWARD)


def rendered(send: Send, message: Message, persona: Persona, field: Field = "html") -> Rendered:
    """The subject, preheader or a part as the recipient gets it; "" where the message has none.

    A proof is filled already, so that nothing changes in it. The account's own fallbacks (`defaults`) stand in where a
    field is blank.
    """
    text = _text(message, field)
    if message.state == "proof" or not text:
        return Rendered(text)
    known = {folded(name): value for name, value in message.defaults.items()}
    return render(
        text, lambda name: persona.value(name) or known.get(folded(name), ""), send.platform, markup=field == "html"
    )


def lengths_asked(messages: Iterable[Message], fields: Iterable[str] = ("html",)) -> Iterator[Measure]:
    """How long the longest value is of each field that is shown there."""
    wanted = set(fields)
    tokens = (token for message in messages if message.state == "draft" for token in message.tokens)
    names = dict.fromkeys(token.name for token in tokens if token.where in wanted and token.kind == "field")
    yield from (_length(name) for name in names if folded(name))


def longest(audience: Audience) -> Persona:
    """Whose fields hold the longest values: as long as the audience's own where it was asked, else made-up ones."""
    found = {
        name.removeprefix(_LENGTH): int(answer.value)
        for name, answer in audience.measures.items()
        if name.startswith(_LENGTH) and isinstance(answer, Measured) and answer.value
    }
    return LONGEST._replace(lengths=found)


def longer_asked(token: Token, than: int) -> Measure:
    """How many recipients have more than that many signs in the token's field."""
    name = f"persona.longer:{folded(token.name)}:{than}"
    return Measure(name, cell=Cell(field_of(token.name), "length"), where=f"flag > {than}")


_LENGTH = "persona.length:"


def _length(name: str) -> Measure:
    return Measure(_LENGTH + folded(name), cell=Cell(field_of(name), "length"), aggregate="max(flag)")


def folded(name: str) -> str:
    """`firstname`, `First Name` and `contact.first_name` are one."""
    return re.sub(r"[\W_]+", "", name.strip("{}% ").rpartition(".")[2]).lower()


def _text(message: Message, field: Field) -> str:
    if field == "subject":
        return message.subject.text if message.subject else ""
    if field == "preheader":
        return message.preheader.text if message.preheader else ""
    part = message.html if field == "html" else message.text
    return part.source if part else ""


def sent_octets(send: Send, message: Message, audience: Audience | None = None) -> int:
    """The octets of the HTML as it is sent: to whom has the longest values, without scripts and conditions.

    How long those are the audience says, where it was asked (`lengths_asked`).

    A proof's, and those of a draft without tokens, are counted as they stand.
    """
    if message.html is None:
        return 0
    if message.state == "proof" or not message.tokens:
        return message.html.size
    persona = longest(audience) if audience is not None else LONGEST
    return len(rendered(send, message, persona).text.encode("utf-8", errors="replace"))
