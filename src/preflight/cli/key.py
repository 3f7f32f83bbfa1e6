"""`preflight key new|list|retire`"""

from __future__ import annotations

import click


@click.group("key")
def command() -> None:
    """The keys that sign clearances."""


@command.command("new")
def new() -> None:
    """Make a key; clearances are signed with the newest. Prints its public half, for --key elsewhere."""
    from preflight.ledger import keys

    key = keys.new()
    click.echo(key.id)
    click.echo(key.pem, nl=False)


@command.command("list")
def list_() -> None:
    """All keys, and which of them still sign."""
    from preflight.ledger import keys

    for key in keys.every():
        state = f"retired {key.retired_at[:19]}" if key.retired_at else "active"
        click.echo(f"{key.id}  made {key.made_at[:19]}  {state}  {key.public}")


@command.command("retire")
@click.argument("id")
def retire(id: str) -> None:
    """Take a key out of use: its private half is gone; what it signed before can still be checked."""
    from preflight.ledger import keys

    key = keys.retire(id)
    click.echo(f"{key.id} retired {key.retired_at[:19]}")
