"""`facts.json`: what a run saw, saved without anybody's address, so that it can be judged again."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from preflight.errors import Fault, InputError
from preflight.facts import FACTS_VERSION, Dns, Facts, Web
from preflight.facts.send import Message
from preflight.privacy import mask_deep
from preflight.report.mail import moves
from preflight.report.model import hiding

_PACKED_AT = re.compile(rb"%(?:25)*40")


class _Head(msgspec.Struct):
    """As much of the file as tells who can read it."""

    version: int = FACTS_VERSION


def save_facts(facts: Facts, path: Path) -> None:
    """Write the facts, recipients' addresses masked. Raises OSError."""
    write_whole(path, facts_json(facts))


def facts_json(facts: Facts) -> bytes:
    """The facts as `facts.json` has them, recipients' addresses masked."""
    masked = hiding(facts.send)
    bare = msgspec.structs.replace(facts.send, messages=())
    slim = msgspec.structs.replace(facts, web=Web(), dns=Dns(), send=bare)
    shown: dict[str, Any] = mask_deep(msgspec.to_builtins(slim), masked)
    shown["send"]["messages"] = [_message(message, masked) for message in facts.send.messages]
    shown["moved"] = facts.moved or moves(facts, masked)
    shown["web"] = _hidden(facts.web, masked)
    # What stands in DNS is public and nobody's of the audience; masked, an address for reports would be none any more.
    shown["dns"] = msgspec.Raw(msgspec.json.encode(facts.dns))
    return msgspec.json.encode(shown)


def _message(message: Message, masked: Callable[[str], str]) -> dict[str, Any]:
    shown = {name: getattr(message, name) for name in message.__struct_fields__}
    # Sets come out in any order; two files of the same facts should be the same.
    shown["anchors"] = sorted(message.anchors)
    proof = shown.pop("proof")
    return {name: _hidden(value, masked) for name, value in shown.items()} | {
        "proof": None if proof is None else _message(proof, masked)
    }


def _hidden(fact: Any, masked: Callable[[str], str]) -> Any:
    """A fact as JSON, addresses masked; what cannot hold one is not gone through text by text.

    A send has thousands of links, answers and stretches of text, and next to none of them holds anything to mask.
    """
    with suppress(UnicodeEncodeError):  # half a surrogate pair, which masking replaces
        data = msgspec.json.encode(fact)
        if b"@" not in data and not _PACKED_AT.search(data):
            return msgspec.Raw(data)
    if isinstance(fact, list | tuple):
        return [_hidden(one, masked) for one in fact]
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


def _with_zone(facts: Facts, path: Path) -> None:
    for key, moment in (("clock.now", facts.clock.now), ("send.scheduled_at", facts.send.scheduled_at)):
        if moment is not None and moment.tzinfo is None:
            raise InputError([Fault(str(path), 0, 0, key, "has no offset")])


def _short(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error)[:200]
