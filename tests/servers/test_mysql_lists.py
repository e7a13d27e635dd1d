"""A page costs what its rows cost on MySQL too: it is read off an index, and nothing is sorted."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from mysql_house import engine_at
from sqlalchemy import event, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from cvscreen.adapters.evaluations.rows import columns
from cvscreen.adapters.evaluations.sql import SqlEvaluationStore
from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.tables import evaluations, users
from cvscreen.adapters.sql.times import MysqlTimes
from cvscreen.adapters.tokens.sql import SqlTokenStore
from cvscreen.adapters.users.sql import SqlUserStore
from cvscreen.domain.accounts import User, email_key
from cvscreen.domain.errors import EvaluationStoreUnavailable, TokenStoreUnavailable, UserStoreUnavailable
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.listing import START
from cvscreen.testing.samples import a_key, a_user, an_evaluation

pytestmark = pytest.mark.servers("mysql")

PAGE = PageRequest(owner="owner 3", page=2, size=20)
FAILED = replace(PAGE, status=Status.FAILED)
OWNERS, EACH = 10, 120


class Watched:
    """Stores on MySQL, and the statements that they send."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.evaluations = SqlEvaluationStore(SqlDatabase(engine, EvaluationStoreUnavailable), MysqlTimes())
        self.tokens = SqlTokenStore(SqlDatabase(engine, TokenStoreUnavailable), MysqlTimes())
        self.users = SqlUserStore(SqlDatabase(engine, UserStoreUnavailable), MysqlTimes())
        self._engine = engine
        self._sent: list[tuple[str, Any]] = []
        event.listen(engine.sync_engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001
        self._sent.append((statement, values))

    async def plan(self, call: Awaitable[object]) -> dict[str, Any]:
        """How MySQL goes about the first statement of the call."""
        self._sent.clear()
        await call
        statement, values = self._sent[0]
        async with self._engine.connect() as connection:
            result = await connection.exec_driver_sql(f"EXPLAIN FORMAT=TRADITIONAL {statement}", values)
            return dict(result.mappings().one())


async def filled(engine: AsyncEngine) -> None:
    """Enough of everything that reading all of it is no way to go."""
    statuses = list(Status)
    many = [
        an_evaluation(
            owner=f"owner {owner}",
            status=statuses[n % len(statuses)],
            created_at=START + timedelta(seconds=n),
            idempotency_key=f"{n}" if n % 10 == 0 else None,
        )
        for owner in range(OWNERS)
        for n in range(EACH)
    ]
    people = [a_user(erasing=n == 0, created_at=START + timedelta(seconds=n)) for n in range(300)]
    names = [column.name for column in users.columns if column.name != "email_key"]
    async with engine.connect() as connection:
        await connection.execute(insert(evaluations), [columns(evaluation) for evaluation in many])
        rows = [{name: getattr(p, name) for name in names} | {"email_key": email_key(p.email)} for p in people]
        await connection.execute(insert(users), rows)
        for table in ("evaluations", "users"):
            await connection.exec_driver_sql(f"ANALYZE TABLE {table}")


@pytest.fixture
async def watched(tables: str) -> AsyncIterator[Watched]:
    async with engine_at(tables) as engine:
        await filled(engine)
        yield Watched(engine)


@pytest.mark.parametrize("method", ["page", "summaries"])
@pytest.mark.parametrize(
    ("request_", "index"),
    [(PAGE, "ix_evaluations_owner"), (FAILED, "ix_evaluations_owner_status")],
    ids=["all", "of one status"],
)
async def test_a_page_is_read_off_an_index_in_its_order(
    watched: Watched, method: str, request_: PageRequest, index: str
) -> None:
    plan = await watched.plan(getattr(watched.evaluations, method)(request_))
    assert plan["key"] == index
    assert "filesort" not in (plan["Extra"] or "")


@pytest.mark.parametrize("status", [None, Status.FAILED])
async def test_counting_reads_an_index_alone(watched: Watched, status: Status | None) -> None:
    plan = await watched.plan(watched.evaluations.count("owner 3", status))
    assert plan["key"].startswith("ix_evaluations_owner")
    assert "Using index" in plan["Extra"]


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda store, known: store.get(known.id), "PRIMARY"),
        (lambda store, known: store.claim(known.id, timedelta(1)), "PRIMARY"),
        (lambda store, known: store.erase(known.id), "PRIMARY"),
        (lambda store, _: store.due(10), "ix_evaluations_due"),
        (lambda store, _: store.release_expired(10), "ix_evaluations_lease"),
        (lambda store, known: store.file_keys_in_use([known.cv.key, a_key()]), "ix_evaluations_file_key"),
        (lambda store, known: store.by_idempotency_key(known.owner, "0"), "ux_evaluations_idempotency_key"),
        (lambda store, known: store.forget_key(known.owner, "0", timedelta(1)), "ux_evaluations_idempotency_key"),
    ],
    ids=["get", "claim", "erase", "due", "release", "files", "by key", "forget key"],
)
async def test_what_is_asked_of_evaluations_has_its_index(
    watched: Watched, ask: Callable[[SqlEvaluationStore, Evaluation], Awaitable[object]], index: str
) -> None:
    (known, *_) = await watched.evaluations.page(PAGE)
    assert (await watched.plan(ask(watched.evaluations, known)))["key"] == index


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda store, known: store.get(known.id), "PRIMARY"),
        (lambda store, known: store.by_email(known.email.upper()), "ux_users_email_key"),
        (lambda store, _: store.erasing(10), "ix_users_erasing"),
    ],
    ids=["get", "by e-mail", "erasing"],
)
async def test_what_is_asked_of_users_has_its_index(
    watched: Watched, ask: Callable[[SqlUserStore, User], Awaitable[object]], index: str
) -> None:
    known = (await watched.users.page(1, 1)).users[0]
    assert (await watched.plan(ask(watched.users, known)))["key"] == index


async def test_the_sessions_of_a_user_have_their_index(watched: Watched) -> None:
    assert (await watched.plan(watched.tokens.of_user("ada")))["key"] == "ix_sessions_user"
