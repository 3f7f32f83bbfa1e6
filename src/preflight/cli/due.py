"""`preflight due FOLDER|GLOB...`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preflight.cli import run as run_command
from preflight.cli.run import Configured
from preflight.errors import PreflightError, worst

if TYPE_CHECKING:
    from preflight.gate import GateOptions, Seen
    from preflight.ledger.due import Standing

NAMES = ("send.yaml", "send.yml")
_NEVER: dict[str, Any] = {"from_facts": None, "only": (), "skip": ()}
"""Options of `run` that a timer cannot have: such a run is no GO for the gate."""


def _span(_context: click.Context, _option: click.Parameter, value: str) -> timedelta:
    found = re.fullmatch(r"\s*(\d+)\s*(m|h|d)\s*", value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no span; write 90m, 2h or 1d")
    return timedelta(minutes=int(found[1]) * {"m": 1, "h": 60, "d": 1440}[found[2]])


@click.command("due", cls=Configured, context_settings={"auto_envvar_prefix": "PREFLIGHT"})
@click.argument("places", metavar="FOLDER|GLOB...", nargs=-1, required=True)
@click.option("--within", default="2h", show_default=True, callback=_span, metavar="SPAN", help="How soon is soon.")
def command(places: tuple[str, ...], within: timedelta, **given: Any) -> int:
    """Run what is scheduled soon and has no fresh run, what is signed off before its run lapses, and programs weekly.

    For cron and timers. Takes all options of `run`. Exit status: the worst of the runs; 0 where nothing was due.
    """
    from preflight.cli.sends import run_all

    codes, wanted = [0], []
    for send in found(places):
        try:
            reason = _reason(send, within, given)
        except PreflightError as error:
            click.echo(str(error), err=True)
            codes.append(error.exit_code)
            continue
        click.echo(f"{send}: {reason or 'nothing to do'}", err=True)
        if reason:
            wanted.append(str(send))
    return worst([*codes, run_all(wanted, {**_NEVER, **given}) if wanted else 0])


# Whatever `run` takes, a run that a timer starts takes as well.
command.params += [p for p in run_command.command.params if p.name not in {"sends", *_NEVER}]


def found(places: Iterable[str]) -> Iterator[Path]:
    """The sends below folders or matched by globs, each once, in the order of their paths."""
    seen: dict[Path, Path] = {}
    for place in places:
        for path in _expanded(place):
            seen.setdefault(path.resolve(), path)
    yield from sorted(seen.values())


def _expanded(place: str) -> Iterator[Path]:
    path = Path(place)
    if path.is_dir():
        yield from (one for name in NAMES for one in path.rglob(name) if one.is_file())
    elif path.exists():
        yield path
    else:
        import glob

        for one in glob.glob(place, recursive=True):  # noqa: PTH207 - an absolute glob is welcome
            yield from _expanded(one)


def _reason(send: Path, within: timedelta, given: dict[str, Any]) -> str:
    from preflight.cli.standing import gate_options
    from preflight.ledger.due import why
    from preflight.load import load_send

    options = gate_options(given)
    now = options.now or datetime.now(UTC)
    loaded = load_send(send, allow_outside=options.allow_outside).send
    # Nothing can be due of what went out or was never scheduled: its tables need not be looked at.
    if not loaded.trigger and (loaded.scheduled_at is None or loaded.scheduled_at < now):
        return ""
    return why(_standing(send, options), now, within)


def _standing(send: Path, options: GateOptions) -> Standing:
    from preflight.gate import see
    from preflight.ledger import book

    ledger = book.opened(options.ledger, to_read=True)
    try:
        return _of(see(send, options, ledger))
    finally:
        if ledger is not None:
            ledger.close()


def _of(seen: Seen) -> Standing:
    from preflight.ledger.due import Standing
    from preflight.ledger.settle import signed_off

    full = [run for run in seen.runs if not run.state.partial]
    exact = [run for run in full if run.fingerprint == seen.covered.fingerprint]
    last = (exact or full)[-1] if full else None
    signed = any(not one.void for one in signed_off((), seen.deeds, seen.ground)[1])
    return Standing(
        seen.send.scheduled_at, seen.send.trigger, last.now if last else None, bool(exact), signed,
        timedelta(hours=seen.policy.max_age_hours),
    )  # fmt: skip
