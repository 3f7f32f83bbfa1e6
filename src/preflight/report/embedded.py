"""The pictures of the mail that were fetched anyway, as the report carries them.

Small ones, and only of kinds that hold nothing but a picture.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Iterator

from preflight.facts import Facts
from preflight.facts.send import Image, all_messages
from preflight.facts.web import Answer
from preflight.report.raster import shown

ROOM = 300_000
"""Octets of all pictures together; the further ones stay boxes."""


def embedded(facts: Facts, hide: Callable[[str], str]) -> dict[str, str]:
    """`data:` address by the address that stands in the mail."""
    room, found = ROOM, dict[str, str]()
    for image, body in _fetched(facts):
        kind, written = shown(body), html.unescape(hide(image.raw)).strip()
        if kind and len(body) <= room and written not in found:
            room -= len(body)
            found[written] = f"data:image/{kind};base64,{base64.b64encode(body).decode()}"
    return found


def _fetched(facts: Facts) -> Iterator[tuple[Image, bytes]]:
    for message in all_messages(facts.send):
        for image in message.images:
            answer = facts.web[image.url]
            if image.role == "content" and image.element == "img" and isinstance(answer, Answer) and answer.body:
                yield image, answer.body
