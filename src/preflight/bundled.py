"""Finds `checklists/` and `report_templates/`: in the wheel below the package, in a checkout at the project's root."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def folder(name: str) -> Path:
    """The folder `name` of the project's root, wherever this installation keeps it.

    Raises FileNotFoundError where neither place has it: the installation is damaged.
    """
    for place in (_PACKAGE / "_bundled" / name, _PACKAGE.parents[1] / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name!r} is missing from this installation of preflight")
