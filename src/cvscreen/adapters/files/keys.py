"""What a file may be called."""

from __future__ import annotations

import re

_KEY = re.compile(r"[0-9a-f]{64}")


def is_key(name: str) -> bool:
    """Whether it is a SHA-256 in lower-case hexadecimal digits."""
    return _KEY.fullmatch(name) is not None


def checked(key: str) -> str:
    """The key. Raises ValueError for anything but a key: names given by people never reach a file store."""
    if not is_key(key):
        raise ValueError(f"{key!r} is no key: it takes 64 lower-case hexadecimal digits")
    return key
