"""Blocks that decide over text: which tokens begin, part and end them, and where they do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from preflight.dialects.lexer import Found, find
from preflight.dialects.reading import inside

Verb = Literal["open", "else", "end"]

_LIQUID = frozenset(
    {"if", "unless", "case", "for", "tablerow", "comment", "raw", "verbatim", "capture", "macro", "call", "filter",
     "autoescape", "spaceless", "block", "with", "ifchanged", "ifequal", "ifnotequal", "blocktrans", "blocktranslate",
     "widget_block", "module_block", "widget_wrapper", "dnd_area", "dnd_section", "dnd_column", "dnd_row", "form",
     "paginate"}
)  # fmt: skip
_LIQUID_ELSE = frozenset({"else", "elsif", "elseif", "elif", "when", "empty"})
_GO = re.compile(r"(if|range|with|block|define|else|end)\b(?![.=(])", re.IGNORECASE)
_MAILCHIMP = re.compile(
    r"(IFNOT|IF|ELSEIF|ELSE|END|INTERESTED|RSSITEMS|FEEDBLOCK|FEEDITEMS)\s*:\s*(\w*)", re.IGNORECASE
)
_AMPSCRIPT = re.compile(r"\b(IF|ELSEIF|ELSE|ENDIF|FOR|NEXT)\b", re.IGNORECASE)
_STRINGS = re.compile(r"\"[^\"]*\"|'[^']*'|/\*.*?\*/", re.DOTALL)
_AMP: dict[str, tuple[Verb, str]] = {
    "IF": ("open", "if"), "FOR": ("open", "for"), "ELSE": ("else", ""), "ELSEIF": ("else", ""), "ENDIF": ("end", "if"),
    "NEXT": ("end", "for"),
}  # fmt: skip
_DEEP = 200


class Step(NamedTuple):
    """What a token does to the blocks around it. `last` says that no further branch may follow (`else`)."""

    verb: Verb
    family: str
    word: str
    last: bool = False


class Misfit(NamedTuple):
    """A token that does not fit the blocks. `why`: open, stray, crossed (it ends another block than the open one)."""

    found: Found
    why: Literal["open", "stray", "crossed"]


def steps(found: Found) -> list[Step]:
    """What a token does to the blocks around it, in its order; a script block may do much."""
    reader = _READERS.get(found.shape)
    return reader(found) if reader is not None else []


def misfits(tokens: Iterable[Found]) -> Iterator[Misfit]:
    """The first token of each language that does not fit: what comes after it would only follow from it."""
    stacks: dict[str, list[tuple[str, Found]]] = {}
    broken: set[str] = set()
    for found in tokens:
        for step in steps(found):
            family = step.family or _innermost(stacks)
            why = _follow(stacks.setdefault(family, []), step, found) if family not in broken else None
            if why is not None:
                broken.add(family)
                yield Misfit(found, why)
    for family, stack in stacks.items():
        if stack and family not in broken:
            yield Misfit(stack[-1][1], "open")


def _follow(stack: list[tuple[str, Found]], step: Step, found: Found) -> Literal["stray", "crossed"] | None:
    if step.verb == "open":
        if len(stack) < _DEEP:
            stack.append((step.word, found))
    elif not stack:
        # A hash before `end` is an anchor as often as Velocity's.
        return "stray" if step.family != "velocity" else None
    elif step.verb == "end":
        if step.word and stack[-1][0] != step.word:
            return "crossed"
        stack.pop()
    return None


def _innermost(stacks: dict[str, list[tuple[str, Found]]]) -> str:
    """`{{else}}` is Go's and Handlebars': it belongs to the block that was opened last."""
    open_ones = [(stack[-1][1].start, family) for family, stack in stacks.items() if stack and family in {"go", "bars"}]
    return max(open_ones)[1] if open_ones else "bars"


def _liquid(found: Found) -> list[Step]:
    text = inside(found)
    match = re.match(r"(end_?)?(\w+)", text)
    if match is None:
        return []
    word = match[2].lower()
    if match[1] or word == "end":
        known = word in _LIQUID or word == "end"
        return [Step("end", "liquid", "" if word == "end" else word)] if known else []
    if word in _LIQUID_ELSE:
        return [Step("else", "liquid", word, last=word in {"else", "empty"} and " if " not in f" {text} ")]
    # `{% form %}` and `{% with %}` end wherever they are known; a block named by a module's tag does not.
    return [Step("open", "liquid", word)] if word in _LIQUID and word != "form" else []


def _braces(found: Found) -> list[Step]:
    text = inside(found).lstrip("~")
    if text[:1] in {"#", "^", "/"}:
        match = re.match(r"([#^/])\s*[>*]?\s*([\w.@-]*)", text)
        if match is None or (match[1] == "^" and not match[2]):
            return [Step("else", "", "else", last=True)]
        return [Step("end" if match[1] == "/" else "open", "bars", match[2].lower())]
    match = _GO.match(text)
    if match is None:
        return []
    word = match[1].lower()
    if word == "else":
        return [Step("else", "", "else", last=text.strip().lower() == "else")]
    return [Step("end" if word == "end" else "open", "go", "")]


def _stars(found: Found) -> list[Step]:
    match = _MAILCHIMP.match(inside(found))
    if match is None:
        return []
    word = match[1].upper()
    if word == "END":
        return [Step("end", "mailchimp", match[2].upper())]
    if word in {"ELSE", "ELSEIF"}:
        return [Step("else", "mailchimp", "", last=word == "ELSE")]
    return [Step("open", "mailchimp", "IF" if word == "IFNOT" else word)]


def _block(found: Found) -> list[Step]:
    text = _STRINGS.sub(" ", found.text)
    words = [match[1].upper() for match in _AMPSCRIPT.finditer(text)]
    return [Step(_AMP[word][0], "sfmc", _AMP[word][1], last=word == "ELSE") for word in words]


def _brackets(found: Found) -> list[Step]:
    text = found.text.lower()
    if text.startswith("[if:"):
        return [Step("open", "brackets", "if")]
    if text.startswith(("[elseif:", "[else]")):
        return [Step("else", "brackets", "", last=text == "[else]")]
    return [Step("end", "brackets", "if")] if text == "[endif]" else []


def _velocity(found: Found) -> list[Step]:
    match = re.match(r"#(if|foreach|elseif|else|end)", found.text, re.IGNORECASE)
    if match is None:
        return []
    word = match[1].lower()
    verb: Verb = "open" if word in {"if", "foreach"} else "end" if word == "end" else "else"
    return [Step(verb, "velocity", "", last=word == "else")]


_READERS = {
    "liquid": _liquid, "braces": _braces, "triple": _braces, "stars": _stars, "block": _block, "brackets": _brackets,
    "only_brackets": _brackets, "velocity": _velocity,
}  # fmt: skip


def guards(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """For each of the tokens of a text, in their order, the conditions that it stands in (as written)."""
    stack: list[str] = []
    found: list[tuple[str, ...]] = []
    for text in texts:
        for step in steps_of(text):
            if step.verb == "open" and len(stack) < _DEEP:
                stack.append(text)
            elif step.verb == "else" and stack and not step.last:
                stack[-1] = f"{stack[-1]} {text}"
            elif step.verb == "end" and stack:
                stack.pop()
        found.append(tuple(stack))
    return found


def steps_of(text: str) -> list[Step]:
    """The steps of a token by its own text, whichever platform's."""
    platform = "marketo" if text[:1] in {"#", "$"} else "campaignmonitor" if text[:1] == "[" else "generic"
    found = next(find(text, platform), None)
    return steps(found) if found is not None else []
