"""Step 0001."""

from __future__ import annotations

from preflight.ledger.migrations import make

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the step."""
    make(revision)
