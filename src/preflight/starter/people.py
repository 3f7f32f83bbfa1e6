"""The people of a send.yaml: audience, suppression lists, consent; each guess is said to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from preflight.data.folding import fold
from preflight.data.recognition import COLUMNS, CONSENT, LEFT_NAME
from preflight.privacy import mask
from preflight.starter.look import Found
from preflight.starter.propose import Proposal, rows
from preflight.starter.scalars import comment, name_of, scalar, usable

_DAY = re.compile(r"(?<!\d)20\d\d-\d\d-\d\d(?!\d)")


def people(p: Proposal) -> Iterator[str]:
    """The lines of `audience:`, `suppression:` and `consent:`."""
    yield from _audience(p)
    yield from _suppression(p)
    yield from _consent(p)


def _audience(p: Proposal) -> Iterator[str]:
    one = p.audience
    if one is None or one.table is None:
        why = ": nobody could tell which file" if p.audiences else ""
        yield f"# audience:                        # who will get it{why}"
        for candidate in p.audiences:
            yield comment(f"#   members: {candidate.name}    # {rows(candidate)}, {candidate.what}")
        yield from ("#   members: audience.csv", "") if not p.audiences else ("",)
        return
    yield "audience:" + ("" if one.sure else "                          # GUESS: nothing but its shape says so")
    yield f"  members: {scalar(one.name)}"
    if one.table.match != "email":
        yield f"  match: {one.table.match}"
    if one.table.encoding:
        yield f"  encoding: {one.table.encoding}                 # GUESS: it is not UTF-8"
    if not one.table.headed:
        yield "  header: false"
    else:
        yield "  stage: segment      # before the platform drops those who left; final: exactly who gets it"
    yield _exported(one, "  ")
    if one.table.headed:
        yield "  columns:"
        yield from (f"    {ours}: {scalar(theirs)}" for ours, theirs in _columns(one).items())
    yield from _seen(one)
    if one.table.words:
        yield "  # Are the people who may not be mailed left out by the platform? Then `stage: segment` is right."
    yield from _seeds(p)
    yield ""


def _columns(one: Found) -> dict[str, str]:
    if one.table is None:
        return {}
    found = {"email": one.table.column}
    for ours, headers in COLUMNS.items():
        known = {fold(header) for header in headers}
        theirs = [column for column in one.table.columns if fold(column) in known]
        if len(theirs) == 1 and usable(theirs[0]):
            found[ours] = theirs[0]
    return found


def _seen(one: Found) -> Iterator[str]:
    """How often each value stands in the columns by which a platform drops people."""
    for column, counter in (one.table.words if one.table else {}).items():
        shown = ", ".join(f"{_word(word)} {count:,}" for word, count in counter.most_common(6))
        yield comment(f"  # {column}: {shown}")


def _word(word: str) -> str:
    return "(empty)" if not word else mask(word) if "@" in word else word


def _seeds(p: Proposal) -> Iterator[str]:
    for one in p.seeds:
        yield comment(f"  # seeds: [seed@example.com]    # copy those of {one.name} here, so that they are looked for")


def _exported(one: Found, indent: str) -> str:
    day = _day_in(Path(one.name).name)
    if day:
        moment, why = f"{day}T00:00:00Z", "the day in its name"
    else:
        moment, why = f"{datetime.fromtimestamp(one.changed, UTC):%Y-%m-%dT%H:%M:%SZ}", "when the file was last changed"
    return f"{indent}exported_at: {moment}    # GUESS: {why}"


def _day_in(name: str) -> date | None:
    found = _DAY.search(name)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _suppression(p: Proposal) -> Iterator[str]:
    if not p.lists:
        yield "# suppression:                     # who must not get it"
        yield "#   - {name: unsubscribed, members: unsubscribed.csv, column: email}"
        yield ""
        return
    yield "suppression:                       # who must not get it"
    names: set[str] = set()
    for one in p.lists:
        yield from _list(one, names)
    yield ""


def _list(one: Found, names: set[str]) -> Iterator[str]:
    file = Path(one.name).name.partition(".")[0]
    # Checklists ask for the list of those who left by this name, whatever the platform calls its file.
    left = "unsubscribed" not in names and re.search(LEFT_NAME, f"{one.what} {file}", re.IGNORECASE)
    name = name_of("unsubscribed" if left else file, names, "list")
    yield f"  - name: {scalar(name)}" + ("" if one.sure else "    # GUESS")
    yield f"    members: {scalar(one.name)}"
    if one.table is not None:
        if one.table.headed and len(one.table.columns) > 1:
            yield f"    column: {scalar(one.table.column)}"
        if one.table.match != "email":
            yield f"    match: {one.table.match}"
        if one.table.encoding:
            yield f"    encoding: {one.table.encoding}"
    yield _exported(one, "    ")
    if one.platform:
        yield "    applied_by: platform"
    if one.platform == "hubspot":
        yield "    # It holds everybody who left any kind of mail; those who left another kind only may get this one."


def _consent(p: Proposal) -> Iterator[str]:
    one = p.consent or p.audience
    columns = _parts(one) if one else {}
    if one is None or not ({"status", "basis"} & set(columns)):
        yield "# consent:                         # columns of the audience, or a table of its own with `members:`"
        yield "#   columns: {status: Consent Status, basis: Consent Basis, at: Consent Date}"
        return
    yield "consent:"
    if one is p.consent:
        yield f"  members: {scalar(one.name)}"
        columns = {"email": one.table.column if one.table else "email", **columns}
        yield from _seen(one)
    yield "  columns:"
    yield from (f"    {ours}: {scalar(theirs)}" for ours, theirs in columns.items())


def _parts(one: Found) -> dict[str, str]:
    found: dict[str, str] = {}
    columns = one.table.columns if one.table else ()
    for part, headers in CONSENT.items():
        known = {fold(header) for header in headers}
        if part == "status" and one.role == "consent":
            known.add("status")
        theirs = [column for column in columns if fold(column) in known]
        if theirs and usable(theirs[0]):
            found[part] = theirs[0]
    return found
