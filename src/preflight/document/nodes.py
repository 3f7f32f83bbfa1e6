"""The nodes of a YAML document: text, lists and blocks of keys, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands; `line` and `column` count from 1, columns in code points."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. `text` is as written, `value` what it says: only `true` and `false` are booleans, times are text."""

    place: Place
    value: Plain
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's value, and the place of the key."""

    place: Place
    node: Node


@dataclass(frozen=True, slots=True)
class Table:
    """A block of keys; the keys are text as written."""

    place: Place
    entries: dict[str, Entry] = field(default_factory=dict)


Node = Scalar | Items | Table


def joined(key: str, part: str | int) -> str:
    """The dotted path of a key below `key`."""
    return f"{key}.{part}" if key else str(part)


def children(node: Node) -> Iterator[tuple[str, Place, Node]]:
    """What stands directly in a node: its key (or number), the place of the key (or item), and the node."""
    if isinstance(node, Table):
        yield from ((name, entry.place, entry.node) for name, entry in node.entries.items())
    elif isinstance(node, Items):
        yield from ((str(number), item.place, item) for number, item in enumerate(node.items))


def walk(node: Node, key: str = "") -> Iterator[tuple[str, Place, Node]]:
    """Every node below, with its dotted key, in the order of the document."""
    for name, place, child in children(node):
        below = joined(key, name)
        yield below, place, child
        yield from walk(child, below)


def find(node: Node, *keys: str) -> Node | None:
    """The node at a path of keys, or None."""
    for key in keys:
        entry = node.entries.get(key) if isinstance(node, Table) else None
        if entry is None:
            return None
        node = entry.node
    return node


def plain(node: Node) -> Any:
    """The node as plain Python values."""
    if isinstance(node, Table):
        return {name: plain(entry.node) for name, entry in node.entries.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return node.value
