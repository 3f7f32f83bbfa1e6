"""Which elements are open and how things look inside: a list with a cap, never a tree."""

from __future__ import annotations

from collections.abc import Mapping

from preflight.facts.markup import UNDECIDED
from preflight.facts.send import ELSEWHERE
from preflight.load.block import Block
from preflight.load.look import Look, attributes, inherit
from preflight.load.scan import Attribute
from preflight.load.select import Node
from preflight.load.sheet import Rule, Sheet

DEEPEST = 512
VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "basefont",
        "bgsound",
        "frame",
        "keygen",
    }
)
_SILENT = frozenset(
    {"script", "style", "title", "textarea", "head", "template", "xmp", "iframe", "noembed", "noframes"}
)
_HEAD = frozenset(
    {"title", "meta", "link", "style", "script", "base", "basefont", "bgsound", "noscript", "noframes", "template",
     "head", "html"}
)  # fmt: skip
_BARRIERS = frozenset({"td", "th", "table", "caption"})
_TABLE = frozenset({"td", "th", "tr", "table", "tbody", "thead", "tfoot", "caption", "body", "html", "head"})
_P_ENDS = frozenset(
    {
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "pre",
        "center",
        "blockquote",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "form",
        "address",
        "fieldset",
        "aside",
    }
)
_CLOSES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "td": (("td", "th"), ("table",)), "th": (("td", "th"), ("table",)), "tr": (("tr",), ("table",)),
    "li": (("li",), ("ul", "ol", "table")), "tbody": (("tbody", "thead", "tfoot"), ("table",)),
    "option": (("option",), ("select",)), "body": (("head",), ()), "dd": (("dd", "dt"), ("dl", "table")),
    "dt": (("dd", "dt"), ("dl", "table")),
}  # fmt: skip
"""Which open elements a start tag closes, and up to where one looks for them."""

_P = (("p",), ("td", "th", "table", "button", "caption"))
_NONE: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


class Stack:
    """The open elements, at most `DEEPEST`; what lies deeper looks like what is around it."""

    def __init__(self, look: Look | None = None, sheet: Sheet | None = None) -> None:
        self._first = look or Look()
        self._open: list[tuple[str, Look]] = []
        self._sheet = sheet
        self._node = Node("", {}, None)
        self._nodes = [self._node]
        self._places: dict[str, list[int]] = {}
        self._deeper = self._quiet = 0

    @property
    def look(self) -> Look:
        """How things look here."""
        return self._open[-1][1] if self._open else self._first

    @property
    def silent(self) -> bool:
        """Whether text here is never shown: in `<head>` and the like."""
        return self._quiet > 0

    def path(self, name: str) -> str:
        """The chain of elements down to `name`, its middle left out where it is long: "html > body > table … a"."""
        names = [*(one for one, _look in self._open), name]
        return " > ".join(names) if len(names) <= 4 else f"{' > '.join(names[:3])} … {names[-1]}"

    def own(self, name: str, own: Block, values: Mapping[str, Attribute]) -> Look:
        """How things look inside a new element; closes what its start tag closes."""
        self._imply(name)
        look = self._looks(name, own, values)
        if self._sheet is not None and self._sheet.undecided:
            return look._replace(colour=UNDECIDED, ground=UNDECIDED)
        return look

    def _looks(self, name: str, own: Block, values: Mapping[str, Attribute]) -> Look:
        above, said = self.look, attributes(name, values)
        if not self._sheet:
            said = {**said, **own.looks, **own.important} if own.looks or own.important else said
            return inherit(above, said, hidden="hidden" in values)
        self._node = Node(name, values, self._nodes[-1])
        look = inherit(above, {**said, **self._sheet.cascade(self._node, own)}, hidden="hidden" in values)
        if look.gone and not above.gone and self._sheet.shows_elsewhere(self._node):
            return look._replace(gone=f"{look.gone}{ELSEWHERE}")
        return look

    @property
    def felt(self) -> list[Rule]:
        """The style sheets' rules with features of note that the last new element follows."""
        return self._sheet.felt if self._sheet else []

    def push(self, name: str, look: Look) -> bool:
        """Opens an element; False where the stack is full."""
        if name in VOID or (name == "head" and self._last("body") >= 0):
            return True
        if len(self._open) >= DEEPEST:
            self._deeper += 1
            return False
        self._places.setdefault(name, []).append(len(self._open))
        self._open.append((name, look))
        if self._sheet:
            self._nodes.append(self._node)
        self._quiet += name in _SILENT
        return True

    def pop(self, name: str) -> None:
        """Closes the nearest open element of that name, and all inside it; cells keep out what is not theirs."""
        if self._deeper:
            self._deeper -= 1
            return
        place = self._last(name)
        if place >= 0 and (place == len(self._open) - 1 or name in _TABLE or place > max(map(self._last, _BARRIERS))):
            self._cut(place)

    def _imply(self, name: str) -> None:
        if self._deeper:
            return
        # What belongs into no head ends it, as in browsers: else all that follows would be thought never shown.
        if name not in _HEAD and (head := self._last("head")) == len(self._open) - 1 and head >= 0:
            self._cut(head)
        closed, until = _P if name in _P_ENDS else _CLOSES.get(name, _NONE)
        if not any(map(self._places.get, closed)):
            return
        limit = max((self._last(one) for one in until), default=-1)
        places = [place for one in closed if (place := self._last(one)) > limit]
        if places:
            self._cut(min(places))

    def _last(self, name: str) -> int:
        places = self._places.get(name)
        return places[-1] if places else -1

    def _cut(self, place: int) -> None:
        while len(self._open) > place:
            name = self._open.pop()[0]
            if self._sheet:
                self._nodes.pop()
            self._places[name].pop()
            self._quiet -= name in _SILENT
