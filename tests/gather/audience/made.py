"""Sends and files for the tests of this floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from preflight.facts.audience import Audience, Measure
from preflight.facts.send import AudienceSpec, ConsentSpec, ListSpec, Send, Source
from preflight.finding import Location
from preflight.gather.audience import gather_audience

HERE = Location(file="send.yaml", line=1, column=1)
KEY = b"k" * 32
ROWS = Measure("rows")
SURPLUS = Measure("surplus", where="copies > 1", aggregate="count(key) - count(DISTINCT key)", examples=3)


def listed(name: str) -> Measure:
    return Measure(f"listed:{name}", where="listed", listed_on=name, examples=3)


def octets(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


class World:
    """A folder with the files of a send."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: dict[str, Path] = {}

    def file(self, name: str, content: str | bytes) -> str:
        self.paths[name] = self.folder / name
        self.paths[name].write_bytes(octets(content))
        return name

    def read(
        self,
        audience: str | bytes | None,
        *,
        name: str = "audience.csv",
        lists: Mapping[str, Any] | None = None,
        consent: ConsentSpec | None = None,
        measures: Sequence[Measure] = (),
        source: Mapping[str, Any] | None = None,
        spec: Mapping[str, Any] | None = None,
        files: Sequence[str] | None = None,
        **more: Any,
    ) -> Audience:
        """`lists`: name → content, or (content, fields of the list)."""
        suppression = []
        for list_name, given in (lists or {}).items():
            content, fields = given if isinstance(given, tuple) else (given, {})
            file = self.file(fields.pop("file", f"{list_name}.csv"), content)
            where = Source(files=(file,), **fields.pop("source", {}))
            suppression.append(ListSpec(list_name, where, HERE, **fields))
        members = None
        if audience is not None:
            self.file(name, audience)
            members = Source(files=tuple(files or (name,)), **(source or {}))
        send = Send(
            "x",
            "send.yaml",
            (),
            audience=AudienceSpec(HERE, members, **(spec or {})) if audience is not None else None,
            suppression=tuple(suppression),
            consent=consent,
        )
        asked = [*measures, *(listed(one.name) for one in suppression)]
        return gather_audience(send, self.paths, {}, asked, key=KEY, **more)
