"""`preflight schema send|checklist|report`"""

from __future__ import annotations

import json
from typing import Any

import click


@click.command("schema")
@click.argument("what", type=click.Choice(["send", "checklist", "report"]))
def command(what: str) -> None:
    """Print a JSON Schema, for editors and for your own tests."""
    click.echo(json.dumps(schema_of(what), indent=2, ensure_ascii=False))


def schema_of(what: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the send, the checklist or the report."""
    if what == "report":
        from preflight.report.schema import report_schema

        found: dict[str, Any] = report_schema()
        return found
    from preflight import schema

    if what == "checklist":
        return schema.checklist_schema()
    from preflight.load.shape import Manifest

    return schema.of_struct(Manifest, "send", "A preflight send")
