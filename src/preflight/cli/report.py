"""`preflight report FILE`"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from preflight.cli.run import FORMATS, Configured, formats
from preflight.errors import ExitCode, Fault, InputError

_PATH = click.Path(path_type=Path)


@click.command("report", cls=Configured, context_settings={"auto_envvar_prefix": "PREFLIGHT"})
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_PATH)
@click.option("-o", "--output", type=_PATH, metavar="DIR", help="The reports go here; default beside each file.")
@click.option("--format", "format", default="html", show_default=True, callback=formats, metavar="LIST",
              help=f"Any of {','.join(FORMATS)}.")  # fmt: skip
@click.option(
    "--lang", type=click.Choice(["en", "de"]), default="en", show_default=True, help="Language of the reports."
)
@click.option("--templates", type=_PATH, metavar="DIR", help="Your own report templates; what it lacks is ours.")
def command(
    files: tuple[Path, ...], output: Path | None, format: tuple[str, ...], lang: str, templates: Path | None
) -> int:
    """Draw the reports again from a report.json: in another form or language, or with your own templates.

    Nothing is checked again and nothing is recorded. Several files get an index page in the folder of -o.
    """
    from preflight.cli.sends import free, shown, write_index
    from preflight.report.files import safe_name
    from preflight.report.reading import read_report
    from preflight.report.write import write_reports

    reports = [read_report(file) for file in files]
    taken: dict[str, int] = {}
    places = []
    for file, report in zip(files, reports, strict=True):
        name = safe_name(free(str(report["send"]["name"]), taken)) if len(files) > 1 else ""
        folder = output / name if output is not None else file.parent
        with _its_own_fault(file):
            for written in write_reports(report, folder, format, lang, templates):
                click.echo(shown(written))
        places.append(f"{name}/report.html")
    if len(files) > 1 and output is not None and "html" in format:
        write_index(reports, places, output, lang, templates)
        click.echo(shown(output / "index.html"))
    return ExitCode.GO


@contextmanager
def _its_own_fault(file: Path) -> Iterator[None]:
    """A file that lacks what every report has is no report: that is said, and is no bug of ours."""
    from jinja2 import UndefinedError

    try:
        yield
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, UndefinedError) as error:
        words = f"is no whole report.json: {type(error).__name__} at {str(error)[:100]}"
        raise InputError([Fault(str(file), 0, 0, "", words)]) from error
