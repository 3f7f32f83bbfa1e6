"""Words looked up in Hunspell dictionaries that the user has installed, by the package `spylls` (an extra)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from preflight.errors import MissingExtra
from preflight.facts.spelling import Spell, Spelling, Spelt
from preflight.facts.web import Unanswered

FOLDERS = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/usr/local/share/hunspell"),
    Path("/opt/homebrew/share/hunspell"),
    Path("/Library/Spelling"),
)
"""Where the dictionaries of the system lie."""

_LARGEST = 40_000_000


def gather_spelling(asks: Iterable[Spell], known: Spelling) -> Spelling:
    """Each dictionary read once; what cannot be looked up is Unanswered."""
    wanted: dict[str, dict[str, None]] = {}
    for ask in asks:
        wanted.setdefault(ask.dictionary, {}).update(dict.fromkeys(ask.words))
    return Spelling({**known.answers, **{name: _look_up(name, list(words)) for name, words in wanted.items()}})


def _look_up(name: str, words: list[str]) -> Spelt | Unanswered:
    try:
        from spylls.hunspell import Dictionary
    except ImportError:
        return Unanswered("error", str(MissingExtra("spelling", "spelling")))
    place = _find(name)
    if place is None:
        return Unanswered("error", f"there is no dictionary {name}: no {name}.aff and {name}.dic")
    try:
        dictionary = Dictionary.from_files(str(place))
        return Spelt(tuple(word for word in words if not dictionary.lookup(word)))
    except Exception as error:  # whatever a broken dictionary makes the package raise
        return Unanswered("error", f"the dictionary {name} cannot be read: {type(error).__name__}")


def _find(name: str) -> Path | None:
    """The dictionary's path without its ending, as `from_files` wants it."""
    places = [Path(name)] if "/" in name or "\\" in name else [folder / name for folder in FOLDERS]
    for place in places:
        files = [place.with_name(f"{place.name}.{ending}") for ending in ("aff", "dic")]
        if all(file.is_file() and file.stat().st_size <= _LARGEST for file in files):
            return place
    return None
