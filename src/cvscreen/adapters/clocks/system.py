"""The machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The time that the machine tells."""

    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)
