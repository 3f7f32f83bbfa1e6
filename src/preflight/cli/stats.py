"""`preflight stats`"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, ledger_url
from preflight.errors import InputError, LedgerError

if TYPE_CHECKING:
    from preflight.ledger.stats import Share, Stats

_NAMES = ("name", "send")


@click.command("stats", cls=Configured, context_settings=SETTINGS)
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it there.")
@click.option("--calendar", type=click.Path(path_type=Path), metavar="CSV", help="Planned sends: a column name.")
@click.option("--manual-minutes", type=click.FloatRange(min=0), help="What one look by hand costs.")
@click.option("--since", default="", metavar="DATE", help="Only what was run from this day on.")
@click.option("--ledger", metavar="URL", help="Whose entries.")
@click.option("--lang", type=click.Choice(["en", "de"]), default="en", show_default=True, help="Of the page.")
@click.option("--templates", type=click.Path(path_type=Path), metavar="DIR", help="Your own report templates.")
def command(
    form: str, output: Path | None, calendar: Path | None, manual_minutes: float | None, since: str,
    ledger: str | None, lang: str, templates: Path | None,
) -> int:  # fmt: skip
    """First-pass rate, compliance, top faults, time to ready: what the ledger says of many sends."""
    found = _stats(ledger_url(ledger), since, _planned(calendar), manual_minutes)
    text = _html(found, lang, templates) if form == "html" else {"text": _text, "json": _json}[form](found)
    if output is None:
        click.echo(text, nl=False)
        return 0
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}") from error
    return 0


def _stats(url: str | None, since: str, planned: list[str] | None, minutes: float | None) -> Stats:
    from preflight.ledger import book
    from preflight.ledger.stats import MANUAL_MINUTES, Cleared, stats

    ledger = book.opened(url, to_read=True)
    if ledger is None:
        raise LedgerError(f"there is no ledger at {url}" if url else "there is no ledger (--ledger none)")
    with ledger:
        entries = ledger.entries(kinds=("run", "gate"), since=since or None)
    runs = [entry for entry in entries if entry.kind == "run"]
    gone = [
        Cleared(entry.send, datetime.fromisoformat(entry.at))
        for entry in entries
        if entry.kind == "gate" and entry.content.get("verdict") == "go"
    ]
    names = {entry.seq: entry.send for entry in runs}
    given = MANUAL_MINUTES if minutes is None else minutes
    return stats([book.run_of(entry) for entry in runs], names, gone, planned, given)


def _planned(calendar: Path | None) -> list[str] | None:
    """The names in a calendar's column `name` or `send`, or in its only column."""
    if calendar is None:
        return None
    try:
        with calendar.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{calendar} cannot be read: {getattr(error, 'strerror', None) or 'it is no CSV'}") from error
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    place = next((head.index(name) for name in _NAMES if name in head), None)
    if place is None and len(head) != 1:
        raise InputError(f"{calendar} has no column name")
    body = rows[1:] if place is not None else rows
    return [row[place or 0].strip() for row in body if len(row) > (place or 0)]


def _text(found: Stats) -> str:
    lines = [
        ("sends", f"{found.sends:,}, {found.runs:,} runs"),
        ("first pass", shown(found.first_pass)),
        ("UTM compliance", shown(found.utm)),
        ("naming compliance", shown(found.naming)),
        ("duplicates", f"{found.duplicates:,} rows, in {shown(found.duplicate_sends)} sends"),
        ("time to ready", _hours(found)),
        *([("QA completion", shown(found.completion))] if found.completion else []),
        ("minutes saved", f"{found.minutes_saved:,.0f}, taking {found.manual_minutes:g} minutes for a look by hand"),
    ]
    told = [f"{name:<18}{value}" for name, value in lines]
    if found.faults:
        told.append("top faults")
        told += [f"  {one.check:<34}{one.sends:>5} sends, {one.again} again in the series" for one in found.faults]
    if found.not_looked_at:
        told.append("planned, and never GO")
        told += [f"  {name}" for name in found.not_looked_at]
    return "\n".join(told) + "\n"


def shown(share: Share) -> str:
    """A share for people."""
    return f"{share.n:,} of {share.of:,}" + (f" ({share.ratio:.0%})" if share.ratio is not None else "")


def _hours(found: Stats) -> str:
    if found.hours_to_ready is None:
        return "no send was GO yet"
    return f"{found.hours_to_ready:g} hours from the first run to the first GO (median of {found.ready:,})"


def _json(found: Stats) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def _html(found: Stats, lang: str, templates: Path | None) -> str:
    from preflight.registry import listed
    from preflight.report.stats import render

    return render(found, {one.id: one.title for one in listed()}, lang, templates)
