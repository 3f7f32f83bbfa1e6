"""The pictures of a mail that a reader is to see."""

from __future__ import annotations

from collections.abc import Iterator

from preflight.data.hosts import EXAMPLE, LOCAL, address, host_of, under
from preflight.facts.destination import shown, token_in
from preflight.facts.piece import sent
from preflight.facts.send import Image, Send

WEB = ("http://", "https://")


def pictures(send: Send) -> Iterator[Image]:
    """Every picture of the messages but open pixels, in the order of the mail."""
    return (image for message in sent(send) for image in message.images if image.role != "pixel")


def fetchable(image: Image) -> bool:
    """Whether the picture may be asked for: on the public web, complete, without tokens."""
    return (
        image.role == "content"
        and not image.invalid
        and image.url.startswith(WEB)
        and not token_in(image.raw)
        and private(image) is None
    )


def private(image: Image) -> str | None:
    """The host of a picture that only its builder can see, or that is one for examples; None where it is public."""
    host = host_of(image.url)
    ip = address(host)
    hidden = (ip is not None and not ip.is_global) or under(host, LOCAL | EXAMPLE) or (bool(host) and "." not in host)
    return host if hidden else None


__all__ = ["WEB", "fetchable", "pictures", "private", "shown"]
