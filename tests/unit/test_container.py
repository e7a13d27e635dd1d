"""The container: every part can be made, on any adapters, and screening keeps nothing."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from dependency_injector import providers
from memory_house import CV, OWNER, PROMPT, a_submission
from third_party import install

from cvscreen.container import (
    API_PORTS,
    SCREENING_PORTS,
    SERVICE_PORTS,
    open_accounts,
    open_api,
    open_port,
    open_reading,
    open_screening,
    open_service,
)
from cvscreen.container.api import ApiContainer
from cvscreen.container.screening import ScreeningContainer
from cvscreen.container.service import ServiceContainer
from cvscreen.domain.documents import Document
from cvscreen.domain.errors import EvaluationStoreUnavailable, FileStoreUnavailable, InvalidSetting, UnknownScheme
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.settings import PORTS, Environment, Settings

pytestmark = pytest.mark.usefixtures("plain")

SECRET = "wV3uJ8qYtE2mZ6xNcR9bLs5aPd7fGh1k"
PREVIOUS = "nR4tYb7WqLs2XvKe9HdJ3mZc6UaFg8Pi"


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractor `plain:` is installed, and the working folder is an empty one."""
    monkeypatch.syspath_prepend(install(tmp_path / "site-packages"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def on_memory(**changes: Any) -> Settings:
    memory = {"evaluations": "memory:", "files": "memory:", "scorer": "scripted:", "extractor": "plain:"}
    return Settings(**memory | changes)


def embedded(**changes: Any) -> Settings:
    """SQLite and a folder in ./cvscreen-data."""
    return on_memory(evaluations="", files="", **changes)


async def ended(container: ServiceContainer, evaluation_id: str) -> Evaluation:
    """The evaluation once it is completed or failed."""
    async with asyncio.timeout(10):
        while True:
            evaluation = await container.read()(OWNER, evaluation_id)
            if evaluation.status in {Status.COMPLETED, Status.FAILED}:
                return evaluation
            await asyncio.sleep(0.01)


def every_part(container: Any) -> dict[str, Any]:
    made = {name: provider() for name, provider in container.providers.items()}
    assert not [name for name, part in made.items() if asyncio.isfuture(part) or asyncio.iscoroutine(part)]
    return made


def test_every_port_is_opened_by_a_container() -> None:
    assert set(API_PORTS) == set(PORTS)
    assert set(SCREENING_PORTS) < set(SERVICE_PORTS) < set(API_PORTS)
    assert SERVICE_PORTS[-1] == API_PORTS[-1] == "queue"


async def test_every_part_of_screening_can_be_made() -> None:
    async with open_screening(on_memory()) as container:
        assert set(every_part(container)) == set(ScreeningContainer.providers)


async def test_every_part_of_the_service_can_be_made() -> None:
    async with open_service(on_memory()) as container:
        parts = every_part(container)
        assert set(parts) == set(ServiceContainer.providers)
        assert container.events() is parts["events"]
        assert container.clock() is parts["clock"]


async def test_every_part_of_the_http_service_can_be_made() -> None:
    async with open_api(on_memory(users="memory:", tokens="memory:")) as container:
        parts = every_part(container)
        assert set(parts) == set(ApiContainer.providers)
        assert container.credentials() is parts["credentials"]
        assert container.registry() is parts["registry"]


async def test_stores_in_one_file_share_one_engine() -> None:
    async with open_api(embedded()) as container:
        engines = {id(container.users()._database._engine), id(container.tokens()._database._engine)}
        assert engines == {id(container.evaluations()._database._engine)}


async def test_an_admin_can_be_made_before_anything_runs() -> None:
    async with open_accounts(embedded(scorer="xyzzy:")) as container:
        made = await container.create_admin()("boss@example.com", "four words are enough")
    async with open_api(embedded()) as container:
        assert await container.users().get(made.id) == made
        assert (made.admin, made.active) == (True, True)


async def test_a_key_is_made_in_development_and_asked_for_elsewhere() -> None:
    async with open_api(embedded()) as one:
        key = one.keys().current
    async with open_api(embedded()) as again:
        assert again.keys().current == key
    for env in (Environment.STAGING, Environment.PRODUCTION):
        with pytest.raises(InvalidSetting, match="CVSCREEN_SECRET"):
            async with open_api(embedded(env=env)):
                pass
    given = embedded(env=Environment.PRODUCTION, secret=SECRET, secret_previous=PREVIOUS)
    async with open_api(given) as container:
        assert (container.keys().current, container.keys().previous) == (SECRET.encode(), PREVIOUS.encode())


async def test_two_containers_share_nothing() -> None:
    async with open_service(on_memory()) as one, open_service(on_memory()) as other:
        assert one.evaluations() is not other.evaluations()
        assert one.events() is not other.events()
    assert isinstance(ServiceContainer.providers["evaluations"], providers.Dependency)


async def test_screening_keeps_nothing() -> None:
    async with open_screening(embedded()) as container:
        drafted = await container.prepare_rubric()(PROMPT, None)
        await container.screen()(Document("cv.pdf", CV), drafted)
    async with open_reading(embedded(scorer="xyzzy:")) as container:
        assert (await container.read_text()(Document("cv.pdf", CV))).pages
    assert list(Path.cwd().iterdir()) == []


async def test_screening_takes_an_extractor_that_is_open_already_and_leaves_it_open() -> None:
    settings = on_memory(scorer="lexical:")
    async with open_port(settings, "extractor") as extractor:
        async with open_screening(settings, extractor) as container:
            assert container.extractor() is extractor
        assert (await extractor.ping()).detail


@pytest.mark.parametrize("settings", [on_memory(), embedded()], ids=["memory", "sqlite and files"])
async def test_the_service_works_off_what_is_submitted(settings: Settings) -> None:
    async with open_service(settings) as container:
        submitted = (await container.submit()(a_submission())).evaluation
        evaluation = await ended(container, submitted.id)
        assert evaluation.report is not None
        assert (evaluation.status, evaluation.report.score) == (Status.COMPLETED, 100)
        await container.erase()(OWNER, submitted.id)
        assert (await container.list()(OWNER)).count == 0


async def test_what_was_not_done_is_done_after_the_next_start() -> None:
    async with open_service(embedded(scorer="scripted:?seconds=60", queue="inline:?at_once=2")) as container:
        ids = [(await container.submit()(a_submission())).evaluation.id for _ in range(4)]
        while (await container.list()(OWNER, status=Status.PROCESSING)).count < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    async with open_service(embedded(queue="memory:")) as container:
        evaluations = (await container.list()(OWNER)).evaluations
        assert {(e.status, e.attempts, e.lost_leases) for e in evaluations} == {(Status.PENDING, 0, 0)}
    async with open_service(embedded()) as container:
        assert {(await ended(container, evaluation_id)).status for evaluation_id in ids} == {Status.COMPLETED}


async def test_the_limits_are_those_of_the_settings() -> None:
    settings = on_memory(max_upload_mb=0.5, max_pages=7, max_prompt_kb=3, lease_seconds=9.0, max_attempts=2)
    async with open_service(settings) as container:
        limits = container.run()._limits
        assert (limits.lease.total_seconds(), limits.max_attempts) == (9.0, 2)
        assert container.submit()._limits.max_bytes == 2**19
        assert container.submit()._limits.max_prompt_bytes == 3 * 2**10
        assert container.document_limits().max_pages == 7


@pytest.mark.parametrize("port", PORTS)
async def test_each_port_can_be_opened_alone(port: str) -> None:
    async with open_port(on_memory(), port) as adapter:
        assert (await adapter.ping()).detail


async def test_a_queue_that_is_opened_alone_does_no_work() -> None:
    async with open_port(on_memory(queue="inline:?sweep_seconds=0.01"), "queue") as queue:
        await queue.enqueue("1")
        await asyncio.sleep(0.05)
        assert await queue.depth() == 0


async def test_what_cannot_be_opened_closes_what_was(tmp_path: Path) -> None:
    with pytest.raises(UnknownScheme):
        async with open_service(embedded(scorer="xyzzy:")):
            pass
    (tmp_path / "a-file").touch()
    with pytest.raises(EvaluationStoreUnavailable):
        async with open_service(embedded(data_dir=str(tmp_path / "a-file"))):
            pass
    with pytest.raises(FileStoreUnavailable):
        async with open_service(on_memory(files=f"file://{tmp_path}/a-file")):
            pass
    assert len(asyncio.all_tasks()) == 1
