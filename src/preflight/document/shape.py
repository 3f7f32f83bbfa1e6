"""Nodes to values of a type. Everything that does not fit is a fault with its place; the walk never stops at one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec import inspect as mi

from preflight.document.nodes import Items, Node, Place, Scalar, Table, joined, plain
from preflight.errors import Faults

T = TypeVar("T")


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what people write: a key that stands there without a value is a fault, never a silent absence."""


class _Wrong:
    """What comes back for a node that does not fit; its fault is already written down."""


_WRONG = _Wrong()


def shape(node: Node, wanted: type[T], faults: Faults, *, zone: tzinfo | None = None, key: str = "") -> T | None:
    """A value of the type `wanted` (msgspec structs, literals, enums, lists, dicts, unions, times, limits by Meta).

    `zone` is where times without offset are read; without it such a time is a fault. None where a value could not
    be made at all; the faults, in any case, are in `faults`.
    """
    value = _Walker(faults, zone).walk(node, _info(wanted), key)
    return None if isinstance(value, _Wrong) else cast("T", value)


def close_to(word: str, known: Iterable[str]) -> str:
    """The words " (did you mean …?)", or nothing where no known word comes close."""
    names = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), names, n=1)
    return f" (did you mean {names[found[0]]!r}?)" if found else ""


@cache
def _info(wanted: Any) -> mi.Type:
    return mi.type_info(wanted)


