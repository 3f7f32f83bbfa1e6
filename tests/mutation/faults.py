"""What a seeded fault is, and the ways to seed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Words = dict[str, Any]
Mutate = Callable[[Words], Words]
"""Takes the words of a sound mail, which are its own to change, and gives those of the faulty one."""


class Fault(NamedTuple):
    """A fault: `mutate` seeds it, the check `id` must find it, on the line of the HTML (or text) where `at` stands.

    `severity` is what it must come out as, where it is no blocker and no warning at will; `dialects` and
    `languages` those that can have it; `options` are the check's, for those that a checklist turns on.
    """

    name: str
    id: str
    mutate: Mutate
    at: str = ""
    severity: str = ""
    dialects: tuple[str, ...] = ("hubspot", "mailchimp", "sfmc", "marketo")
    languages: tuple[str, ...] = ("en", "de")
    options: dict[str, Any] = {}


END = "<!-- content ends -->"


def add(html: str) -> Mutate:
    """More HTML at the end of the content."""
    return swap(END, f"{html}\n{END}")


def swap(old: str, new: str, *, where: str = "html", text: bool = False) -> Mutate:
    """Other words in the HTML (or the part named), and with `text` in the text part too."""

    def mutate(words: Words) -> Words:
        assert old in words[where], f"{old!r} does not stand in the {where}"
        words[where] = words[where].replace(old, new)
        if text:
            words["text"] = words["text"].replace(old, new)
        return words

    return mutate


def give(**more: Any) -> Mutate:
    """Other words of the example: subject, headers, now, history …; None takes one away."""

    def mutate(words: Words) -> Words:
        words.update(more)
        return {key: value for key, value in words.items() if value is not None}

    return mutate


def manifest(**more: Any) -> Mutate:
    """Other keys of the manifest; None takes one away."""

    def mutate(words: Words) -> Words:
        words["send"] = {key: value for key, value in {**words["send"], **more}.items() if value is not None}
        return words

    return mutate


def both(*steps: Mutate) -> Mutate:
    """One after the other."""

    def mutate(words: Words) -> Words:
        for step in steps:
            words = step(words)
        return words

    return mutate
