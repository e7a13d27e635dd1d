"""When a server says to come back."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 86_400.0
"""Seconds: free models count by the day, and whoever says more is not taken at the word."""


def seconds_of(told: str) -> float | None:
    """A Retry-After header (RFC 9110, section 10.2.3) in seconds from now, 0 to a day; None for what is none."""
    seconds = _number(told) if told[:1].isdigit() else _until(told)
    return None if seconds is None else min(max(seconds, 0.0), LONGEST)


def _number(told: str) -> float | None:
    try:
        seconds = float(told)
    except ValueError:
        return None
    return None if math.isnan(seconds) else seconds


def _until(told: str) -> float | None:
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, OverflowError):
        return None
    return (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