class _Walker:
    """Walks nodes beside a type."""

    def __init__(self, faults: Faults, zone: tzinfo | None) -> None:
        self.faults = faults
        self.zone = zone

    def walk(self, node: Node, info: mi.Type, key: str) -> Any:
        """The value, or `_WRONG`."""
        while isinstance(info, mi.Metadata):
            info = info.type
        value = _WALKS[type(info)](self, node, info, key)
        if isinstance(value, _Wrong):
            return value
        problem = _beyond(value, info)
        return self.wrong(node.place, key, problem) if problem else value

    def wrong(self, place: Place, key: str, message: str) -> _Wrong:
        """Write down a fault."""
        self.faults.add(place.file, message, line=place.line, column=place.column, key=key)
        return _WRONG

    def misfit(self, node: Node, info: mi.Type, key: str) -> _Wrong:
        """The fault of a node of the wrong kind."""
        return self.wrong(node.place, key, f"must be {_name(info)}, {_found(node, info)}")

    def scalar(self, node: Node, info: mi.Type, key: str) -> Any:
        """Text, numbers, booleans, null."""
        kinds = {mi.StrType: (str,), mi.IntType: (int,), mi.FloatType: (int, float), mi.BoolType: (bool,)}
        wanted: tuple[type, ...] = kinds.get(type(info), (type(None),))
        if not isinstance(node, Scalar) or type(node.value) not in wanted:
            return self.misfit(node, info, key)
        return float(node.value) if isinstance(info, mi.FloatType) else node.value  # type: ignore[arg-type]  # checked above

    def anything(self, node: Node, info: mi.Type, key: str) -> Any:
        """Whatever stands there."""
        return plain(node)

    def choice(self, node: Node, info: mi.LiteralType | mi.EnumType, key: str) -> Any:
        """A literal or an enum."""
        values = _choices(info)
        found = node.value if isinstance(node, Scalar) else None
        for value in values:
            if type(found) is type(value) and found == value:
                return info.cls(value) if isinstance(info, mi.EnumType) else value
        hint = close_to(found, map(str, values)) if isinstance(found, str) else ""
        return self.wrong(node.place, key, f"must be {_name(info)}, {_found(node, info)}{hint}")

    def time(self, node: Node, info: mi.Type, key: str) -> Any:
        """A time with an offset, or one that is read in the zone."""
        text = node.value if isinstance(node, Scalar) else None
        try:
            found = datetime.fromisoformat(text if isinstance(text, str) else "")
        except ValueError:
            return self.misfit(node, info, key)
        if found.tzinfo is not None:
            return found
        if self.zone is None:
            return self.wrong(node.place, key, "has no offset (such as +01:00), and no `timezone:` says how to read it")
        found = found.replace(tzinfo=self.zone)
        if found.astimezone(_UTC).astimezone(self.zone).replace(tzinfo=None) != found.replace(tzinfo=None):
            return self.wrong(node.place, key, f"does not exist in {self.zone}: the clocks go forward over it")
        return found

    def day(self, node: Node, info: mi.Type, key: str) -> Any:
        """A date."""
        text = node.value if isinstance(node, Scalar) else None
        try:
            return date.fromisoformat(text if isinstance(text, str) else "")
        except ValueError:
            return self.misfit(node, info, key)

    def many(self, node: Node, info: Any, key: str) -> Any:
        """A list, a tuple or a set of one type."""
        if not isinstance(node, Items):
            return self.misfit(node, info, key)
        found = [self.walk(item, info.item_type, joined(key, number)) for number, item in enumerate(node.items)]
        return _CONTAINERS[type(info)](value for value in found if not isinstance(value, _Wrong))

    def several(self, node: Node, info: mi.TupleType, key: str) -> Any:
        """A tuple of a fixed length."""
        if not isinstance(node, Items) or len(node.items) != len(info.item_types):
            return self.misfit(node, info, key)
        found = [self.walk(i, t, joined(key, n)) for n, (i, t) in enumerate(zip(node.items, info.item_types, strict=True))]
        return _WRONG if _WRONG in found else tuple(found)

    def mapping(self, node: Node, info: mi.DictType, key: str) -> Any:
        """Keys that the user chooses."""
        if not isinstance(node, Table):
            return self.misfit(node, info, key)
        found: dict[Any, Any] = {}
        for name, entry in node.entries.items():
            below = joined(key, name)
            value = self.walk(entry.node, info.value_type, below)
            word = self.walk(Scalar(entry.place, name, name), info.key_type, below)
            if not isinstance(value, _Wrong) and not isinstance(word, _Wrong):
                found[word] = value
        return found

    def struct(self, node: Node, info: mi.StructType, key: str) -> Any:
        """Keys that we know."""
        if not isinstance(node, Table):
            return self.misfit(node, info, key)
        known = {field.encode_name: field for field in info.fields}
        for name, entry in node.entries.items():
            if name not in known:
                hint = close_to(name, known) or (f" (known here: {', '.join(known)})" if 0 < len(known) <= 12 else "")
                self.wrong(entry.place, joined(key, name), f"is not known here{hint}")
        values: dict[str, Any] = {}
        lacking = False
        for name, field in known.items():
            value = self.field(node, info.cls, field, joined(key, name))
            if not isinstance(value, _Wrong):
                values[field.name] = value
            lacking |= isinstance(value, _Wrong) and field.required
        return _WRONG if lacking else self.built(info.cls, values, node, key)

    def field(self, node: Table, cls: type, field: mi.Field, key: str) -> Any:
        """One key of a struct; `_WRONG` also where it is simply not there."""
        entry = node.entries.get(field.encode_name)
        if entry is None:
            return self.wrong(node.place, key, "is missing") if field.required else _WRONG
        if issubclass(cls, Form) and isinstance(entry.node, Scalar) and entry.node.value is None:
            return self.wrong(entry.place, key, "has no value: give one, or take the line out")
        return self.walk(entry.node, field.type, key)

    def built(self, cls: type, values: dict[str, Any], node: Node, key: str) -> Any:
        """The struct; what its own `__post_init__` refuses is a fault too."""
        try:
            return cls(**values)
        except (TypeError, ValueError) as error:
            return self.wrong(node.place, key, str(error))

    def union(self, node: Node, info: mi.UnionType, key: str) -> Any:
        """The branch that fits the kind of node; a fault names all branches only where none does."""
        branches = [b for b in map(_bare, info.types) if _kind_fits(node, b)]
        if len(branches) == 1:
            return self.walk(node, branches[0], key)
        for branch in branches:
            value = _Walker(Faults(), self.zone).walk(node, branch, key)
            if not isinstance(value, _Wrong):
                return value
        return self.misfit(node, info, key)


_UTC = __import__("datetime").timezone.utc

