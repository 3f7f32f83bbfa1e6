"""A DKIM signature as it stands on a raw message."""

from __future__ import annotations

from typing import Literal

from preflight.facts.base import Fact
from preflight.finding import Location


class Signature(Fact, frozen=True):
    """A DKIM-Signature, hashed when the message was read: it is verified without the message, by its published key.

    `domain` ("" where it is none) and `selector` tell where the key stands, `identity` is the domain of `i=`. `digest`
    is the SHA-256, in hexadecimal, of the signed headers in their canonical form, `value` the signature in base64.
    `body` says whether the body still has the hash that the signature bears. `covers` are the signed headers that stand
    on the message, in lower case. `made` and `expires` are seconds since 1970. `beyond` octets of the body stand after
    the `limit` of `l=`, and are not signed. `fault` says why no receiver can verify it, whatever the key; then there
    are no hashes.
    """

    domain: str
    selector: str
    location: Location
    algorithm: str = ""
    identity: str = ""
    digest: str = ""
    value: str = ""
    body: Literal["same", "altered", ""] = ""
    covers: tuple[str, ...] = ()
    made: int | None = None
    expires: int | None = None
    beyond: int = 0
    limit: int | None = None
    fault: str = ""

    @property
    def key_name(self) -> str:
        """The name at which the key stands."""
        return f"{self.selector}._domainkey.{self.domain}"
