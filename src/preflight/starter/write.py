"""Writes a proposal as YAML with comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from textwrap import wrap

from preflight.starter.brief import count_of, moment_of
from preflight.starter.look import Found
from preflight.starter.people import people
from preflight.starter.propose import Proposal, rows
from preflight.starter.scalars import comment, name_of, scalar, usable

_EXAMPLES = {"subject": "Join us on 2 December", "from": "Acme <news@example.com>"}
_SENDER = (
    "# sender:                          # for SPF, DKIM and DMARC: your platform's domain settings show these",
    "#   return_path: bounce.mail.example.com",
    "#   dkim: [{domain: mail.example.com, selector: s1}]",
    '#   postal_addresses: ["Acme Ltd, 1 High Street, London"]',
    "",
)


def written(p: Proposal, now: datetime) -> str:
    """The whole send.yaml."""
    lines = [*_head(p, now), *_plan(p), *_brief(p), *_message(p), *_SENDER, *people(p)]
    return "\n".join(lines) + "\n"


def _head(p: Proposal, now: datetime) -> Iterator[str]:
    yield f"# Made by `preflight init --from` on {now:%Y-%m-%d}, out of what lay in this folder. Correct what is wrong:"
    yield "# lines marked GUESS were read off names or values, and nobody confirmed them."
    yield "#"
    single = (p.audience, p.consent, p.text, p.proof, p.tokens, p.links)
    used = {one.name for one in (*p.messages, *p.lists, *p.seeds, *single) if one}
    for one in p.found:
        place = "" if one.name in used or one.role == "brief" else " (not used)"
        guess = "" if one.sure else "; GUESS"
        yield comment(f"#   {one.name}: {_platform_words(one)}{one.what}{_size(one)}{guess}{place}")
    for note in p.notes:
        yield from (f"# {line}" for line in wrap(comment(f"NOTE: {note}."), 110))
    yield ""


def _platform_words(one: Found) -> str:
    return f"{one.platform}, " if one.platform else ""


def _size(one: Found) -> str:
    return f" ({rows(one)})" if one.table else ""


def _plan(p: Proposal) -> Iterator[str]:
    yield f"name: {scalar(p.name if usable(p.name) else 'send')}"
    yield "kind: marketing                    # or transactional"
    yield f"platform: {p.platform}" if p.platform else "platform: generic                  # nothing said which"
    if p.timezone:
        yield f"timezone: {scalar(p.timezone)}"
    if p.scheduled_at:
        yield f"scheduled_at: {p.scheduled_at}"
    else:
        yield "# scheduled_at: 2026-12-02T09:00:00+01:00    # when it goes out"
    owner = p.told.get("owner", "")
    known = "@" in owner and usable(owner)
    yield f"owner: {scalar(owner)}" if known else "# owner: jane@example.com           # who answers for it"
    yield ""


def _brief(p: Proposal) -> Iterator[str]:
    said: list[str] = []
    told = {key: value for key, value in p.told.items() if usable(value)}
    if (count := count_of(told.get("audience", ""))) is not None:
        said.append(f"  audience: {count}")
    utm = {key[4:]: told[key] for key in ("utm_source", "utm_medium", "utm_campaign", "utm_content") if key in told}
    if utm:
        said.append("  utm: {" + ", ".join(f"{key}: {scalar(value)}" for key, value in utm.items()) + "}")
    if "subject" in told:
        said.append(f"  subject: {scalar(told['subject'])}")
    if "says" in told:
        said.append("  says: [" + ", ".join(scalar(one) for one in re.split(r"\s*[,;]\s*", told["says"]) if one) + "]")
    if event := moment_of(told.get("event_date", "")):
        said.append(f"  event: {{date: {event}}}")
    if p.links:
        said.append(f"  links: {scalar(p.links.name)}")
    if said:
        yield from ("brief:                             # what was asked for", *said, "")
    else:
        yield from ("# brief: {audience: 48200, utm: {source: newsletter, medium: email, campaign: winter}}", "")


def _message(p: Proposal) -> Iterator[str]:
    if len(p.messages) > 1:
        yield "messages:                          # several were found: each is judged"
        names: set[str] = set()
        for one in p.messages:
            yield f"  {scalar(name_of(Path(one.name).stem, names, 'message'))}:"
            yield f"    html: {scalar(one.name)}"
            yield from _lines_of_message(p, "    ")
    elif p.messages:
        one = p.messages[0]
        yield "message:"
        if one.role == "html":
            yield f"  html: {scalar(one.name)}"
            beside = (("text", p.text), ("proof", p.proof), ("tokens", p.tokens))
            yield from (f"  {key}: {scalar(file.name)}" for key, file in beside if file)
            yield from _lines_of_message(p, "  ")
        else:
            yield f"  eml: {scalar(one.name)}"
    yield ""


def _lines_of_message(p: Proposal, indent: str) -> Iterator[str]:
    for key in ("subject", "preheader", "from", "reply_to", "language"):
        value = p.told.get(key, "")
        if value and usable(value):
            yield f"{indent}{key}: {scalar(value)}"
        elif key in _EXAMPLES:
            yield f'{indent}# {key}: "{_EXAMPLES[key]}"    # not found'
