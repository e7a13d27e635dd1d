"""What every user store promises about those who have left. Ages are short, and time is real."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from cvscreen.ports.users import UserStore
from cvscreen.testing.leases import LONG, LONGER_THAN_SHORT, SHORT
from cvscreen.testing.samples import a_user

ANY_AGE = timedelta(0)


async def departed(store: UserStore, *ids: str) -> None:
    """Users of those ids who were there, and are removed."""
    for user_id in ids:
        await store.add(a_user(id=user_id, email=f"{user_id}@example.com"))
        assert await store.remove(user_id)


@pytest.mark.asyncio
class DepartureContract:
    """Part of UserStoreContract."""

    async def test_who_is_removed_is_among_the_departed(self, store: UserStore) -> None:
        await store.add(a_user())
        await departed(store, "b", "a", "c")
        assert await store.departed("", 10) == ("a", "b", "c")
        assert await store.departed("", 2) == ("a", "b")
        assert await store.departed("b", 2) == ("c",)
        assert await store.departed("c", 2) == ()

    async def test_nobody_departs_who_was_not_there(self, store: UserStore) -> None:
        assert not await store.remove("unknown")
        assert await store.departed("", 10) == ()

    async def test_who_is_removed_by_many_at_once_departs_once(self, store: UserStore) -> None:
        await store.add(a_user(id="a"))
        removed = await asyncio.gather(*(store.remove("a") for _ in range(10)))
        assert sum(removed) == 1
        assert await store.departed("", 10) == ("a",)

    async def test_who_departed_long_ago_is_forgotten(self, store: UserStore) -> None:
        await departed(store, "old")
        await asyncio.sleep(LONGER_THAN_SHORT)
        await departed(store, "young")
        assert await store.forget_departed(LONG) == 0
        assert await store.forget_departed(SHORT) == 1
        assert await store.departed("", 10) == ("young",)
        assert await store.forget_departed(ANY_AGE) == 1
        assert await store.departed("", 10) == ()
