"""JSON Schema (2020-12) of the report. `report-1` only ever gains keys, so what it does not name is allowed."""

from __future__ import annotations

from typing import Any

from preflight.finding import Mender, Severity
from preflight.report.todo import OPERATOR
from preflight.schema import DRAFT, HOME
from preflight.verdict import Outcome, Verdict

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_FLAG = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0}
_MAYBE_COUNT = {"type": ["integer", "null"], "minimum": 0}
_TIME = {"type": "string", "format": "date-time"}
_DIGEST = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_SEVERITY = {"enum": [severity.value for severity in Severity]}
_MENDERS = [mender.value for mender in Mender]


def report_schema() -> dict[str, Any]:
    """The schema of a `report.json`."""
    return {
        "$schema": DRAFT,
        "$id": f"{HOME}/report-1.json",
        "title": "A preflight report",
        **_object(
            schema={"const": f"{HOME}/report-1.json"},
            preflight=_described("string", "The version that judged."),
            send=_ref("send"),
            checklist=_object(name=_TEXT, digest=_TEXT, title=_TEXT),
            verdict={"enum": [verdict.value for verdict in Verdict]},
            reasons=_list(_TEXT, "Why it is no GO, the worst first."),
            started_at=_TIME,
            seconds={"type": "number", "minimum": 0},
            summary=_object(**{outcome.value: _COUNT for outcome in Outcome}),
            checks=_list(_ref("check"), "Every check of the catalogue, once, in the order of the families."),
            not_covered=_list(_object(input=_TEXT, why=_TEXT, checks=_list(_TEXT), needed=_FLAG)),
            manual=_list(_object(id=_TEXT, ask=_TEXT, role=_TEXT, answer=_MAYBE)),
            approvals=_object(needed=_list(_ref("approval")), given=_list({"type": "object"})),
            waivers=_list({"type": "object"}),
            todo=_list(_object(mender={"enum": [*_MENDERS, OPERATOR]}, items=_list(_ref("task")))),
            comparison={"anyOf": [{"type": "null"}, _ref("comparison")]},
            now={**_TIME, "description": "The instant as of which it was judged."},
            partial=_described("boolean", "Checks were deselected: never a GO for the gate."),
            plugins_broken={"type": "object", "additionalProperties": _TEXT},
            notes=_list(_TEXT),
            ledger=_object(head=_MAYBE),
            seen=_ref("seen"),
            mail=_list(_ref("mail"), "The messages and their proofs, recipients' addresses masked."),
            pictures={
                "type": "object",
                "additionalProperties": {"type": "string", "pattern": "^data:image/"},
                "description": "Small pictures that were fetched anyway, by the address that the mail has for them.",
            },
        ),
        "$defs": _defs(),
    }


def _defs() -> dict[str, Any]:
    return {
        "send": _send(),
        "check": _check(),
        "finding": _object(**_found("message"), fix=_TEXT),
        "unknown": _object(**_found("reason")),
        "location": _location(),
        "remark": _object(message=_TEXT, location=_maybe_location(), evidence={"type": "object"}),
        "approval": _object(role=_TEXT, count=_COUNT, covers=_TEXT, missing=_COUNT),
        "task": _task(),
        "mail": _mail(),
        "seen": _seen(),
        "seen_audience": _seen_audience(),
        "seen_link": _seen_link(),
        "comparison": _object(
            previous={"type": "object"}, new=_list(_TEXT), fixed=_list(_TEXT), unchanged=_list(_TEXT),
            not_judged=_list(_TEXT), fixed_findings=_list(_object(id=_TEXT, check=_TEXT, message=_TEXT)),
        ),
    }  # fmt: skip


def _send() -> dict[str, Any]:
    part = {"anyOf": [{"type": "null"}, _object(file=_TEXT, size=_COUNT)]}
    said = {"subject": _MAYBE, "preheader": _MAYBE, "from": _MAYBE, "reply_to": _MAYBE}
    message = _object(
        name=_TEXT, state={"enum": ["draft", "proof"]}, **said, language=_MAYBE, html=part, text=part, links=_COUNT,
        images=_COUNT, proof={"type": ["string", "boolean", "null"]},
    )  # fmt: skip
    return _object(
        name=_TEXT, fingerprint=_DIGEST, scheduled_at={"anyOf": [{"type": "null"}, _TIME]}, platform=_TEXT,
        kind={"enum": ["marketing", "transactional"]}, series=_MAYBE, owner=_MAYBE, timezone=_MAYBE,
        scheduled_local=_MAYBE, trigger=_MAYBE, recipients=_MAYBE_COUNT,
        recipients_from={"enum": ["file", "platform", "brief", None]}, **said, messages=_list(message), bare=_FLAG,
    )  # fmt: skip


def _mail() -> dict[str, Any]:
    words = "By line: [column from 0, length, shown length] of what was hidden there; places are those of the file."
    part = _object(
        kind={"enum": ["html", "text"]}, file=_TEXT, part=_TEXT, source=_described("string", "Line breaks are \\n."),
        cut=_described("boolean", "It was too long to be carried whole."),
        moved={"type": "object", "description": words, "additionalProperties": _list(_list(_COUNT))},
    )  # fmt: skip
    return _object(message=_TEXT, state={"enum": ["draft", "proof"]}, parts=_list(part))


