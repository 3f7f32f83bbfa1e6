"""send.yaml → Send: extended, checked as a whole, with every fault at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from preflight import yamldoc as document
from preflight.errors import Fault, Faults, InputError
from preflight.facts.send import Send
from preflight.finding import Location
from preflight.load.build import Builder
from preflight.load.files import MAX_MESSAGE, FolderReader, MemoryReader, Reader, Unreadable
from preflight.load.shape import Manifest
from preflight.yamldoc import Node, Shaper

NAMES = ("send.yaml", "send.yml")


@dataclass(frozen=True)
class Loaded:
    """A send and what belongs to it on this machine.

    `paths` maps the names of table files to the files, `connections` the shown URLs to those with their secrets,
    `digests` the names of message, brief and token files to "sha256:…".
    """

    send: Send
    base: Path
    paths: dict[str, Path]
    connections: dict[str, str]
    digests: dict[str, str]


def load_send(path: Path, *, env: Mapping[str, str] | None = None, allow_outside: bool = False) -> Loaded:
    """Load a send.yaml, a folder that holds one, or a bare `.html` or `.eml`.

    Raises InputError with every fault.
    """
    place = _manifest_of(path)
    if place.suffix.lower() in {".html", ".htm", ".eml"}:
        return _bare(place)
    reader = FolderReader(place.parent.resolve(), allow_outside)
    try:
        data = reader.read("", place.name, document.MAX_SIZE)
    except Unreadable as error:
        raise InputError([Fault(str(path), 0, 0, "", str(error))]) from error
    return _load(data, place.name, reader, os.environ if env is None else env, reader.base)


def load_from(
    manifest: str, files: Mapping[str, bytes], *, name: str = "send.yaml", env: Mapping[str, str] | None = None
) -> Loaded:
    """Load a send whose files are handed in. Raises InputError with every fault."""
    return _load(manifest.encode(), name, MemoryReader(files), env or {}, Path())


def _manifest_of(path: Path) -> Path:
    if not path.is_dir():
        return path
    found = [path / name for name in NAMES if (path / name).exists()]
    if not found:
        raise InputError([Fault(str(path), 0, 0, "", "the folder holds no send.yaml")])
    return found[0]


def _load(data: bytes, name: str, reader: Reader, env: Mapping[str, str], base: Path) -> Loaded:
    faults = Faults()
    node = _extended(data, name, reader, faults)
    words = Shaper(faults).shape(node, Manifest) if node else None
    if node is None or words is None:
        faults.raise_if_any()
        raise InputError([Fault(name, 0, 0, "", "holds nothing")])
    builder = Builder(node, reader, env, faults)
    send = builder.build(words, name)
    faults.raise_if_any()
    assert send is not None
    return Loaded(send, base, builder.paths, builder.connections, builder.digests)


def _extended(data: bytes, name: str, reader: Reader, faults: Faults) -> Node | None:
    """The manifest's node, with the keys of what it extends beneath its own."""
    chain: list[Node] = []
    seen = {os.path.normpath(name)}
    folder = ""
    while True:
        node = document.read(data, os.path.normpath(os.path.join(folder, name)), faults)  # noqa: PTH118 - shown name
        if node is None or not isinstance(node.value, dict):
            if node is not None:
                faults.add(name, "must be a mapping of keys and values", line=node.mark.line, column=node.mark.column)
            return None
        _remember_folder(node, folder)
        chain.append(node)
        parent = node.value.pop("extends", None)
        if parent is None:
            break
        whole = os.path.normpath(os.path.join(folder, str(parent.value)))  # noqa: PTH118 - shown name
        folder, name = os.path.split(whole)
        if whole in seen:
            _fault(faults, parent, "extends", "the files extend each other in a circle")
            break
        seen.add(whole)
        try:
            data = _read_parent(reader, whole)
        except Unreadable as error:
            _fault(faults, parent, "extends", f"{parent.value}: {error}")
            break
    merged = chain[-1]
    for child in reversed(chain[:-1]):
        merged = _merge(merged, child)
    return merged


def _read_parent(reader: Reader, whole: str) -> bytes:
    """`extends:` alone may name a file of a parent folder."""
    if isinstance(reader, FolderReader):
        reader = FolderReader(reader.base, allow_outside=True)
    return reader.read("", whole, document.MAX_SIZE)


def _remember_folder(node: Node, folder: str) -> None:
    """Paths are relative to the file that names them, so each node must know from where it comes."""
    node.folder = folder
    inner = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for one in inner:
        _remember_folder(one, folder)


def _merge(under: Node, over: Node) -> Node:
    """Mappings are merged key by key; anything else of the child replaces the parent's."""
    if not (isinstance(under.value, dict) and isinstance(over.value, dict)):
        return over
    values = dict(under.value)
    for key, node in over.value.items():
        values[key] = _merge(values[key], node) if key in values else node
    return Node(values, over.mark, {**under.keys, **over.keys}, over.folder)


def _fault(faults: Faults, node: Node, key: str, message: str) -> None:
    faults.add(node.mark.file, message, line=node.mark.line, column=node.mark.column, key=key)


def _bare(place: Path) -> Loaded:
    """A lone message: what needs a manifest is not given."""
    from preflight.load.eml import read_eml
    from preflight.load.message import draft

    reader = FolderReader(place.parent.resolve())
    try:
        data = reader.read("", place.name, MAX_MESSAGE)
    except Unreadable as error:
        raise InputError([Fault(str(place), 0, 0, "", str(error))]) from error
    if place.suffix.lower() == ".eml":
        message = read_eml(data, file=place.name, name="default", platform="generic")
    else:
        message = draft(
            "default", html=(place.name, data), text=None, subject=None, preheader=None, sender=None, reply_to=None,
            headers=None, language="", state="draft", platform="generic", location=Location(file=place.name),
            proof=None, fill_tokens={},
        )  # fmt: skip
    send = Send(name=place.stem, file=place.name, messages=(message,), checklist="content", bare=True)
    return Loaded(send, reader.base, {}, {}, {place.name: "sha256:" + hashlib.sha256(data).hexdigest()})
