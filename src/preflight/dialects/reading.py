"""A token → who writes so, what it is for, which field it names, and what stands in for a blank."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal
from urllib.parse import unquote

from preflight.data.dialects import ALL, Dialect, shapes
from preflight.dialects.lexer import Found, find

Kind = Literal["field", "unsubscribe", "preference", "view", "address", "directive", "other"]

_DIRECTIVE = re.compile(shapes.DIRECTIVE, re.IGNORECASE)
_FALLBACKS = tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in shapes.FALLBACKS)
_PIPED = re.compile(r"\|\s*([^|:}\"'(]+)$")
_NAME = re.compile(r"\$\{\s*([^{}|]+?)\s*[|}]|(?:personalization_token\(\s*[\"'])([^\"']+)|(?:v\(@?)([\w ]+)"
                   r"|(?:AttributeValue\(\s*[\"'])([^\"']+)|(?:Empty\(\s*@?)([\w ]+)")  # fmt: skip
_FREE = re.compile(r"[#/^>!&]?\s*@?[A-Za-z_][^:$%({}]*$")
_OTHER = re.compile(shapes.OTHER_NAMES, re.IGNORECASE)
_BRACES = frozenset({"braces", "triple"})
_SHARED = _BRACES | {"liquid"}
_DECIDES = frozenset({"braces", "triple", "liquid", "stars", "brackets", "only_brackets", "marketo"})


def inside(found: Found) -> str:
    """The token without its brackets."""
    text = unquote(found.text) if found.shape == "encoded" else found.text
    if found.shape == "eloqua":
        named = re.search(r"syntax--(.*?)~~|>([^<]*)<", text)
        return next((group for group in named.groups() if group), "") if named else ""
    if found.shape == "mautic":
        return text.strip("{}")
    if found.shape in {"braze", "braces"}:
        return text[2:-2].strip(" \t\r\n-~")
    return text.strip("{}%*|<>[]=-@ \t\r\n~")


def readers(found: Found, platform: str = "generic") -> tuple[str, ...]:
    """The platforms that write so; where the declared one may, it alone. Empty: none that we know."""
    return _readers(_shape(found), inside(found)[:500], platform)


def surely(text: str) -> tuple[str, ...]:
    """The platforms to which a token's text belongs beyond doubt: by its brackets, or by a name of theirs."""
    found = next(find(text), None)
    if found is None:
        return ()
    shape = _shape(found)
    return _sure_of(shape, inside(found)[:500]) if shape in _SHARED else readers(found)


def surely_foreign(text: str, platform: str) -> bool:
    """Whether the platform surely cannot read the token: it has no such brackets, or the name is plainly another's."""
    found = next(find(text), None)
    if found is None:
        return False
    return _shape(found) not in ALL[platform].shapes or ALL[platform].names == "none" or bool(surely(text))


@lru_cache(maxsize=4_096)
def _sure_of(shape: str, text: str) -> tuple[str, ...]:
    """The platforms to which a name in shared brackets belongs beyond doubt."""
    return tuple(name for name, pattern in _sure().items() if shape in ALL[name].shapes and pattern.match(text))


def kind_of(found: Found, platform: str = "generic") -> Kind:
    """What the token does."""
    text = inside(found)
    if found.shape in {"block", "velocity"} and not text.startswith(("lead", "$")):
        return "directive"
    if found.shape in _DECIDES and _DIRECTIVE.match(text) and not _names_itself(found):
        return "directive"
    if found.shape == "only_brackets":
        return "other"  # "[style]" is a word in a text as often as a field
    head = text.partition("|")[0][:200]
    for kind, pattern in _kinds():
        if pattern.search(head):
            return kind
    if found.shape in {"liquid", "squares"}:
        return "directive" if found.shape == "liquid" else "other"
    return "field" if _is_personal(found, text, platform) else "other"


