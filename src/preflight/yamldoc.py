"""YAML with its marks, and its shape: every fault of a file at once, with line, column and a better word.

Scalars are read as YAML 1.2 reads them: `no`, `on` and times are strings. Duplicate keys, aliases that multiply, and
documents that are too deep or too large are faults.
"""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from preflight.errors import Faults

MAX_SIZE = 1_000_000
MAX_NODES = 100_000
MAX_DEPTH = 64

_INT = re.compile(r"[-+]?(0|[1-9][0-9_]*)$")
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)?\.[0-9]+|(?:0|[1-9][0-9]*)\.?(?:[eE][-+]?[0-9]+))$")
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True)
class Mark:
    """A place in a YAML file; line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass
class Node:
    """A value with its place: a scalar (str, int, float, bool, None), a list of nodes, or a mapping of nodes.

    `keys` are the places of a mapping's keys, `folder` that of the file, as the first file of a chain names it.
    """

    value: Any
    mark: Mark
    keys: dict[str, Mark] = field(default_factory=dict)
    folder: str = ""

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, dotted: str) -> Mark:
        """Where the value of a dotted path stands; the nearest node above it where it does not exist."""
        node = self
        for name in dotted.split("."):
            inner = node.value.get(name) if isinstance(node.value, dict) else None
            if inner is None:
                break
            node = inner
        return node.mark


def read(data: bytes, file: str, faults: Faults) -> Node | None:
    """The document as nodes, or None where it cannot be read at all; whatever is wrong goes to `faults`."""
    import yaml

    if len(data) > MAX_SIZE:
        faults.add(file, f"is larger than {MAX_SIZE // 1_000_000} MB")
        return None
    try:
        text = data.decode("utf-8-sig")
        composed = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(file, "is not UTF-8", line=line, column=1)
        return None
    except yaml.MarkedYAMLError as error:
        _bad_yaml(error, file, faults)
        return None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        faults.add(file, f"is no YAML: {_first_line(error)}")
        return None
    if composed is None:
        return Node({}, Mark(file, 1, 1))
    return _Reader(file, faults).node(composed, 0)


def _bad_yaml(error: Any, file: str, faults: Faults) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    faults.add(file, f"is no YAML: {error.problem or error.context}", line=line, column=column)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


class _Reader:
    """Turns composed nodes into ours, within bounds."""

    def __init__(self, file: str, faults: Faults) -> None:
        self._file = file
        self._faults = faults
        self._left = MAX_NODES
        self._told = False

    def node(self, yaml_node: Any, depth: int) -> Node:
        """One node with everything in it. An alias counts every time it is used, so a bomb runs into the bound."""
        mark = Mark(self._file, yaml_node.start_mark.line + 1, yaml_node.start_mark.column + 1)
        self._left -= 1
        if self._left < 0 or depth > MAX_DEPTH:
            self._too_much(mark, "is nested too deeply" if depth > MAX_DEPTH else "holds too many values")
            return Node(None, mark)
        if yaml_node.id == "scalar":
            return Node(self._scalar(yaml_node, mark), mark)
        if yaml_node.id == "sequence":
            return Node([self.node(item, depth + 1) for item in yaml_node.value], mark)
        return self._mapping(yaml_node, mark, depth)

    def _mapping(self, yaml_node: Any, mark: Mark, depth: int) -> Node:
        found = Node({}, mark)
        for key_node, value_node in yaml_node.value:
            place = Mark(self._file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key_node.id != "scalar":
                self._fault(place, "a key must be a word")
                continue
            if key_node.value in found.value:
                first = found.keys[key_node.value].line
                self._fault(place, f"stands twice (first in line {first})", key_node.value)
                continue
            found.value[key_node.value] = self.node(value_node, depth + 1)
            found.keys[key_node.value] = place
        return found

    def _scalar(self, yaml_node: Any, mark: Mark) -> Any:
        text: str = yaml_node.value
        tag = yaml_node.tag
        if tag.startswith(("!", "tag:yaml.org,2002:python")):
            self._fault(mark, f"the tag {tag} is not known here")
            return None
        return plain_scalar(text) if yaml_node.style in {None, ""} else text

    def _too_much(self, mark: Mark, message: str) -> None:
        if not self._told:
            self._told = True
            self._fault(mark, message)

    def _fault(self, mark: Mark, message: str, key: str = "") -> None:
        self._faults.add(mark.file, message, line=mark.line, column=mark.column, key=key)


def plain_scalar(text: str) -> str | int | float | bool | None:
    """An unquoted scalar by YAML 1.2: true, false, null and numbers; all else is a string."""
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE"}:
        return True
    if text in {"false", "False", "FALSE"}:
        return False
    if len(text) < 40 and _INT.match(text):
        return int(text.replace("_", ""))
    if len(text) < 40 and _FLOAT.match(text):
        return float(text)
    return text


def fill(text: str, environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """`text` with each `${NAME}` filled in, and the names that are not set."""
    missing = [name for name in _VARIABLE.findall(text) if name not in environment]
    return _VARIABLE.sub(lambda found: environment.get(found[1], ""), text), missing


def near(word: str, words: typing.Iterable[str]) -> str:
    """` (did you mean …?)` where one of `words` is close, else nothing."""
    found = difflib.get_close_matches(word, list(words), 1)
    return f" (did you mean {found[0]}?)" if found else ""


class Shaper:
    """Walks a node against a type and collects every fault on its way."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def shape(self, node: Node, type_: Any, key: str = "") -> Any:
        """The node's value as `type_`: a msgspec Struct, Literal, union, list, tuple, dict, or a scalar type.

        Where it is wrong, the fault is noted and None comes back; the limits of an annotated type count, too.
        """
        found = self._shape(node, _bare(type_), key)
        if isinstance(found, str | int | float) and typing.get_origin(type_) is typing.Annotated:
            return self._within(node, found, type_, key)
        return found

    def _within(self, node: Node, found: Any, type_: Any, key: str) -> Any:
        try:
            return msgspec.convert(found, type_)
        except msgspec.ValidationError as error:
            words = _first_line(error)
            return self._wrong(node, key, f"is out of bounds: {words[:1].lower()}{words[1:]}")

    def _shape(self, node: Node, type_: Any, key: str) -> Any:
        origin = typing.get_origin(type_)
        if type_ is Any:
            return node.plain()
        if origin in {typing.Union, types.UnionType}:
            return self._union(node, typing.get_args(type_), key)
        if origin is Literal:
            return self._literal(node, typing.get_args(type_), key)
        if origin in {tuple, list, frozenset}:
            return self._sequence(node, origin, typing.get_args(type_)[0], key)
        if origin is dict:
            return self._mapping(node, typing.get_args(type_)[1], key)
        if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
            return self._struct(node, type_, key)
        return self._scalar(node, type_, key)

    def _struct(self, node: Node, type_: type[msgspec.Struct], key: str) -> Any:
        if not isinstance(node.value, dict):
            return self._wrong(node, key, "must be a mapping of keys and values")
        hints = typing.get_type_hints(type_, include_extras=True)
        fields = {f.encode_name: f for f in msgspec.structs.fields(type_)}
        values: dict[str, Any] = {}
        for name, inner in node.value.items():
            path = f"{key}.{name}" if key else name
            if name not in fields:
                self._fault(node.keys[name], path, f"no such key{near(name, fields)}")
            else:
                values[fields[name].name] = self.shape(inner, hints[fields[name].name], path)
        missing = [name for name, f in fields.items() if f.required and name not in node.value]
        for name in missing:
            self._fault(node.mark, f"{key}.{name}" if key else name, "is required")
        return None if missing else type_(**values)

    def _union(self, node: Node, options: tuple[Any, ...], key: str) -> Any:
        if node.value is None and type(None) in options:
            return None
        real = [option for option in options if option is not type(None)]
        for option in real:
            trial = Faults()
            found = Shaper(trial).shape(node, option, key)
            if not trial:
                return found
        best = next((option for option in real if self._alike(node, option)), real[-1])
        return self.shape(node, best, key)

    @staticmethod
    def _alike(node: Node, type_: Any) -> bool:
        """Whether the type is of the node's own kind, so that its faults say the most."""
        bare = _bare(type_)
        struct = isinstance(bare, type) and issubclass(bare, msgspec.Struct)
        if isinstance(node.value, dict):
            return struct or typing.get_origin(bare) is dict
        if isinstance(node.value, list):
            return typing.get_origin(bare) in {tuple, list}
        return not struct and typing.get_origin(bare) not in {tuple, list, dict}

    def _literal(self, node: Node, words: tuple[Any, ...], key: str) -> Any:
        if node.value in words and not isinstance(node.value, bool):
            return node.value
        shown = ", ".join(str(word) for word in words if word != "")
        return self._wrong(node, key, f"must be one of {shown}{near(str(node.value), map(str, words))}")

    def _sequence(self, node: Node, origin: Any, inner: Any, key: str) -> Any:
        if not isinstance(node.value, list):
            return self._wrong(node, key, "must be a list")
        return origin(self.shape(item, inner, f"{key}.{n}") for n, item in enumerate(node.value))

    def _mapping(self, node: Node, inner: Any, key: str) -> Any:
        if not isinstance(node.value, dict):
            return self._wrong(node, key, "must be a mapping of keys and values")
        return {name: self.shape(item, inner, f"{key}.{name}") for name, item in node.value.items()}

    def _scalar(self, node: Node, type_: Any, key: str) -> Any:
        value = node.value
        if type_ is str and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if type_ is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if type_ in {str, int, float, bool} and type(value) is type_:
            return value
        if isinstance(value, str) and type_ in {datetime, date}:
            return self._time(node, type_, key)
        if type_ not in {str, int, float, bool, datetime, date}:
            return self._converted(node, type_, key)
        return self._wrong(node, key, f"must be {_WORDS[type_]}, not {_shown(value)}")

    def _time(self, node: Node, type_: Any, key: str) -> Any:
        try:
            return type_.fromisoformat(node.value)
        except ValueError:
            return self._wrong(node, key, "must be a time such as 2026-11-24T09:00:00+01:00")

    def _converted(self, node: Node, type_: Any, key: str) -> Any:
        try:
            return msgspec.convert(node.plain(), type_)
        except (msgspec.ValidationError, ValueError) as error:
            return self._wrong(node, key, _first_line(error))

    def _wrong(self, node: Node, key: str, message: str) -> None:
        self._fault(node.mark, key, message)

    def _fault(self, mark: Mark, key: str, message: str) -> None:
        self._faults.add(mark.file, message, line=mark.line, column=mark.column, key=key)


_WORDS: dict[Any, str] = {
    str: "a text", int: "a whole number", float: "a number", bool: "true or false",
    datetime: "a time such as 2026-11-24T09:00:00+01:00", date: "a day such as 2026-11-24",
}  # fmt: skip


def _bare(type_: Any) -> Any:
    """A type without its annotations."""
    return typing.get_args(type_)[0] if typing.get_origin(type_) is typing.Annotated else type_


def _shown(value: Any) -> str:
    kinds = {dict: "a mapping", list: "a list", type(None): "nothing"}
    return kinds.get(type(value)) or repr(value)[:40]
