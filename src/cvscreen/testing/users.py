"""What every user store promises."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cvscreen.domain.accounts import MAX_EMAIL, MAX_NAME, User
from cvscreen.domain.errors import CvscreenError, DuplicateUser, EmailTaken
from cvscreen.ports.health import Migrates
from cvscreen.ports.users import UserChange, UserCounts, UserPage, UserStore
from cvscreen.testing.departures import DepartureContract
from cvscreen.testing.samples import ALIKE, AWKWARD, a_user

NEW_HASH = f"$argon2id$v=19$m=19456,t=3,p=1$bmV3${AWKWARD}"
START = datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC)


async def added(store: UserStore, count: int, **changes: object) -> list[User]:
    """So many users, each a microsecond younger than the one before."""
    users = [a_user(created_at=START + timedelta(microseconds=n), **changes) for n in range(count)]
    for user in users:
        await store.add(user)
    return users


@pytest.mark.asyncio
class UserStoreContract(DepartureContract):
    """Needs a fixture `store` that is an empty UserStore, a new one for each test."""

    @pytest.mark.parametrize("changes", [{}, {"admin": True}, {"active": False}, {"erasing": True}])
    async def test_what_is_added_can_be_read(self, store: UserStore, changes: dict[str, bool]) -> None:
        user = a_user(**changes)
        await store.add(user)
        assert await store.get(user.id) == user
        assert await store.by_email(user.email) == user

    async def test_the_longest_values_come_back_whole(self, store: UserStore) -> None:
        user = a_user(
            email="🧑" * (MAX_EMAIL - len("@example.com")) + "@example.com",
            first_name="🧑" * MAX_NAME,
            last_name="ü" * MAX_NAME,
            password_hash="x" * 255,
        )
        await store.add(user)
        assert await store.get(user.id) == user
        assert await store.by_email(user.email) == user

    async def test_times_come_back_with_their_zone(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        read = await store.get(user.id)
        assert read is not None
        assert read.created_at.utcoffset() == timedelta(0)

    async def test_nobody_is_found_who_is_not_there(self, store: UserStore) -> None:
        await added(store, 1)
        assert await store.get("unknown") is None
        assert await store.get("") is None
        assert await store.by_email("unknown@example.com") is None
        assert await store.by_email("") is None

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ada@example.com", "ADA@Example.COM"),
            ("straße@example.com", "STRASSE@example.com"),
            ("\uff41da@example.com", "ada@example.com"),
            ("zo\u00eb@example.com", "zoe\u0308@example.com"),
            ("🧑🏽‍💻@example.com", "🧑🏽‍💻@EXAMPLE.com"),
            ("\U00010400@example.com", "\U00010428@example.com"),
        ],
    )
    async def test_an_address_is_found_however_it_is_spelled(self, store: UserStore, one: str, other: str) -> None:
        user = a_user(email=one)
        await store.add(user)
        assert await store.by_email(other) == user
        with pytest.raises(EmailTaken):
            await store.add(a_user(email=other))

    @pytest.mark.parametrize(
        "other", ["zoe@example.com", "zoë@example.co", "_oë@example.com", "zoë@example.com%", "zoë🧑@example.com"]
    )
    async def test_an_address_is_not_taken_for_one_like_it(self, store: UserStore, other: str) -> None:
        await store.add(a_user(email="zoë@example.com"))
        assert await store.by_email(other) is None
        await store.add(a_user(email=other))

    async def test_an_id_is_taken_once(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        with pytest.raises(DuplicateUser):
            await store.add(a_user(id=user.id))
        assert await store.get(user.id) == user

    async def test_ids_that_look_alike_are_told_apart(self, store: UserStore) -> None:
        users = [a_user(id=name) for name in ALIKE]
        for user in users:
            await store.add(user)
        assert await store.remove(ALIKE[0])
        assert [await store.get(name) for name in ALIKE] == [None, *users[1:]]

    async def test_who_was_refused_leaves_nothing(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        refused = a_user(email=user.email.upper())
        with pytest.raises(EmailTaken):
            await store.add(refused)
        assert await store.get(refused.id) is None
        assert await store.by_email(user.email) == user

    async def test_of_many_who_take_an_address_at_once_one_gets_it(self, store: UserStore) -> None:
        users = [a_user(email=f"{'Ada' if n % 2 else 'ada'}@example.com") for n in range(20)]
        outcomes = await asyncio.gather(*(store.add(user) for user in users), return_exceptions=True)
        assert sum(outcome is None for outcome in outcomes) == 1
        assert sum(isinstance(outcome, EmailTaken) for outcome in outcomes) == len(users) - 1
        assert (await store.page(1, 20)).count == 1

    @pytest.mark.parametrize(
        "change",
        [
            {"password_hash": NEW_HASH},
            {"active": False},
            {"erasing": True},
            {"admin": True},
            {"password_hash": NEW_HASH, "active": False, "erasing": True, "admin": True},
        ],
    )
    async def test_a_change_changes_what_it_names(self, store: UserStore, change: dict[str, Any]) -> None:
        user, other = await added(store, 2)
        assert await store.update(user.id, UserChange(**change)) == replace(user, **change)
        assert await store.get(user.id) == replace(user, **change)
        assert await store.get(other.id) == other

    async def test_what_was_set_can_be_unset(self, store: UserStore) -> None:
        user = a_user(active=False, admin=True)
        await store.add(user)
        changed = await store.update(user.id, UserChange(active=True, admin=False))
        assert changed == replace(user, active=True, admin=False)

    async def test_a_change_of_nothing_changes_nothing(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        assert await store.update(user.id, UserChange()) == user

    async def test_nobody_is_made_by_a_change(self, store: UserStore) -> None:
        assert await store.update("unknown", UserChange(active=False)) is None
        assert await store.update("unknown", UserChange()) is None
        assert await store.get("unknown") is None

    async def test_a_change_may_ask_for_the_password_hash_it_saw(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        seen = UserChange(password_hash=NEW_HASH, if_password_hash=user.password_hash)
        assert await store.update(user.id, seen) == replace(user, password_hash=NEW_HASH)
        assert await store.update(user.id, replace(seen, active=False)) is None
        assert await store.get(user.id) == replace(user, password_hash=NEW_HASH)
        assert await store.update("unknown", seen) is None

    async def test_a_change_of_nothing_asks_for_the_password_hash_too(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        assert await store.update(user.id, UserChange(if_password_hash=user.password_hash)) == user
        assert await store.update(user.id, UserChange(if_password_hash=user.password_hash.upper())) is None
        assert await store.update(user.id, UserChange(if_password_hash="")) is None

    async def test_of_many_who_change_the_password_they_saw_one_does(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        changes = [UserChange(password_hash=f"new {n}", if_password_hash=user.password_hash) for n in range(20)]
        changed = await asyncio.gather(*(store.update(user.id, change) for change in changes))
        done = [n for n, one in enumerate(changed) if one is not None]
        assert len(done) == 1
        assert await store.get(user.id) == replace(user, password_hash=f"new {done[0]}")

    async def test_changes_at_once_are_all_there(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        changes = (UserChange(password_hash=NEW_HASH), UserChange(active=False), UserChange(admin=True))
        await asyncio.gather(*(store.update(user.id, change) for change in changes))
        assert await store.get(user.id) == replace(user, password_hash=NEW_HASH, active=False, admin=True)

    async def test_who_is_removed_is_gone_and_the_address_free(self, store: UserStore) -> None:
        user, other = await added(store, 2)
        assert await store.remove(user.id)
        assert not await store.remove(user.id)
        assert await store.get(user.id) is None
        assert await store.by_email(user.email) is None
        assert await store.get(other.id) == other
        successor = a_user(email=user.email)
        await store.add(successor)
        assert await store.by_email(user.email) == successor

    async def test_a_page_has_the_newest_first(self, store: UserStore) -> None:
        oldest, middle, newest = await added(store, 3)
        assert await store.page(1, 2) == UserPage(3, (newest, middle))
        assert await store.page(2, 2) == UserPage(3, (oldest,))

    async def test_users_of_the_same_moment_are_ordered_by_id(self, store: UserStore) -> None:
        for name in "bac":
            await store.add(a_user(id=name))
        assert [user.id for user in (await store.page(1, 3)).users] == ["c", "b", "a"]

    @pytest.mark.parametrize("number", [2, 3, 10**6, 10**30])
    async def test_a_page_past_the_end_is_empty(self, store: UserStore, number: int) -> None:
        await added(store, 2)
        assert await store.page(number, 2) == UserPage(2, ())

    async def test_those_who_want_to_go_are_found(self, store: UserStore) -> None:
        await added(store, 2)
        going = {user.id for user in await added(store, 3, erasing=True)}
        assert set(await store.erasing(10)) == going
        assert len(set(await store.erasing(2)) & going) == 2
        assert await store.erasing(0) == ()

    async def test_an_empty_store_counts_nobody(self, store: UserStore) -> None:
        assert await store.counts() == UserCounts(total=0, active=0, admins=0)
        assert await store.page(1, 20) == UserPage(0, ())
        assert await store.erasing(10) == ()

    async def test_those_who_may_log_in_are_counted_apart(self, store: UserStore) -> None:
        await added(store, 2)
        await added(store, 1, admin=True)
        await added(store, 1, admin=True, active=False)
        await added(store, 1, admin=True, erasing=True)
        assert await store.counts() == UserCounts(total=5, active=3, admins=1)

    async def test_it_answers_a_ping(self, store: UserStore) -> None:
        assert (await store.ping()).detail

    async def test_migrating_again_changes_nothing(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        if isinstance(store, Migrates):
            assert await store.migrate() == await store.migrate()
        assert await store.get(user.id) == user

    async def test_errors_do_not_tell_the_address(self, store: UserStore) -> None:
        (user,) = await added(store, 1)
        for taken in (a_user(email=user.email), a_user(id=user.id)):
            with pytest.raises(CvscreenError) as caught:
                await store.add(taken)
            assert taken.email not in f"{caught.value!r} {caught.value.__cause__!r}"
