"""What the service and a program that embeds it tidy away, each on SQLite and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from memory_house import PROMPT, a_submission
from third_party import install

from cvscreen.container import open_api, open_service
from cvscreen.container.api import ApiWork
from cvscreen.container.service import ServiceWork
from cvscreen.settings import Settings
from cvscreen.testing.samples import a_user


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Nothing is worked off unless a test says so."""
    monkeypatch.syspath_prepend(install(tmp_path / "site-packages"))
    return Settings(data_dir=str(tmp_path / "data"), queue="memory:", scorer="scripted:", extractor="plain:")


async def tidied(work: ApiWork | ServiceWork) -> None:
    work.wired.set()
    await work.tidy()


async def submitted(container: Any, owner: str, prompt: str = PROMPT) -> None:
    """An evaluation of the owner, worked off."""
    accepted = await container.submit()(a_submission(owner=owner, prompt=prompt))
    await container.run()(accepted.evaluation.id)


async def test_the_service_erases_what_a_crash_left_of_who_is_gone_and_of_its_prompt(settings: Settings) -> None:
    gone, here = a_user(), a_user()
    async with open_api(settings) as container:
        for user in (gone, here):
            await container.users().add(user)
        await container.users().remove(gone.id)
        for owner, prompt in ((gone.id, "Rust"), (here.id, "Zig"), ("a program's own owner", "Ada")):
            await submitted(container, owner, prompt)
        await container.keep_rubric()("ada", "Nobody's", None)
        await tidied(ApiWork(container))
        evaluations = container.evaluations()
        assert [await evaluations.count(owner) for owner in (gone.id, here.id, "a program's own owner")] == [0, 1, 1]
        assert await evaluations.unused_rubrics(10) == ()


async def test_a_program_that_embeds_it_keeps_all_that_it_owns(settings: Settings) -> None:
    async with open_service(settings) as container:
        await submitted(container, "ann")
        await tidied(ServiceWork(container))
        assert await container.evaluations().count("ann") == 1


async def test_no_word_of_a_prompt_stays_in_the_database_of_who_left(settings: Settings) -> None:
    async with open_api(settings) as container:
        await submitted(container, "ann", "Quokkology\nPostgreSQL")
        (evaluation,) = (await container.list()("ann")).evaluations
        await container.erase()("ann", evaluation.id)
    assert b"uokkology" not in (Path(settings.data_dir) / "cvscreen.db").read_bytes()
