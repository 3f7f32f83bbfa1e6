"""A text with its tokens filled for one made-up recipient, as far as the platform's own rules can be known here."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from preflight.dialects.blocks import Step, steps
from preflight.dialects.lexer import Found, find
from preflight.dialects.reading import fallback_of, kind_of, name_of, readers

Value = Callable[[str], str]
"""What a recipient's field holds, by its name; "" where it is blank."""

_ADDRESS = (
    "https://click.platform.example/f/a/8hVb2mJwqWlEo4pDkZr3sg~~/AAAAAQA~/RgRl9u4yP0Q4aHR0cHM6Ly9hY21lLmV4YW1wbGUvVw"
)
"""As long as the addresses that platforms put in place of their own tokens."""

_ESCAPES = frozenset({"sendgrid", "iterable", "mailgun", "pardot"})
"""Handlebars writes `<` and `&` of a value as entities; nobody says so of the others."""

_ASKED = re.compile(
    r"(?:\{%-?\s*(?:if|elsif|elif|elseif)\s+(?P<liquid>not\s+)?(?:\$\{)?(?P<l>[\w.${}]+?)\}?\s*-?%\}"
    r"|\{%-?\s*unless\s+(?P<u>[\w.${}]+?)\s*-?%\}"
    r"|\{\{~?#\s*(?P<bars>if|unless)\s+(?P<h>[\w.]+)\s*~?\}\}|\{\{~?else if\s+(?P<e>[\w.]+)\s*~?\}\}"
    r"|\{\{~?\^\s*(?P<n>[\w.]+)\s*~?\}\}|\{\{-?\s*(?:else\s+)?if\s+(?P<go>not\s+)?(?P<g>\.[\w.]+)\s*-?\}\}"
    r"|\*\|(?P<mc>IFNOT|IF|ELSEIF):\s*(?P<m>\w+)\s*\|\*|\[(?:else)?if:(?P<c>\w+)\]"
    r"|%%\[\s*(?:ELSE)?IF\s+(?P<amp>NOT\s+)?EMPTY\(\s*@?(?P<a>\w+)\s*\)\s+THEN\s*\]%%)$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:if|elsif|elif|elseif|unless)\s+\$?\{?(?P<name>[\w.]+)\}?\s*(?P<how>==|!=)\s*(?:blank|nil|null|none|empty|''|\"\")\s*-?%\}",
    re.IGNORECASE,
)


class Rendered(NamedTuple):
    """What a recipient gets. `unknown` are the tokens whose outcome only the platform knows, each once.

    Of a condition that only the platform knows every branch is in the text, so that it is never too short.
    """

    text: str
    unknown: tuple[str, ...] = ()


class _Branch:
    """A block that is open: whether its present branch is shown, whether one was, whether nobody knows."""

    def __init__(self, shown: bool | None) -> None:
        self.taken = bool(shown)
        self.known = shown is not None
        self.shown = shown is not False

    def turn(self, shown: bool | None) -> None:
        """The next branch; `shown` for `else` is True."""
        if not self.known:
            return
        self.shown = not self.taken and shown is not False
        self.known = self.taken or shown is not None
        self.taken = self.taken or bool(shown)


def render(text: str, value: Value, platform: str = "generic", *, markup: bool = False) -> Rendered:
    """The text for a recipient; `markup` says that it is HTML."""
    return _Renderer(value, platform, markup).run(text)


class _Renderer:
    def __init__(self, value: Value, platform: str, markup: bool) -> None:
        self._value, self._platform, self._markup = value, platform, markup
        self._open: list[_Branch] = []
        self._pieces: list[str] = []
        self._unknown: dict[str, None] = {}

    def run(self, text: str) -> Rendered:
        """Fill the text."""
        here = 0
        for found in find(text, self._platform, comments=True):
            self._put(text[here : found.start])
            here = found.end
            told = steps(found)
            for step in told:
                self._step(step, found)
            if not told and found.shape != "comment":
                self._put(self._token(found))
        self._put(text[here:])
        return Rendered("".join(self._pieces), tuple(self._unknown))

    def _put(self, text: str) -> None:
        if all(branch.shown for branch in self._open):
            self._pieces.append(text)

    def _step(self, step: Step, found: Found) -> None:
        if step.verb == "end":
            if self._open:
                self._open.pop()
            return
        shown = True if step.verb == "else" and step.last else self._holds(found)
        if shown is None:
            self._unknown[" ".join(found.text.split())[:100]] = None
        if step.verb == "open":
            self._open.append(_Branch(shown))
        elif self._open:
            self._open[-1].turn(shown)

    def _holds(self, found: Found) -> bool | None:
        """Whether a condition holds; None where it asks for more than whether a field is filled."""
        compared = _COMPARED.search(found.text)
        if compared is not None:
            blank = not self._value(_plain(compared["name"]))
            return (blank is (compared["how"] == "==")) is not found.text.lstrip("{%- ").lower().startswith("unless")
        asked = _ASKED.match(found.text)
        if asked is None:
            return None
        name = next(asked[key] for key in "luhengmca" if asked[key])
        filled = bool(self._value(_plain(name)))
        return filled is not _is_turned(asked)

    def _token(self, found: Found) -> str:
        kind = kind_of(found, self._platform)
        if kind == "field":
            return self._field(found)
        if kind in {"unsubscribe", "preference", "view"}:
            return _ADDRESS
        if kind == "directive":
            return ""
        fallback = fallback_of(found)
        if fallback is None:
            self._unknown[" ".join(found.text.split())[:100]] = None
        return fallback or ""

    def _field(self, found: Found) -> str:
        shown = self._value(name_of(found)) or fallback_of(found) or ""
        escaped = self._markup and found.shape == "braces" and set(readers(found, self._platform)) <= _ESCAPES
        return html.escape(shown, quote=False) if escaped else shown


def _plain(name: str) -> str:
    return name.strip("${}. ")


def _is_turned(asked: re.Match[str]) -> bool:
    """Whether the condition asks for a blank field."""
    if asked["a"]:
        return not asked["amp"]
    turned = asked["liquid"] or asked["u"] or asked["n"] or asked["go"]
    return bool(turned) or (asked["bars"] or "").lower() == "unless" or (asked["mc"] or "").upper() == "IFNOT"
