"""A queue of Celery messages over Redis, worked off by `cvscreen worker` in other processes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from celery import Celery
from kombu.exceptions import OperationalError
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError, ResponseError

from cvscreen.adapters.queues.celery_app import EVALUATIONS, RUN, CeleryOptions, broker_url, celery_app
from cvscreen.adapters.redis.errors import reason
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import QueueUnavailable
from cvscreen.ports.health import Health

SENDERS = 4
"""Threads that hand messages to the broker: Celery has no asynchronous way to."""

SWEPT_SECONDS = 60
"""If nobody has swept for so long, nobody does."""

PAUSE_SECONDS = 1.0
"""After a failure the broker is left alone for so long, so that uploads do not each wait for it."""


class CeleryQueue:
    """Knows the name of a task, and sends ids. An id in line is remembered beside the messages until it is taken.

    Without that, every round of the sweeper would put all evaluations that wait in line again.
    """

    def __init__(self, app: Celery, redis: Redis, senders: ThreadPoolExecutor, options: CeleryOptions) -> None:
        self._app = app
        self._redis = redis
        self._senders = senders
        self._prefix = options.prefix
        self._seconds = options.seconds
        self._waiting = options.waiting_seconds
        self._closed_until = 0.0

    async def enqueue(self, evaluation_id: str) -> None:
        """Send the id, unless it waits already. Raises QueueUnavailable if the broker does not take it."""
        if time.monotonic() < self._closed_until:
            raise QueueUnavailable(f"the broker {self._where()} did not answer a moment ago: the sweeper tries again")
        mark = self._mark(evaluation_id)
        async with self._broker():
            if not await self._redis.set(mark, b"", nx=True, ex=self._waiting):
                return
            try:
                await self._send(evaluation_id)
            except BaseException:
                with contextlib.suppress(RedisError, OSError):
                    await self._redis.delete(mark)
                raise

    async def taken(self, evaluation_id: str) -> None:
        """Let the id be put in line again, as a worker has it. Raises QueueUnavailable."""
        async with self._broker():
            await self._redis.delete(self._mark(evaluation_id))

    async def swept(self) -> None:
        """Tell those who ask for the queue's health that there is a sweeper. Raises QueueUnavailable."""
        async with self._broker():
            await self._redis.set(f"{self._prefix}swept", b"", ex=SWEPT_SECONDS)

    async def depth(self) -> int:
        """How many messages with ids wait. Raises QueueUnavailable."""
        async with self._broker():
            return int(await self._redis.llen(self._prefix + EVALUATIONS))

    async def ping(self) -> Health:
        """Whether the broker answers and somebody sweeps. Raises QueueUnavailable."""
        async with self._broker():
            version = (await self._redis.info("server"))["redis_version"]
            swept = await self._redis.exists(f"{self._prefix}swept")
            guarded = await self._asks_for_our_password()
        detail = f"Celery over Redis {version} at {self._where()}"
        advice = [] if swept else ["no worker has swept for a minute: keep `cvscreen worker --beat` running"]
        if not guarded:
            advice.append(
                "the URL has a password and Redis asks for none: set requirepass, or whoever reaches it reads it"
            )
        return Health(detail, advice="; ".join(advice) or None)

    async def _asks_for_our_password(self) -> bool:
        """Whether Redis looks at a password that stands without a user; if there is none, that is as it should be.

        As a user's, which the driver sends it as, it is let in whatever it is.
        """
        parts = urlsplit(self._app.conf.broker_url)
        if parts.username or not parts.password:
            return True
        try:
            await self._redis.execute_command("AUTH", unquote(parts.password))  # type: ignore[no-untyped-call]
        except (AuthenticationError, ResponseError):
            return False
        return True

    async def _send(self, evaluation_id: str) -> None:
        send = partial(self._app.send_task, RUN, args=(evaluation_id,), retry=False, ignore_result=True)
        await asyncio.get_running_loop().run_in_executor(self._senders, send)

    def _mark(self, evaluation_id: str) -> str:
        return f"{self._prefix}waiting:{evaluation_id}"

    def _where(self) -> str:
        parts = urlsplit(self._app.conf.broker_url)
        return f"{parts.hostname}:{parts.port or 6379}"

    @asynccontextmanager
    async def _broker(self) -> AsyncIterator[None]:
        """Give the broker its time, and turn its failures into ours."""
        try:
            async with asyncio.timeout(2 * self._seconds):
                yield
        except (RedisError, OperationalError, OSError) as error:
            self._closed_until = time.monotonic() + PAUSE_SECONDS
            # Kombu raises an error of its own from the driver's.
            why = reason(error.__cause__ or error)
            raise QueueUnavailable(
                f"the broker {self._where()} {why}. What is accepted is kept, and the sweeper enqueues it"
            ) from None


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[CeleryQueue]:  # noqa: A001 - every adapter module has an open
    """A sender; nothing is connected before it is needed."""
    options = opening.url.options(CeleryOptions)
    app = celery_app(opening.url)
    async with _redis(opening.url, options) as redis:
        with _senders(app) as senders:
            yield CeleryQueue(app, redis, senders, options)


@asynccontextmanager
async def _redis(url: AdapterURL, options: CeleryOptions) -> AsyncIterator[Redis]:
    client: Any = Redis.from_url(
        broker_url(url),
        socket_connect_timeout=options.seconds,
        socket_timeout=options.seconds,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        yield client
    finally:
        await client.aclose()


@contextlib.contextmanager
def _senders(app: Celery) -> Iterator[ThreadPoolExecutor]:
    senders = ThreadPoolExecutor(SENDERS, "cvscreen-celery")
    try:
        yield senders
    finally:
        # A broker that hangs must not keep the process from ending.
        senders.shutdown(wait=False, cancel_futures=True)
        app.close()
