"""`preflight demo`"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from preflight.errors import ExitCode


@click.command("demo")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("preflight-out/demo"), show_default=True,
              help="The reports go here.")  # fmt: skip
def command(output: Path) -> int:
    """Judge the two example sends against a small web site and DNS zone on this machine; no internet is needed."""
    from preflight.demo import STORIES, came_out, tell, world
    from preflight.report.terminal import summary
    from preflight.run import RunOptions

    width = shutil.get_terminal_size((100, 24)).columns
    wrong: list[str] = []
    with world() as outside:
        for story in STORIES:
            finished = tell(story, RunOptions(output=output, outside=outside))
            click.echo(f"\n── {story.name}: {story.title} " + "─" * 8 + "\n")
            click.echo(summary(finished.report, width=width, colour=sys.stdout.isatty()))
            wrong += came_out(story, finished)
    for story in STORIES:
        click.echo(f"{story.name:<10} {(output / story.name / 'report.html')}")
    for line in wrong:
        click.echo(f"the demo did not come out as it should: {line}", err=True)
    return ExitCode.BUG if wrong else ExitCode.GO
