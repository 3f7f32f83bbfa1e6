"""Step 0002."""

from __future__ import annotations

from preflight.ledger.migrations import make

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the step."""
    make(revision)
