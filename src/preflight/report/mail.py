"""The mail as the report carries it: sources whose line breaks are `\\n`, nobody's address in them.

Masks are longer or shorter than what they hide, so each line that was changed says how its columns moved: a finding's
place is one of the send's own file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from preflight.facts import Facts
from preflight.facts.send import Link, Message, Part, all_messages
from preflight.report.clean import scrubbed

MOST = 400_000
"""Signs of one part that go into a report; what is longer is cut at the end of a line."""

_BREAK = re.compile(r"\r\n|\r|\n")
_AT = re.compile(r"@|%(?:25)*40")
_MAY_BE_ADDRESS = re.compile(r"""[^\s<>"]*(?:@|%(?:25)*40)[^\s<>"]*""")


class Edit(NamedTuple):
    """`source[start:end]` is shown as `text`."""

    start: int
    end: int
    text: str


def moves(facts: Facts, hide: Callable[[str], str]) -> dict[str, dict[str, list[list[int]]]]:
    """How the columns of each source move by masking, by `key`; sources where nothing is hidden are left out."""
    return {
        _key(message["message"], part["file"], part["part"]): part["moved"]
        for message in carried(facts, hide) for part in message["parts"] if part["moved"]
    }  # fmt: skip


def _key(*names: str) -> str:
    return "\n".join(names)


def carried(facts: Facts, hide: Callable[[str], str]) -> list[dict[str, Any]]:
    """Each message and proof `{message, state, parts}`; a part is `{kind, file, part, source, cut, moved}`.

    `moved` maps a line's number to `[column, length, shown length]` of what was hidden there, columns from 0.
    """
    return [
        {
            "message": hide(one.name),
            "state": one.state,
            "parts": [_part(*each, one, facts.moved, hide) for each in _parts(one)],
        }
        for one in all_messages(facts.send)
    ]


def _parts(message: Message) -> Iterator[tuple[str, Part]]:
    for kind, part in (("html", message.html), ("text", message.text)):
        if part is not None:
            yield kind, part


def _part(
    kind: str, part: Part, message: Message, before: dict[str, dict[str, list[list[int]]]], hide: Callable[[str], str]
) -> dict[str, Any]:
    links = [link for link in message.links if link.where == kind]
    places = [run.location for run in part.runs[:1]] + [link.location for link in links[:1]]
    source = scrubbed(_BREAK.sub("\n", part.source))
    kept = _whole_lines(source)
    shown, moved = _edited(kept, sorted(_edits(kept, links, hide)))
    file, number = hide(part.file), places[0].part if places else ""
    return {
        "kind": kind, "file": file, "part": number, "source": shown, "cut": len(kept) < len(source),
        "moved": before.get(_key(hide(message.name), file, number), moved),
    }  # fmt: skip


def _whole_lines(source: str) -> str:
    if len(source) <= MOST:
        return source
    return source[: source.rfind("\n", 0, MOST) + 1] or source[:MOST]


def _edits(source: str, links: list[Link], hide: Callable[[str], str]) -> Iterator[Edit]:
    # Looking for the sign alone is quick, and most mails hold none.
    for found in _MAY_BE_ADDRESS.finditer(source) if _AT.search(source) else ():
        masked = hide(found[0])
        if masked != found[0]:
            yield Edit(found.start(), found.end(), masked)
    yield from _personal(source, links)


def _personal(source: str, links: list[Link]) -> Iterator[Edit]:
    """Values within links that name a person without looking like an address (encoded ones, telephone numbers)."""
    from preflight.facts.personal import masked

    for raw in dict.fromkeys(link.raw for link in links if link.role != "contact" and "=" in link.raw):
        shown = masked(raw)
        if shown == raw:
            continue
        for written in dict.fromkeys((raw, html.escape(raw, quote=False), html.escape(raw))):
            for found in re.finditer(re.escape(written), source):
                yield Edit(found.start(), found.end(), shown + "\n" * written.count("\n"))


def _edited(source: str, edits: list[Edit]) -> tuple[str, dict[str, list[list[int]]]]:
    pieces: list[str] = []
    moved: dict[str, list[list[int]]] = {}
    here, line, began = 0, 1, 0
    for edit in edits:
        if edit.start < here:
            continue  # what hides more began earlier
        before = source[here : edit.start]
        line += before.count("\n")
        began = source.rfind("\n", 0, edit.start) + 1
        moved.setdefault(str(line), []).append([edit.start - began, edit.end - edit.start, len(edit.text)])
        pieces += [before, edit.text]
        line += source.count("\n", edit.start, edit.end)
        here = edit.end
    return "".join([*pieces, source[here:]]), moved
