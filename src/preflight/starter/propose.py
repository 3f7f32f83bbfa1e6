"""From what was found to what is proposed: asks what cannot be seen, at most seven questions, never guesses people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, get_args

from preflight.load.shape import Platform
from preflight.starter.brief import moment_of
from preflight.starter.look import Found

MOST_QUESTIONS = 7
_SHOWN = 4


class Question(NamedTuple):
    """What a person is asked: a text, the answers to choose from (value, words; empty: free), what Enter means."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""


Ask = Callable[[Question], str]


@dataclass
class Proposal:
    """What send.yaml will say. `audiences` are the candidates where none was chosen; `notes` go to its head."""

    name: str
    found: list[Found]
    platform: str = ""
    audience: Found | None = None
    audiences: list[Found] = field(default_factory=list)
    lists: list[Found] = field(default_factory=list)
    seeds: list[Found] = field(default_factory=list)
    consent: Found | None = None
    messages: list[Found] = field(default_factory=list)
    text: Found | None = None
    proof: Found | None = None
    tokens: Found | None = None
    links: Found | None = None
    told: dict[str, str] = field(default_factory=dict)
    scheduled_at: str = ""
    timezone: str = ""
    notes: list[str] = field(default_factory=list)


class Asker:
    """Asks until seven questions are asked; then every answer is the default."""

    def __init__(self, ask: Ask) -> None:
        self.asked = 0
        self._ask = ask

    def __call__(self, question: Question) -> str:
        """The answer, or the default once enough was asked."""
        if self.asked >= MOST_QUESTIONS:
            return question.default
        self.asked += 1
        return self._ask(question)


def propose(found: list[Found], folder: Path, ask: Ask, zone: str = "") -> Proposal:
    """The proposal for a folder's files; `zone` is the machine's own time zone, offered where none is told."""
    asker = Asker(ask)
    told = {key: value for one in reversed(found) for key, value in one.told.items()}
    proposal = Proposal(_slug(told.get("name", "") or folder.resolve().name), found, told=told)
    _messages(proposal, asker)
    _people(proposal, asker)
    _lists(proposal, asker)
    _platform(proposal, asker)
    _schedule(proposal, asker, zone)
    _envelope(proposal, asker)
    _warn_of_overlap(proposal)
    return proposal


def role(proposal: Proposal, name: str) -> list[Found]:
    """The files with a role."""
    return [one for one in proposal.found if one.role == name]


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[:100] or "send"


def _messages(proposal: Proposal, ask: Asker) -> None:
    html, mails, proofs = role(proposal, "html"), role(proposal, "eml"), role(proposal, "proof")
    if len(html) > 1:
        choices = (*((one.name, one.name) for one in html[:_SHOWN]), ("*", "all of them, as variants"))
        answer = ask(Question("Which file is the message?", choices, "*"))
        html = [one for one in html if answer in {one.name, "*"}]
    texts = role(proposal, "text")
    proposal.messages = html or mails[:1] or proofs[:1]
    if html and len(html) == 1:
        proposal.proof = proofs[0] if len(proofs) == 1 else None
        same = [one for one in texts if Path(one.name).stem == Path(html[0].name).stem]
        proposal.text = (same or (texts if len(texts) == 1 else [None]))[0]  # type: ignore[list-item]
    if len(proofs) > 1 or (len(mails) > 1 and not html):
        proposal.notes.append("more than one proof or mail was found: name the one that is meant")
    tokens, links = role(proposal, "tokens"), role(proposal, "links")
    proposal.tokens = tokens[0] if len(tokens) == 1 else None
    proposal.links = links[0] if len(links) == 1 else None


def _people(proposal: Proposal, ask: Asker) -> None:
    found = role(proposal, "audience")
    proposal.audiences = found
    if len(found) == 1 and found[0].sure:
        proposal.audience = found[0]
    elif found:
        choices = (
            *((one.name, f"{one.name}: {rows(one)}, {one.what}") for one in found[:_SHOWN]),
            ("", "none of them"),
        )
        # One guess may be proposed; between two the choice is a person's alone.
        answer = ask(Question("Who will get it?", choices, found[0].name if len(found) == 1 else ""))
        proposal.audience = next((one for one in found if one.name == answer), None)
    consent = role(proposal, "consent")
    proposal.consent = consent[0] if len(consent) == 1 else None


