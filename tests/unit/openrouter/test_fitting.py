"""What does not fit into the model is refused before it is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openrouter_house import REQUEST, RUBRIC, asking, sent

from cvscreen.adapters.scorers.openrouter.fitting import estimated_tokens
from cvscreen.domain.errors import CVTooLong
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText, Page
from cvscreen.ports.scorers import AssessmentRequest

LONG = AssessmentRequest(rubric=RUBRIC, text=CVText((Page(1, "Built web services in Python. " * 4_000),)))


async def test_a_cv_that_does_not_fit_is_refused_before_any_call_with_sizes_and_what_to_do() -> None:
    async with asking() as (scorer, server):
        with pytest.raises(CVTooLong) as raised:
            await scorer.assess(LONG)
    assert server.requests == []
    assert server.asked_for_models == 1
    assert "120000 characters" in raised.value.detail
    assert "tokens more than test/model can hold" in raised.value.detail
    assert "name a model that holds more" in raised.value.detail
    assert not raised.value.retryable


async def test_one_that_fits_is_sent_whole() -> None:
    async with asking(context_tokens=100_000) as (scorer, server):
        await scorer.assess(LONG)
    assert LONG.text.pages[0].text in sent(server)


async def test_context_that_is_told_by_an_option_is_not_asked_for() -> None:
    async with asking(context_tokens=8_000) as (scorer, server):
        await scorer.assess(REQUEST)
    assert server.asked_for_models == 0


async def test_where_nobody_tells_how_much_fits_everything_is_sent() -> None:
    async with asking() as (scorer, server):
        server.models = []
        await scorer.assess(LONG)
    assert LONG.text.pages[0].text in sent(server)


async def test_an_answer_may_take_what_the_question_leaves() -> None:
    async with asking(context_tokens=3_000) as (scorer, server):
        await scorer.assess(REQUEST)
    assert 540 <= server.requests[0]["max_tokens"] < 3_000


async def test_a_rubric_takes_room_for_its_answers_too() -> None:
    many = Rubric(tuple(Criterion(id=f"c{n}", text=f"Skill number {n}") for n in range(60)))
    async with asking(context_tokens=6_000) as (scorer, server):
        await scorer.assess(REQUEST)
        with pytest.raises(CVTooLong):
            await scorer.assess(AssessmentRequest(rubric=many, text=REQUEST.text))
    assert len(server.requests) == 1


@given(st.text(), st.text())
def test_the_estimate_grows_with_the_text_and_is_never_under_a_third_of_it(first: str, second: str) -> None:
    assert estimated_tokens(first + second) >= max(estimated_tokens(first), estimated_tokens(second))
    assert estimated_tokens(first) * 3 >= len(first)


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("abc", 1), ("abcd", 2), ("経験", 2), ("Größe", 3)])
def test_other_scripts_count_a_token_for_each_character(text: str, tokens: int) -> None:
    assert estimated_tokens(text) == tokens
