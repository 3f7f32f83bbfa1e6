"""The command line: one file a command, imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from preflight import __version__

COMMANDS = {
    "run": "check, write the report, record the run, exit with the verdict",
    "gate": "may this exact send go out now? judges only the ledger and the inputs' fingerprint",
    "approve": "sign off exactly this version of a send",
    "reject": "refuse exactly this version of a send",
    "withdraw": "take a sign-off back",
    "sent": "record what really went out; compared with what was cleared",
    "answer": "answer a manual or undecided item",
    "waive": "accept one finding or one check for a time",
    "fingerprint": "what would go out, part by part",
    "due": "run what is scheduled soon and has no fresh run",
    "history": "past runs and sign-offs, from the ledger",
    "stats": "first-pass rate, UTM compliance, top faults, time to ready",
    "verify": "is the ledger's chain, or a clearance file, untouched?",
    "key": "new, list or retire: signing keys for clearances",
    "report": "draw the reports again from a report.json",
    "checks": "every check: id, severity, what it needs, whether it works offline",
    "explain": "why a check matters, examples, options, how to mend",
    "checklist": "list, show or validate checklists",
    "schema": "the JSON Schema of the send, the checklist or the report",
    "init": "a starter send; --from FOLDER makes one out of exports, HTML, a proof, a brief",
    "demo": "the example sends against a small web site and DNS zone on this machine",
}
"""Names and one-line helps, so that `--help` imports no command."""


class Commands(click.Group):
    """A group that imports a command's module when it is called, and no earlier."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the contract."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"preflight.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from their one-line helps alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="preflight")
def preflight() -> None:
    """The gate before Send: is this e-mail ready to go out to exactly these people?"""