def _seen() -> dict[str, Any]:
    brief = _object(audience=_MAYBE_COUNT, utm={"type": "object", "additionalProperties": _TEXT})
    tree = _object(domain=_TEXT, result=_TEXT, lookups=_COUNT, voids=_COUNT, root={"type": "object"})
    return {
        "description": "What was seen of the audience, the links and the SPF records: the pictures are drawn of it.",
        **_object(
            audience={"anyOf": [{"type": "null"}, _ref("seen_audience")]},
            sample={"anyOf": [{"type": "null"}, _sample()]}, brief={"anyOf": [{"type": "null"}, brief]},
            links=_list(_ref("seen_link"), "By address, in the order of the mail; at most 400."), links_total=_COUNT,
            spf=_list(tree),
        ),
    }  # fmt: skip


def _sample() -> dict[str, Any]:
    cell = _object(first=_TEXT, length=_COUNT, case={"enum": ["", "upper", "lower"]})
    people = _object(masked=_TEXT, digest=_TEXT, cells=_list({"anyOf": [{"type": "null"}, cell]}, "By field."))
    return {
        "description": "Recipients by chance, their values veiled: a first letter, a length, a case; null where blank.",
        **_object(fields=_list(_object(token=_TEXT, column=_TEXT, fallback=_MAYBE)), people=_list(people)),
    }


def _seen_audience() -> dict[str, Any]:
    counts = _object(segment=_MAYBE_COUNT, suppressed=_MAYBE_COUNT, final=_MAYBE_COUNT)
    one = _object(
        name=_TEXT, rows=_MAYBE_COUNT, overlap=_MAYBE_COUNT, match=_TEXT, applied_by=_MAYBE, file=_MAYBE, column=_MAYBE
    )
    groups = _list({"type": "array", "prefixItems": [_TEXT, _COUNT]}, "The largest groups, and `other`.")
    return _object(
        rows=_MAYBE_COUNT, file=_MAYBE, column=_MAYBE, stage={"enum": ["final", "segment"]},
        counts={"anyOf": [{"type": "null"}, counts]}, previous=_list(_COUNT), lists=_list(one), domains=groups,
        countries=groups,
    )  # fmt: skip


def _seen_link() -> dict[str, Any]:
    hop = _object(url=_TEXT, status=_COUNT, seconds={"type": "number"}, how=_TEXT)
    return _object(
        url=_TEXT, role=_TEXT, text=_TEXT, where=_list({"enum": ["html", "text", "outlook"]}), places=_COUNT,
        location=_ref("location"), utm={"type": "object", "additionalProperties": _TEXT},
        channel=_described_maybe("The channel under which Google Analytics 4 files a visit."), status=_MAYBE_COUNT,
        fault=_MAYBE, not_asked=_MAYBE, title=_MAYBE, final_url=_MAYBE, hops=_list(hop),
    )  # fmt: skip


def _described_maybe(words: str) -> dict[str, Any]:
    return {**_MAYBE, "description": words}


def _check() -> dict[str, Any]:
    return _object(
        id=_TEXT, title=_TEXT, severity={**_SEVERITY, "description": "The one that applied here."}, required=_FLAG,
        outcome={"enum": [outcome.value for outcome in Outcome]}, mender={"enum": _MENDERS}, summary=_TEXT,
        reason=_MAYBE, measures={"type": "object", "additionalProperties": {"type": "number"}},
        findings=_list(_ref("finding")), unknowns=_list(_ref("unknown")), family=_TEXT, why=_TEXT, fix=_TEXT,
        source=_TEXT, remarks=_list(_ref("remark")),
    )  # fmt: skip


def _found(words: str) -> dict[str, Any]:
    return {
        "id": {"type": "string", "pattern": "^[fu]:"},
        words: _TEXT,
        "location": _maybe_location(),
        "evidence": {"type": "object"},
        "places": _list(_ref("location"), "The further places; the first is `location`."),
        "severity": _SEVERITY,
        "settled": {"anyOf": [{"type": "null"}, _settled()]},
    }


def _settled() -> dict[str, Any]:
    words = {"description": "What a person decided of it: accepted it, or looked and found it right."}
    return {**_object(how={"enum": ["waived", "passed"]}, by=_TEXT, reason=_TEXT, until=_TEXT), **words}


def _task() -> dict[str, Any]:
    kinds = {"enum": ["mend", "look", "again", "give", "broke"]}
    return _object(
        check=_MAYBE, id=_MAYBE, kind=kinds, severity=_SEVERITY, title=_MAYBE,
        text=_TEXT, fix=_MAYBE, location=_maybe_location(), places=_COUNT,
    )  # fmt: skip


def _location() -> dict[str, Any]:
    words = "Lines and columns count from 1, columns in code points; `part` is the MIME path inside an `.eml`."
    known = {"message": _TEXT, "file": _TEXT, "line": _COUNT, "column": _COUNT, "path": _TEXT, "part": _TEXT}
    return {"type": "object", "description": words, "properties": known}


def _maybe_location() -> dict[str, Any]:
    return {"anyOf": [{"type": "null"}, _ref("location")]}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: dict[str, Any], words: str = "") -> dict[str, Any]:
    return {"type": "array", "items": of, **({"description": words} if words else {})}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _described(kind: str, words: str) -> dict[str, Any]:
    return {"type": kind, "description": words}
