"""Which fields of recipients the mail shows: what the report shows of ten people by chance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from preflight.data.field_names import meaning
from preflight.facts.audience import Sample
from preflight.facts.columns import field_of
from preflight.facts.send import Message, Send, Token

_READ = frozenset({"subject", "preheader", "from", "html", "text"})
_MOST = 8


def sample(send: Send, digests: Mapping[str, str]) -> Sample | None:
    """The ask of a send whose drafts show fields of recipients, None of any other. `digests` are those of its files."""
    fields = tuple(dict.fromkeys(field_of(token.name) for _message, token in fields_read(send)))[:_MOST]
    if not fields or send.audience is None or send.audience.members is None:
        return None
    seed = hashlib.sha256("\n".join(f"{name} {digests[name]}" for name in sorted(digests)).encode()).hexdigest()
    return Sample(fields, seed)


def fields_read(send: Send) -> Iterator[tuple[Message, Token]]:
    """The tokens of recipients' fields that somebody reads; the address itself, which is masked anyway, is none."""
    for message in send.messages:
        for token in message.tokens if message.state == "draft" else ():
            field = field_of(token.name)
            if token.kind == "field" and token.where in _READ and field and meaning(field) != "email":
                yield message, token
