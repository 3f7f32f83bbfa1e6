"""Which checks there are: ours by walking `checks/`, others' by the entry point group `preflight.checks`.

The path is the id, so one check is had by importing one module.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

import preflight.checks
from preflight import data
from preflight.check import Check, Listed

CATALOGUE = "catalogue.json"
GROUP = "preflight.checks"
FAMILIES = (
    "audience",
    "suppression",
    "consent",
    "authentication",
    "unsubscribe",
    "links",
    "landing",
    "tracking",
    "sender",
    "subject",
    "tokens",
    "content",
    "html",
    "images",
    "accessibility",
    "headers",
    "settings",
    "schedule",
    "naming",
)
"""The order of the report; families of plug-ins follow."""


@cache
def ids() -> tuple[str, ...]:
    """The ids of our own checks, without importing them, in the order of the report."""
    root = preflight.checks
    found = [
        f"{family.name}.{fault.name.replace('_', '-')}"
        for family in pkgutil.iter_modules(root.__path__)
        for fault in pkgutil.iter_modules([f"{root.__path__[0]}/{family.name}"])
        if not fault.name.startswith("_")
    ]
    return tuple(sorted(found, key=order))


FIRST = frozenset(
    {
        "audience.empty",
        "audience.outside-brief",
        "suppression.recipient-listed",
        "consent.withdrawn",
        "unsubscribe.missing",
        "links.broken",
        "tokens.blank-for-recipients",
    }
)
"""What does the most harm leads its family: three reasons are what most people read."""


def order(id: str) -> tuple[int, bool, str]:
    """A sort key: the family's place in the report, what does the most harm, then the id."""
    family = id.partition(".")[0]
    return (FAMILIES.index(family) if family in FAMILIES else len(FAMILIES), id not in FIRST, id)


@cache
def load(id: str) -> Check | None:
    """One of our own checks by its id; imports its module alone. None where there is none."""
    family, _, fault = id.partition(".")
    if id not in ids():
        return None
    return _only_check(importlib.import_module(f"preflight.checks.{family}.{fault.replace('-', '_')}"))


def known(id: str) -> Check:
    """One of our own checks by an id that is among `ids()`. Raises KeyError for another."""
    found = load(id)
    if found is None:
        raise KeyError(id)
    return found


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check there is, plug-ins included, in the order of the report."""
    own = [found for id in ids() if (found := load(id))]
    return tuple(sorted((*own, *plugins()[0]), key=lambda c: order(c.id)))


@cache
def listed() -> tuple[Listed, ...]:
    """What is told of every check, plug-ins included, in the order of the report; ours are not imported for it.

    The catalogue is written by `scripts/docs`; a check that it does not know yet is imported.
    """
    written = msgspec.json.decode((Path(data.__path__[0]) / CATALOGUE).read_bytes(), type=tuple[Listed, ...])
    at_hand = {one.id: one for one in written}
    own = [at_hand.get(id) or Listed.of(known(id)) for id in ids()]
    return tuple(sorted((*own, *map(Listed.of, plugins()[0])), key=lambda one: order(one.id)))


@cache
def plugins() -> tuple[tuple[Check, ...], dict[str, str]]:
    """The checks of plug-ins, and the names of those that could not be used with the reason (a run is then a HOLD)."""
    checks: list[Check] = []
    broken: dict[str, str] = {}
    for entry in _entries():
        try:
            found = list(_walk(entry.load()))
        except Exception as error:  # whatever a stranger's module raises must not end our run
            broken[entry.name] = f"{type(error).__name__}: {error}"
            continue
        foreign = [c.id for c in found if not c.id.startswith(f"{entry.name}.")]
        if foreign:
            broken[entry.name] = f"ids must begin with {entry.name!r}: {', '.join(foreign)}"
        else:
            checks += found
    return tuple(checks), broken


def _entries() -> list[Any]:
    """The entry points of our group; their library costs 50 ms, so first it is seen whether anybody names the group."""
    if not any(_named(folder) for folder in sys.path):
        return []
    from importlib.metadata import entry_points

    return list(entry_points(group=GROUP))


def _named(folder: str) -> bool:
    files = Path(folder or ".").glob("*.*-info/entry_points.txt") if not folder.endswith(".zip") else ()
    return any(GROUP in file.read_text("utf-8", "replace") for file in files)


def _walk(package: ModuleType) -> list[Check]:
    modules = [package]
    for info in pkgutil.walk_packages(getattr(package, "__path__", []), f"{package.__name__}."):
        modules.append(importlib.import_module(info.name))
    return [c for module in modules for c in vars(module).values() if isinstance(c, Check)]


def _only_check(module: ModuleType) -> Check:
    found = [c for c in vars(module).values() if isinstance(c, Check)]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} must hold exactly one check, it holds {len(found)}")
    return found[0]
