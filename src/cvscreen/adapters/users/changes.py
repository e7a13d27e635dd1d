"""What a change of a user writes."""

from __future__ import annotations

from typing import Any

from cvscreen.ports.users import UserChange

_FIELDS = ("password_hash", "active", "erasing", "admin")


def changed_fields(change: UserChange) -> dict[str, Any]:
    """The fields that the change names, with their new values."""
    values = {name: getattr(change, name) for name in _FIELDS}
    return {name: value for name, value in values.items() if value is not None}
