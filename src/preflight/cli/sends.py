"""Runs every send of a command line: one that breaks does not keep the others from being judged."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from preflight.cli.progress import Line
from preflight.errors import ExitCode, InputError, PreflightError, worst
from preflight.run import Finished, RunOptions, run

log = logging.getLogger("preflight")


def run_all(sends: Sequence[str], given: dict[str, Any]) -> int:
    """Judge the sends in their order; gives the worst exit status."""
    start_logging(given["verbose"], given["log_format"])
    options = _options(given)
    taken: dict[str, int] = {}
    entries: list[dict[str, Any]] = []
    codes: list[int] = []
    places: list[str] = []
    for send in sends or (str(given["from_facts"]),):
        code, entry, place = _one(send, options, taken, given["as_json"])
        codes.append(code)
        entries.append(entry)
        places.append(place)
    if len(entries) > 1 and options.output is not None and "html" in options.formats:
        write_index(entries, places, options.output, options.lang, options.templates)
    if given["as_json"]:
        _print_json(entries if len(entries) > 1 else entries[0])
    return worst(codes)


def write_index(
    entries: Sequence[dict[str, Any]], places: Sequence[str], folder: Path, lang: str, templates: Path | None
) -> None:
    """The page over all sends of a run, beside their folders."""
    from preflight.report.files import write_whole
    from preflight.report.index import Entry, render

    rows = [
        Entry(one["send"]["name"], one if one["verdict"] else None, one.get("errors", ()), place)
        for one, place in zip(entries, places, strict=True)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "index.html", render(rows, lang, templates).encode())


def _one(send: str, options: RunOptions, taken: dict[str, int], as_json: bool) -> tuple[int, dict[str, Any], str]:
    try:
        with Line() as progress:
            finished = run(send, options, folder_name=lambda name: free(name, taken), progress=progress)
    except PreflightError as error:
        click.echo(str(error), err=True)
        return error.exit_code, _entry(send, error.exit_code, error), ""
    except Exception as error:  # one send's bug must not keep the next from being judged
        place = _place(error)
        click.echo(f"preflight: {send}: our own bug: {type(error).__name__} in {place}", err=True)
        log.debug("our own bug in %s", place)
        return ExitCode.BUG, _entry(send, ExitCode.BUG, RuntimeError(f"our own bug in {place}")), ""
    if not as_json:
        _print_summary(finished, options.lang)
    page = next((file for file in finished.files if file.name == "report.html"), None)
    place = page.relative_to(options.output).as_posix() if page and options.output else ""
    return finished.verdict.exit_code, finished.report, place


def _entry(send: str, code: int, error: Exception) -> dict[str, Any]:
    """What stands in the list of `--json` for a send that broke."""
    faults = [str(fault) for fault in error.faults] if isinstance(error, InputError) else [str(error)]
    return {"send": {"name": send}, "verdict": None, "exit": code, "errors": faults}


def _options(given: dict[str, Any]) -> RunOptions:
    from preflight.cli.run import previous_report
    from preflight.gather.settings import Outside
    from preflight.judge import Selection
    from preflight.ledger.workspace import default_url

    ledger = given["ledger"] or default_url()
    return RunOptions(
        checklist=given["checklist"], output=given["output"], formats=given["format"],
        selection=Selection(given["only"], given["skip"]), lang=given["lang"],
        templates=given["templates"], now=given["now"],
        ledger=None if ledger == "none" or given["from_facts"] else ledger, allow_outside=given["allow_outside"],
        from_facts=given["from_facts"], previous=previous_report(given["previous"]),
        outside=Outside(
            offline=given["offline"], nameservers=given["nameserver"], connect_to=given["connect_to"],
            ca_file=given["ca_file"], proxy=given["proxy"], allow_private=given["allow_private"],
            time_budget=given["time_budget"], scan_budget=given["scan_budget"], concurrency=given["concurrency"],
            per_host=given["per_host"], reveal=given["reveal"],
        ),
    )  # fmt: skip


def free(name: str, taken: dict[str, int]) -> str:
    """The report folder of a send: a second send of the same name gets `<name>-2`."""
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _print_summary(finished: Finished, lang: str) -> None:
    import shutil

    from preflight.report.terminal import summary

    width = shutil.get_terminal_size((100, 24)).columns
    click.echo(summary(finished.report, width=width, colour=sys.stdout.isatty(), lang=lang))
    for file in finished.files:
        click.echo(f"  {shown(file)}")


def shown(file: Path) -> str:
    """A path as short as it can be said."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def _print_json(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _place(error: Exception) -> str:
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.name}, line {last.lineno}"


def start_logging(verbose: bool, form: str) -> None:
    """Log to stderr where `-v` asks for it; messages hold no URL's query and no address."""
    handler = logging.StreamHandler(sys.stderr)
    template = '{"level":"%(levelname)s","message":"%(message)s"}' if form == "json" else "%(levelname)s %(message)s"
    handler.setFormatter(logging.Formatter(template))
    log.handlers = [handler]
    log.setLevel(logging.DEBUG if verbose else logging.WARNING)
