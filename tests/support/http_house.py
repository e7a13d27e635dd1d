"""The HTTP service in this process, on memory, and what a client does with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from dependency_injector import providers
from litestar import Litestar

import cvscreen.container
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.passwords.common import CommonPasswords
from cvscreen.adapters.passwords.plain import PlainHasher
from cvscreen.container import open_api
from cvscreen.container.api import ApiContainer
from cvscreen.domain.evaluations import Evaluation
from cvscreen.entrypoints.http.app import app_of
from cvscreen.entrypoints.http.exchange import Patience
from cvscreen.entrypoints.http.services import Services, services_of
from cvscreen.ports.clocks import Clock
from cvscreen.settings import Settings
from cvscreen.testing.pdfs import pdf_of
from cvscreen.usecases.accounts.credentials import Credentials

EMAIL = "ada@example.com"
PASSWORD = "correct horse battery"
PROMPT = "Python and PostgreSQL"
SECRET = "Backend developer in Lisbon"
"""A line of the CV, which nobody may find in a log."""

PDF = pdf_of(["Ada Lovelace", SECRET, "Five years of Python and PostgreSQL at a bank in Porto, then a hospital."])
EVALUATIONS = "/api/cv-evaluations/"


@dataclass
class HttpHouse:
    """The service and a client of it."""

    app: Litestar
    container: ApiContainer
    services: Services
    client: httpx.AsyncClient

    async def signed_in(self, email: str = EMAIL) -> dict[str, str]:
        """The header of somebody who has just logged in, registered if need be."""
        return bearer((await self.tokens(email))["access"])

    async def tokens(self, email: str = EMAIL) -> dict[str, str]:
        """What logging in gives."""
        credentials = {"email": email, "password": PASSWORD}
        await self.client.post("/api/auth/register/", json=credentials)
        answer = await self.client.post("/api/auth/login/", json=credentials)
        answer.raise_for_status()
        found: dict[str, str] = answer.json()
        return found

    async def admin(self) -> dict[str, str]:
        """The header of an admin."""
        await self.container.create_admin()("root@example.com", PASSWORD)
        return await self.signed_in("root@example.com")

    async def sent(self, who: dict[str, str], content: bytes = PDF, **more: Any) -> httpx.Response:
        """The answer to a CV; `filename`, `prompt`, `rubric` and `headers` as given."""
        headers = who | more.pop("headers", {})
        files = {"file": (more.pop("filename", "cv.pdf"), content, "application/pdf")}
        return await self.client.post(EVALUATIONS, files=files, data={"prompt": PROMPT} | more, headers=headers)

    async def pending(self, who: dict[str, str], **more: Any) -> str:
        """The id of a CV that was accepted."""
        answer = await self.sent(who, **more)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    async def completed(self, who: dict[str, str], **more: Any) -> str:
        """The id of one that was worked off."""
        evaluation_id = await self.pending(who, **more)
        await self.container.run()(evaluation_id)
        return evaluation_id

    async def stored(self, evaluation_id: str) -> Evaluation | None:
        """The record."""
        found: Evaluation | None = await self.container.evaluations().get(evaluation_id)
        return found

    async def files(self) -> int:
        """How many files there are."""
        return len([file async for file in self.container.files().list(older_than=timedelta(0))])


def bearer(token: str) -> dict[str, str]:
    """The header that shows who calls."""
    return {"Authorization": f"Bearer {token}"}


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem, whose shape is checked."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    found = answer.json()
    assert found["status"] == answer.status_code
    assert found["type"] == "about:blank"
    assert {"title", "detail", "retryable"} <= found.keys()
    return answer.status_code, found["code"]


@asynccontextmanager
async def http_house(
    folder: Path,
    patience: Patience = Patience(),  # noqa: B008
    clock: Clock | None = None,
    **changes: Any,
) -> AsyncIterator[HttpHouse]:
    """One whose settings are those; what is submitted is worked off only when a test says so.

    All its parts go by the clock, that of the system unless one is given.
    """
    memory = dict.fromkeys(("users", "tokens", "evaluations", "files", "queue"), "memory:")
    limits = dict.fromkeys(("rate_limit", "login_limit", "account_limit", "admin_limit"), "off")
    others = {"scanner": "eicar:", "data_dir": str(folder)}
    settings = Settings(**memory | limits | others | changes)
    async with _going_by(clock or SystemClock()), open_api(settings) as container:
        container.clock.override(providers.Object(clock or SystemClock()))
        credentials = Credentials(hasher=PlainHasher(), common=CommonPasswords())
        container.credentials.override(providers.Object(credentials))

        services = services_of(container)

        @asynccontextmanager
        async def opening() -> AsyncIterator[Services]:
            yield services

        app = app_of(settings, opening, patience)
        async with _running(app), _client(app) as client:
            yield HttpHouse(app, container, services, client)


@asynccontextmanager
async def _going_by(clock: Clock) -> AsyncIterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cvscreen.container, "SystemClock", lambda: clock)
        yield


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    """The app's life in a task of its own: it must end in the task that it began in, and a fixture may not."""
    started, stop = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await stop.wait()

    life = asyncio.create_task(live())
    waiting = asyncio.create_task(started.wait())
    await asyncio.wait({life, waiting}, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield
    finally:
        stop.set()
        await life


def _client(app: Litestar) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://testserver", timeout=30)
