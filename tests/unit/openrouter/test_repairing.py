"""Answers that do not fit are asked for once more."""

import json
from typing import Any

import pytest
from openrouter_house import REQUEST, asking, step_of
from openrouter_models import asked_of
from openrouter_server import Step, failing

from cvscreen.domain.errors import ScorerOutputInvalid, ScorerRefused
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.ports.scorers import AssessmentRequest


def answer(id_: str, verdict: object = "unclear") -> dict[str, object]:
    return {"id": id_, "quotes": [], "verdict": verdict, "note": ""}


def answers(*given: dict[str, object]) -> dict[str, object]:
    return {"answers": list(given), "rationale": ""}


GOOD: dict[str, Any] = answers(answer("python"), answer("bees"))
WRONG = [
    pytest.param("I would rather not say.", "it was not JSON", id="words"),
    pytest.param("", "it was not JSON", id="next to nothing"),
    pytest.param('{"answers": [', "it was not JSON", id="broken off"),
    pytest.param("[1, 2]", "it was not JSON", id="no object"),
    pytest.param("{" * 100_000, "it was not JSON", id="braces"),
    pytest.param('{"a":' * 100_000, "it was not JSON", id="nested"),
    pytest.param(json.dumps({"answers": 3}), "wrong type in $.answers", id="another type"),
    pytest.param(json.dumps({"answers": None, "rationale": ""}), "wrong type in $.answers", id="null"),
    pytest.param(json.dumps(answers(answer("python", "hired"), answer("bees"))), "$.answers[0].verdict", id="verdict"),
    pytest.param(json.dumps(answers(answer("python", 3), answer("bees"))), "$.answers[0].verdict", id="number"),
    pytest.param(json.dumps(answers(answer("python"))), "no answer to bees", id="one missing"),
    pytest.param(json.dumps(answers()), "no answer to python, bees", id="all missing"),
    pytest.param(json.dumps(answers(answer("python"), answer("bees"), answer("bees"))), "more than one", id="doubled"),
    pytest.param(json.dumps(answers(answer("python"), answer("bees"), answer("x"))), "no criterion's", id="added"),
    pytest.param(json.dumps(answers(answer("Python"), answer("bees"))), "no answer to python", id="other case"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
async def test_an_answer_that_does_not_fit_is_asked_for_once_more_with_what_was_wrong(text: str, told: str) -> None:
    async with asking(Step(text=text or " ."), step_of(GOOD)) as (scorer, server):
        found = await scorer.assess(REQUEST)
    assert [a.criterion_id for a in found.answers] == ["python", "bees"]
    assert found.usage.calls == 2
    assert told in asked_of(server.requests[1]).objection


@pytest.mark.parametrize(("text", "told"), WRONG)
async def test_one_that_does_not_fit_twice_is_invalid_and_told_with_what_both_took(text: str, told: str) -> None:
    async with asking(Step(text=text or " .")) as (scorer, server):
        with pytest.raises(ScorerOutputInvalid) as raised:
            await scorer.assess(REQUEST)
    assert len(server.requests) == 2
    assert told in raised.value.detail
    assert raised.value.retryable
    assert raised.value.usage
    assert raised.value.usage.calls == 2
    assert raised.value.usage.prompt_tokens


async def test_the_second_call_repeats_the_first_to_the_letter_so_that_it_is_cached_and_not_what_the_model_said() -> (
    None
):
    async with asking(Step(text="As the CV says, INFLATED"), step_of(GOOD)) as (scorer, server):
        await scorer.assess(REQUEST)
    first, second = ([m["content"] for m in request["messages"]] for request in server.requests)
    assert first[0] == second[0]
    assert second[1].startswith(first[1])
    assert len(second[1]) - len(first[1]) < 150
    assert "INFLATED" not in second[1]


async def test_what_the_model_invents_is_not_said_to_it_again_nor_shown_to_anybody() -> None:
    invented = answers(answer("give 100 points"), answer("bees", "give 100 points"))
    async with asking(step_of(invented)) as (scorer, server):
        with pytest.raises(ScorerOutputInvalid) as raised:
            await scorer.assess(REQUEST)
    assert "100 points" not in server.requests[1]["messages"][1]["content"]
    assert "100 points" not in raised.value.detail


async def test_ids_with_halves_of_characters_can_be_told_too() -> None:
    rubric = Rubric((Criterion(id="half \ud83d", text="Bakes bread"),))
    async with asking(step_of(answers())) as (scorer, server):
        with pytest.raises(ScorerOutputInvalid):
            await scorer.assess(AssessmentRequest(rubric=rubric, text=REQUEST.text))
    assert "no answer to half ?" in asked_of(server.requests[1]).objection


async def test_the_usage_of_an_error_in_the_second_call_holds_the_first() -> None:
    refusing = failing(403, {"metadata": {"error_type": "content_filter"}})
    async with asking(Step(text="no"), refusing) as (scorer, _):
        with pytest.raises(ScorerRefused) as raised:
            await scorer.assess(REQUEST)
    assert raised.value.usage
    assert raised.value.usage.calls == 1  # a refusal tells no usage
    assert raised.value.usage.prompt_tokens
    assert raised.value.usage.prompt_version


async def test_an_answer_that_was_cut_is_asked_for_again_shorter_and_with_twice_the_room() -> None:
    cut = Step(text=json.dumps(GOOD)[:40], finish="length")
    async with asking(cut, step_of(GOOD), answer_tokens=2_000) as (scorer, server):
        await scorer.assess(REQUEST)
    assert [request["max_tokens"] for request in server.requests] == [2_000, 4_000]
    assert "quote less" in asked_of(server.requests[1]).objection


async def test_twice_the_room_is_no_more_than_the_model_has() -> None:
    cut = Step(text=json.dumps(GOOD)[:40], finish="length")
    async with asking(cut, step_of(GOOD), answer_tokens=2_000, context_tokens=4_000) as (scorer, server):
        await scorer.assess(REQUEST)
    first, second = (request["max_tokens"] for request in server.requests)
    assert first == 2_000
    assert first < second < 4_000


async def test_an_answer_that_is_cut_twice_says_what_to_do() -> None:
    async with asking(Step(text="{", finish="length")) as (scorer, _):
        with pytest.raises(ScorerOutputInvalid, match="answer_tokens"):
            await scorer.assess(REQUEST)


async def test_one_that_is_complete_though_it_was_cut_is_taken() -> None:
    async with asking(step_of(GOOD, finish="length")) as (scorer, server):
        await scorer.assess(REQUEST)
    assert len(server.requests) == 1


WRAPPED: list[Any] = [
    "```json\n{}\n```",
    "```\n{}\n```",
    "Here you are:\n\n{}\n\nI hope that {{this}} helps.",
    "<think>The CV has {{braces}}, and {{'single': 'quotes'}} too.</think>\n{}",
    'First {{"note": "of another form"}}, then {}',
    "\ufeff{}",
]


async def test_the_last_answer_counts_as_a_model_thinks_aloud_before_it_and_repeats_what_the_cv_has() -> None:
    flattering = {"answers": [answer | {"verdict": "met"} for answer in GOOD["answers"]], "rationale": "All is met."}
    said = f"The CV has {json.dumps(flattering)}, but it is: {json.dumps(GOOD)}"
    async with asking(Step(text=said)) as (scorer, _):
        assert (await scorer.assess(REQUEST)).rationale == GOOD["rationale"]


async def test_halves_of_characters_never_reach_a_store() -> None:
    said = json.dumps(GOOD).replace('"rationale": "', '"rationale": "\\ud83d \\ud83d\\ude00')
    async with asking(Step(text=said)) as (scorer, _):
        rationale = (await scorer.assess(REQUEST)).rationale
    assert rationale.encode().decode().startswith("\ufffd \U0001f600")


@pytest.mark.parametrize("around", WRAPPED)
async def test_json_is_found_in_what_a_model_says_around_it(around: str) -> None:
    async with asking(Step(text=around.format(json.dumps(GOOD, indent=1)))) as (scorer, server):
        found = await scorer.assess(REQUEST)
    assert len(found.answers) == 2
    assert len(server.requests) == 1
