"""What the commands about one send share: their options, and how they tell what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preflight.errors import InputError

if TYPE_CHECKING:
    from preflight.gate import GateOptions, Seen
    from preflight.ledger.acting import Signer
    from preflight.ledger.deeds import Deed
    from preflight.ledger.store import Entry

SETTINGS = {"auto_envvar_prefix": "PREFLIGHT"}


def instant(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    """An instant with its offset, in ISO 8601."""
    from preflight.cli.run import _instant

    return _instant(_context, _option, value)


def about_a_send(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a send is read, and its ledger found."""
    options = (
        click.option("--checklist", metavar="NAME|FILE", help="Policy to judge by, as the run's."),
        click.option("--ledger", metavar="URL", help="Where runs and sign-offs are recorded."),
        click.option("--now", callback=instant, metavar="TIME", help="Act as of this instant (ISO 8601)."),
        click.option("--allow-outside", is_flag=True, help="Let the send name files outside its folder."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def by_somebody(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say who does it."""
    options = (
        click.option("--by", metavar="E-MAIL", help="Who does it; else whoever is at this machine."),
        click.option("--note", default="", metavar="TEXT", help="A word to it."),
        click.option("--for", "reported_for", default="", metavar="WHO", help="On behalf of whom; with --evidence."),
        click.option("--evidence", default="", metavar="FILE|URL", help="What shows that they said so."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def gate_options(given: dict[str, Any]) -> GateOptions:
    """The options of a command about a send, as the gate takes them."""
    from preflight.gate import GateOptions

    return GateOptions(ledger_url(given["ledger"]), given["checklist"], given["now"], given["allow_outside"])


def ledger_url(given: str | None) -> str | None:
    """The ledger that is meant; None for `none`."""
    from preflight.ledger.workspace import default_url

    url = given or default_url()
    return None if url == "none" else url


def signer(given: dict[str, Any]) -> Signer:
    """Who acts, by the options. Raises InputError where the evidence cannot be read."""
    from preflight.ledger import workspace
    from preflight.ledger.acting import Signer

    evidence = _evidence(given["evidence"])
    return Signer(given["by"] or workspace.actor(), given["note"], given["reported_for"], evidence)


def _evidence(source: str) -> dict[str, str]:
    """A file by its name and digest, an address by itself: nothing is ever requested for it."""
    import hashlib

    if not source:
        return {}
    if "://" in source:
        return {"url": source, "sha256": hashlib.sha256(source.encode()).hexdigest()}
    try:
        with Path(source).open("rb") as file:
            return {"file": Path(source).name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
    except OSError as error:
        raise InputError(f"the evidence {source} cannot be read: {error.strerror}") from error


def act(send: str, given: dict[str, Any], kind: str, make: Callable[[Seen], Deed]) -> tuple[Seen, Entry]:
    """Read the send as it stands, make the deed, and write it down. Raises InputError, LedgerError."""
    from preflight.gate import opened, see
    from preflight.ledger import workspace

    options = gate_options(given)
    with opened(options) as ledger:
        seen = see(Path(send), options, ledger)
        deed = make(seen)
        entry = ledger.append(
            kind, who=workspace.actor(), send=seen.send.name, fingerprint=seen.covered.fingerprint, body=deed
        )
    return seen, entry


def told(entry: Entry, words: str, lines: Iterable[str] = ()) -> int:
    """Say what was recorded."""
    click.echo(words)
    for line in lines:
        click.echo(f"  {line}")
    click.echo(f"  recorded as entry {entry.seq}, {entry.digest}")
    return 0


def version(seen: Seen) -> str:
    """The send and its version, for people."""
    from preflight.report.lines import version_code

    return f"{seen.send.name}, version {version_code(seen.covered.fingerprint)}"
