"""Nobody gains or loses by their name: the same CV under many names gets the same score."""

import functools
import json
from datetime import UTC, datetime

import pytest
from ranking import RESUMES

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.scorers.lexical import LexicalScorer
from cvscreen.domain.documents import CVFacts
from cvscreen.domain.grounding import grounded
from cvscreen.domain.masks import masked
from cvscreen.domain.report import report
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.domain.text import CVText, Page
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest

pytestmark = pytest.mark.skipif(
    not RESUMES.exists(), reason="needs ../shared/data/bloomberg-gpt-hiring beside the checkout"
)

NAMES = RESUMES.parents[1] / "input"
EVERY = 97
"""One name in so many, another one for each CV, so that the suite stays fast; all 800 were run by hand."""


@functools.cache
def names() -> list[str]:
    lists = (json.loads((NAMES / f"top_{sex}_names.json").read_text("utf-8")) for sex in ("mens", "womens"))
    return [name for groups in lists for group in groups.values() for name in group]


async def score(scorer: LexicalScorer, drafted: DraftedRubric, cv: str) -> tuple[float, float]:
    text = masked(CVText((Page(1, cv),)))
    answers = await scorer.assess(AssessmentRequest(rubric=drafted.rubric, text=text))
    found = report(CVFacts("cv.pdf", "", 0, 1), drafted.rubric, grounded(answers, drafted.rubric, text))
    return found.score, found.score_high


@pytest.mark.parametrize("job", ["software engineer", "HR specialist", "retail", "financial analyst"])
async def test_a_name_changes_no_score_not_even_one_that_is_a_word_of_the_job(job: str) -> None:
    roles = json.loads(RESUMES.read_text("utf-8"))
    scorer = LexicalScorer(FixedClock(datetime(2026, 11, 1, tzinfo=UTC)))
    drafted = await scorer.draft(DraftRequest(prompt=roles[job]["jd"]))
    asked = sorted(
        {word for c in drafted.rubric.criteria for word in c.text.split() if word.isalpha() and len(word) > 4}
    )
    cvs = [cv for role in roles.values() for cv in role["resumes"]]
    for number, cv in enumerate(cvs):
        surnames = [*asked[number % 7 :: 7], "Python"]
        chosen = [*names()[number::EVERY], *(f"Jordan {surname.title()}" for surname in surnames)]
        scores = {name: await score(scorer, drafted, cv.replace("{name}", name)) for name in ["Jordan Ashby", *chosen]}
        assert len(set(scores.values())) == 1, scores
