"""From the errors of redis-py to words of ours: its own texts may quote keys, values and passwords."""

from __future__ import annotations

import ssl

from redis import exceptions

DRIVER_ERRORS = (exceptions.RedisError, OSError)
"""All that talking to Redis raises; a TimeoutError is an OSError."""

AWAY = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.OutOfMemoryError,
    exceptions.ReadOnlyError,
    OSError,
)
"""Those that the next call would meet too, whatever it is."""

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (exceptions.AuthenticationError, "does not know our user and password: put them into its URL"),
    (
        exceptions.NoPermissionError,
        "does not let our user do that: allow it ~PREFIX*, &PREFIX*, +@all -@dangerous +info",
    ),
    (exceptions.OutOfMemoryError, "is full: raise its maxmemory, or let it evict by maxmemory-policy allkeys-lru"),
    (exceptions.ReadOnlyError, "is a replica, which takes nothing: name the primary"),
    (exceptions.BusyLoadingError, "is still loading what it has on disk"),
    (exceptions.TimeoutError, "does not answer in time: see whether it hangs or has too much to do"),
    (TimeoutError, "does not answer in time: see whether it hangs or has too much to do"),
    (exceptions.ConnectionError, "cannot be reached: see to it that it runs there"),
    (OSError, "cannot be reached: see to it that it runs there"),
)


def reason(error: BaseException) -> str:
    """What is wrong, and what to do; it goes on from "Redis at host:port"."""
    if isinstance(error.__context__, ssl.SSLError):
        return "does not get a TLS connection: see that it speaks TLS, and that ca_file has its authority"
    for kind, text in _REASONS:
        if isinstance(error, kind):
            return text
    if "DB index is out of range" in str(error):
        return "has no database of that number: see to what follows the / in its URL"
    return f"answers with an error ({type(error).__name__}): its log may say why"
