"""Domain names as SPF knows them: dotted text, one character an octet, no escapes, no final dot."""

from __future__ import annotations

LONGEST = 253
"""Characters of a name, dots included, without the final one (RFC 1035 §2.3.4)."""

LONGEST_LABEL = 63


def labels(name: str) -> tuple[bytes, ...] | None:
    """The labels of `name`, for the wire; None where no DNS name can be made of it."""
    bare = name.removesuffix(".")
    if not bare or len(bare) > LONGEST:
        return None
    pieces = bare.encode("latin-1", "replace").split(b".")
    return tuple(pieces) if all(0 < len(piece) <= LONGEST_LABEL for piece in pieces) else None


def is_fqdn(name: str) -> bool:
    """Whether `name` can be looked up at all and has at least two labels (RFC 7208 §4.3)."""
    found = labels(name)
    return found is not None and len(found) > 1


def shortened(name: str) -> str:
    """`name`, with labels taken from the left until it fits into DNS (RFC 7208 §7.3)."""
    while len(name.removesuffix(".")) > LONGEST and "." in name:
        name = name.partition(".")[2]
    return name


def same_or_below(name: str, domain: str) -> bool:
    """Whether `name` is `domain` or one of its subdomains."""
    one, other = name.lower().rstrip("."), domain.lower().rstrip(".")
    return one == other or one.endswith(f".{other}")
