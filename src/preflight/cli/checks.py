"""`preflight checks`"""

from __future__ import annotations

from typing import Any

import click

from preflight import registry
from preflight.check import Listed


@click.command("checks")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> None:
    """Every check: id, default severity, what it needs, and whether it works offline."""
    rows = [row(check) for check in registry.listed()]
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2))
        return
    width = max((len(r["id"]) for r in rows), default=0)
    for r in rows:
        needs = ", ".join(r["needs"]) or "-"
        click.echo(f"{r['id']:<{width}}  {r['severity']:<7}  {'offline' if r['offline'] else 'network':<7}  {needs}")


def row(check: Listed) -> dict[str, Any]:
    """One check as plain values."""
    return {
        "id": check.id, "title": check.title, "severity": check.severity.value, "needs": list(check.needs),
        "offline": check.offline, "mender": check.mender.value, "on": check.on,
    }  # fmt: skip
