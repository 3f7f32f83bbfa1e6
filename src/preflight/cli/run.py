"""`preflight run SEND...`"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from preflight.cli import config
from preflight.errors import Fault, InputError

FORMATS = ("html", "json", "junit", "sarif", "markdown", "pdf", "card", "shots")
DRAWN = frozenset({"pdf", "card", "shots"})
"""Those that a browser draws: they need the extra `render` and an installed Chromium."""


class Configured(click.Command):
    """A command whose options also stand in `preflight.toml`."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the file once, before the command line is parsed, so that the command line wins."""
        known = {p.name for p in self.params if isinstance(p, click.Option) and p.name}
        found = config.from_file(info_name or "", known)
        return super().make_context(info_name, args, parent, default_map=found, **extra)


def formats(_context: click.Context, _option: click.Parameter, value: str | Iterable[str]) -> tuple[str, ...]:
    """The forms that a report is wanted in; a parameter's callback."""
    words = value.split(",") if isinstance(value, str) else list(value)
    wanted = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    wrong = [word for word in wanted if word not in FORMATS]
    if wrong or not wanted:
        raise click.BadParameter(f"any of {', '.join(FORMATS)}, not {', '.join(wrong) or 'nothing'}")
    if DRAWN & set(wanted):
        from preflight.report.browser import needed

        needed()
    return wanted


def _globs(_context: click.Context, _option: click.Parameter, value: Iterable[str]) -> tuple[str, ...]:
    return tuple(glob.strip() for one in value for glob in one.split(",") if glob.strip())


def _instant(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no time; write 2026-11-24T09:00:00+01:00") from error
    if found.tzinfo is None:
        raise click.BadParameter(f"{value!r} has no offset; write 2026-11-24T09:00:00+01:00 or …Z")
    return found


def _mappings(_context: click.Context, _option: click.Parameter, value: Iterable[str]) -> tuple[str, ...]:
    from preflight.gather import parse_mapping

    for mapping in value:
        try:
            parse_mapping(mapping)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error
    return tuple(value)


_PATH = click.Path(path_type=Path)


@click.command("run", cls=Configured, context_settings={"auto_envvar_prefix": "PREFLIGHT"})
@click.argument("sends", metavar="SEND...", nargs=-1)
@click.option("--checklist", metavar="NAME|FILE", help="Policy to judge by.")
@click.option("-o", "--output", type=_PATH, default=Path("preflight-out"), show_default=True, help="Reports go here.")
@click.option(
    "--format",
    "format",
    default="html,json",
    show_default=True,
    callback=formats,
    metavar="LIST",
    help=f"Any of {','.join(FORMATS)}.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON report on stdout instead of the summary.")
@click.option("--only", multiple=True, callback=_globs, metavar="GLOB", help="Only these checks, by id.")
@click.option("--skip", multiple=True, callback=_globs, metavar="GLOB", help="Not these checks.")
@click.option(
    "--lang",
    type=click.Choice(["en", "de"]),
    default="en",
    show_default=True,
    help="Language of the reports and of the summary.",
)
@click.option("--templates", type=_PATH, metavar="DIR", help="Your own report templates; what it lacks is ours.")
@click.option("--from-facts", type=_PATH, metavar="FILE", help="Judge saved facts; touches nothing outside.")
@click.option("--scan-budget", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="For the audience.")
@click.option("--proxy", metavar="URL", help="For links; never taken from the environment's usual names.")
@click.option("--offline", is_flag=True, help="Touch no network; what needs it is unknown.")
@click.option("--now", callback=_instant, metavar="TIME", help="Judge as of this instant (ISO 8601).")
@click.option("--ledger", metavar="URL", help="Where the run is recorded; `none` records nothing.")
@click.option("--nameserver", multiple=True, metavar="ADDR:PORT", help="Ask this resolver for every name.")
@click.option("--connect-to", multiple=True, callback=_mappings, metavar="HOST:PORT:ADDR:PORT", help="Like curl's.")
@click.option("--ca-file", type=_PATH, metavar="FILE", help="Trust these roots too.")
@click.option("--allow-private", is_flag=True, help="Let links lead to private and loopback addresses.")
@click.option("--allow-outside", is_flag=True, help="Let the send name files outside its folder.")
@click.option(
    "--time-budget",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="For web and DNS together, of one send.",
)
@click.option("--concurrency", type=click.IntRange(1, 1024), default=64, show_default=True, help="Requests at once.")
@click.option("--per-host", type=click.IntRange(1, 1024), default=8, show_default=True, help="Requests at one host.")
@click.option("--reveal", type=_PATH, metavar="FILE", help="Write the full offending rows to this new CSV.")
@click.option("--previous", type=_PATH, metavar="FILE", help="A report.json to compare with.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is done, on stderr.")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(sends: tuple[str, ...], **given: Any) -> int:
    """Check each SEND, write the reports, record the run, and exit with the verdict.

    SEND is a send.yaml, a folder that holds one, or a bare .html or .eml file.

    Exit status: 0 GO, 1 STOP, 3 HOLD, 2 the input is wrong, 70 our own bug.
    """
    from preflight.cli.sends import run_all

    if not sends and given["from_facts"] is None:
        raise click.UsageError("name a send: a send.yaml, a folder that holds one, an .html or an .eml file")
    return run_all(sends, given)


def previous_report(file: Path | None) -> dict[str, Any] | None:
    """The report of an earlier run. Raises InputError where it is none."""
    if file is None:
        return None
    import msgspec

    try:
        found = msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise InputError([Fault(str(file), 0, 0, "", f"is no report.json: {error}")]) from error
    if not isinstance(found, dict) or "checks" not in found:
        raise InputError([Fault(str(file), 0, 0, "", "is no report.json")])
    return found
