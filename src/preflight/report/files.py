"""`facts.json`: what a run saw, saved without anybody's address, so that it can be judged again."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from preflight.errors import Fault, InputError
from preflight.facts import FACTS_VERSION, Dns, Fact, Facts, Web
from preflight.privacy import mask_deep
from preflight.report.mail import moves
from preflight.report.model import hiding

_MAY_BE_ADDRESS = re.compile(rb"@|%(?:25)*40")


class _Head(msgspec.Struct):
    """As much of the file as tells who can read it."""

    version: int = FACTS_VERSION


def save_facts(facts: Facts, path: Path) -> None:
    """Write the facts, recipients' addresses masked. Raises OSError."""
    write_whole(path, facts_json(facts))


def facts_json(facts: Facts) -> bytes:
    """The facts as `facts.json` has them, recipients' addresses masked."""
    masked = hiding(facts.send)
    messages = facts.send.messages
    short = tuple(msgspec.structs.replace(message, links=()) for message in messages)
    slim = msgspec.structs.replace(
        facts, web=Web(), dns=Dns(), send=msgspec.structs.replace(facts.send, messages=short)
    )
    plain = msgspec.to_builtins(slim)
    for message in plain["send"]["messages"]:
        _in_order(message)
    shown = mask_deep(plain, masked)
    shown["moved"] = facts.moved or moves(facts, masked)
    # A send has thousands of links and answers, and next to none of them holds anything to mask.
    shown["web"] = _hidden(facts.web, masked)
    # What stands in DNS is public and nobody's of the audience; masked, an address for reports would be none any more.
    shown["dns"] = msgspec.Raw(msgspec.json.encode(facts.dns))
    for message, whole in zip(shown["send"]["messages"], messages, strict=True):
        message["links"] = [_hidden(link, masked) for link in whole.links]
    return msgspec.json.encode(shown)


def _hidden(fact: Fact, masked: Callable[[str], str]) -> Any:
    """A fact as JSON, addresses masked; what cannot hold one is not gone through text by text."""
    data = msgspec.json.encode(fact)
    if data.isascii() and not _MAY_BE_ADDRESS.search(data):
        return msgspec.Raw(data)
    return mask_deep(msgspec.to_builtins(fact), masked)


def load_facts(path: Path) -> Facts:
    """Facts as saved by this version or an older one.

    Raises InputError for a file that cannot be read, is none, or was written by a newer version.
    """
    try:
        if not path.is_file():
            raise InputError([Fault(str(path), 0, 0, "", "is no file" if path.exists() else "is not there")])
        data = path.read_bytes()
        version = msgspec.json.decode(data, type=_Head).version
        if version > FACTS_VERSION:
            words = f"was written by a newer preflight (facts {version}); this one reads up to facts {FACTS_VERSION}"
            raise InputError([Fault(str(path), 0, 0, "version", words)])
        facts = msgspec.json.decode(data, type=Facts)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise InputError([Fault(str(path), 0, 0, "", f"is no facts.json: {_short(error)}")]) from error
    _with_zone(facts, path)
    return facts


def safe_name(name: str) -> str:
    """A send's name as the name of a folder: nothing in it leads elsewhere."""
    kept = "".join(sign if sign.isalnum() or sign in "-_. " else "-" for sign in name).strip(". ")
    return kept[:120] or "send"


def write_whole(path: Path, data: bytes) -> None:
    """Write beside, then rename: whoever reads the file finds the old one or the new one, never half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        beside.chmod(_mode())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode() -> int:
    """What a plainly opened file would get; `mkstemp` makes files for the owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _in_order(message: dict[str, Any]) -> None:
    # Sets come out in any order; two files of the same facts should be the same.
    message["anchors"] = sorted(message["anchors"])
    if message["proof"] is not None:
        _in_order(message["proof"])


def _with_zone(facts: Facts, path: Path) -> None:
    for key, moment in (("clock.now", facts.clock.now), ("send.scheduled_at", facts.send.scheduled_at)):
        if moment is not None and moment.tzinfo is None:
            raise InputError([Fault(str(path), 0, 0, key, "has no offset")])


def _short(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error)[:200]
