"""`preflight verify [FILE]`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, ledger_url
from preflight.errors import ExitCode, InputError


@click.command("verify", cls=Configured, context_settings=SETTINGS)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--ledger", metavar="URL", help="Whose chain to read.")
@click.option("--head", metavar="DIGEST", help="Demand that this entry is in the chain: a cut tail is found out.")
@click.option("--key", metavar="PUBLIC", help="Who must have signed the clearance: a PEM file, or base64.")
@click.option("--send", "send", type=click.Path(path_type=Path), help="Demand that SEND is what was cleared.")
@click.option("--checklist", metavar="NAME|FILE", help="With --send: the policy that it was judged by.")
@click.option("--json", "as_json", is_flag=True, help="Print what the clearance says.")
def command(file: Path | None, **given: Any) -> int:
    """Is the ledger's chain untouched? With FILE: is this clearance genuine?

    Exit status: 0 intact, 1 broken, 2 it cannot be read.
    """
    return _ledger(given) if file is None else _clearance(file, given)


def _ledger(given: dict[str, Any]) -> int:
    from preflight.ledger import book

    url = ledger_url(given["ledger"])
    ledger = book.opened(url, to_read=True)
    if ledger is None:
        raise InputError(f"there is no ledger at {url}" if url else "there is no ledger (--ledger none)")
    with ledger:
        broken = ledger.broken_at()
        length, head = ledger.length(), ledger.head()
        lost = given["head"] and ledger.at_digest(given["head"]) is None
    if broken is not None:
        click.echo(f"BROKEN at entry {broken} of {length}: it, or the one before it, is not what was written")
        return ExitCode.STOP
    if lost:
        click.echo(f"BROKEN: {given['head']} is not in the chain; its end was cut off, or this is another ledger")
        return ExitCode.STOP
    click.echo(f"intact: {length} entries, head {head}")
    return ExitCode.GO


def _clearance(file: Path, given: dict[str, Any]) -> int:
    from preflight.ledger import clearance, keys

    trusted = [keys.read_public(given["key"])] if given["key"] else keys.every()
    try:
        body, key = clearance.read(file, trusted)
        _same_send(body, given)
    except clearance.Refused as error:
        click.echo(f"REFUSED: {error}")
        return ExitCode.STOP
    if given["as_json"]:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(body), indent=2).decode())
        return ExitCode.GO
    click.echo(f"genuine: {body['send']['name']}, signed with {key.id}{_retired(key)}")
    click.echo(f"  {body['send']['fingerprint']}")
    click.echo(f"  GO as of {body['now']}, counts until {body['until']}")
    for one in body["approvals"]:
        click.echo(f"  signed as {one['role']} by {one['reported_for'] or one['by']} on {one['at'][:16]}")
    click.echo(f"  ledger: {body['ledger']['head']}")
    return ExitCode.GO


def _retired(key: Any) -> str:
    return f" (retired {key.retired_at})" if key.retired_at else ""


def _same_send(body: dict[str, Any], given: dict[str, Any]) -> None:
    """The send as it stands is read anew; no ledger is asked."""
    if given["send"] is None:
        return
    from preflight.gate import GateOptions, see
    from preflight.ledger.clearance import Refused

    seen = see(given["send"], GateOptions(None, given["checklist"]), None)
    if seen.covered.fingerprint != body["send"]["fingerprint"]:
        parts, then = seen.covered.parts, body["parts"]
        changed = sorted(name for name in {*parts, *then} if parts.get(name) != then.get(name))
        raise Refused(f"the send is not what was cleared; changed: {', '.join(changed)}")
