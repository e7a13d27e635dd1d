"""Assessments as JSON, for the cache."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from cvscreen.domain.assessment import Assessment

encoded = msgspec.json.Encoder().encode


def decoded(content: bytes) -> Assessment | None:
    """The assessment, or None for what is none: an older cvscreen may have kept it."""
    with suppress(msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.json.decode(content, type=Assessment)
    return None
