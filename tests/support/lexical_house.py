"""A lexical scorer on a fixed day, and short ways to ask it."""

from datetime import UTC, datetime

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.scorers.lexical import LexicalScorer
from cvscreen.domain.assessment import Finding
from cvscreen.domain.grounding import grounded
from cvscreen.domain.rubric import Criterion, DraftedRubric, Rubric
from cvscreen.domain.text import CVText, Page
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest

SCORER = LexicalScorer(FixedClock(datetime(2026, 6, 15, tzinfo=UTC)))


async def finding(criterion: str, *pages: str, must_have: bool = False) -> Finding:
    """What the scorer finds about one criterion in a CV of these pages, once it is grounded."""
    rubric = Rubric((Criterion(id="c", text=criterion, must_have=must_have),))
    text = CVText(tuple(Page(number, page) for number, page in enumerate(pages, 1)))
    answers = await SCORER.assess(AssessmentRequest(rubric=rubric, text=text))
    assessment = grounded(answers, rubric, text)
    assert not assessment.flags, "every quote of the lexical scorer stands in the CV"
    return assessment.findings[0]


async def drafted(prompt: str) -> DraftedRubric:
    """The rubric it draws from a prompt."""
    return await SCORER.draft(DraftRequest(prompt=prompt))
