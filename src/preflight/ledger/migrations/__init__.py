"""Alembic's side of the steps, for databases that are shared."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from preflight.ledger.steps import STEPS


def upgrade(connection: Connection) -> None:
    """Bring the tables up to date, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def make(revision: str) -> None:
    """Run the statements of one step; called by Alembic's own files."""
    from alembic import op

    bind = op.get_bind()
    (step,) = (step for step in STEPS if step.revision == revision)
    for statement in step.of(bind.dialect.name):
        op.execute(statement)
