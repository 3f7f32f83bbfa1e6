"""`preflight checklist list|show|validate`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.group("checklist")
def command() -> None:
    """The checklists: policies to judge by."""


@command.command("list")
def list_() -> None:
    """The checklists that come with preflight."""
    from preflight.checklist import load_checklist

    for name in shipped():
        policy = load_checklist(name)
        click.echo(f"{name:<14} {policy.title}")


@command.command("show")
@click.argument("name", metavar="NAME|FILE")
def show(name: str) -> None:
    """What a checklist asks for, with everything that it extends."""
    from preflight.checklist import load_checklist

    policy = load_checklist(name, base=Path.cwd(), allow_outside=True)
    click.echo(f"{policy.name}: {policy.title}")
    click.echo(f"needs: {', '.join(policy.needs) or 'nothing'}; a run holds for {policy.max_age_hours:g} h")
    for chosen in policy.checks:
        setting = chosen.setting
        state = str(setting.severity or chosen.check.severity) if setting.on else "off"
        click.echo(f"  {chosen.check.id:<34} {state}{_with(setting.options)}")
    for rule in policy.audience_rules:
        click.echo(f"  audience.rule.{rule.id:<20} {rule.severity}  where {rule.where}, at most {rule.at_most:,}")
    for item in policy.manual:
        click.echo(f"  question for {item.role}: {item.ask}")
    for approval in policy.approvals:
        click.echo(f"  sign-off: {approval.count} × {approval.role}, covers {approval.covers}")


@command.command("validate")
@click.argument("name", metavar="NAME|FILE")
def validate(name: str) -> None:
    """Exit 0 where the checklist can be used, 2 with every fault where not."""
    from preflight.checklist import load_checklist

    policy = load_checklist(name, base=Path.cwd(), allow_outside=True)
    click.echo(f"{policy.name}: fine, {sum(c.setting.on for c in policy.checks)} checks on")


def shipped() -> list[str]:
    """The names of the checklists that come with preflight."""
    from preflight.bundled import folder

    return sorted(file.stem for file in folder("checklists").glob("*.yaml"))


def _with(options: Any) -> str:
    """The options that differ from their defaults."""
    import msgspec

    changed = {
        k: v for k, v in msgspec.to_builtins(options).items() if v != msgspec.to_builtins(type(options)()).get(k)
    }
    return f"  {msgspec.json.encode(changed).decode()}" if changed else ""
