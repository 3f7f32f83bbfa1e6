"""Tokens that their platform cannot read: cut, split, misspelt, or blocks without an end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from preflight.data.dialects import ALL
from preflight.dialects import blocks
from preflight.dialects.lexer import Found
from preflight.dialects.reading import inside

_NAME = r"[A-Za-z_][\w. ]{0,60}"
_OBJECT = r"(?:contact|lead|customer|person|recipient|subscriber|company|system|my)\.\w"
_PERSON = r"(?:first|last|full)[_ ]?name|f_?name|l_?name|vorname|nachname|pr[eé]nom"
_STARRED = r"(?-i:FNAME|LNAME|UNSUB|ARCHIVE|EMAIL|LIST:\w+|UPDATE_PROFILE)"

_REMNANTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("split", rf"\{{\s\{{\s*{_NAME}\}}\s?\}}", ("{",)),
    ("unclosed", r"\{\{\{?\s*[#/^]?\$?\{?[@.]?[A-Za-z]\w[^{}<>\n]{0,80}+(?:\}\s?\}?)?", ("{{",)),
    ("unopened", rf"(?<![{{\w$#])\{{\s?{_NAME}(?:\|[^{{}}<>\n]{{0,60}})?\}}\}}", ("}}",)),
    ("unopened", rf"(?<![\w.{{$]){_OBJECT}[\w ]{{0,60}}\}}\}}", ("}}",)),
    ("unclosed", r"\{%-?=?\s*[A-Za-z_]{2,}[^{}<>\n%]{0,80}+(?:%(?!\})|\})?", ("{%",)),
    ("unopened", r"(?<![\w{%])\{?(?:if|elsif|elif|else|endif|endfor|for|unless|unsubscribe\w*)\b[^{}<>\n%]{0,60}%\}",
     ("%}",)),
    ("unclosed", r"(?-i:\*\|[A-Z][A-Z0-9_:]{1,40}(?:\|(?!\*)|\*|(?=[\s<,.!&]|$)))", ("*|",)),
    ("unopened", r"(?<![*\w|])(?-i:\|?[A-Z][A-Z0-9_:]{1,40}\|\*)", ("|*",)),
    ("unclosed", rf"(?<![*\w|])\*{_STARRED}\*|(?<![*\w|])\|{_STARRED}\|(?!\*)",
     ("FNAME", "LNAME", "UNSUB", "ARCHIVE", "EMAIL", "LIST:", "UPDATE_PROFILE")),
    ("unclosed", r"\[\w{1,60}\s*,\s*fallback=[^\]\n<]{0,60}", ("fallback=",)),
    ("unclosed", r"\{(?:contact|lead|owner)field=[\w|]{1,60}(?=[\s<,.!]|$)", ("field=",)),
)  # fmt: skip
"""Kind, pattern, and what must stand in the text for it to fit: most mails have none of it, and cost nothing."""

_PERCENTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("unclosed", r"%%[A-Za-z_]\w{2,40}%(?![%\w])", ("%%",)),
    ("unopened", r"(?<![%\w])%[A-Za-z_]\w{2,40}%%(?![\w%])", ("%%",)),
    ("unclosed", r"%%=\s*\w+\([^\n<]{0,80}", ("%%=",)),
    ("unclosed", r"%%\[(?=\s*(?:IF|SET|VAR|ELSE|ELSEIF|ENDIF|FOR|NEXT)\b)[^\n<]{0,80}", ("%%[",)),
)
"""Not looked for in addresses, which encode signs by percents."""

_FOREIGN_FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("foreign", rf"(?<![{{$#\w%])\{{\s?(?:{_PERSON})\s?\}}(?!\}})", ("{",)),
    ("foreign", rf"%(?:{_PERSON})%(?![%\w])", ("%",)),
    ("foreign", rf"(?<!<)<<\s?(?:{_PERSON})\s?>>", ("<<",)),
    ("foreign", rf"«\s?(?:{_PERSON})\s?»", ("«",)),
    ("foreign", r"\{!(?:Contact|Lead|User)\.\w{1,60}\}", ("{!",)),
    ("foreign", rf"##(?:{_PERSON})##", ("##",)),
)
"""What people write for a name where they know no better; of no platform here."""

_DECIDES = re.compile(
    r"\{?%|\{\{\s*[#/^]|\{\{-?\s*(?:if|else|end|range|with)\b|\*?\|?(?:IF|END|ELSE)|\[(?:if|else|end)", re.I
)

_CURLY = re.compile(r"[“”„‘]\s*[\w ]|[\w ]\s*[“”]")
_STRING = re.compile(r"(?<=[\s(,:=\[|~+])(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')", re.DOTALL)
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_FREE_TEXT = re.compile(r":default=|,\s*fallback=|\|\s*[^\W\d_][^\"'(:]*$|^(?:contact|lead|owner)field=", re.IGNORECASE)
_SPELT: tuple[tuple[str, str, str], ...] = (
    ("braces",
     r"(?:lead|company|person)\.[^:]{1,60}(?:\sdefault\s*=|:\s*default(?!=)|:\s+default=|:defaults?\s+=|:defaults=)",
     "a default is written as {{lead.First Name:default=there}}"),
    ("braces", r"[^.|][^|]{0,80}\|\s*default\s+[\"']", "there is no colon after default"),
    ("braces", r"(?:contact|lead|owner)field=", "this token has single braces, {contactfield=firstname}"),
    ("stars", r"END ?IF\b|END_IF\b|ENDIF:", "the end of a block is written as *|END:IF|*"),
    ("stars", r"ELSE\b(?!:)|ELSEIF\b(?!:)", "this is written as *|ELSE:|*"),
    ("stars", r"IF\s+\w|IFNOT\s+\w", "a condition is written as *|IF:FNAME|*"),
)  # fmt: skip
_QUOTED = frozenset({"braces", "braze", "triple", "liquid", "inline", "block", "marketo"})


class Fault(NamedTuple):
    """Something that cannot be read. `kind` is a word (unclosed, quotes …), `hint` says more where there is more."""

    kind: str
    text: str
    start: int
    hint: str = ""


def faults(
    text: str, tokens: Sequence[Found], skipped: Iterable[tuple[int, int]] = (), platform: str = "generic", *,
    address: bool = False,
) -> list[Fault]:  # fmt: skip
    """What is broken in a text beside and inside its tokens (comments of the language among them).

    `skipped` are the stretches that are no text (styles, scripts, comments); `address` says that the text is one.
    """
    if not tokens and not any(map(text.__contains__, _needles(platform, address))):
        return []
    forms = [form for form in _forms(platform, address) if any(needle in text for needle in form[2])]
    found = [fault for one in tokens if (fault := _within(one)) is not None]
    rest = _masked(text, [*((one.start, one.end) for one in tokens), *skipped])
    taken: list[tuple[int, int]] = []
    for kind, pattern, needles in forms:
        for match in pattern.finditer(rest) if any(needle in rest for needle in needles) else ():
            if not any(start < match.end() and match.start() < end for start, end in taken[-50:]):
                taken.append(match.span())
                found.append(Fault(kind, " ".join(match[0].split())[:80], match.start()))
    return sorted(found, key=lambda fault: fault.start)


def block_faults(tokens: Iterable[Found], broken: Iterable[Fault], platform: str = "generic") -> Iterator[Fault]:
    """Blocks of a text's tokens that do not fit; nothing where one of their own tokens is `broken` and told of.

    Brackets as Campaign Monitor's are text anywhere else.
    """
    if any(_DECIDES.match(fault.text) for fault in broken):
        return
    every = (one for one in tokens if platform == "campaignmonitor" or "brackets" not in one.shape)
    for misfit in blocks.misfits(every):
        yield Fault(f"block-{misfit.why}", " ".join(misfit.found.text.split())[:80], misfit.found.start)


@cache
def _forms(platform: str, address: bool) -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    every = [*_REMNANTS, *(() if address else _PERCENTS), *(_FOREIGN_FORMS if platform in ALL and not address else ())]
    return tuple((kind, re.compile(form, re.IGNORECASE | re.MULTILINE), needles) for kind, form, needles in every)


@cache
def _needles(platform: str, address: bool) -> frozenset[str]:
    """One of these stands in every text that any of the forms fits."""
    return frozenset(needle for form in _forms(platform, address) for needle in form[2])


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with those stretches blanked, so that offsets stay."""
    pieces, here = [], 0
    for start, end in sorted(spans):
        if end > here:
            pieces += [text[here:start], "\0" * (end - max(start, here))]
            here = end
    return "".join((*pieces, text[here:]))


def _within(found: Found) -> Fault | None:
    """What is wrong inside a token whose brackets are right."""
    text = inside(found)
    if not text.strip("{}$ \t\r\n\xa0") and found.shape in {"braces", "triple"}:
        return Fault("empty", found.text[:80], found.start)
    for shape, pattern, hint in _SPELT:
        if found.shape == shape and re.match(pattern, text, re.IGNORECASE):
            return Fault("misspelt", found.text[:80], found.start, hint)
    if found.shape not in _QUOTED or not re.match(r"\W{0,6}[A-Za-z_]", text):
        return None
    kind = _unbalanced(_STRING.sub(" ", f" {text}"), free=_FREE_TEXT.search(text) is not None)
    return Fault(kind, " ".join(found.text.split())[:80], found.start) if kind else None


def _unbalanced(bare: str, *, free: bool) -> str:
    """What is wrong with the inside once its strings are out; in free text (a Marketo default) only markup is."""
    if _MARKUP.search(bare):
        return "markup"
    if free:
        return ""
    if _CURLY.search(bare):
        return "curly-quotes"
    if bare.count('"') % 2 or re.search(r"[\s(,:=|]'\w", bare):
        return "quotes"
    return "parentheses" if bare.count("(") != bare.count(")") else ""
