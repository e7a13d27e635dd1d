"""What the errors of MySQL and MariaDB mean, by their numbers: their texts quote values, and are never shown."""

from __future__ import annotations

ROLLED_BACK = frozenset({1205, 1213})
"""Waited too long for a lock, or deadlocked: in a session that commits each statement, all of it is undone."""

GOING_DOWN = 1053
"""The server is being shut down. The drivers do not count it among lost connections."""

_MIGRATE = "lacks a table or a column: run cvscreen migrate"
_RIGHTS = "does not let our user do that: grant it all rights on the database"
_FULL = "has no room left on its disk: make some"
_CONNECTIONS = "takes no more connections: raise max_connections, or lower pool_size in the URLs"
_BUSY = "kept us waiting, as others held the same rows for too long: try again"
_SLOW = "gave a statement up that took too long: raise statement_seconds in the URL if it has to"
_READS_ONLY = "only lets us read: use the one that takes writes"
_REFUSED = "refuses that user name or password: see to the URL, and from which hosts the user may come"

_REASONS = {
    1021: _FULL,
    1040: _CONNECTIONS,
    1044: _RIGHTS,
    1045: _REFUSED,
    1049: "has no such database: create it, with character set utf8mb4",
    1053: "is being shut down: it is tried again",
    1054: _MIGRATE,
    1114: _FULL,
    1130: _REFUSED,
    1142: _RIGHTS,
    1143: _RIGHTS,
    1146: _MIGRATE,
    1153: "does not take a statement that long: raise max_allowed_packet there",
    1203: _CONNECTIONS,
    1205: _BUSY,
    1213: _BUSY,
    1226: _CONNECTIONS,
    1227: _RIGHTS,
    1290: _READS_ONLY,
    1317: _SLOW,
    1698: _REFUSED,
    1792: _READS_ONLY,
    1836: _READS_ONLY,
    1969: _SLOW,
    3024: _SLOW,
}

_UNREACHABLE = frozenset({2002, 2003, 2005, 2026})

_OF_THE_CLIENT = range(2000, 3000)
"""Errors of the connection, which the driver words itself, and which know of no values."""


def reason(number: int, text: str) -> str:
    """What happened and what to do, for an error of that number; it goes on from "MySQL at host:port"."""
    if number in _UNREACHABLE:
        return f"cannot be reached: see to it that it runs there ({text})"
    if number in _OF_THE_CLIENT:
        return f"has lost the connection: see to it that it runs there ({text})"
    return _REASONS.get(number, f"fails with error {number}: its documentation says why")
