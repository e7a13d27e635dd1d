"""The embedded scorer: deterministic and offline, it judges by the words that a CV shares with the criteria."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import lru_cache

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.scorers.lexical.demands import Demand, demand
from cvscreen.adapters.scorers.lexical.drafting import criteria
from cvscreen.adapters.scorers.lexical.judging import answer
from cvscreen.adapters.scorers.lexical.lexicon import Lexicon, blocks
from cvscreen.adapters.scorers.lexical.rationale import rationale
from cvscreen.adapters.scorers.lexical.reading import Reading
from cvscreen.domain.assessment import Answers, Flag, Usage
from cvscreen.domain.rubric import DraftedRubric, Rubric, drafted_rubric
from cvscreen.ports.clocks import Clock
from cvscreen.ports.health import Health
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest, ScorerIdentity

VERSION = "lexical-2"
"""Changes whenever the same prompt would give another rubric, or the same CV other verdicts."""


class LexicalScorer:
    """Finds what each criterion names in the CV: terms with their synonyms, years, degrees.

    What it cannot judge by words is unclear. The clock gives the month that "present" means.
    """

    identity = ScorerIdentity(scorer="lexical", prompt_version=VERSION)

    def __init__(self, clock: Clock, lexicon: Lexicon | None = None) -> None:
        self._clock = clock
        self._lexicon = lexicon or Lexicon(blocks())
        self._demands = lru_cache(maxsize=64)(self._taken_apart)

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        """The criteria that the prompt names. Raises NoCriteria if there are none."""
        kept, left_out = await asyncio.to_thread(criteria, request.prompt, self._lexicon)
        drafted = drafted_rubric(kept)
        if not left_out:
            return drafted
        shown = "; ".join(criterion.text[:80] for criterion in left_out[:3])
        flag = Flag("criteria_left_out", f"{len(left_out)} beyond the first {len(kept)}: {shown} …")
        return replace(drafted, flags=(*drafted.flags, flag))

    async def assess(self, request: AssessmentRequest) -> Answers:
        """An answer for each criterion, with exact quotes. Long texts are judged in a thread, so that the loop lives."""
        if request.text.is_short():
            return self._assessed(request)
        return await asyncio.to_thread(self._assessed, request)

    def _assessed(self, request: AssessmentRequest) -> Answers:
        begun = time.perf_counter()
        reading = Reading(request.text, self._clock.now())
        demands = self._demands(request.rubric)
        answers = tuple(
            answer(criterion.id, taken, reading)
            for criterion, taken in zip(request.rubric.criteria, demands, strict=True)
        )
        latency = round((time.perf_counter() - begun) * 1000, 3)
        usage = Usage(scorer="lexical", prompt_version=VERSION, latency_ms=latency)
        return Answers(answers=answers, usage=usage, rationale=rationale(request.rubric, answers))

    async def ping(self) -> Health:
        """Always well."""
        return Health(f"{VERSION}, offline")

    def _taken_apart(self, rubric: Rubric) -> tuple[Demand, ...]:
        return tuple(demand(criterion.text, self._lexicon) for criterion in rubric.criteria)


class LexicalOptions(msgspec.Struct, frozen=True):
    """There are none."""


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[LexicalScorer]:  # noqa: A001 - every adapter module has an open
    """The scorer, with the vocabulary that is shipped."""
    opening.url.options(LexicalOptions)
    yield LexicalScorer(opening.clock)
