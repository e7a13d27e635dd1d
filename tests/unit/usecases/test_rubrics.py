"""One rubric a job prompt: drafted once, stored, and used for every CV."""

import asyncio
import gc
import logging
from pathlib import Path

import pytest
from memory_house import DRAFTED, MAX_PROMPT_BYTES, OWNER, PROMPT, House, a_submission, house_with, sqlite_house
from shaky_stores import ShakyEvaluations

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.domain.errors import EmptyPrompt, EvaluationStoreUnavailable, PromptTooLong, ProtectedTrait, ScorerRefused
from cvscreen.domain.rubric import Criterion, DraftedRubric, Rubric, RubricKey
from cvscreen.ports.scorers import DraftRequest, ScorerIdentity
from cvscreen.usecases.rubrics import KeepRubric, PrepareRubric, rubric_key
from cvscreen.usecases.spending import Spend


class Whimsical(ScriptedScorer):
    """Drafts another rubric each time, as models do."""

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        await super().draft(request)
        await asyncio.sleep(0.02)
        return DraftedRubric(Rubric((Criterion(id="c", text=f"Python {len(self.drafts)}"),)))


async def test_a_drafted_rubric_is_drafted_once_for_a_prompt() -> None:
    scorer = Whimsical()
    house = house_with(scorer=scorer)
    for _ in range(3):
        await house.run(await house.submitted())
    versions = {e.report.rubric.version for e in (await house.list("ada")).evaluations if e.report}
    assert (len(scorer.drafts), len(versions)) == (1, 1)


async def test_cvs_that_come_at_once_are_judged_by_one_rubric(tmp_path: Path) -> None:
    scorer = Whimsical()
    async with sqlite_house(tmp_path, scorer) as house:
        ids = [await house.submitted() for _ in range(6)]
        await asyncio.gather(*(house.run(evaluation_id) for evaluation_id in ids))
        reports = [(await house.stored(evaluation_id)).report for evaluation_id in ids]
        assert len(scorer.drafts) == 1
        assert len({report.rubric.version for report in reports if report}) == 1
        assert None not in reports


async def test_another_prompt_has_another_rubric() -> None:
    scorer = Whimsical()
    house = house_with(scorer=scorer)
    one, other = await house.keep_rubric(OWNER, PROMPT, None), await house.keep_rubric(OWNER, PROMPT + "\nRust", None)
    assert one.rubric.version != other.rubric.version


async def test_a_given_rubric_is_neither_drafted_nor_stored() -> None:
    scorer = Whimsical()
    house = house_with(scorer=scorer)
    assert await house.keep_rubric(OWNER, PROMPT, DRAFTED.rubric) == DRAFTED
    assert scorer.drafts == []
    assert await house.evaluations.rubric(rubric_key(PROMPT, scorer.identity)) is None


async def test_a_rubric_that_cannot_be_stored_is_not_used() -> None:
    class Forgetful(ShakyEvaluations):
        async def keep_rubric(self, key: RubricKey, drafted: DraftedRubric) -> DraftedRubric:
            raise EvaluationStoreUnavailable("down")

    scorer = Whimsical()
    store = Forgetful()
    keep = KeepRubric(scorer, store, Spend(store, SystemClock(), None), MAX_PROMPT_BYTES)
    with pytest.raises(EvaluationStoreUnavailable):
        await keep(OWNER, PROMPT, None)


def test_the_key_tells_prompts_scorers_models_and_versions_apart() -> None:
    identities = [
        ScorerIdentity(scorer="a"),
        ScorerIdentity(scorer="b"),
        ScorerIdentity(scorer="a", models=("b",)),
        ScorerIdentity(scorer="a", models=("b", "c")),
        ScorerIdentity(scorer="a", models=("c", "b")),
        ScorerIdentity(scorer="a", models=("b",), prompt_version="c"),
        ScorerIdentity(scorer="a", prompt_version="b"),
    ]
    keys = {rubric_key(prompt, identity) for prompt in ("x", "y", "\ud800") for identity in identities}
    assert len(keys) == 3 * len(identities)


async def test_a_prepared_rubric_is_checked() -> None:
    prepare = PrepareRubric(ScriptedScorer(), 10)
    assert (await prepare("Python", None)).rubric.criteria[0].text == "Python"
    assert await prepare(None, DRAFTED.rubric) == DRAFTED
    with pytest.raises(EmptyPrompt):
        await prepare(None, None)
    with pytest.raises(EmptyPrompt):
        await prepare(" ", DRAFTED.rubric)
    with pytest.raises(PromptTooLong):
        await prepare("x" * 11, None)
    with pytest.raises(ProtectedTrait):
        await prepare("Python", Rubric((Criterion(id="1", text="Unmarried women only"),)))


async def stored_rubric(house: House, prompt: str = PROMPT) -> DraftedRubric | None:
    return await house.evaluations.rubric(rubric_key(prompt, house.scorer.identity))


async def test_a_drafted_rubric_is_erased_with_the_last_evaluation_of_its_prompt() -> None:
    house = house_with()
    first, last = await house.submitted(), (await house.submit(a_submission(owner="eve"))).id
    for evaluation_id in (first, last):
        await house.run(evaluation_id)
    await house.erase(OWNER, first)
    assert await stored_rubric(house)
    await house.erase("eve", last)
    assert await stored_rubric(house) is None


async def test_what_a_worker_drafts_for_an_erased_evaluation_is_swept() -> None:
    house = house_with()
    kept = await house.submitted(prompt="Rust")
    await house.run(kept)
    await house.keep_rubric(OWNER, PROMPT, None)
    await house.forget_unused_rubrics()
    assert await stored_rubric(house) is None
    assert await stored_rubric(house, "Rust")


async def test_a_rubric_that_cannot_be_erased_now_is_swept_later() -> None:
    evaluations = ShakyEvaluations()
    house = house_with(evaluations=evaluations)
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    evaluations.down = {"forget_rubrics"}
    await house.erase(OWNER, evaluation_id)
    assert await stored_rubric(house)
    evaluations.down = set()
    await house.forget_unused_rubrics()
    assert await stored_rubric(house) is None


@pytest.mark.parametrize("steps", range(40))
async def test_evaluations_that_stay_are_judged_by_one_rubric_whatever_is_erased_meanwhile(steps: int) -> None:
    scorer = Whimsical()
    house = house_with(scorer=scorer, evaluations=ShakyEvaluations())
    first = await house.submitted()
    await house.run(first)

    async def erase_later() -> None:
        for _ in range(steps):
            await asyncio.sleep(0)
        await house.erase(OWNER, first)

    async def judge_another() -> None:
        await house.run(await house.submitted())

    await asyncio.gather(erase_later(), judge_another())
    await house.forget_unused_rubrics()
    await judge_another()
    versions = [e.report.rubric.version for e in (await house.list(OWNER)).evaluations if e.report]
    assert (len(versions), len(set(versions))) == (2, 1)


async def test_a_draft_that_fails_when_nobody_waits_any_more_leaves_no_complaint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun = asyncio.Event()

    class Failing(ScriptedScorer):
        async def draft(self, request: DraftRequest) -> DraftedRubric:
            begun.set()
            await asyncio.sleep(0.01)
            raise ScorerRefused("no")

    house = house_with(scorer=Failing())
    waiting = asyncio.create_task(house.keep_rubric(OWNER, PROMPT, None))
    await begun.wait()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.sleep(0.05)
    gc.collect()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
