"""Which column of the audience a name means: said once, for the gatherer, the checks and the tokens.

column_of("contact.firstname", {"first_name": "First Name"}, ("Email", "First Name")) → "first_name"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from preflight.data.field_names import meaning
from preflight.data.folding import fold

_OWNER = re.compile(
    r"^(?:contact|lead|recipient|customer|person|profile|user|subscriber|member|custom_attribute|(?:contact|lead)field)"
    r"[.=| ]+\s*",
    re.IGNORECASE,
)
"""How platforms call the person whose field it is."""


def field_of(token: str) -> str:
    """What the column for a token's name would be called: the name without the word for a person before it."""
    return _OWNER.sub("", token).strip(" .=@$|{}")


def column_of(name: str, named: Mapping[str, str], columns: Iterable[str]) -> str:
    """The column that `name` means, or "": as the send names it (`named`, ours → the file's), else the file's own name.

    Exactly, else whatever the case, blanks and punctuation, else by what such a name usually means (`FNAME`).
    """
    known = (*named, *columns)
    exact = next((one for one in known if one == name), "")
    return exact or _by(fold, name, known) or _by(meaning, name, known)


def _by(form: Callable[[str], str], name: str, known: Iterable[str]) -> str:
    wanted = form(name)
    return next((one for one in known if wanted and form(one) == wanted), "")
