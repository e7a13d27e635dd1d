"""What owners do with their evaluations, and that nobody else's can be seen or touched."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from memory_house import LEASE, OWNER, House, a_submission, cancelled_at, house_with, sqlite_house
from shaky_stores import FullQueue, ShakyEvaluations, ShakyFiles

from cvscreen.adapters.queues.memory import MemoryQueue
from cvscreen.domain.assessment import Verdict
from cvscreen.domain.errors import (
    EvaluationNotFound,
    EvaluationStoreUnavailable,
    FileStoreUnavailable,
    InvalidPage,
    NotFailed,
    ScorerBusy,
    ScorerRefused,
)
from cvscreen.domain.evaluations import Evaluation, EvaluationSummary, Status, summary_of
from cvscreen.domain.events import EnqueueFailed, Erased
from cvscreen.ports.evaluations import PageRequest, SummaryPage
from cvscreen.usecases.owned import ListEvaluations, ListSummaries

SOMEBODY_ELSE = "bob"


async def failed(house: House) -> str:
    """The id of an evaluation that failed."""
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is Status.FAILED
    return evaluation_id


@pytest.mark.parametrize("call", ["read", "retry", "erase"])
@pytest.mark.parametrize("owner", [SOMEBODY_ELSE, "", OWNER.upper(), OWNER + " "])
async def test_somebody_elses_evaluation_is_not_found(call: str, owner: str) -> None:
    house = house_with(ScorerRefused("no"))
    evaluation_id = await failed(house)
    before = await house.stored(evaluation_id)
    with pytest.raises(EvaluationNotFound) as theirs:
        await getattr(house, call)(owner, evaluation_id)
    with pytest.raises(EvaluationNotFound) as nobodys:
        await getattr(house, call)(owner, "unknown")
    assert theirs.value.detail.replace(evaluation_id, "unknown") == nobodys.value.detail
    assert await house.stored(evaluation_id) == before
    assert await house.keys() == {before.cv.key}


async def test_an_owner_reads_and_lists_their_own_newest_first() -> None:
    house = house_with()
    mine = []
    for number in range(3):
        mine.append((await house.submit(a_submission(filename=f"{number}.pdf"))).id)
        await house.submit(a_submission(owner=SOMEBODY_ELSE))
        house.wait(timedelta(seconds=1))
    page = await house.list(OWNER)
    assert (page.count, [e.id for e in page.evaluations]) == (3, mine[::-1])
    assert (await house.read(OWNER, mine[0])).cv.filename == "0.pdf"


async def test_a_list_can_be_of_one_status() -> None:
    house = house_with(ScorerRefused("no"), Verdict.MET)
    evaluation_id = await failed(house)
    await house.submitted()
    assert [e.id for e in (await house.list(OWNER, status=Status.FAILED)).evaluations] == [evaluation_id]
    assert (await house.list(OWNER, status=Status.PROCESSING)).count == 0


@pytest.mark.parametrize(("page", "size"), [(0, 20), (-1, 20), (1, 0), (1, 101), (1, -1)])
async def test_a_page_out_of_bounds_is_an_error(page: int, size: int) -> None:
    with pytest.raises(InvalidPage):
        await house_with().list(OWNER, page=page, size=size)


async def test_a_page_past_the_end_is_empty() -> None:
    house = house_with()
    await house.submitted()
    page = await house.list(OWNER, page=10**6, size=100)
    assert (page.count, page.evaluations) == (1, ())


async def test_a_failed_evaluation_can_be_retried() -> None:
    house = house_with(ScorerRefused("no"), Verdict.MET)
    evaluation_id = await failed(house)
    assert isinstance(house.queue, MemoryQueue)
    house.queue.drain()
    evaluation = await house.retry(OWNER, evaluation_id)
    assert (evaluation.status, evaluation.attempts, evaluation.error) == (Status.PENDING, 0, None)
    assert house.queue.drain() == (evaluation_id,)
    assert house.told()[-1] is Status.PENDING
    await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is Status.COMPLETED


async def test_a_retry_has_all_its_attempts() -> None:
    house = house_with(ScorerRefused("no"), ScorerBusy("busy"))
    evaluation_id = await failed(house)
    await house.retry(OWNER, evaluation_id)
    for attempts in (1, 2, 3):
        await house.run(evaluation_id)
        assert (await house.stored(evaluation_id)).attempts == attempts
        house.wait(timedelta(hours=1))
    assert (await house.stored(evaluation_id)).status is Status.FAILED


async def test_only_what_failed_can_be_retried() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    with pytest.raises(NotFailed):
        await house.retry(OWNER, evaluation_id)
    assert await house.evaluations.claim(evaluation_id, LEASE)
    with pytest.raises(NotFailed):
        await house.retry(OWNER, evaluation_id)
    house.wait(LEASE)
    await house.sweep()
    await house.run(evaluation_id)
    with pytest.raises(NotFailed):
        await house.retry(OWNER, evaluation_id)


async def test_of_two_retries_at_once_one_counts(tmp_path: Path) -> None:
    async with sqlite_house(tmp_path) as house:
        evaluation_id = await house.submitted()
        await house.files.delete((await house.stored(evaluation_id)).cv.key)
        await house.run(evaluation_id)
        results = await asyncio.gather(*(house.retry(OWNER, evaluation_id) for _ in range(4)), return_exceptions=True)
        assert sum(isinstance(result, NotFailed) for result in results) == 3


async def test_a_retry_that_the_queue_refuses_is_swept_later() -> None:
    house = house_with(ScorerRefused("no"), Verdict.MET, queue=FullQueue())
    evaluation_id = await failed(house)
    assert (await house.retry(OWNER, evaluation_id)).status is Status.PENDING
    assert house.heard(EnqueueFailed) == 2
    assert await house.evaluations.due(10) == (evaluation_id,)


@pytest.mark.parametrize("status", Status)
async def test_an_evaluation_can_be_erased_in_every_state(status: Status) -> None:
    house = house_with(ScorerRefused("no") if status is Status.FAILED else Verdict.MET)
    evaluation_id = await house.submitted()
    if status is Status.PROCESSING:
        assert await house.evaluations.claim(evaluation_id, LEASE)
    elif status is not Status.PENDING:
        await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is status
    await house.erase(OWNER, evaluation_id)
    assert await house.is_empty()
    assert house.heard(Erased) == 1
    with pytest.raises(EvaluationNotFound):
        await house.erase(OWNER, evaluation_id)
    house.wait(LEASE)
    await house.sweep()
    await house.run(evaluation_id)
    assert await house.is_empty()


async def test_erasing_one_leaves_the_same_cv_of_another_evaluation() -> None:
    house = house_with()
    one, other = await house.submitted(), await house.submitted()
    await house.erase(OWNER, one)
    await house.run(other)
    assert (await house.stored(other)).status is Status.COMPLETED


async def test_after_a_crash_between_file_and_record_the_same_call_finishes() -> None:
    evaluations = ShakyEvaluations()
    house = house_with(evaluations=evaluations)
    evaluation_id = await house.submitted()
    evaluations.down.add("erase")
    with pytest.raises(EvaluationStoreUnavailable):
        await house.erase(OWNER, evaluation_id)
    assert (await house.keys(), house.heard(Erased)) == (set(), 0)
    evaluations.down.clear()
    await house.erase(OWNER, evaluation_id)
    assert await house.is_empty()


async def test_a_file_that_cannot_be_deleted_keeps_its_record() -> None:
    files = ShakyFiles()
    house = house_with(files=files)
    evaluation_id = await house.submitted()
    files.down.add("delete")
    with pytest.raises(FileStoreUnavailable):
        await house.erase(OWNER, evaluation_id)
    assert (await house.read(OWNER, evaluation_id)).status is Status.PENDING


@pytest.mark.parametrize("steps", range(12))
async def test_an_erasure_that_began_is_finished_whoever_goes_away(steps: int) -> None:
    house = house_with(evaluations=ShakyEvaluations(), files=ShakyFiles())
    evaluation_id = await house.submitted()
    await cancelled_at(asyncio.create_task(house.erase(OWNER, evaluation_id)), steps)
    assert bool(await house.keys()) == bool((await house.list(OWNER)).count)


async def test_of_two_erasures_at_once_one_is_told() -> None:
    house = house_with(evaluations=ShakyEvaluations(), files=ShakyFiles())
    evaluation_id = await house.submitted()
    await asyncio.gather(*(house.erase(OWNER, evaluation_id) for _ in range(3)), return_exceptions=True)
    assert house.heard(Erased) == 1
    assert await house.is_empty()


async def test_a_list_in_short_has_the_same_pages() -> None:
    house = house_with()
    ids = []
    for _ in range(3):
        ids.append(await house.submitted())
        house.wait(timedelta(seconds=1))
    await house.run(ids[0])
    summaries = ListSummaries(house.evaluations)
    assert await summaries(OWNER, page=2, size=2) == SummaryPage(3, (summary_of(await house.stored(ids[0])),))
    assert (await summaries(OWNER, page=10**9, size=100)).evaluations == ()
    assert (await summaries(OWNER, status=Status.COMPLETED)).count == 1
    for page, size in ((0, 20), (1, 0), (1, 101)):
        with pytest.raises(InvalidPage):
            await summaries(OWNER, page=page, size=size)


@pytest.mark.parametrize("kind", [ListEvaluations, ListSummaries])
async def test_a_page_past_the_end_is_not_asked_for(kind: type[ListEvaluations] | type[ListSummaries]) -> None:
    class Unasked(ShakyEvaluations):
        async def page(self, request: PageRequest) -> tuple[Evaluation, ...]:
            raise LookupError(request.page)

        async def summaries(self, request: PageRequest) -> tuple[EvaluationSummary, ...]:
            raise LookupError(request.page)

    house = house_with(evaluations=Unasked())
    await house.submitted()
    found = await kind(house.evaluations)(OWNER, page=2)
    assert (found.count, found.evaluations) == (1, ())
    with pytest.raises(LookupError):
        await kind(house.evaluations)(OWNER)


@pytest.mark.parametrize("kind", [ListEvaluations, ListSummaries])
async def test_whoever_knows_the_count_is_asked_for_it(kind: type[ListEvaluations] | type[ListSummaries]) -> None:
    async def known(owner: str, status: Status | None) -> int:
        return {(OWNER, None): 7, (OWNER, Status.FAILED): 3}[owner, status]

    house = house_with()
    await house.submitted()
    listed = kind(house.evaluations, known)
    assert ((await listed(OWNER)).count, (await listed(OWNER, status=Status.FAILED)).count) == (7, 3)
