"""What changed between two versions of a send, in words that need no table of digests. Pure."""

from __future__ import annotations

from preflight.ledger.deeds import Covered

_WORDS = {
    "sender": "sender",
    "audience counts": "the platform's counts",
    "audience settings": "what the send says of the audience",
    "suppression settings": "what the send says of the lists",
    "consent settings": "what the send says of the consent records",
    "schedule": "scheduled time",
    "brief": "brief",
    "settings": "settings of the send",
    "checklist": "checklist",
}


def changes(then: Covered, now: Covered) -> tuple[str, ...]:
    """Each part that is another, in words: "subject", "13 recipients more", "list unsubscribed: 2 rows fewer"."""
    names = list(dict.fromkeys((*then.parts, *now.parts)))
    return tuple(_words(name, then, now) for name in names if then.parts.get(name) != now.parts.get(name))


def _words(name: str, then: Covered, now: Covered) -> str:
    first, _, rest = name.partition(" ")
    if name == "audience":
        return _recipients(then, now)
    if first == "message":
        return _message(rest, then.parts.get(name), now.parts.get(name))
    if first == "suppression" and name not in _WORDS:
        return f"list {rest}: {_rows(name, then, now)}"
    if name == "consent":
        return f"consent records: {_rows(name, then, now)}"
    return _WORDS.get(name, name)


def _message(rest: str, old: str | None, new: str | None) -> str:
    what = rest.removeprefix("file ")
    return f"{what}: new" if old is None else f"{what}: gone" if new is None else what


def _recipients(then: Covered, now: Covered) -> str:
    if then.rows is None or now.rows is None:
        return "recipients"
    moved = now.rows - then.rows
    if not moved:
        return "other recipients, as many as before"
    noun = "recipient" if abs(moved) == 1 else "recipients"
    return f"{abs(moved):,} {noun} {'more' if moved > 0 else 'fewer'}"


def _rows(name: str, then: Covered, now: Covered) -> str:
    old, new = then.tables.get(name), now.tables.get(name)
    if old is None or new is None:
        return "gone" if new is None else "new"
    older = then.exported.get(name, "") and then.exported.get(name, "") < now.exported.get(name, "")
    return ", ".join((*(["newer"] if older else []), _moved(old, new)))


def _moved(old: int, new: int) -> str:
    if old == new:
        return "other rows, as many as before"
    noun = "row" if abs(new - old) == 1 else "rows"
    return f"{abs(new - old):,} {noun} {'more' if new > old else 'fewer'}"
