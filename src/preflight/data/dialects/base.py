"""What is known of one platform's tokens: the shape of the data, which each module beside this one fills for one.

Patterns look at a token's inside (without its brackets), case does not matter; those called "at its beginning" are
matched there, the others searched for in all that stands before the first `|`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

DATED = "2026-11-22"
"""Of the table of token dialects that these files are made of: vendors' own texts, third parties where they are
silent. Written by us, under this project's licence."""

Names = Literal["any", "free", "none"]
"""Which further names a platform knows in brackets that it shares with others. any: names of one's own making, but
not those that are plainly another's · free: the sender's own data, so that every name may be one · none: its own
objects alone."""


class Dialect(NamedTuple):
    """How a platform writes.

    `shapes` are the brackets it uses (`shapes.SHAPES`); `own` is what this platform writes, `sure` what nobody else
    does, both at its beginning;
    `personal` are the names that hold something of the recipient, at the beginning of the name; the four kinds say
    what a token is for, searched for. `…_forms` are shown to people, the first one first; no form: not offered.
    `unconfirmed` are forms that nobody has warranted: accepted, and never a fault.
    `fallback` is how one is written, or empty where it can only stand in the account or around the token.
    `appends_unsubscribe`: "always", or the setting (under `settings:`) that makes the platform append a link.
    """

    name: str
    title: str
    shapes: frozenset[str]
    own: str = ""
    sure: str = ""
    names: Names = "none"
    personal: str = ""
    unsubscribe: str = ""
    preference: str = ""
    view: str = ""
    address: str = ""
    unsubscribe_forms: tuple[str, ...] = ()
    view_forms: tuple[str, ...] = ()
    address_forms: tuple[str, ...] = ()
    unconfirmed: str = ""
    fallback: str = ""
    appends_unsubscribe: str = ""
    appends_address: bool = False
    makes_text: bool = False
