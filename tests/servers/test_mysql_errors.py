"""What MySQL says of an error may quote values: ours say what to do, and tell none."""

import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest
from mysql_house import engine_at, opened
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.tables import users
from cvscreen.domain.accounts import email_key
from cvscreen.domain.errors import CvscreenError, StorageError, UserStoreUnavailable
from cvscreen.testing.samples import a_user, an_evaluation

pytestmark = pytest.mark.servers("mysql")

SECRET = "Ada's secret life"


@pytest.fixture
async def engine(tables: str) -> AsyncIterator[AsyncEngine]:
    async with engine_at(tables) as engine:
        yield engine


def told(error: BaseException) -> str:
    """All that a log or a user might get to see of it."""
    return f"{error!r} {error.__cause__!r} {''.join(traceback.format_exception(error, limit=0))}"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM nothing WHERE x = :secret",
        "SELECT nothing FROM users WHERE id = :secret",
        "SELECT :secret FROM",
        "INSERT INTO users SET id = :secret",
        "UPDATE users SET created_at = :secret",
        "UPDATE users SET admin = :secret",
        "UPDATE users SET id = REPEAT(:secret, 20)",
        "UPDATE users SET password_hash = NULL, last_name = :secret",
        "UPDATE users SET id = :secret",
    ],
)
async def test_no_error_quotes_a_value(engine: AsyncEngine, tables: str, statement: str) -> None:
    async with opened("users", tables) as store:
        for _ in range(2):
            await store.add(a_user())
    database = SqlDatabase(engine, UserStoreUnavailable)
    with pytest.raises(StorageError) as caught:
        await database.changed(text(statement).bindparams(secret=SECRET))
    assert "secret life" not in told(caught.value)


async def test_a_unique_value_that_an_update_would_repeat_is_not_told(engine: AsyncEngine, tables: str) -> None:
    one, other = a_user(), a_user()
    async with opened("users", tables) as store:
        await store.add(one)
        await store.add(other)
    same = update(users).where(users.c.id == one.id).values(email_key=email_key(other.email))
    with pytest.raises(UserStoreUnavailable) as caught:
        await SqlDatabase(engine, UserStoreUnavailable).changed(same)
    assert email_key(other.email) not in told(caught.value)


@pytest.mark.parametrize("field", ["id", "owner"])
async def test_what_is_too_long_is_refused_for_good(engine: AsyncEngine, tables: str, field: str) -> None:
    async with opened("evaluations", tables) as store:
        with pytest.raises(StorageError, match="too long") as caught:
            await store.add(an_evaluation(**{field: SECRET * 20}))
        assert not caught.value.retryable
        assert await store.due(10) == ()
    assert "secret life" not in told(caught.value)


async def test_a_folded_address_that_outgrows_its_column_is_refused_and_told_to_nobody(
    engine: AsyncEngine, tables: str
) -> None:
    user: Any = a_user(email="\ufdfa" * 20 + "@example.com")
    assert len(email_key(user.email)) > 255
    async with opened("users", tables) as store:
        with pytest.raises(CvscreenError, match="too long") as caught:
            await store.add(user)
        assert await store.by_email(user.email) is None
    assert "\ufdfa" not in told(caught.value)
