"""A checklist's YAML → the policy to judge by: extended, merged, checked, with every fault at once."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from preflight import registry
from preflight import yamldoc as document
from preflight.bundled import folder
from preflight.check import Check, Options
from preflight.errors import Fault, Faults, InputError
from preflight.facts.send import Send
from preflight.finding import Severity
from preflight.policy import Approval, AudienceRule, Chosen, Input, Manual, Policy, Setting, When
from preflight.yamldoc import Node, Shaper, near

_NAME = re.compile(r"[a-z][a-z0-9-]*$")
_CANONICAL = msgspec.json.Encoder(order="deterministic")
DEFAULT_WAIVERS = {
    "blocker": {"role": "approver", "not": "owner"},
    "never": ["suppression.recipient-listed", "consent.withdrawn"],
}


class CheckWords(Struct, frozen=True):
    """How one check is wanted."""

    severity: Severity | None = None
    required: bool | None = None
    when: When | None = None
    options: dict[str, Any] = {}


class ApprovalWords(Struct, frozen=True, rename={"exclude": "not"}):
    """A sign-off that is needed."""

    role: str
    count: Annotated[int, Meta(ge=1)] = 1
    exclude: Literal["", "owner"] = ""
    covers: Literal["send", "message", "audience"] = "send"
    drift: Annotated[str, Meta(description="How far the count may move: 2 %")] = "0 %"
    when: When | None = None


class MayWaive(Struct, frozen=True, rename={"exclude": "not"}):
    """Who may waive a fault of one severity."""

    role: str = ""
    exclude: Literal["", "owner"] = ""


class WaiverWords(Struct, frozen=True):
    """Who may waive what; `never` are checks that nobody may."""

    blocker: MayWaive | None = None
    warning: MayWaive | None = None
    note: MayWaive | None = None
    never: list[str] = []


class ChecklistWords(Struct, frozen=True):
    """A checklist."""

    title: str = ""
    extends: Annotated[str, Meta(description="A shipped checklist or a file.")] = ""
    needs: Annotated[list[Input], Meta(description="Inputs without which the verdict is at best HOLD.")] = []
    max_age: Annotated[str, Meta(description="Of a run, for the gate: 24h, 7d")] = "24h"
    signers: Literal["asserted", "authenticated"] = "asserted"
    checks: dict[str, Any] = {}
    audience_rules: list[AudienceRule] = []
    manual: list[Manual] = []
    approvals: list[ApprovalWords] = []
    waiver_policy: WaiverWords | None = None


def load_policy_for(
    send: Send, base: Path, override: str | None, *, allow_outside: bool = False, wanted: Container[str] | None = None
) -> Policy:
    """The policy of a send: the one named on the command line, else its own, else that of its kind."""
    if override:
        return load_checklist(override, base=Path.cwd(), allow_outside=True, wanted=wanted)
    if send.checklist:
        return load_checklist(send.checklist, base=base, allow_outside=allow_outside, wanted=wanted)
    return load_checklist("transactional" if send.kind == "transactional" else "default", wanted=wanted)


def load_checklist(
    name: str, *, base: Path | None = None, allow_outside: bool = False, wanted: Container[str] | None = None
) -> Policy:
    """A shipped checklist by its name, or a file relative to `base`. Raises InputError with every fault.

    `wanted` are the ids that will be judged (None: all); the others' modules are imported when they are listed, since
    importing them all takes a tenth of a second. What is said of them is checked all the same.
    """
    faults = Faults()
    node = _extended(name, base or Path(), allow_outside, faults)
    words = Shaper(faults).shape(node, ChecklistWords) if node else None
    if node is None or words is None:
        faults.raise_if_any()
        raise InputError([Fault(name, 0, 0, "", "holds nothing")])
    policy = _policy(Path(name).stem, words, node, faults, wanted)
    faults.raise_if_any()
    return policy


def _extended(name: str, base: Path, allow_outside: bool, faults: Faults) -> Node | None:
    chain: list[Node] = []
    seen: set[Path] = set()
    while name:
        place = _place(name, base, allow_outside)
        if place in seen:
            faults.add(name, "the checklists extend each other in a circle", key="extends")
            return None
        seen.add(place)
        node = document.read(_octets(place, name), name if place.parent != folder("checklists") else place.name, faults)
        if node is None or not isinstance(node.value, dict):
            if node is not None:
                faults.add(name, "must be a mapping of keys and values", line=1, column=1)
            return None
        chain.append(node)
        parent = node.value.pop("extends", None)
        name, base = (str(parent.value), place.parent) if parent else ("", base)
    merged = chain[-1]
    for child in reversed(chain[:-1]):
        merged = _merge(merged, child)
    return merged


def _place(name: str, base: Path, allow_outside: bool) -> Path:
    if _NAME.match(name):
        shipped = folder("checklists") / f"{name}.yaml"
        if shipped.is_file():
            return shipped
        known = sorted(p.stem for p in folder("checklists").glob("*.yaml"))
        raise InputError([Fault(name, 0, 0, "checklist", f"there is no such checklist{near(name, known)}")])
    root = base.resolve()
    place = Path(os.path.normpath(root / name)).resolve()
    if not allow_outside and not place.is_relative_to(root):
        raise InputError([Fault(name, 0, 0, "checklist", "leads out of its folder (allow it with --allow-outside)")])
    return place


def _octets(place: Path, name: str) -> bytes:
    if not place.is_file():
        raise InputError([Fault(name, 0, 0, "checklist", "there is no such file")])
    with place.open("rb") as file:
        return file.read(document.MAX_SIZE + 1)


def _merge(under: Node, over: Node) -> Node:
    """Settings of one check are merged key by key, so that an option can change alone; lists are replaced."""
    if not (isinstance(under.value, dict) and isinstance(over.value, dict)):
        return over
    values = dict(under.value)
    for key, node in over.value.items():
        values[key] = _merge(values[key], node) if key in values else node
    return Node(values, over.mark, {**under.keys, **over.keys})


def _policy(name: str, words: ChecklistWords, node: Node, faults: Faults, wanted: Container[str] | None) -> Policy:
    checks = node.value.get("checks")
    chosen = _chosen(checks, faults, wanted) if checks is not None and isinstance(checks.value, dict) else []
    approvals = [_approval(one, faults, node) for one in words.approvals]
    rules = _distinct(words.audience_rules, "audience_rules", node, faults)
    manual = _distinct(words.manual, "manual", node, faults)
    chosen += [Chosen.of(_rule(rule), Setting()) for rule in rules if rule is not None]
    chosen.sort(key=lambda one: registry.order(one.id))
    return Policy(
        name=name, title=words.title or name, digest=_digest(node), checks=tuple(chosen), needs=tuple(words.needs),
        max_age_hours=_hours(words.max_age, node, faults), signers=words.signers, audience_rules=tuple(rules),
        manual=tuple(manual), approvals=tuple(approvals), waiver_policy=_waivers(words, faults, node),
    )  # fmt: skip


def _rule(rule: AudienceRule) -> Check:
    """A rule of the user's own is a check like any other."""
    from preflight.checks.audience.rule import rule_check

    return rule_check(id=rule.id, where=rule.where, severity=rule.severity, at_most=rule.at_most, fix=rule.fix)


