"""Hypothesis strategies and small builders for the domain's types."""

from __future__ import annotations

from hypothesis import strategies as st

from cvscreen.domain.assessment import Answer, Answers, Quote, Usage, Verdict
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText, Page

USAGE = Usage(scorer="test")

WEIGHTS = st.one_of(
    st.floats(min_value=5e-324, max_value=1.7e308, allow_nan=False, allow_infinity=False),
    st.sampled_from([1.0, 0.1, 0.3, 1 / 3, 2.5, 1e-300, 5e-324, 1.7976931348623157e308]),
    st.integers(min_value=1, max_value=10**6),
)
VERDICTS = st.sampled_from(Verdict)


def rubric_of(*criteria: tuple[float, bool]) -> Rubric:
    """A rubric of weights and must-haves, with the ids c0, c1 …"""
    return Rubric(
        tuple(
            Criterion(id=f"c{index}", text=f"Criterion {index}", weight=weight, must_have=must_have)
            for index, (weight, must_have) in enumerate(criteria)
        )
    )


@st.composite
def judged_rubrics(draw: st.DrawFn) -> tuple[Rubric, dict[str, Verdict]]:
    """A rubric, and a verdict for each of its criteria."""
    criteria = draw(st.lists(st.tuples(WEIGHTS, st.booleans()), min_size=1, max_size=12))
    rubric = rubric_of(*criteria)
    return rubric, {criterion.id: draw(VERDICTS) for criterion in rubric.criteria}


def text_of(*pages: str) -> CVText:
    """A CV of these pages, without spans."""
    return CVText(tuple(Page(number, text) for number, text in enumerate(pages, start=1)))


def answers_of(*answers: tuple[str, Verdict, tuple[str, ...]]) -> Answers:
    """Answers of criterion id, verdict and quotes."""
    return Answers(
        answers=tuple(
            Answer(criterion_id=id_, verdict=verdict, quotes=tuple(Quote(quote) for quote in quotes))
            for id_, verdict, quotes in answers
        ),
        usage=USAGE,
    )
