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

_STEPS = 500_000
_RULES = 6_000
_DEEPEST = 4
_STYLE = re.compile(
    r"<!--.*?-->|<(script|title|textarea)\b.*?</\1\s*>|<style\b([^>]*+)>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL
)
_MEDIA = re.compile(r"""\bmedia\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


class Rule(NamedTuple):
    """One selector and what it says of looks."""

    selector: Selector
    order: int
    block: Block


class Written(NamedTuple):
    """A block as it stands in a style sheet: its declarations, offset in the sheet, who alone reads it."""

    block: Block
    start: int
    guard: Guard
    prelude: str


class Sheet:
    """The rules of all style sheets of a part. `cut` says that they were more than can be judged."""

    def __init__(self) -> None:
        self.cut = False
        self._budget = Budget(_STEPS)
        self._ids: dict[str, list[Rule]] = {}
        self._classes: dict[str, list[Rule]] = {}
        self._names: dict[str, list[Rule]] = {}
        self._all: list[Rule] = []
        self._number = 0

    def __bool__(self) -> bool:
        return self._number > 0

    @property
    def undecided(self) -> bool:
        """Whether something may look otherwise than is known here."""
        return self.cut or self._budget.spent

    def add(self, rules: list[Any], *, applies: bool = True, depth: int = 0) -> None:
        """Take in parsed rules; `applies` says whether they do on a desk, in light mode."""
        for rule in rules:
            if isinstance(rule, QualifiedRule) and applies:
                self._rule(rule)
            elif depth < _DEEPEST and _media(rule) and media.applies(rule.prelude):
                self.add(inner(rule), applies=applies, depth=depth + 1)

    def _rule(self, rule: QualifiedRule) -> None:
        found = block.of_nodes(parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True))
        if not (found.looks or found.important):
            return
        for selector in compiled(rule.prelude):
            if self._number >= _RULES:
                self.cut = True
                return
            self._number += 1
            self._index(selector).append(Rule(selector, self._number, found))

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
        return found

    def _applied(self, node: Node) -> Iterator[tuple[Rule, bool]]:
        if self._budget.spent:
            return
        for rule in self._candidates(node):
            answer = matches(rule.selector, node, self._budget)
            if answer is not False:
                yield rule, bool(answer)

    def _candidates(self, node: Node) -> Iterator[Rule]:
        yield from self._all
        yield from self._names.get(node.name, ())
        for name in node.classes:
            yield from self._classes.get(name, ())
        if node.id:
            yield from self._ids.get(node.id, ())


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
    if "<style" not in source and "<STYLE" not in source and "<Style" not in source:
        return sheet
    for found in _STYLE.finditer(source):
        text = found[3]
        if text is None:
            continue
        sheet.cut = sheet.cut or len(text) > left
        said = _MEDIA.search(found[2])
        wanted = next((one for one in said.groups() if one), "") if said else ""
        sheet.add(parsed(text[:left]), applies=media.applies_text(wanted))
        left = max(left - len(text), 0)
    return sheet
