"""What every scorer promises."""

from __future__ import annotations

import pytest

from cvscreen.domain.assessment import Answers
from cvscreen.domain.errors import NoCriteria
from cvscreen.domain.grounding import grounded
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText, Page
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest, Scorer

PROMPT = "Requirements:\n- At least 3 years of experience with Python\n- Knowledge of PostgreSQL\n- Fluent English"
CV = CVText(
    (
        Page(1, "████ ███\nBackend developer\nEXPERIENCE\nJan 2018 – Dec 2023\nBuilt web services in Python.\n"),
        Page(2, "SKILLS\nPython, PostgreSQL, Docker\nLanguages: English (fluent)\n"),
    )
)
RUBRIC = Rubric(
    (
        Criterion(id="python", text="Experience with Python", weight=2.0, must_have=True),
        Criterion(id="beekeeping", text="Experience with beekeeping"),
    )
)


@pytest.mark.asyncio
class ScorerContract:
    """Needs a fixture `scorer` that is a Scorer."""

    async def test_it_says_who_it_is(self, scorer: Scorer) -> None:
        assert scorer.identity.scorer

    async def test_a_prompt_becomes_criteria_with_ids_of_their_own(self, scorer: Scorer) -> None:
        drafted = await scorer.draft(DraftRequest(prompt=PROMPT))
        ids = [criterion.id for criterion in drafted.rubric.criteria]
        assert len(ids) == len(set(ids)) >= 3

    async def test_a_criterion_about_a_protected_trait_is_dropped_and_flagged(self, scorer: Scorer) -> None:
        drafted = await scorer.draft(DraftRequest(prompt=f"{PROMPT}\n- Must be under 35 years of age"))
        assert not [c for c in drafted.rubric.criteria if "35" in c.text]
        assert [flag.code for flag in drafted.flags] == ["protected_trait"]

    async def test_a_prompt_of_nothing_but_protected_traits_has_no_criteria(self, scorer: Scorer) -> None:
        with pytest.raises(NoCriteria):
            await scorer.draft(DraftRequest(prompt="- Must be under 35 years of age"))

    async def test_there_is_one_answer_for_each_criterion(self, scorer: Scorer) -> None:
        answers = await self._assessed(scorer)
        assert [answer.criterion_id for answer in answers.answers] == ["python", "beekeeping"]

    async def test_its_answers_can_be_grounded(self, scorer: Scorer) -> None:
        assessment = grounded(await self._assessed(scorer), RUBRIC, CV)
        for finding in assessment.findings:
            for evidence in finding.evidence:
                assert CV.pages[evidence.page - 1].text[evidence.start : evidence.end] == evidence.quote

    async def test_the_usage_names_the_scorer(self, scorer: Scorer) -> None:
        assert (await self._assessed(scorer)).usage.scorer == scorer.identity.scorer

    async def test_the_same_question_gets_the_same_answer(self, scorer: Scorer) -> None:
        first, second = await self._assessed(scorer), await self._assessed(scorer)
        assert first.answers == second.answers
        assert first.rationale == second.rationale

    async def test_a_cv_without_text_is_answered_too(self, scorer: Scorer) -> None:
        blank = CVText((Page(1, ""),))
        answers = await scorer.assess(AssessmentRequest(rubric=RUBRIC, text=blank))
        assert len(answers.answers) == 2

    async def test_it_answers_a_ping(self, scorer: Scorer) -> None:
        assert (await scorer.ping()).detail

    async def _assessed(self, scorer: Scorer) -> Answers:
        return await scorer.assess(AssessmentRequest(rubric=RUBRIC, text=CV))
