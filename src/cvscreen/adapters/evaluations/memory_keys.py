"""Idempotency keys in memory: those that evaluations came with, and those of submissions under way."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from cvscreen.adapters.evaluations.memory_lists import MemoryEvaluationLists
from cvscreen.adapters.evaluations.transitions import NOW
from cvscreen.domain.evaluations import Evaluation
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import KeyReservation

OwnersKey = tuple[str, str]


class MemoryIdempotencyKeys(MemoryEvaluationLists):
    """Which evaluation has a key, and who reserves one until when."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._keys: dict[OwnersKey, str] = {}
        self._reservations: dict[OwnersKey, tuple[KeyReservation, datetime]] = {}

    async def by_idempotency_key(self, owner: str, key: str) -> Evaluation | None:
        """The owner's evaluation that came with that key, or None."""
        with self._lock:
            return self._evaluations.get(self._keys.get((owner, key), ""))

    async def reserve_key(self, owner: str, key: str, lease: timedelta) -> KeyReservation | None:
        """Keep the owner's key from other submissions for so long, None if one has it already."""
        with self._lock:
            held = self._reservations.get((owner, key))
            if held is not None and held[1] > self._after(NOW):
                return None
            reservation = KeyReservation(owner, key, secrets.token_hex(16))
            self._reservations[owner, key] = reservation, self._after(lease)
            return reservation

    async def release_key(self, reservation: KeyReservation) -> None:
        """Let go of the key, unless somebody else has it by now."""
        with self._lock:
            held = self._reservations.get((reservation.owner, reservation.key))
            if held is not None and held[0] == reservation:
                del self._reservations[reservation.owner, reservation.key]

    async def forget_key(self, owner: str, key: str, age: timedelta) -> bool:
        """Take the key from the owner's evaluation if that is older."""
        with self._lock:
            return self._forget_key((owner, key), self._after(-age))

    async def forget_keys(self, age: timedelta) -> int:
        """Take the keys from evaluations that are older, and drop the reservations that ran out."""
        with self._lock:
            now, oldest = self._after(NOW), self._after(-age)
            self._reservations = {key: held for key, held in self._reservations.items() if held[1] > now}
            return sum(self._forget_key(key, oldest) for key in list(self._keys))

    async def forget_owner_keys(self, owner: str) -> None:
        """Let go of all reservations of an owner who leaves."""
        with self._lock:
            self._reservations = {key: held for key, held in self._reservations.items() if key[0] != owner}

    def _forget_key(self, key: OwnersKey, oldest: datetime) -> bool:
        evaluation = self._evaluations.get(self._keys.get(key, ""))
        if evaluation is None or evaluation.created_at > oldest:
            return False
        del self._keys[key]
        self._evaluations[evaluation.id] = replace(evaluation, idempotency_key=None)
        return True
