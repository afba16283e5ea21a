"""The machine's own time."""

from __future__ import annotations

from datetime import UTC, datetime


def wall() -> datetime:
    """Aware, UTC; for what must not move with the demo's clock: sessions, leases, keys."""
    return datetime.now(UTC)
