"""What every token store promises. Short lives are short, and time is real."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cvscreen.domain.accounts import Device, Session
from cvscreen.domain.errors import StorageError
from cvscreen.ports.health import Migrates
from cvscreen.ports.tokens import Rotated, Rotation, SessionStart, TokenStore
from cvscreen.testing.samples import ALIKE, AWKWARD

LONG = timedelta(days=7)
SHORT = timedelta(seconds=0.2)
LONGER_THAN_SHORT = 0.4
SKEW = timedelta(minutes=1)
"""So far the clock of a store's server may be from ours."""

LAPTOP = Device("2001:db8::1", f"Mozilla/5.0 {AWKWARD}")
PHONE = Device("192.0.2.7", "Phone")


def a_start(**changes: Any) -> SessionStart:
    """A session of its own, and of a user of its own unless `changes` names one."""
    whole = SessionStart(id=_new(), user_id=_new(), token_id=_new(), device=LAPTOP, lifetime=LONG)
    return replace(whole, **changes)


def a_rotation(session: Session, **changes: Any) -> Rotation:
    """The session's token is used, on the phone."""
    whole = Rotation(session_id=session.id, used=session.token_id, next=_new(), device=PHONE, lifetime=LONG)
    return replace(whole, **changes)


@pytest.mark.asyncio
class TokenStoreContract:
    """Needs a fixture `store` that is an empty TokenStore, a new one for each test."""

    async def test_a_started_session_lives(self, store: TokenStore) -> None:
        start = a_start()
        session = await store.start(start)
        assert (session.id, session.user_id, session.token_id) == (start.id, start.user_id, start.token_id)
        assert session.device == LAPTOP
        assert session == await store.get(session.id)
        assert await store.of_user(start.user_id) == (session,)

    async def test_a_session_was_used_just_now(self, store: TokenStore) -> None:
        session = await store.start(a_start())
        assert session.created_at == session.last_used_at
        assert abs(datetime.now(UTC) - session.created_at) < SKEW
        assert abs(session.expires_at - session.created_at - LONG) < timedelta(seconds=1)
        assert session.created_at.utcoffset() == timedelta(0)

    async def test_a_device_may_be_unknown(self, store: TokenStore) -> None:
        session = await store.start(a_start(device=Device()))
        read = await store.get(session.id)
        assert read is not None
        assert read.device == Device()

    async def test_an_id_is_taken_once(self, store: TokenStore) -> None:
        session = await store.start(a_start())
        with pytest.raises(StorageError):
            await store.start(a_start(id=session.id))
        assert await store.get(session.id) == session

    async def test_ids_that_look_alike_are_told_apart(self, store: TokenStore) -> None:
        sessions = [await store.start(a_start(id=name, user_id=name, token_id=name)) for name in ALIKE]
        assert [await store.of_user(name) for name in ALIKE] == [(session,) for session in sessions]
        for name in ALIKE[1:]:
            assert await store.rotate(a_rotation(sessions[0], used=name)) is Rotated.REUSED
        assert await store.end_all(ALIKE[0]) == (ALIKE[0],)
        assert [await store.get(name) for name in ALIKE] == [None, *sessions[1:]]

    async def test_no_session_is_found_that_is_not_there(self, store: TokenStore) -> None:
        await store.start(a_start())
        assert await store.get("unknown") is None
        assert await store.of_user("unknown") == ()
        assert not await store.end("unknown")
        assert await store.end_all("unknown") == ()

    async def test_a_token_that_is_used_makes_way_for_the_next(self, store: TokenStore) -> None:
        session = await store.start(a_start(lifetime=timedelta(hours=1)))
        first = a_rotation(session)
        assert await store.rotate(first) is Rotated.DONE
        rotated = await store.get(session.id)
        assert rotated is not None
        assert (rotated.token_id, rotated.device) == (first.next, PHONE)
        assert (rotated.user_id, rotated.created_at) == (session.user_id, session.created_at)
        assert rotated.last_used_at > session.last_used_at
        assert abs(rotated.expires_at - rotated.last_used_at - LONG) < timedelta(seconds=1)
        assert await store.rotate(a_rotation(rotated)) is Rotated.DONE

    async def test_a_token_that_comes_back_is_told_and_changes_nothing(self, store: TokenStore) -> None:
        session = await store.start(a_start())
        await store.rotate(a_rotation(session))
        before = await store.get(session.id)
        assert await store.rotate(a_rotation(session)) is Rotated.REUSED
        assert await store.rotate(a_rotation(session, used="none of ours")) is Rotated.REUSED
        assert await store.get(session.id) == before

    async def test_a_token_of_another_session_is_of_no_use(self, store: TokenStore) -> None:
        mine, other = await store.start(a_start()), await store.start(a_start())
        assert await store.rotate(a_rotation(mine, used=other.token_id)) is Rotated.REUSED
        assert await store.get(mine.id) == mine
        assert await store.get(other.id) == other

    async def test_a_token_is_used_once_however_many_come_at_once(self, store: TokenStore) -> None:
        session = await store.start(a_start())
        rotations = [a_rotation(session) for _ in range(20)]
        outcomes = await asyncio.gather(*(store.rotate(rotation) for rotation in rotations))
        assert outcomes.count(Rotated.DONE) == 1
        assert outcomes.count(Rotated.REUSED) == len(rotations) - 1
        rotated = await store.get(session.id)
        assert rotated is not None
        assert rotated.token_id == rotations[outcomes.index(Rotated.DONE)].next

    async def test_a_session_that_is_not_there_cannot_rotate(self, store: TokenStore) -> None:
        session = await store.start(a_start())
        await store.end(session.id)
        assert await store.rotate(a_rotation(session)) is Rotated.UNKNOWN
        assert await store.get(session.id) is None

    async def test_a_session_ends_by_itself(self, store: TokenStore) -> None:
        session = await store.start(a_start(lifetime=SHORT))
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert await store.get(session.id) is None
        assert await store.of_user(session.user_id) == ()
        assert await store.rotate(a_rotation(session)) is Rotated.UNKNOWN
        assert await store.get(session.id) is None

    async def test_using_a_session_keeps_it_alive(self, store: TokenStore) -> None:
        session = await store.start(a_start(lifetime=SHORT))
        assert await store.rotate(a_rotation(session)) is Rotated.DONE
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert await store.get(session.id) is not None

    async def test_the_last_used_session_comes_first(self, store: TokenStore) -> None:
        sessions = []
        for _ in range(3):
            sessions.append(await store.start(a_start(user_id="ada")))
            await asyncio.sleep(0.002)
        await store.start(a_start(user_id="Ada"))
        await store.rotate(a_rotation(sessions[1]))
        assert [s.id for s in await store.of_user("ada")] == [sessions[n].id for n in (1, 2, 0)]

    async def test_an_ended_session_is_gone_and_no_other(self, store: TokenStore) -> None:
        ended, other = [await store.start(a_start(user_id="ada")) for _ in range(2)]
        assert await store.end(ended.id)
        assert not await store.end(ended.id)
        assert await store.get(ended.id) is None
        assert await store.of_user("ada") == (other,)

    async def test_a_user_can_end_all_sessions(self, store: TokenStore) -> None:
        sessions = [await store.start(a_start(user_id="ada")) for _ in range(3)]
        other = await store.start(a_start(user_id="bob"))
        assert sorted(await store.end_all("ada")) == sorted(session.id for session in sessions)
        assert await store.of_user("ada") == ()
        assert await store.end_all("ada") == ()
        assert await store.get(other.id) == other

    async def test_a_user_can_end_all_sessions_but_one(self, store: TokenStore) -> None:
        kept, one, two = [await store.start(a_start(user_id="ada")) for _ in range(3)]
        assert sorted(await store.end_all("ada", but=kept.id)) == sorted([one.id, two.id])
        assert await store.of_user("ada") == (kept,)

    async def test_nobody_spares_somebody_elses_session(self, store: TokenStore) -> None:
        mine = await store.start(a_start(user_id="ada"))
        other = await store.start(a_start(user_id="bob"))
        assert await store.end_all("ada", but=other.id) == (mine.id,)
        assert await store.get(other.id) == other

    async def test_no_session_survives_that_is_used_while_all_end(self, store: TokenStore) -> None:
        sessions = [await store.start(a_start(user_id="ada")) for _ in range(10)]
        await asyncio.gather(store.end_all("ada"), *(store.rotate(a_rotation(session)) for session in sessions))
        assert await store.of_user("ada") == ()

    async def test_a_thousand_sessions_end_at_once(self, store: TokenStore) -> None:
        started = await asyncio.gather(*(store.start(a_start(user_id="ada")) for _ in range(1_001)))
        assert len(await store.end_all("ada", but=started[0].id)) == 1_000
        assert await store.of_user("ada") == (started[0],)

    async def test_an_expired_session_is_ended_like_any_other(self, store: TokenStore) -> None:
        session = await store.start(a_start(lifetime=SHORT))
        await asyncio.sleep(LONGER_THAN_SHORT)
        await store.end_all(session.user_id)
        assert await store.forget_expired(10) == 0

    async def test_what_has_expired_is_forgotten_and_nothing_else(self, store: TokenStore) -> None:
        living = await store.start(a_start())
        for _ in range(3):
            await store.start(a_start(lifetime=SHORT))
        assert await store.forget_expired(0) == 0
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert [await store.forget_expired(2) for _ in range(3)] == [2, 1, 0]
        assert await store.get(living.id) == living

    async def test_what_has_expired_is_forgotten_once(self, store: TokenStore) -> None:
        for _ in range(10):
            await store.start(a_start(lifetime=SHORT))
        await asyncio.sleep(LONGER_THAN_SHORT)
        forgotten = await asyncio.gather(*(store.forget_expired(100) for _ in range(5)))
        assert sum(forgotten) == 10

    async def test_it_answers_a_ping(self, store: TokenStore) -> None:
        assert (await store.ping()).detail

    async def test_migrating_again_changes_nothing(self, store: TokenStore) -> None:
        session = await store.start(a_start())
        if isinstance(store, Migrates):
            assert await store.migrate() == await store.migrate()
        assert await store.get(session.id) == session


def _new() -> str:
    return str(uuid.uuid4())