def _lists(proposal: Proposal, ask: Asker) -> None:
    proposal.lists = role(proposal, "suppression")
    proposal.seeds = role(proposal, "seeds")
    for one in role(proposal, "people")[:3]:
        choices = [("suppression", "people who must not get it"), ("seeds", "our own test addresses")]
        if proposal.audience is None:
            choices.append(("audience", "the people who will get it"))
        answer = ask(Question(f"Who stands in {one.name} ({rows(one)})?", (*choices, ("", "leave it out")), ""))
        if answer == "suppression":
            proposal.lists = [*proposal.lists, one]
        elif answer == "seeds":
            proposal.seeds = [*proposal.seeds, one]
        elif answer == "audience":
            proposal.audience = one


def _platform(proposal: Proposal, ask: Asker) -> None:
    used = [*proposal.messages, *proposal.lists, *(one for one in (proposal.audience, proposal.consent) if one)]
    names = list(dict.fromkeys(one.platform for one in used if one.platform))
    if len(names) == 1:
        proposal.platform = names[0]
        return
    # Lists of another tool may lie beside the sender's own: the message says best which platform it is.
    written = [one.platform for one in proposal.messages if one.platform]
    choices = tuple((name, name) for name in names or get_args(Platform))
    if names:
        choices = (*choices, ("", "another one, or not known"))
    proposal.platform = ask(Question("Which platform sends it?", choices, written[0] if written else ""))


def _schedule(proposal: Proposal, ask: Asker, zone: str) -> None:
    told = proposal.told
    proposal.scheduled_at = moment_of(told.get("date", ""), told.get("time", ""))
    if not proposal.scheduled_at:
        answer = ask(Question("When does it go out? (like 2026-12-02 09:00) Enter leaves it open."))
        proposal.scheduled_at = moment_of(answer)
    if len(proposal.scheduled_at) == len("2026-12-02"):
        proposal.notes.append("the brief names a day without an hour: midnight was taken")
        proposal.scheduled_at += "T00:00:00"
    proposal.timezone = known_zone(told.get("timezone", ""))
    if proposal.scheduled_at and not proposal.timezone:
        answer = ask(Question("In which time zone? (like Europe/Berlin)", (), zone or "UTC"))
        proposal.timezone = known_zone(answer) or zone or "UTC"


def known_zone(name: str) -> str:
    """The name if it is a time zone's, else ""."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name.strip()).key if name.strip() else ""
    except (ValueError, OSError, KeyError):  # an unknown name, a folder's, or no path at all
        return ""


def rows(one: Found) -> str:
    """How many rows, in words."""
    if one.table is None:
        return "no rows"
    count = f"{one.table.rows:,} row" + ("" if one.table.rows == 1 else "s")
    return f"more than {count}" if one.table.more else count


def _envelope(proposal: Proposal, ask: Asker) -> None:
    if any(one.role in {"eml", "proof"} for one in proposal.messages):
        return
    for key, words in (("subject", "What is the subject line?"), ("from", "From whom? (Name <name@example.com>)")):
        answer = "" if key in proposal.told else ask(Question(f"{words} Enter leaves it open."))
        if answer:
            proposal.told[key] = answer


def _warn_of_overlap(proposal: Proposal) -> None:
    if proposal.audience is None or proposal.audience.table is None:
        return
    people = proposal.audience.table.keys
    for one in proposal.lists:
        keys = one.table.keys if one.table and one.table.match == "email" else frozenset()
        if keys and people and keys <= people:
            proposal.notes.append(
                f"everybody in {Path(one.name).name} stands in the audience too: it is a segment before anybody was "
                "dropped, or the list is a slice of it"
            )
