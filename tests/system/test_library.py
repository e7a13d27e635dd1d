from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from command_line import ADA
from openrouter_models import plain, saying
from openrouter_server import OpenRouterServer, failing, served

import cvscreen as library
from cvscreen.entrypoints.cv_files import CVStream
from cvscreen.testing.pdfs import pdf_of
from cvscreen.usecases import follow

PROMPT = "- Python required\n- Kubernetes\n- COBOL"
RUBRIC = library.Rubric((library.Criterion(id="a", text="Python"),))


async def in_chunks(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 100):
        yield content[start : start + 100]


def memory(scorer: str = "lexical:") -> library.Settings:
    return library.Settings(evaluations="memory:", files="memory:", scorer=scorer)


@pytest.fixture
def path(cvs: Path) -> Path:
    return cvs / "ada.pdf"


@pytest.fixture
async def screening() -> AsyncIterator[library.Screening]:
    async with library.Screening(memory()) as screening:
        yield screening


def test_screen_takes_a_path_bytes_or_an_open_file(path: Path) -> None:
    content = path.read_bytes()
    with path.open("rb") as file:
        reports = [library.screen(cv, prompt=PROMPT) for cv in (path, str(path), content, file)]
    assert {report.score for report in reports} == {reports[0].score}
    assert [report.cv.filename for report in reports] == ["ada.pdf", "ada.pdf", "cv.pdf", "ada.pdf"]


