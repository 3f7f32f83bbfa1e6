"""What the HTML is made of: tables, headings, languages, elements of note, and how each stretch of text looks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from preflight.facts.markup import Element, Heading, Markup, Stretch, Style, Table, Use
from preflight.facts.send import Run
from preflight.finding import Location
from preflight.load.look import Look
from preflight.load.scan import Event

_MANY = 2_000
"""Tables, headings, elements that are kept; and ten times as many stretches of text."""

_NOTED = frozenset(
    {
        "script",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "form",
        "input",
        "select",
        "textarea",
        "button",
        "link",
        "base",
        "meta",
    }
)
_DETAIL = {"script": "type", "input": "type", "link": "href", "iframe": "src", "object": "data", "embed": "src"}
_HEADS = frozenset({"th", "caption", "thead", "colgroup"})
_LEVELS = {f"h{number}": number for number in range(1, 7)}
_SCHEME = re.compile(r"prefers-color-scheme|color-scheme\s{0,9}:|data-ogs[cb]\b", re.IGNORECASE)
_WHOLE = frozenset({"html", "head", "body"})
_UNSEEN = re.compile("[\u200c\u034f\u00ad]+")
_SAYS = re.compile(r"[^\W_]")


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    start: int
    role: str
    hidden: str
    headed: bool
    rows: int = 0
    columns: int = 0
    column: int = 0
    cells: int = 0
    inner: int = 0
    worded: bool = True


@dataclass(slots=True)
class _Heading:
    """A heading that is being read; its words are the runs from `run` on, and its pictures' alt texts."""

    name: str
    level: int
    start: int
    run: int
    hidden: str
    alts: str = ""


class Inventory:
    """Is told every tag and text that is not for Outlook alone, in their order; `markup` sums up."""

    def __init__(self, at: Callable[[int], Location]) -> None:
        self._at = at
        self.whole = self._amp = self._ghosts = False
        self._scheme = ""
        self._tongues: dict[str, None] = {}
        self._tables: list[tuple[int, Table]] = []
        self._open: list[_Table] = []
        self._headings: list[Heading] = []
        self._heading: _Heading | None = None
        self._elements: list[Element] = []
        self._styles: dict[Style, int] = {}
        self._texts: list[Stretch] = []

    def markup(self, uses: tuple[Use, ...] = ()) -> Markup:
        """All that was read, with the features that were found in use."""
        while self._open:
            self._close()
        return Markup(
            whole=self.whole, amp=self._amp, ghosts=self._ghosts, scheme=self._scheme, tongues=tuple(self._tongues),
            tables=tuple(table for _start, table in sorted(self._tables, key=lambda pair: pair[0])),
            headings=tuple(self._headings), elements=tuple(self._elements), styles=tuple(self._styles),
            texts=tuple(self._texts), uses=uses,
        )  # fmt: skip

    def start(self, event: Event, look: Look, conditional: str, runs: int) -> None:
        """A start tag; `conditional` is the condition that it stands under, `runs` how many runs there are so far."""
        name, values = event.name, event.attributes
        if name in _NOTED:
            self._note(event, conditional)
        for key in values:
            if key.startswith("on") and len(key) > 4:
                self._keep(Element(key, self._at(event.start), name, conditional))
        if conditional and not conditional.lstrip("( ").startswith("!"):
            self._ghosts = self._ghosts or name == "table"
            return
        self.whole = self.whole or name in _WHOLE
        if "style" in values:
            self.sheet(values["style"].value)
        if name == "html":
            self._amp = self._amp or bool({"⚡4email", "amp4email"} & set(values))
        if "lang" in values and len(self._tongues) < 50:
            self._tongues.setdefault(values["lang"].value.strip()[:40])
        self._table(event, look)
        role = values["role"].value.strip().lower() if "role" in values else ""
        if name in _LEVELS or role == "heading":
            level = values["aria-level"].value.strip() if "aria-level" in values else ""
            number = int(level) if level in "123456" and level else _LEVELS.get(name, 2)
            if role in {"", "heading"}:
                self._heading = _Heading(name, number, event.start, runs, look.picture_hidden)

    def sheet(self, text: str) -> None:
        """A style sheet, or a style attribute."""
        found = None if self._scheme else _SCHEME.search(text)
        if found is not None:
            self._scheme = found[0].lower().rstrip(" :")

    def end(self, name: str, runs: list[Run]) -> None:
        """An end tag."""
        if name == "table" and self._open:
            self._close()
        found = self._heading
        if found is not None and name == found.name:
            said = " ".join(run.text for run in runs[found.run :] if not run.hidden)
            words = " ".join(f"{said} {found.alts}".split())[:200]
            if len(self._headings) < _MANY:
                self._headings.append(Heading(found.level, words, self._at(found.start), found.hidden))
            self._heading = None

    def text(self, event: Event, look: Look) -> None:
        """A piece of text that is shown where it is not hidden."""
        source = event.text
        if look.hidden or source.isspace():
            return
        shown = source if source.isascii() and "&" not in source else _UNSEEN.sub("", html.unescape(source))
        if _SAYS.search(shown) is None:
            return
        words = shown.split()
        if self._open and not self._open[-1].worded:
            self._open[-1].worded = True
            self._open[-1].cells += 1
        if len(self._texts) < 10 * _MANY:
            style = self._styles.setdefault(look.style, len(self._styles))
            start = event.start + len(source) - len(source.lstrip())
            self._texts.append(Stretch(" ".join(words)[:60], len(words), self._at(start), style))

    def picture(self, alt: str) -> None:
        """A picture that is shown as such."""
        if self._open:
            self._open[-1].inner += 1
        if self._heading is not None:
            self._heading.alts += f" {alt[:200]}"

    def _note(self, event: Event, conditional: str) -> None:
        values, name = event.attributes, event.name
        if name == "meta":
            said = values["name"].value.strip().lower() if "name" in values else ""
            if said in {"color-scheme", "supported-color-schemes"}:
                self._scheme = self._scheme or f"meta {said}"
            return
        if name == "link" and "stylesheet" not in (values["rel"].value.lower() if "rel" in values else ""):
            return
        key = _DETAIL.get(name, "")
        detail = values[key].value.strip()[:300] if key in values else ""
        if name == "script" and not detail and "src" in values:
            detail = values["src"].value.strip()[:300]
        self._keep(Element(name, self._at(event.start), detail, conditional))

    def _keep(self, element: Element) -> None:
        if len(self._elements) < _MANY:
            self._elements.append(element)

    def _table(self, event: Event, look: Look) -> None:
        name, values = event.name, event.attributes
        if name == "table":
            if self._open:
                self._open[-1].inner += 1
            role = values["role"].value.strip().lower()[:40] if "role" in values else ""
            headed = "summary" in values and bool(values["summary"].value.strip())
            if len(self._open) < _MANY:
                self._open.append(_Table(event.start, role, look.picture_hidden, headed))
            return
        if not self._open:
            return
        top = self._open[-1]
        top.headed = top.headed or name in _HEADS or (name == "td" and ("scope" in values or "headers" in values))
        if name == "tr":
            top.rows, top.column = top.rows + 1, 0
        elif name in {"td", "th"}:
            top.column += 1
            top.columns, top.worded = max(top.columns, top.column), False

    def _close(self) -> None:
        one = self._open.pop()
        if len(self._tables) < _MANY:
            found = Table(self._at(one.start), one.role, one.rows, one.columns, one.headed, one.cells, one.inner,
                          one.hidden)  # fmt: skip
            self._tables.append((one.start, found))
