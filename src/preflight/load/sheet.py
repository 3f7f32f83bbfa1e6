"""Style sheets → rules in an index, and what they say of one element: the cascade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tinycss2 import parse_blocks_contents, parse_rule_list, parse_stylesheet
from tinycss2.ast import AtRule, QualifiedRule

from preflight.facts.markup import Guard
from preflight.load import block, media
from preflight.load.block import UNSURE, Block, Longhands
from preflight.load.select import Budget, Node, Selector, compiled, matches

MOST = 200_000
"""Characters of style sheets that are read; Gmail stops at 16,384."""

MOST_ATTRIBUTES = 2_000_000
"""Characters of style attributes that are read; a mail of 100 KB has some 50,000."""

_STEPS = 500_000
_APPLIED = 5
"""Steps that a rule costs where it fits, as its declarations are then gone through."""

_RULES = 6_000
_DEEPEST = 4
_OPENS = re.compile(r"<(?:!(--)|(style|script|title|textarea)(?=[\s/>]))", re.IGNORECASE)
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("style", "script", "title", "textarea")}
_REVEAL = re.compile(r"<!--\[if\s[^\]!]*+!\s*\(?\s*mso[^\]]*+\]\s*+>\s*+(?:<!)?--", re.IGNORECASE)
_MEDIA = re.compile(r"""\bmedia\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


class Rule(NamedTuple):
    """One selector and its block; `applies` says whether it does on a desk, `place` where it stands.

    A place is the sheet's offset in the HTML, and line and column in the sheet.
    """

    selector: Selector
    order: int
    block: Block
    guard: Guard
    place: tuple[int, int, int]


class Sheet:
    """The rules of all style sheets of a part. `cut` says that they were more than can be judged.

    `felt` are the rules with features of note that applied to the element that was asked for last.
    """

    def __init__(self) -> None:
        self.cut = False
        self.felt: list[Rule] = []
        self._budget = Budget(_STEPS)
        self._ids: dict[str, list[Rule]] = {}
        self._classes: dict[str, list[Rule]] = {}
        self._names: dict[str, list[Rule]] = {}
        self._all: list[Rule] = []
        self._number = self._attributes = 0
        self._elsewhere: Sheet | None = None

    def own(self, style: str) -> Block:
        """What a style attribute says; nothing where there were more of them than any mail has."""
        self._attributes += len(style)
        self.cut = self.cut or self._attributes > MOST_ATTRIBUTES
        return block.EMPTY if self._attributes > MOST_ATTRIBUTES else block.of_attribute(style)

    def __bool__(self) -> bool:
        return self._number > 0

    @property
    def undecided(self) -> bool:
        """Whether something may look otherwise than is known here."""
        return self.cut or self._budget.spent

    def add(self, rules: list[Any], start: int = 0, guard: Guard = "", depth: int = 0) -> None:
        """Take in parsed rules of a sheet that begins at an offset of the HTML, and that not everybody may see."""
        for rule in rules:
            if isinstance(rule, QualifiedRule):
                self._rule(rule, start, guard)
            elif depth < _DEEPEST and _media(rule):
                here = media.applies(rule.prelude)
                (self if here else self._other()).add(inner(rule), start, "query", depth + 1)

    def _other(self) -> Sheet:
        self._elsewhere = self._elsewhere or Sheet()
        return self._elsewhere

    def shows_elsewhere(self, node: Node) -> bool:
        """Whether an element that is hidden on a desk is shown where another media query holds."""
        other = self._elsewhere
        return other is not None and any(_shows(rule.block) for rule, _sure in other._applied(node))

    def _rule(self, rule: QualifiedRule, start: int, guard: Guard) -> None:
        found = block.of_nodes(parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True))
        if not (found.looks or found.important or found.uses):
            return
        place = (start, rule.source_line, rule.source_column)
        for selector in compiled(rule.prelude):
            if self._number >= _RULES:
                self.cut = True
                return
            self._number += 1
            self._index(selector).append(Rule(selector, self._number, found, guard, place))

    def _index(self, selector: Selector) -> list[Rule]:
        last = selector.parts[0]
        if last.id:
            return self._ids.setdefault(last.id, [])
        if last.classes:
            return self._classes.setdefault(min(last.classes), [])
        return self._names.setdefault(last.name, []) if last.name else self._all

    def cascade(self, node: Node, own: Block) -> Longhands:
        """What is said of an element, its own style attribute included: the strongest word for each property."""
        found: Longhands = {}
        applied = sorted(self._applied(node), key=lambda pair: (pair[0].selector.specificity, pair[0].order))
        for rule, sure in applied:
            found.update(rule.block.looks if sure else _doubt(rule.block.looks))
        found.update(own.looks)
        for rule, sure in applied:
            found.update(rule.block.important if sure else _doubt(rule.block.important))
        found.update(own.important)
        self.felt = [rule for rule, _sure in applied if rule.block.uses]
        return found

    def _applied(self, node: Node) -> Iterator[tuple[Rule, bool]]:
        if self._budget.spent:
            return
        for rule in self._candidates(node):
            answer = matches(rule.selector, node, self._budget)
            if answer is not False:
                self._budget.left -= _APPLIED
                yield rule, bool(answer)

    def _candidates(self, node: Node) -> Iterator[Rule]:
        yield from self._all
        yield from self._names.get(node.name, ())
        for name in node.classes:
            yield from self._classes.get(name, ())
        if node.id:
            yield from self._ids.get(node.id, ())


