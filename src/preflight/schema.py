"""JSON Schemas of the send and of the checklist, made of the very types that their readers check against."""

from __future__ import annotations

from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"
HOME = "https://preflight.example/schema"


def checklist_schema() -> dict[str, Any]:
    """The schema of a checklist, every check's options included."""
    import msgspec

    from preflight.checklist import ChecklistWords, CheckWords
    from preflight.registry import all_checks

    schema = _schema(ChecklistWords, "checklist", "A preflight checklist")
    schema["$defs"] |= _defs(CheckWords)
    known: dict[str, Any] = {}
    for check in all_checks():
        options = msgspec.json.schema(check.options)
        body = dict(options["$defs"][check.options.__name__])
        schema["$defs"] |= {k: v for k, v in options["$defs"].items() if k != check.options.__name__}
        wanted = {**schema["$defs"]["CheckWords"]["properties"], "options": body}
        known[check.id] = {"description": check.title, "anyOf": [*_SHORT, {"type": "object", "properties": wanted,
                                                                          "additionalProperties": False}]}  # fmt: skip
    schema["properties"]["checks"] = {"type": "object", "properties": known}
    return schema


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
