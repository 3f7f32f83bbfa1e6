"""Every option's three homes: the command line wins over the environment, which wins over `preflight.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from preflight.errors import Fault, InputError

FILE = "preflight.toml"


def from_file(command: str, known: set[str], start: Path | None = None) -> dict[str, Any]:
    """The defaults of a command from the nearest `preflight.toml`, looked for upwards from the working directory.

    Options stand at the top of the file, or below `[run]` for one command alone. Raises InputError for a file that
    cannot be read and for names that no option has.
    """
    place = _nearest((start or Path.cwd()).resolve())
    if place is None:
        return {}
    try:
        words = tomllib.loads(place.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError([Fault(FILE, 0, 0, "", f"cannot be read: {error}")]) from error
    tables = {name: value for name, value in words.items() if isinstance(value, dict)}
    shared = {_named(name): value for name, value in words.items() if name not in tables}
    own = {_named(name): value for name, value in tables.get(command, {}).items()}
    # What stands at the top is for every command that has it.
    nobodys = sorted(set(shared) - known - _of_any()) if set(shared) - known else []
    unknown = [*nobodys, *sorted(set(own) - known)]
    if unknown:
        raise InputError([Fault(FILE, 0, 0, name, f"{command} has no such option") for name in unknown])
    return {name: value for name, value in shared.items() if name in known} | own


def _named(name: str) -> str:
    return name.replace("-", "_")


def _of_any() -> set[str]:
    """The options of all commands."""
    from importlib import import_module

    from preflight.cli import COMMANDS

    commands = (import_module(f"preflight.cli.{name}").command for name in COMMANDS)
    return {option.name or "" for command in commands for option in command.params}


def _nearest(folder: Path) -> Path | None:
    return next((found for up in (folder, *folder.parents) if (found := up / FILE).is_file()), None)
