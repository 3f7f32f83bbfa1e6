"""JSON Schemas of the send and of the checklist, made of the very types that their readers check against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from preflight.check import Check

OPTIONS = "options.json"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
HOME = "https://preflight.example/schema"


def checklist_schema() -> dict[str, Any]:
    """The schema of a checklist, every check's options included."""

    from preflight.checklist import ChecklistWords, CheckWords
    from preflight.registry import listed

    schema = _schema(ChecklistWords, "checklist", "A preflight checklist")
    schema["$defs"] |= _defs(CheckWords)
    known: dict[str, Any] = {}
    options = options_of_all()
    for check in listed():
        body, defs = options[check.id]
        schema["$defs"] |= defs
        wanted = {**schema["$defs"]["CheckWords"]["properties"], "options": body}
        known[check.id] = {"description": check.title, "anyOf": [*_SHORT, {"type": "object", "properties": wanted,
                                                                          "additionalProperties": False}]}  # fmt: skip
    schema["properties"]["checks"] = {"type": "object", "properties": known}
    return schema


def options_of_all() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """The schema of each check's options, and of what it refers to; ours are not imported for it.

    They are written by `scripts/docs`; those of a check that is not among them yet are made of its module.
    """
    import json
    from pathlib import Path

    from preflight import data, registry

    written = json.loads((Path(data.__path__[0]) / OPTIONS).read_bytes())
    own = {id: tuple(written[id]) if id in written else options_of(registry.known(id)) for id in registry.ids()}
    return own | {check.id: options_of(check) for check in registry.plugins()[0]}


def options_of(check: Check) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a check's options, and of what it refers to."""
    import msgspec

    defs = msgspec.json.schema(check.options)["$defs"]
    for one in defs.values():
        for field in one.get("properties", {}).values():
            if field.get("uniqueItems") and "default" in field:
                field["default"] = sorted(field["default"])  # a set comes in another order each time
    return defs.pop(check.options.__name__), defs


_SHORT: list[dict[str, Any]] = [{"enum": ["on", "off", "blocker", "warning", "note"]}, {"type": "boolean"}]


def of_struct(type_: Any, name: str, title: str) -> dict[str, Any]:
    """The schema of a Struct; what it does not know is refused, as its reader refuses it."""
    return _schema(type_, name, title)


def _schema(type_: Any, name: str, title: str) -> dict[str, Any]:
    defs = _defs(type_)
    top = defs.pop(type_.__name__)
    return {"$schema": DRAFT, "$id": f"{HOME}/{name}-1.json", **top, "title": title, "$defs": defs}


def _defs(type_: Any) -> dict[str, Any]:
    import msgspec

    defs: dict[str, Any] = msgspec.json.schema(type_)["$defs"]
    for one in defs.values():
        if one.get("type") == "object" and "properties" in one:
            one["additionalProperties"] = False
    return defs
