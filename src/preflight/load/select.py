"""Selectors of CSS against the elements that are open: no tree, and a budget that hostile sheets cannot exceed.

What only the rest of the mail could tell (`:last-child`, `:has()`) is undecided: None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cssselect2 import parser as css
from tinycss2.nth import parse_nth

from preflight.load.scan import Attribute

_FOREVER = 500
"""Siblings that are looked back at."""

_PARTS = 12
"""Compounds of one selector; those of real mails have four."""

_LONGEST = 4_000
"""Tokens before the braces of one rule."""

_UNDECIDED = frozenset(
    {
        "last-child",
        "only-child",
        "first-of-type",
        "last-of-type",
        "only-of-type",
        "nth-last-child",
        "nth-of-type",
        "nth-last-of-type",
        "empty",
        "lang",
        "dir",
        "scope",
    }
)


class Node:
    """An element that is open, or was: what selectors ask of it."""

    __slots__ = ("attributes", "before", "classes", "count", "id", "last", "name", "number", "parent")

    def __init__(self, name: str, attributes: Mapping[str, Attribute], parent: Node | None) -> None:
        self.name, self.attributes, self.parent = name, attributes, parent
        self.id = attributes["id"].value.strip() if "id" in attributes else ""
        self.classes = frozenset(attributes["class"].value.split()) if "class" in attributes else frozenset[str]()
        self.count, self.number = 0, 1
        self.last: Node | None = None
        self.before: Node | None = None
        if parent is not None:
            parent.count += 1
            self.number = parent.count
            self.before = parent.last if self.number % _FOREVER else None
            parent.last = self


class Compound(NamedTuple):
    """`a.button[href]`: what one element must be; `joined` is the combinator on its left."""

    name: str
    id: str
    classes: frozenset[str]
    others: tuple[Any, ...]
    joined: str = ""


class Selector(NamedTuple):
    """A selector, its compounds from right to left."""

    parts: tuple[Compound, ...]
    specificity: tuple[int, int, int]


class Budget:
    """How many comparisons are left; `spent` says that there were too few."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    @property
    def spent(self) -> bool:
        """Whether somebody was refused."""
        return self.left <= 0


def compiled(prelude: list[Any]) -> Iterator[Selector]:
    """The selectors of a rule; none where one of them is wrong or one program's own, as then all browsers drop it."""
    if len(prelude) > _LONGEST:
        return
    try:
        found = list(css.parse(prelude))
        if any(_foreign(one.parsed_tree) for one in found):
            return
        yield from (Selector(parts, one.specificity) for one in found if (parts := _parts(one)))
    except (css.SelectorError, RecursionError, ValueError):
        return


def _parts(selector: Any) -> tuple[Compound, ...]:
    """From right to left; nothing for what paints no element of its own, or is longer than anybody writes."""
    tree, parts = selector.parsed_tree, list[Compound]()
    if selector.pseudo_element is not None:
        return ()
    while isinstance(tree, css.CombinedSelector):
        parts.append(_compound(tree.right, tree.combinator))
        tree = tree.left
    parts.append(_compound(tree, ""))
    return tuple(parts) if len(parts) <= _PARTS else ()


def _foreign(tree: Any) -> bool:
    while isinstance(tree, css.CombinedSelector):
        if _foreign(tree.right):
            return True
        tree = tree.left
    return any(
        isinstance(one, css.PseudoClassSelector | css.FunctionalPseudoClassSelector) and one.name.startswith("-")
        for one in getattr(tree, "simple_selectors", ())
    )


def _compound(tree: Any, joined: str) -> Compound:
    name = id_ = ""
    classes: set[str] = set()
    others: list[Any] = []
    for one in tree.simple_selectors:
        if isinstance(one, css.LocalNameSelector):
            name = one.lower_local_name
        elif isinstance(one, css.IDSelector) and not id_:
            id_ = one.ident
        elif isinstance(one, css.ClassSelector):
            classes.add(one.class_name)
        else:
            others.append(one)
    return Compound(name, id_, frozenset(classes), tuple(others), joined)


