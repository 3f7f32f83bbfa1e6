"""`preflight history [SEND]`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, ledger_url
from preflight.errors import InputError, LedgerError

if TYPE_CHECKING:
    from preflight.ledger.store import Entry

_SHOWN = 200


@click.command("history", cls=Configured, context_settings=SETTINGS)
@click.argument("send", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "parquet"]), default="text")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it there.")
@click.option("--ledger", metavar="URL", help="Whose entries.")
@click.option("--allow-outside", is_flag=True, help="Let the send name files outside its folder.")
def command(send: str | None, form: str, output: Path | None, **given: Any) -> int:
    """Past runs and sign-offs, the oldest first. SEND is a send, or the name of one whose files are gone.

    As text the last 200 are shown; the other forms give all.
    """
    if form == "parquet" and output is None:
        raise click.UsageError("Parquet is no text: name a file with --output")
    entries = _entries(send, form, given)
    text = {"text": _text, "json": _json, "csv": _csv}.get(form)
    if text is None:
        assert output is not None
        _parquet(entries, output)
    elif output is not None:
        _written(output, text(entries))
    else:
        click.echo(text(entries), nl=False)
    return 0


def _entries(send: str | None, form: str, given: dict[str, Any]) -> list[Entry]:
    from preflight.ledger import book

    url = ledger_url(given["ledger"])
    ledger = book.opened(url, to_read=True)
    if ledger is None:
        raise LedgerError(f"there is no ledger at {url}" if url else "there is no ledger (--ledger none)")
    with ledger:
        name = _name(send, given["allow_outside"]) if send is not None else None
        return ledger.entries(send=name, newest=_SHOWN if form == "text" else None)


def _name(send: str, allow_outside: bool) -> str:
    if not Path(send).exists():
        return send
    from preflight.load import load_send

    return load_send(Path(send), allow_outside=allow_outside).send.name


def _text(entries: Sequence[Entry]) -> str:
    from preflight.ledger.telling import line
    from preflight.report.lines import version_code

    lines = [line(entry, f"{entry.send} {version_code(entry.fingerprint)}".strip()) for entry in entries]
    return "".join(f"{one}\n" for one in lines)


def _json(entries: Sequence[Entry]) -> str:
    import msgspec

    plain = [{**msgspec.to_builtins(entry), "body": entry.content} for entry in entries]
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode() + "\n"


def _csv(entries: Sequence[Entry]) -> str:
    import csv
    import io

    from preflight.ledger.telling import COLUMNS, row

    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row(entry).items()} for entry in entries)
    return file.getvalue()


def _safe(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a sign before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _parquet(entries: Sequence[Entry], output: Path) -> None:
    import tempfile

    import duckdb

    from preflight.ledger.telling import COLUMNS, row

    numbers = {"seq", "rows", "count", "cleared", "passed"}
    types = ", ".join(f"'{name}': '{'BIGINT' if name in numbers else 'VARCHAR'}'" for name in COLUMNS)
    import msgspec

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        for entry in entries:
            file.write(msgspec.json.encode(row(entry)) + b"\n")
        file.flush()
        source = f"read_json('{file.name}', format='newline_delimited', columns={{{types}}})"
        try:
            duckdb.connect().execute(f"COPY (SELECT * FROM {source}) TO {_literal(output)} (FORMAT parquet)")  # noqa: S608
        except duckdb.Error as error:
            raise InputError(f"{output} cannot be written: {type(error).__name__}") from error


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _written(output: Path, text: str) -> None:
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}") from error
