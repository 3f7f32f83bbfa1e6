"""Step 0003."""

from __future__ import annotations

from preflight.ledger.migrations import make

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the step."""
    make(revision)
