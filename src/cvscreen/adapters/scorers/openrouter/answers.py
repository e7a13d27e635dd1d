"""From what a model says to answers and criteria."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cvscreen.adapters.scorers.openrouter.fence import echoes
from cvscreen.adapters.scorers.openrouter.reading import MisfitError, read
from cvscreen.adapters.scorers.openrouter.schemas import GivenAnswer, GivenAssessment, GivenCriterion, GivenDraft
from cvscreen.domain.assessment import Answer, Flag, Quote
from cvscreen.domain.rubric import MAX_CRITERIA, MAX_CRITERION_LENGTH, Criterion, Rubric

MOST_QUOTES = 8
LONGEST_NOTE = 1_000
LONGEST_RATIONALE = 4_000
"""Characters. A model is asked for far less; one that talks on does not fill the store."""

WEIGHTS = (1.0, 5.0)

ECHO = "the model repeats the marker that fences the CV in: it may follow what the CV says, so read the CV yourself"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a model says about a CV, in the rubric's order."""

    answers: tuple[Answer, ...]
    rationale: str
    flags: tuple[Flag, ...]


def judged(said: str, rubric: Rubric, marker: str) -> Judged:
    """The answers, one for each criterion. Raises MisfitError."""
    given = read(said, GivenAssessment)
    by_id = _by_criterion(given.answers, [criterion.id for criterion in rubric.criteria])
    words = [given.rationale, *(text for answer in given.answers for text in (answer.note, *answer.quotes))]
    return Judged(
        answers=tuple(_answer(by_id[criterion.id]) for criterion in rubric.criteria),
        rationale=given.rationale.strip()[:LONGEST_RATIONALE],
        flags=(Flag("suspicious_instructions", ECHO),) if echoes(words, marker) else (),
    )


def _by_criterion(given: list[GivenAnswer], wanted: list[str]) -> dict[str, GivenAnswer]:
    times = Counter(answer.id for answer in given)
    wrong = [
        _told("there was no answer to", [id_ for id_ in wanted if not times[id_]]),
        _told("there was more than one answer to", [id_ for id_ in wanted if times[id_] > 1]),
        "there were answers with ids that are no criterion's" if times.keys() - set(wanted) else "",
    ]
    if any(wrong):
        raise MisfitError("; ".join(filter(None, wrong)))
    return {answer.id: answer for answer in given}


def _told(what: str, ids: list[str]) -> str:
    return f"{what} {', '.join(ids)}" if ids else ""


def _answer(given: GivenAnswer) -> Answer:
    quotes = dict.fromkeys(quote.strip() for quote in given.quotes if quote.strip())
    return Answer(
        criterion_id=given.id,
        verdict=given.verdict,
        quotes=tuple(Quote(quote) for quote in list(quotes)[:MOST_QUOTES]),
        note=given.note.strip()[:LONGEST_NOTE],
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a model draws from a job prompt."""

    criteria: tuple[Criterion, ...]
    flags: tuple[Flag, ...]


def drawn(said: str) -> Drawn:
    """The criteria, none of them twice, numbered from c1 on. Raises MisfitError."""
    given = list(_distinct(read(said, GivenDraft).criteria))
    criteria = tuple(_criterion(number, one) for number, one in enumerate(given[:MAX_CRITERIA], start=1))
    return Drawn(criteria, _left_out(given[MAX_CRITERIA:]))


def _distinct(given: Iterable[GivenCriterion]) -> Iterable[GivenCriterion]:
    by_text: dict[str, GivenCriterion] = {}
    for one in given:
        by_text.setdefault(" ".join(one.text.split()).casefold(), one)
    return (one for text, one in by_text.items() if text)


def _criterion(number: int, given: GivenCriterion) -> Criterion:
    text = " ".join(given.text.split())
    if len(text) > MAX_CRITERION_LENGTH:
        raise MisfitError("a criterion was too long: one sentence each")
    least, most = WEIGHTS
    weight = min(max(given.weight, least), most) if math.isfinite(given.weight) else least
    return Criterion(id=f"c{number}", text=text, weight=weight, must_have=given.must_have)


def _left_out(given: list[GivenCriterion]) -> tuple[Flag, ...]:
    shown = "; ".join(one.text[:80] for one in given[:3])
    return (Flag("criteria_left_out", f"{len(given)} beyond the first {MAX_CRITERIA}: {shown} …"),) if given else ()