_WALKS: dict[type, Callable[[_Walker, Node, Any, str], Any]] = {
    mi.AnyType: _Walker.anything,
    mi.NoneType: _Walker.scalar,
    mi.BoolType: _Walker.scalar,
    mi.IntType: _Walker.scalar,
    mi.FloatType: _Walker.scalar,
    mi.StrType: _Walker.scalar,
    mi.LiteralType: _Walker.choice,
    mi.EnumType: _Walker.choice,
    mi.DateTimeType: _Walker.time,
    mi.DateType: _Walker.day,
    mi.ListType: _Walker.many,
    mi.VarTupleType: _Walker.many,
    mi.SetType: _Walker.many,
    mi.FrozenSetType: _Walker.many,
    mi.TupleType: _Walker.several,
    mi.DictType: _Walker.mapping,
    mi.StructType: _Walker.struct,
    mi.UnionType: _Walker.union,
}
_CONTAINERS: dict[type, Callable[[Iterable[Any]], Any]] = {
    mi.ListType: list,
    mi.VarTupleType: tuple,
    mi.SetType: set,
    mi.FrozenSetType: frozenset,
}
_LISTS = (*_CONTAINERS, mi.TupleType)
_BLOCKS = (mi.DictType, mi.StructType)


def _bare(info: mi.Type) -> mi.Type:
    while isinstance(info, mi.Metadata):
        info = info.type
    return info


def _kind_fits(node: Node, info: mi.Type) -> bool:
    if isinstance(info, mi.AnyType):
        return True
    if isinstance(node, Table):
        return isinstance(info, _BLOCKS)
    if isinstance(node, Items):
        return isinstance(info, _LISTS)
    if isinstance(info, (*_BLOCKS, *_LISTS)):
        return False
    return isinstance(info, mi.NoneType) is (node.value is None)


def _choices(info: mi.LiteralType | mi.EnumType) -> list[Any]:
    if isinstance(info, mi.LiteralType):
        return list(info.values)
    return [member.value for member in info.cls]


_NAMES: dict[type, str] = {
    mi.NoneType: "nothing",
    mi.BoolType: "true or false",
    mi.IntType: "a whole number",
    mi.FloatType: "a number",
    mi.StrType: "text",
    mi.DateTimeType: "a time such as 2026-11-24T09:00:00+01:00",
    mi.DateType: "a date such as 2026-11-24",
}


def _name(info: mi.Type) -> str:
    """What is wanted, in words."""
    info = _bare(info)
    if isinstance(info, mi.LiteralType | mi.EnumType):
        values = [str(value) for value in _choices(info)]
        return values[0] if len(values) == 1 else f"one of {', '.join(values)}"
    if isinstance(info, mi.UnionType):
        return " or ".join(dict.fromkeys(_name(branch) for branch in info.types))
    if isinstance(info, _LISTS):
        return "a list"
    return "a block of keys" if isinstance(info, _BLOCKS) else _NAMES[type(info)]


def _found(node: Node, info: mi.Type) -> str:
    """What stands there instead, in words; shortened, since it may be anything."""
    if isinstance(node, Table):
        return "not a block of keys"
    if isinstance(node, Items):
        return "not a list"
    if node.value is None:
        return "not empty"
    if isinstance(node.value, str):
        return f"not {node.text[:40]!r}"
    quoted = f'; write "{node.text[:40]}" in quotes' if isinstance(_bare(info), mi.StrType) else ""
    return f"not {node.text[:40]}{quoted}"


def _beyond(value: Any, info: mi.Type) -> str:
    """Which limit of the type the value breaks, in words; "" where none."""
    limits: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
        ("ge", lambda n: value >= n, "must be at least {}"),
        ("gt", lambda n: value > n, "must be more than {}"),
        ("le", lambda n: value <= n, "must be at most {}"),
        ("lt", lambda n: value < n, "must be less than {}"),
        ("multiple_of", lambda n: value % n == 0, "must be a multiple of {}"),
        ("min_length", lambda n: len(value) >= n, "must not be shorter than {}"),
        ("max_length", lambda n: len(value) <= n, "must not be longer than {}"),
        ("pattern", lambda p: re.search(p, value) is not None, "does not fit the pattern {}"),
    )
    for name, fits, words in limits:
        limit = getattr(info, name, None)
        if limit is not None and not fits(limit):
            return "must not be empty" if (name, limit) == ("min_length", 1) else words.format(limit)
    return ""