def test_screen_keeps_nothing(path: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    library.screen(path, prompt=PROMPT)
    assert sorted(tmp_path.rglob("*")) == before


async def test_screen_works_inside_a_running_event_loop(path: Path) -> None:
    assert library.screen(path, prompt=PROMPT).score > 0


def test_a_rubric_needs_no_prompt_but_one_of_both_must_be_given(path: Path) -> None:
    assert library.screen(path, rubric=RUBRIC).score == 100.0
    with pytest.raises(library.PromptError, match="neither"):
        library.screen(path)
    with pytest.raises(library.PromptError, match="empty"):
        library.screen(path, prompt=" ", rubric=RUBRIC)


def test_screen_raises_what_went_wrong(path: Path, tmp_path: Path) -> None:
    with pytest.raises(library.FileNotReadable, match="no such file"):
        library.screen("nope.pdf", prompt=PROMPT)
    with pytest.raises(library.FileNotReadable, match="folder"):
        library.screen(tmp_path, prompt=PROMPT)
    with pytest.raises(library.FileNotReadable):
        library.screen("nul\0.pdf", prompt=PROMPT)
    with pytest.raises(library.CVError, match="not a PDF"):
        library.screen(b"hello", prompt=PROMPT)
    with pytest.raises(library.SettingsError):
        library.screen(path, prompt=PROMPT, settings=library.Settings(scorer="nope:"))
    with pytest.raises(TypeError, match="'rb'"):
        library.screen(io.StringIO("text"), prompt=PROMPT)  # type: ignore[arg-type]


def test_no_more_than_the_limit_is_read_of_an_endless_file() -> None:
    with open("/dev/zero", "rb") as endless, pytest.raises(library.CVError) as raised:  # noqa: PTH123
        library.screen(endless, prompt=PROMPT)
    assert raised.value.code == "file_too_large"


async def test_an_evaluation_is_submitted_awaited_listed_and_erased(screening: library.Screening, path: Path) -> None:
    pending = await screening.submit("acme", path, PROMPT)
    assert pending.status is library.Status.PENDING
    done = await screening.wait("acme", pending.id, timeout_seconds=30)
    assert done.status is library.Status.COMPLETED
    assert done.report is not None
    assert done.cv.filename == "ada.pdf"
    assert (await screening.list("acme")).evaluations == (done,)
    assert (await screening.list("acme", status=library.Status.FAILED)).count == 0
    await screening.erase("acme", done.id)
    with pytest.raises(library.EvaluationNotFound):
        await screening.get("acme", done.id)


async def test_nobody_sees_another_owners_evaluation(screening: library.Screening, path: Path) -> None:
    evaluation = await screening.submit("acme", path, PROMPT)
    for call in (screening.get, screening.retry, screening.erase, screening.wait):
        with pytest.raises(library.EvaluationNotFound):
            await call("other", evaluation.id)
    assert (await screening.list("other")).count == 0


async def test_every_form_of_cv_can_be_submitted(screening: library.Screening, path: Path) -> None:
    content = pdf_of(ADA)
    with path.open("rb") as file:
        given: list[CVStream] = [str(path), content, file, in_chunks(content)]
        stored = [await screening.submit("acme", cv, PROMPT, filename="my.pdf") for cv in given]
    assert len({evaluation.cv.sha256 for evaluation in stored}) == 1
    assert {evaluation.cv.filename for evaluation in stored} == {"my.pdf"}


async def test_submit_refuses_what_shows_at_once(screening: library.Screening, path: Path) -> None:
    with pytest.raises(library.CVError, match="not a PDF"):
        await screening.submit("acme", b"hello" * 1000, PROMPT)
    with pytest.raises(library.FileNotReadable):
        await screening.submit("acme", "nope.pdf", PROMPT)
    with pytest.raises(library.PromptError):
        await screening.submit("acme", path, "")
    assert (await screening.list("acme")).count == 0


async def test_the_same_call_with_the_same_key_is_one_submission(screening: library.Screening, path: Path) -> None:
    first = await screening.submit("acme", path, PROMPT, RUBRIC, idempotency_key="order 7")
    await screening.wait("acme", first.id, timeout_seconds=30)
    assert await screening.submit("acme", path, PROMPT, RUBRIC, idempotency_key="order 7") == first
    with pytest.raises(library.IdempotencyError):
        await screening.submit("acme", path, "Rust", idempotency_key="order 7")
    again = await screening.submit("acme", path, PROMPT, RUBRIC)
    assert (again.repeats, (await screening.list("acme")).count) == (first.id, 2)


async def test_a_failed_evaluation_tells_why_and_can_be_retried(screening: library.Screening) -> None:
    pending = await screening.submit("acme", pdf_of(()), PROMPT)
    failed = await screening.wait("acme", pending.id, timeout_seconds=30)
    assert failed.error is not None
    assert failed.error.code == library.Unreadable.code
    assert (await screening.retry("acme", pending.id)).status is library.Status.PENDING
    again = await screening.wait("acme", pending.id, timeout_seconds=30)
    assert again.status is library.Status.FAILED


async def test_wait_gives_up_after_its_time_and_the_work_goes_on(path: Path) -> None:
    async with library.Screening(memory(scorer="scripted:?seconds=0.5")) as screening:
        evaluation = await screening.submit("acme", path, PROMPT)
        with pytest.raises(TimeoutError):
            await screening.wait("acme", evaluation.id, timeout_seconds=0.05)
        assert (await screening.wait("acme", evaluation.id, timeout_seconds=30)).status is library.Status.COMPLETED


async def test_wait_asks_the_store_when_no_news_come(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "POLL_SECONDS", 0.05)
    async with library.Screening(memory(scorer="scripted:?seconds=0.4")) as screening:
        evaluation = await screening.submit("acme", path, PROMPT)
        waiting = asyncio.create_task(screening.wait("acme", evaluation.id, timeout_seconds=30))
        await asyncio.sleep(0.2)
        await screening.erase("acme", evaluation.id)
        with pytest.raises(library.EvaluationNotFound):
            await waiting


async def test_screening_screens_without_keeping_too(screening: library.Screening, path: Path) -> None:
    report = await screening.screen(path, rubric=RUBRIC)
    assert report.score == 100.0
    assert (await screening.list("acme")).count == 0


async def test_outside_its_context_it_says_how_to_use_it(path: Path) -> None:
    screening = library.Screening(memory())
    with pytest.raises(RuntimeError, match="async with Screening"):
        await screening.submit("acme", path, PROMPT)
    async with screening:
        with pytest.raises(RuntimeError, match="open already"):
            await screening.__aenter__()
    with pytest.raises(RuntimeError, match="async with Screening"):
        await screening.get("acme", "x")


async def test_what_was_accepted_is_done_after_a_restart(path: Path, tmp_path: Path) -> None:
    slow = library.Settings(data_dir=str(tmp_path / "data"), scorer="scripted:?seconds=60")
    async with library.Screening(slow) as screening:
        evaluation = await screening.submit("acme", path, PROMPT)
    async with library.Screening(library.Settings(data_dir=slow.data_dir)) as screening:
        done = await screening.wait("acme", evaluation.id, timeout_seconds=30)
    assert done.status is library.Status.COMPLETED


def test_a_scorer_of_ones_own_judges_instead_of_that_of_the_settings(path: Path) -> None:
    with served(OpenRouterServer(model=saying(plain))) as url:
        scorer = library.OpenRouterScorer(models=["test/model"], options=library.OpenRouterOptions(base_url=url))
        for _ in range(2):
            report = library.screen(path, prompt="- Knows Kubernetes", settings=memory("nope:"), scorer=scorer)
    assert (report.score, report.usage.scorer) == (100.0, "openrouter")


async def test_screening_takes_a_scorer_of_ones_own_and_closes_it(path: Path) -> None:
    with served(OpenRouterServer(model=saying(plain))) as url:
        scorer = library.OpenRouterScorer(models=["test/model"], options=library.OpenRouterOptions(base_url=url))
        async with library.Screening(memory(), scorer=scorer) as screening:
            evaluation = await screening.submit("ann", path, "- Knows Kubernetes")
            done = await screening.wait("ann", evaluation.id, timeout_seconds=20)
        assert done.report
        assert done.report.usage.model == "test/model"
        with pytest.raises(RuntimeError, match="inside its context"):
            await scorer.ping()


async def test_a_scorer_of_ones_own_that_asks_a_server_is_left_alone_while_that_fails(path: Path) -> None:
    server = OpenRouterServer([failing(503)])
    with served(server) as url:
        options = library.OpenRouterOptions(base_url=url, seconds=0.3)
        scorer = library.OpenRouterScorer(models=["test/model"], options=options)
        async with library.Screening(memory(), scorer=scorer) as screening:
            rubric = library.Rubric((library.Criterion(id="k", text="Knows Kubernetes"),))
            for _ in range(6):
                with pytest.raises(library.ScorerError) as told:
                    await screening.screen(path, rubric=rubric)
    assert "left alone" in told.value.detail
    assert not told.value.tried
