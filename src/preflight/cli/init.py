"""`preflight init`"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from preflight.errors import ExitCode, Fault, InputError


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--from", "source", type=click.Path(path_type=Path),
              help="Make the send out of what lies in this folder: exports, HTML, a saved proof, a brief.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Ask nothing; what is not known stays a comment.")
def command(folder: Path | None, source: Path | None, yes: bool) -> int:
    """A starter send in DIR (default: here), or with --from one out of the files that people have."""
    if source is None:
        _starter(folder or Path())
        return ExitCode.GO
    if folder is not None and folder.resolve() != source.resolve():
        raise _wrong("with --from the send.yaml is written into that very folder: leave DIR out")
    return _from(source, yes)


def _wrong(message: str) -> InputError:
    return InputError([Fault("", 0, 0, "", message)])


def _starter(folder: Path) -> None:
    from preflight.bundled import folder as bundled

    parts = sorted(path for path in (bundled("examples") / "starter").iterdir() if path.is_file())
    there = [part.name for part in parts if (folder / part.name).exists()]
    if there:
        raise _wrong(f"{folder} has {', '.join(there)} already; nothing was written (preflight init --from {folder}?)")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in parts:
            _create(folder / part.name, part.read_bytes())
    except OSError as error:
        raise _wrong(f"{folder}: cannot be written: {error.strerror}") from error
    click.echo(f"A starter send lies in {folder}: {', '.join(part.name for part in parts)}")
    click.echo(f"Next: preflight run {folder}")


def _from(source: Path, yes: bool) -> int:
    from preflight.starter.look import look
    from preflight.starter.propose import propose
    from preflight.starter.write import written

    target = source / "send.yaml"
    if not source.is_dir():
        raise _wrong(f"{source}: there is no such folder")
    if target.exists() or target.is_symlink():
        raise _wrong(f"{target}: is there already, and was left as it is")
    found = look(source)
    for one in found:
        click.echo(_line(one))
    if not any(one.role in {"html", "eml", "proof"} for one in found):
        raise _wrong(f"{source}: holds no message: add its HTML, or a proof saved as .eml")
    proposal = propose(found, source, _default if yes else _asked, _zone())
    _keep(target, written(proposal, datetime.now(UTC)))
    click.echo(f"\nWritten: {target}")
    for note in proposal.notes:
        click.echo(f"Note: {note}")
    click.echo(f"Next: preflight run {source}")
    return ExitCode.GO


def _line(one: Any) -> str:
    from preflight.starter.propose import rows
    from preflight.starter.scalars import comment

    size = f", {rows(one)}" if one.table else ""
    platform = f"{one.platform}: " if one.platform else ""
    return comment(f"  {one.name:<40} {platform}{one.what}{size}{'' if one.sure else ' (a guess)'}")


def _default(question: Any) -> str:
    return str(question.default)


def _asked(question: Any) -> str:
    """Asks on the terminal, or whatever is piped in; where nobody answers, says how to do without."""
    try:
        return _answer(question)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise _wrong("nobody is here to be asked: add --yes") from None


def _answer(question: Any) -> str:
    if not question.choices:
        return str(click.prompt(question.text, default=question.default, show_default=bool(question.default)))
    click.echo(question.text)
    for number, (_value, words) in enumerate(question.choices, 1):
        click.echo(f"  {number}  {words}")
    values = [value for value, _words in question.choices]
    default = values.index(question.default) + 1 if question.default in values else 0
    chosen = click.prompt(
        "Number" + ("" if default else " (0: not known)"), default=default, type=click.IntRange(0, len(values))
    )
    return values[chosen - 1] if chosen else ""


def _zone() -> str:
    """The machine's own time zone, "" where its name cannot be told."""
    from preflight.starter.propose import known_zone

    name = os.environ.get("TZ", "") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return known_zone(name)


def _keep(target: Path, text: str) -> None:
    """Write beside, see that it is read back as a send, then give it its name; an existing file stays."""
    from preflight.load.manifest import load_send

    beside = target.with_name(f".send-{os.getpid()}.yaml")
    try:
        _create(beside, text.encode())
        load_send(beside, env={})
        os.link(beside, target)
    except FileExistsError as error:
        raise _wrong(f"{target}: is there already, and was left as it is") from error
    except OSError as error:
        raise _wrong(f"{target}: cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


def _create(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
