"""`preflight gate SEND...`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from preflight.cli.run import Configured
from preflight.cli.standing import SETTINGS, about_a_send, gate_options, version
from preflight.errors import InputError, PreflightError, worst


@click.command("gate", cls=Configured, context_settings=SETTINGS)
@click.argument("sends", metavar="SEND...", nargs=-1, required=True)
@click.option("--clearance", type=click.Path(path_type=Path), metavar="FILE", help="Write a signed clearance on GO.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@about_a_send
def command(sends: tuple[str, ...], clearance: Path | None, as_json: bool, **given: Any) -> int:
    """May exactly this SEND go out now? Judges the ledger and the inputs' fingerprint; nothing is run again.

    Exit status: 0 GO, 1 STOP, 3 HOLD, 2 the input or the ledger is wrong.
    """

    if clearance is not None and len(sends) > 1:
        raise click.UsageError("a clearance is for one send")
    codes, told = [], []
    for send in sends:
        code, entry = _one(send, clearance, as_json, given)
        codes.append(code)
        told.append(entry)
    if as_json:
        import msgspec

        value = told if len(told) > 1 else told[0]
        click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
    return worst(codes)


def _one(send: str, clearance: Path | None, as_json: bool, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from preflight.gate import gate

    try:
        passed = gate(Path(send), gate_options(given))
        written = _cleared(passed, clearance)
    except PreflightError as error:
        text = str(error) if isinstance(error, InputError) else f"preflight: {error}"
        click.echo(text, err=True)
        return error.exit_code, {"send": {"name": send}, "verdict": None, "exit": error.exit_code, "errors": [text]}
    if not as_json:
        _show(passed, written)
    return passed.decision.verdict.exit_code, _plain(passed)


def _cleared(passed: Any, file: Path | None) -> Path | None:
    from preflight.verdict import Verdict

    if file is None or passed.decision.verdict is not Verdict.GO:
        return None
    from preflight.ledger.clearance import write

    write(passed.clearance(), file)
    return file


def _show(passed: Any, clearance: Path | None) -> None:
    click.echo(f"{passed.decision.verdict.value.upper()}  {version(passed.seen)}")
    for reason in passed.decision.reasons:
        click.echo(f"  - {reason}")
    for given in passed.decision.judgement.given if passed.decision.judgement else ():
        now = f": {given.void}" + (f" ({', '.join(given.changed)})" if given.changed else "") if given.void else ""
        click.echo(f"  signed as {given.role} by {given.reported_for or given.by} on {given.at[:16]}{now}")
    if clearance is not None:
        click.echo(f"  clearance: {clearance}")
    click.echo(f"  ledger: {passed.head}")


def _given(one: Any) -> dict[str, Any]:
    """As in the report."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return {"for" if name == "reported_for" else name: value for name, value in plain.items()}


def _plain(passed: Any) -> dict[str, Any]:
    import msgspec

    decision, seen = passed.decision, passed.seen
    judgement = decision.judgement
    return {
        "send": {"name": seen.send.name, "fingerprint": seen.covered.fingerprint},
        "checklist": {"name": seen.policy.name, "digest": seen.policy.digest},
        "verdict": decision.verdict.value,
        "reasons": [str(reason) for reason in decision.reasons],
        "now": seen.now.isoformat(),
        "run": {"digest": decision.run.digest, "at": decision.run.at} if decision.run is not None else None,
        "manual": msgspec.to_builtins(judgement.manual) if judgement else [],
        "approvals": {
            "needed": msgspec.to_builtins(judgement.approvals) if judgement else [],
            "given": [_given(one) for one in judgement.given] if judgement else [],
        },
        "waivers": msgspec.to_builtins(judgement.waivers) if judgement else [],
        "ledger": {"head": passed.head},
    }