def _chosen(checks: Node, faults: Faults, wanted: Container[str] | None) -> list[Chosen]:
    plugged = {c.id: c for c in registry.plugins()[0]}
    known = (*registry.ids(), *plugged)
    found: list[Chosen] = []
    for id, node in sorted(checks.value.items(), key=lambda item: registry.order(item[0])):
        if wanted is not None and id not in wanted and id not in plugged and id in registry.ids() and _plain(node):
            found.append(Chosen(id, _plain_setting(node, Options()), partial(registry.known, id)))
            continue
        check = plugged.get(id) or registry.load(id)
        if check is None:
            mark = checks.keys[id]
            faults.add(
                mark.file, f"there is no such check{near(id, known)}", line=mark.line, column=mark.column, key=id
            )
        else:
            found.append(Chosen.of(check, _setting(check, node, faults)))
    return found


def _setting(check: Check, node: Node, faults: Faults) -> Setting:
    """`off`, `on`, a severity alone, or a mapping."""
    if _plain(node):
        return _plain_setting(node, check.options())
    shaper = Shaper(faults)
    words = shaper.shape(node, CheckWords, check.id)
    options = node.value.get("options") if isinstance(node.value, dict) else None
    made = shaper.shape(options, check.options, f"{check.id}.options") if options is not None else check.options()
    if words is None or made is None:
        return Setting(options=check.options())
    return Setting(severity=words.severity, required=words.required, when=words.when, options=made)


def _plain(node: Node) -> bool:
    """Whether it is one word, for which nothing need be known of the check."""
    return node.value in ("off", "on", False, True) or (isinstance(node.value, str) and node.value in list(Severity))


def _plain_setting(node: Node, options: Options) -> Setting:
    if node.value in ("off", "on", False, True):
        return Setting(on=node.value in ("on", True), options=options)
    return Setting(severity=Severity(node.value), options=options)


def _approval(words: ApprovalWords, faults: Faults, node: Node) -> Approval:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*%\s*", words.drift)
    if found is None:
        _fault(faults, node, "approvals", f"drift {words.drift!r} is no share; write 2 %")
    return Approval(
        role=words.role, count=words.count, exclude=words.exclude, covers=words.covers, when=words.when,
        drift=float(found[1]) / 100 if found else 0.0,
    )  # fmt: skip


def _waivers(words: ChecklistWords, faults: Faults, node: Node) -> dict[str, Any]:
    """Plain values; where the checklist says nothing, the contract's own."""
    said = words.waiver_policy
    if said is None:
        return DEFAULT_WAIVERS
    known = {*registry.ids(), *(one.id for one in registry.plugins()[0])} if said.never else set()
    for id in said.never:
        if id not in known and not id.startswith("audience.rule."):
            _fault(faults, node, "waiver_policy", f"never: there is no check {id}{near(id, sorted(known))}")
    plain: dict[str, Any] = msgspec.to_builtins(said)
    return {name: value for name, value in plain.items() if value is not None}


def _hours(text: str, node: Node, faults: Faults) -> float:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([hd])\s*", text)
    if found is None:
        _fault(faults, node, "max_age", f"{text!r} is no age; write 24h or 7d")
        return 24.0
    return float(found[1]) * (24 if found[2] == "d" else 1)


def _distinct(items: list[Any], key: str, node: Node, faults: Faults) -> list[Any]:
    ids = [item.id for item in items if item is not None]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        _fault(faults, node, key, f"{id} stands twice")
    return items


def _digest(node: Node) -> str:
    """Over the merged whole in canonical JSON: neither comments nor the order of keys nor file names matter."""
    return "sha256:" + hashlib.sha256(_CANONICAL.encode(node.plain())).hexdigest()


def _fault(faults: Faults, node: Node, key: str, message: str) -> None:
    mark = node.at(key)
    faults.add(mark.file, message, line=mark.line, column=mark.column, key=key)