def name_of(found: Found) -> str:
    """The field or function that a token names: "contact.firstname"; at most 100 signs."""
    text = inside(found)
    match = _NAME.search(text)
    if match is not None:
        return next(group for group in match.groups() if group).strip()[:100]
    text = re.sub(r"^(?:defaultIfEmpty|insert|or|and)\s+", "", text.strip())
    text = re.sub(r"^(?:contact|lead|owner)field=", "", text)
    return re.split(r"\||,\s*fallback|:default=|\?:|\s[\"']|\sor\s|\(", text, maxsplit=1)[0].strip()[:100]


def fallback_of(found: Found) -> str | None:
    """What stands in the token itself for a blank field; None where it has none."""
    text = inside(found)
    for pattern in _FALLBACKS:
        if (match := pattern.search(text)) is not None:
            return match[1].strip()
    piped = _PIPED.search(text)
    if piped is None or found.shape not in {"braces", "mautic"}:
        return None
    word = piped[1].strip()
    return None if word in shapes.FILTERS or (found.shape == "braces" and not word[:1].isupper()) else word


def _shape(found: Found) -> str:
    if found.shape != "encoded":
        return found.shape
    return "stars" if found.text.startswith("*") else "braces"


def _names_itself(found: Found) -> bool:
    """`*|IFFY|*` and the like are fields, though they begin as a directive does."""
    return found.shape == "stars" and re.match(r"\*\|(?:IF|ELSE|END)(?![:A-Z]*:)\w", found.text) is not None


@lru_cache(maxsize=4_096)
def _readers(shape: str, text: str, platform: str) -> tuple[str, ...]:
    owners = _owners(shape)
    if len(owners) == 1 and shape not in shapes.OWN_ONLY:
        return owners
    claims = tuple(name for name in owners if _own()[name].match(text))
    if platform in owners and (platform in claims or _may(ALL[platform], shape, text, claims)):
        return (platform,)
    return claims or tuple(name for name in owners if _may(ALL[name], shape, text, claims))


def _may(dialect: Dialect, shape: str, text: str, claims: tuple[str, ...]) -> bool:
    """Whether a name that is not plainly its own may be one of the platform's."""
    if shape in shapes.OWN_ONLY:
        return False
    if shape == "percents":
        return not claims  # any field may stand there, with both who write so
    if dialect.unconfirmed and re.match(dialect.unconfirmed, text, re.IGNORECASE):
        return True
    if dialect.names == "free":
        return _FREE.match(text) is not None
    return dialect.names == "any" and not claims


@cache
def _owners(shape: str) -> tuple[str, ...]:
    shape = "brackets" if shape == "only_brackets" else shape
    return tuple(name for name, one in ALL.items() if shape in one.shapes)


@cache
def _own() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(one.own, re.IGNORECASE) for name, one in ALL.items()}


@cache
def _sure() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(one.sure, re.IGNORECASE) for name, one in ALL.items() if one.sure}


@cache
def _personal() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(one.personal, re.IGNORECASE) for name, one in ALL.items() if one.personal}


@cache
def _kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    said: tuple[tuple[Kind, str], ...] = (
        ("preference", shapes.PREFERENCE), ("unsubscribe", shapes.UNSUBSCRIBE), ("view", shapes.VIEW),
        ("address", shapes.ADDRESS),
    )  # fmt: skip
    return tuple((kind, re.compile(_either(kind, common), re.IGNORECASE)) for kind, common in said)


def _either(kind: Kind, common: str) -> str:
    """What any platform, or everybody, calls so."""
    return "|".join(f"(?:{one})" for one in (common, *(getattr(d, kind) for d in ALL.values())) if one)


def _is_personal(found: Found, text: str, platform: str) -> bool:
    """Whether it holds something of the recipient, by any of those who write so."""
    if _shape(found) in _BRACES and _OTHER.match(text):
        return False
    if found.shape == "inline":
        return _NAME.search(text) is not None
    return any(name in _personal() and _personal()[name].match(text) for name in readers(found, platform))
