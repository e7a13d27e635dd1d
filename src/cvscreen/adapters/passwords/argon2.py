"""Passwords by Argon2id (RFC 9106), with pwdlib."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pwdlib.hashers import argon2

from cvscreen.ports.passwords import Verification

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
"""The least that the OWASP Password Storage Cheat Sheet asks for: a server hashes for many people at once."""

Result = TypeVar("Result")


class Argon2Hasher:
    """Hashes in threads of its own, as many as there are processors: a wave of log-ins delays nothing but log-ins.

    Hashes made with other costs are outdated.
    """

    def __init__(self, *, memory_kib: int = MEMORY_KIB, passes: int = PASSES, lanes: int = LANES) -> None:
        self._argon2 = argon2.Argon2Hasher(passes, memory_kib, lanes)
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="argon2")

    async def hash(self, password: str) -> str:
        """The hash, another one each time; below 100 characters."""
        return await self._in_thread(lambda: self._argon2.hash(_bytes(password)))

    async def verify(self, password: str, hashed: str) -> Verification:
        """Whether they fit."""
        return await self._in_thread(lambda: self._verified(_bytes(password), hashed))

    def _verified(self, password: bytes, hashed: str) -> Verification:
        if not hashed.isascii() or not self._argon2.verify(password, hashed):
            return Verification(fits=False)
        return Verification(fits=True, outdated=self._argon2.check_needs_rehash(hashed))

    async def _in_thread(self, call: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)


def _bytes(password: str) -> bytes:
    """Lone surrogates, which no keyboard makes, are hashed like anything else."""
    return password.encode("utf-8", "surrogatepass")
