"""Octets to nodes. Built on the parser's events and not on its composer, which recurses in C for as deep as a stranger
likes, and which resolves `no`, `on` and times as YAML 1.1 did."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

from preflight.document.nodes import Entry, Items, Node, Place, Plain, Scalar, Table
from preflight.errors import Faults, InputError

LARGEST = 1_000_000
"""Octets of a document (contract §2)."""
DEEPEST = 40
MOST = 100_000
"""Nodes of a document, aliases counted as what they stand for."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a PyYAML built without libyaml has the slow one only
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_BASED = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: dict[str, Plain] = {"": None, "~": None} | {
    form: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for form in (word, word.title(), word.upper())
}
_TEXT_TAGS = {"!", "tag:yaml.org,2002:str"}
_BLOCK_TAGS = {None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}


def compose(data: bytes | str, file: str) -> Node:
    """The document's nodes.

    Raises InputError with what is wrong with it as YAML: not text, no or several documents, a tag, a duplicate key,
    an alias that would grow beyond bounds, nesting too deep, above 1 MB.
    """
    faults = Faults()
    node: Node | None = None
    with faults.catching():
        node = _Composer(file, faults).document(_decoded(data, file))
    faults.raise_if_any()
    assert node is not None
    return node


def resolve(text: str) -> Plain:
    """What an unquoted word says, by YAML 1.2's core schema. Numbers beyond what a machine holds stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text


def _decoded(data: bytes | str, file: str) -> str:
    if len(data) > LARGEST:
        raise _one(file, f"is larger than {LARGEST // 1_000_000} MB")
    if isinstance(data, str):
        text = data
    else:
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        try:
            text = data.decode("utf-16" if wide else "utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise _one(file, "is not UTF-8 text; save it as UTF-8", 0 if wide else line, 0 if wide else 1) from None
    text = text.removeprefix("\ufeff")
    if found := _FORBIDDEN.search(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
        raise _one(file, f"holds the control character U+{ord(found[0]):04X}", line, column)
    return text


def _one(file: str, message: str, line: int = 0, column: int = 0) -> InputError:
    faults = Faults()
    faults.add(file, message, line=line, column=column)
    return InputError(faults)


class _Composer:
    """Builds nodes out of events; keeps count, so that neither depth nor aliases run away."""

    def __init__(self, file: str, faults: Faults) -> None:
        self.file = file
        self.faults = faults
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.count = 0
        self.events: Iterator[Any] = iter(())

    def document(self, text: str) -> Node:
        """The single document of `text`; raises InputError where it is not one."""
        self.events = yaml.parse(text, Loader=_LOADER)  # type: ignore[no-untyped-call,unused-ignore]  # stubs lack it
        try:
            return self._single()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            raise _one(self.file, _problem(error, text, line, column), line, column) from None
        except yaml.YAMLError:
            raise _one(self.file, "is not YAML") from None

    def _single(self) -> Node:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise _one(self.file, "is empty")
        node = self._node(next(self.events), 0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._stop("a second document begins here (`---`); a file holds one", self._place(after))
        return node

    def _node(self, event: Any, depth: int) -> Node:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event.anchor, place)
        if depth > DEEPEST:
            raise self._stop(f"is nested more than {DEEPEST} deep", place)
        before = self.count
        self._grow(1, place)
        if event.anchor:
            self.anchors[event.anchor] = None
        node = self._built(event, place, depth)
        if event.anchor:
            self.anchors[event.anchor] = (node, self.count - before)
        return node

    def _built(self, event: Any, place: Place, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if event.tag not in _BLOCK_TAGS:
            self._tag(event.tag, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(place, tuple(self._items(depth)))
        return Table(place, self._entries(depth))

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key, value = self._node(event, depth + 1), self._node(next(self.events), depth + 1)
            place = self._place(event)
            if not isinstance(key, Scalar):
                self._fault("a key must be a single word", place)
            elif key.text in entries:
                first = entries[key.text].place.line
                self._fault("is given twice; the first is in line " + str(first), place, key.text)
            else:
                entries[key.text] = Entry(place, value)
        return entries

    def _scalar(self, event: Any, place: Place) -> Scalar:
        unquoted = event.implicit[0] and event.tag is None
        if not unquoted and event.tag not in {None, *_TEXT_TAGS}:
            self._tag(event.tag, place)
        return Scalar(place, resolve(event.value) if unquoted else event.value, event.value)

    def _alias(self, name: str, place: Place) -> Node:
        found = self.anchors.get(name)
        if found is None:
            what = "leads into itself" if name in self.anchors else "leads to nothing"
            raise self._stop(f"the alias *{name[:40]} {what}", place)
        self._grow(found[1], place)
        return found[0]

    def _grow(self, by: int, place: Place) -> None:
        self.count += by
        if self.count > MOST:
            raise self._stop(f"holds more than {MOST:,} values, aliases counted as what they stand for", place)

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _tag(self, tag: str, place: Place) -> None:
        self._fault(f"the tag {tag[:60]!r} is not read here", place)

    def _fault(self, message: str, place: Place, key: str = "") -> None:
        self.faults.add(self.file, message, line=place.line, column=place.column, key=key)

    def _stop(self, message: str, place: Place) -> InputError:
        return _one(self.file, message, place.line, place.column)


def _problem(error: yaml.MarkedYAMLError, text: str, line: int, column: int) -> str:
    """The parser's complaint in words, with the two mends that are needed most often."""
    here = text.split("\n")[line - 1 : line]
    sign = here[0][column - 1 : column] if here else ""
    if sign == "\t":
        return "is not valid YAML: a tab stands here; indent with blanks"
    if sign and sign in "@`%*&!{[":
        return f"is not valid YAML: a value that begins with {sign} must stand in quotes"
    return f"is not valid YAML: {error.problem or error.context or 'it cannot be read from here on'}"
