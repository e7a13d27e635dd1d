"""Passwords, from what somebody types to what is kept, and back."""

from __future__ import annotations

import secrets
from collections.abc import Container

from cvscreen.domain.accounts import check_password, password_form
from cvscreen.ports.passwords import PasswordHasher, Verification


class Credentials:
    """Hashes and verifies passwords. One for the whole house: it keeps the hash that stands in for a missing one."""

    def __init__(self, hasher: PasswordHasher, common: Container[str]) -> None:
        self._hasher = hasher
        self._common = common
        self._decoy: str | None = None

    async def hashed(self, password: str, email: str) -> str:
        """The hash of a new password for the account of that address. Raises WeakPassword."""
        check_password(password, email, self._common)
        return await self._hasher.hash(password_form(password))

    async def rehashed(self, password: str) -> str:
        """The hash, by today's rules, of a password that fits an older one."""
        return await self._hasher.hash(password_form(password))

    async def verify(self, password: str, hashed: str | None) -> Verification:
        """Whether they fit. Without a hash nothing does, after the same time."""
        # Made whether it is needed or not: who comes first must not learn from the time that it was.
        if self._decoy is None:
            self._decoy = await self._hasher.hash(secrets.token_urlsafe())
        found = await self._hasher.verify(password_form(password), hashed or self._decoy)
        return found if hashed else Verification(fits=False)
