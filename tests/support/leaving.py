"""A house with somebody in it who can leave, and what is left then, for tests."""

from __future__ import annotations

from datetime import timedelta

from account_house import EMAIL, PHONE, AccountHouse

from cvscreen.domain.accounts import User
from cvscreen.domain.tokens import Caller
from cvscreen.ports.caches import CacheKey

EVE = "eve@example.com"
TTL = timedelta(minutes=5)


async def lived_in(evaluations: int = 2) -> tuple[AccountHouse, User, Caller]:
    """A house in which Ada has all that one can have, and Eve too."""
    house = AccountHouse(rate=None)
    for email in (EVE, EMAIL):
        user = await house.registered(email)
        for _ in range(evaluations):
            await house.submitted(user.id)
        assert await house.evaluations.reserve_key(user.id, "key", timedelta(hours=1))
        for group in ("lists", "evaluation"):
            await house.cache.set(CacheKey(f"{group}:{user.id}", "1"), b"a CV", TTL)
        await house.logged_in(email, device=PHONE)
        caller = await house.caller(email)
    house.fuse.reset()
    return house, user, caller


async def remains(house: AccountHouse, user: User) -> list[str]:
    """What is left of the user, by name."""
    house.fuse.reset()
    found = {
        "user": await house.users.get(user.id),
        "address": await house.users.by_email(user.email),
        "sessions": await house.tokens.of_user(user.id),
        "evaluations": await house.evaluations.count(user.id),
        "key": await house.evaluations.reserve_key(user.id, "key", timedelta(seconds=1)) is None,
        "lists": await house.cache.get(CacheKey(f"lists:{user.id}", "1")),
        "evaluation": await house.cache.get(CacheKey(f"evaluation:{user.id}", "1")),
        "files": len(await house.house.keys()) > await house.evaluations.count(await eve(house)),
    }
    return [name for name, left in found.items() if left]


async def eve(house: AccountHouse) -> str:
    return str((await house.users.adapter.by_email(EVE)).id)