def matches(selector: Selector, node: Node, budget: Budget) -> bool | None:
    """Whether the element is one that the selector means; None where that cannot be told here."""
    return _from(selector.parts, 0, node, budget)


def _from(parts: tuple[Compound, ...], place: int, node: Node, budget: Budget) -> bool | None:
    budget.left -= 1
    if budget.left <= 0:
        return None
    part = parts[place]
    here = _is(part, node, budget)
    if here is False or place + 1 == len(parts):
        return here
    rest = _rest(parts, place + 1, _candidates(part.joined, node), budget)
    if rest is False:
        return False
    return True if here and rest else None


def _rest(parts: tuple[Compound, ...], place: int, others: Iterator[Node], budget: Budget) -> bool | None:
    # Where all that is left are ancestors, the nearest fit sees all that a farther one would.
    loose = all(one.joined == " " for one in parts[place - 1 : -1])
    rest: bool | None = False
    for other in others:
        found = _from(parts, place, other, budget)
        rest = rest if found is False else found
        if rest or budget.left <= 0 or (loose and _is(parts[place], other, budget)):
            return rest
    return rest


def _candidates(joined: str, node: Node) -> Iterator[Node]:
    if joined in {" ", ">"}:
        above = node.parent
        while above is not None:
            yield above
            above = above.parent if joined == " " else None
    elif joined in {"+", "~"}:
        before = node.before
        while before is not None:
            yield before
            before = before.before if joined == "~" else None


def _is(part: Compound, node: Node, budget: Budget) -> bool | None:
    if (part.name and part.name != node.name) or (part.id and part.id != node.id) or not part.classes <= node.classes:
        return False
    found: bool | None = True
    for one in part.others:
        answer = _simple(one, node, budget)
        if answer is False:
            return False
        found = answer if answer is None else found
    return found


def _simple(one: Any, node: Node, budget: Budget) -> bool | None:
    if isinstance(one, css.AttributeSelector):
        return _attribute(one, node)
    if isinstance(one, css.PseudoClassSelector):
        return _pseudo(one.name, node)
    if isinstance(one, css.NegationSelector):
        found = _any(one.selector_list, node, budget)
        return None if found is None else not found
    if isinstance(one, css.MatchesAnySelector | css.SpecificityAdjustmentSelector):
        return _any(one.selector_list, node, budget)
    if isinstance(one, css.FunctionalPseudoClassSelector):
        return _function(one, node)
    if isinstance(one, css.IDSelector):
        return bool(one.ident == node.id)
    return True if isinstance(one, css.NamespaceSelector) else None


def _pseudo(name: str, node: Node) -> bool | None:
    if name in {"link", "any-link"}:
        return node.name in {"a", "area"} and "href" in node.attributes
    if name == "root":
        return node.name == "html"
    if name == "first-child":
        return bool(node.number == 1)
    return None if name in _UNDECIDED else False  # nobody points at it yet


def _function(one: Any, node: Node) -> bool | None:
    if one.name != "nth-child":
        return None if one.name in _UNDECIDED else False
    step = parse_nth(one.arguments)
    if step is None:
        return None
    every, first = step
    if every == 0:
        return bool(node.number == first)
    return bool((node.number - first) % every == 0 and (node.number - first) / every >= 0)


def _any(selectors: list[Any], node: Node, budget: Budget) -> bool | None:
    found: bool | None = False
    for one in selectors:
        parts = _parts(one)
        answer = _from(parts, 0, node, budget) if parts else None
        if answer:
            return True
        found = answer if answer is None else found
    return found


def _attribute(one: Any, node: Node) -> bool:
    said = node.attributes.get(one.lower_name)
    if said is None:
        return False
    if one.operator is None:
        return True
    value, wanted = said.value[:2_000], str(one.value)
    if one.case_sensitive is False or one.lower_name in {"type", "align", "valign", "dir", "lang", "bgcolor", "color"}:
        value, wanted = value.lower(), wanted.lower()
    tests = {
        "=": value == wanted,
        "~=": wanted in value.split() if wanted else False,
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": bool(wanted) and value.startswith(wanted),
        "$=": bool(wanted) and value.endswith(wanted),
        "*=": bool(wanted) and wanted in value,
    }
    return tests[one.operator]
