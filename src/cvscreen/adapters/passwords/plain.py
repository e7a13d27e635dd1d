"""Hashes that cost nothing, for tests: never for a real password."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cvscreen.ports.passwords import Verification


class PlainHasher:
    """One round of SHA-256 with a salt. Hashes of another `version` are outdated."""

    def __init__(self, version: int = 1) -> None:
        self._version = str(version)

    async def hash(self, password: str) -> str:
        """The hash, another one each time."""
        return self._hashed(self._version, secrets.token_hex(8), password)

    async def verify(self, password: str, hashed: str) -> Verification:
        """Whether they fit."""
        kind, _, rest = hashed.partition(":")
        version, _, rest = rest.partition(":")
        expected = self._hashed(version, rest.partition(":")[0], password)
        fits = kind == "plain" and hmac.compare_digest(_bytes(expected), _bytes(hashed))
        return Verification(fits, outdated=fits and version != self._version)

    def _hashed(self, version: str, salt: str, password: str) -> str:
        return f"plain:{version}:{salt}:{hashlib.sha256(_bytes(salt + password)).hexdigest()}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
