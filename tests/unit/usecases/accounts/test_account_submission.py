"""What streams in while an account goes does not stay behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from account_house import PASSWORD
from leaving import lived_in, remains
from memory_house import CV, a_submission, cancelled_at, in_pieces

from cvscreen.domain.errors import InvalidToken
from cvscreen.ports.users import UserChange


async def test_a_submission_of_a_user_who_stays_is_accepted() -> None:
    house, user, _ = await lived_in(evaluations=0)
    accepted = await house.submit(a_submission(owner=user.id))
    assert await house.evaluations.get(accepted.evaluation.id) == accepted.evaluation


@pytest.mark.parametrize("moment", ["stream", "add", "done"])
async def test_what_streams_in_while_the_account_goes_does_not_stay(moment: str) -> None:
    house, user, caller = await lived_in()

    async def leave() -> None:
        await house.erase_account(caller, PASSWORD)

    chunks = in_pieces(CV, [20, 20])

    async def slow() -> AsyncIterator[bytes]:
        async for chunk in chunks:
            yield chunk
            if moment == "stream" and await house.users.adapter.get(user.id):
                await leave()

    if moment == "add":
        house.evaluations.before["add"] = leave
    if moment == "done":
        house.evaluations.after["add"] = leave
    with pytest.raises(InvalidToken):
        await house.submit(a_submission(owner=user.id, chunks=slow()))
    assert await remains(house, user) == []


async def test_what_streams_in_while_an_erasure_waits_for_the_sweeper_does_not_stay() -> None:
    house, user, _ = await lived_in()
    await house.users.update(user.id, UserChange(erasing=True))
    with pytest.raises(InvalidToken):
        await house.submit(a_submission(owner=user.id))
    assert await house.evaluations.count(user.id) == 2


async def test_once_the_account_is_looked_at_nobody_who_goes_away_keeps_it_from_being_erased() -> None:
    for steps in range(60):
        house, user, _ = await lived_in(evaluations=0)
        await house.users.update(user.id, UserChange(erasing=True))
        house.users.calls.clear()
        await cancelled_at(asyncio.create_task(house.submit(a_submission(owner=user.id))), steps)
        if house.users.calls:
            assert await house.evaluations.count(user.id) == 0
