"""Which mail program lacks which feature, by the table of caniemail.com (`caniemail.json`)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from preflight.data.client_faults import CLIENTS, PLATFORMS, Client


class Lacking(NamedTuple):
    """The programs that lack a feature (by our names, with how people call them), and when it was tested last."""

    clients: dict[str, str]
    tested: str


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("caniemail.json").read_text("utf-8"))
    return found


def dated() -> str:
    """The day as of which the table holds."""
    return str(_table()["dated"])


def lacking(feature: str, clients: tuple[Client, ...]) -> Lacking:
    """Those of the clients that lack a feature wholly, on some of their platforms at least; part of it is no lack."""
    known = _table()["features"].get(feature)
    if known is None:
        return Lacking({}, "")
    found: dict[str, str] = {client: words for client in clients if (words := _words(client, known["support"]))}
    return Lacking(found, str(known["tested"])[:7])


def _words(client: Client, support: dict[str, str]) -> str:
    """How a client is called, with the platforms where it lacks the feature if it has it on others; or ""."""
    name, family, platforms = CLIENTS[client]
    tested = {platform: support.get(f"{family}/{platform}", "u") for platform in platforms}
    without = [platform for platform, found in tested.items() if found == "n"]
    if not without:
        return ""
    if len(without) == len(platforms):
        return name
    return f"{name} {' and '.join(PLATFORMS[platform] for platform in without)}"
