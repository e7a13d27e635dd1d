"""Drafted rubrics in memory: the first of a key stays, as long as an evaluation has its prompt."""

from __future__ import annotations

from collections import Counter

from cvscreen.adapters.evaluations.memory_lists import MemoryEvaluationLists
from cvscreen.domain.rubric import DraftedRubric, RubricKey
from cvscreen.ports.clocks import Clock


class MemoryDraftedRubrics(MemoryEvaluationLists):
    """The rubrics by their keys, and how many evaluations have each prompt."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._rubrics: dict[RubricKey, DraftedRubric] = {}
        self._prompts: Counter[str | None] = Counter()

    async def keep_rubric(self, key: RubricKey, drafted: DraftedRubric) -> DraftedRubric:
        """Store a drafted rubric under the key unless there is one, and return the one that is stored."""
        with self._lock:
            return self._rubrics.setdefault(key, drafted)

    async def rubric(self, key: RubricKey) -> DraftedRubric | None:
        """The drafted rubric stored under the key, or None."""
        with self._lock:
            return self._rubrics.get(key)

    async def forget_rubrics(self, prompt_hash: str) -> int:
        """Remove the rubrics drafted for a prompt, unless an evaluation of it is stored."""
        with self._lock:
            unused = [key for key in self._unused() if key.prompt_hash == prompt_hash]
            for key in unused:
                del self._rubrics[key]
            return len(unused)

    async def unused_rubrics(self, limit: int) -> tuple[str, ...]:
        """Hashes of prompts for which a rubric was drafted, but no evaluation is stored."""
        with self._lock:
            return tuple({key.prompt_hash for key in self._unused()})[:limit]

    def _unused(self) -> list[RubricKey]:
        return [key for key in self._rubrics if not self._prompts[key.prompt_hash]]