_HIDING = {"display": {"none"}, "max-height": {"0", "0px"}, "visibility": {"hidden", "collapse"}, "opacity": {"0"},
           "size": {"0", "0px"}, "height": {"0", "0px"}}  # fmt: skip


def _shows(found: Block) -> bool:
    said = {**found.looks, **found.important}
    words = [(name, said[name]) for name in _HIDING if name in said]
    return bool(words) and all(value not in _HIDING[name] for name, value in words)


def _doubt(looks: Longhands) -> Longhands:
    """A rule of which nobody knows whether it applies hides nothing, and makes colours undecided."""
    return {key: UNSURE for key in ("color", "ground") if key in looks}


def _media(rule: Any) -> bool:
    return isinstance(rule, AtRule) and rule.content is not None and rule.lower_at_keyword == "media"


def inner(rule: AtRule) -> list[Any]:
    """The rules inside an at-rule."""
    found: list[Any] = parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    return found


def parsed(text: str) -> list[Any]:
    """The rules of a style sheet; tokens of a platform stand as words or comments in it."""
    found: list[Any] = parse_stylesheet(block.masked(text, sheet=True), skip_comments=True, skip_whitespace=True)
    return found


def read(source: str) -> Sheet:
    """The style sheets of an HTML text that all mail programs see; those in comments are for some alone."""
    sheet, left = Sheet(), MOST
    for start, text, attributes, guard in _sheets(source):
        sheet.cut = sheet.cut or len(text) > left
        said = _MEDIA.search(attributes[:2_000])
        wanted = next((one for one in said.groups() if one), "") if said else ""
        if media.applies_text(wanted):
            sheet.add(parsed(text[:left]), start, "query" if "(" in wanted else guard)
        left = max(left - len(text), 0)
    return sheet


def _sheets(source: str) -> Iterator[tuple[int, str, str, Guard]]:
    """Each style element: its offset, its content, its attributes, and who alone sees it.

    Whatever never ends ends the search: so every sign is looked at once, however many comments are left open.
    """
    here, guard = 0, ""
    while (found := _OPENS.search(source, here)) is not None:
        first = source.find(">", found.end()) + 1 if found[2] else found.end()
        name = (found[2] or "").lower()
        last = _ENDS[name].search(source, first) if name and first else None
        end = (last.start() if last else -1) if name else source.find("-->", found.start() + 2)
        if name == "style" and first:
            yield first, source[first : end if end >= 0 else len(source)], source[found.end() : first], _guard(guard)
        elif not name:
            said = source[found.start() : found.start() + 400]
            guard = "not-outlook" if _REVEAL.match(said) else "" if "[endif]" in said[:40].lower() else guard
        if end < 0 or (name and not first):
            return
        here = end + 3


def _guard(word: str) -> Guard:
    return "not-outlook" if word else ""
