"""`preflight fingerprint SEND`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, gate_options

if TYPE_CHECKING:
    from preflight.gate import Seen


@click.command("fingerprint", cls=Configured, context_settings=SETTINGS)
@click.argument("send")
@click.option("--explain", is_flag=True, help="Each part with its digest.")
@click.option("--against", metavar="LEDGER", help="What changed since the last run and since each sign-off.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@about_a_send
def command(send: str, explain: bool, against: str | None, as_json: bool, **given: Any) -> int:
    """What would go out, as one digest over every part of it and the rules that it is judged by."""
    from preflight.gate import see
    from preflight.ledger import book

    options = gate_options({**given, "ledger": against or given["ledger"]})
    # A ledger only spares reading tables again, unless one is named to compare with.
    ledger = book.opened(options.ledger, to_read=True)
    try:
        seen = see(Path(send), options, ledger)
    finally:
        if ledger is not None:
            ledger.close()
    changed = _changed(seen) if against else []
    if as_json:
        _print_json(seen, changed)
        return 0
    click.echo(seen.covered.fingerprint)
    if explain:
        _explain(seen)
    for line, what in changed:
        click.echo(f"  {line}: {', '.join(what) or 'nothing changed'}")
    return 0


def _explain(seen: Seen) -> None:
    width = max(len(name) for name in seen.covered.parts)
    for name, digest in seen.covered.parts.items():
        table = seen.tables.get(name)
        rows = f"  {table.rows:,} rows" if table is not None else ""
        click.echo(f"  {name:<{width}}  {digest}{rows}")
        for file, octets in table.files.items() if table is not None else ():
            click.echo(f"    {file}  {octets}")


def _changed(seen: Seen) -> list[tuple[str, tuple[str, ...]]]:
    from preflight.ledger.changes import changes
    from preflight.ledger.deeds import Approval

    found: list[tuple[str, tuple[str, ...]]] = []
    if seen.runs:
        last = seen.runs[-1]
        found.append((f"since the run on {last.at[:16]}", changes(last.state.covered, seen.covered)))
    else:
        click.echo("  there is no run of this send in the ledger", err=True)
    for done in seen.deeds:
        if isinstance(done.deed, Approval):
            line = f"since {done.deed.signer} signed as {done.deed.role} on {done.at[:16]}"
            found.append((line, changes(done.deed.covered, seen.covered)))
    return found


def _print_json(seen: Seen, changed: list[tuple[str, tuple[str, ...]]]) -> None:
    import msgspec

    value = {
        "send": seen.send.name, "fingerprint": seen.covered.fingerprint, "parts": seen.covered.parts,
        "tables": msgspec.to_builtins(seen.tables), "changed": dict(changed),
    }  # fmt: skip
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
