"""Asking a question, and once more if the answer does not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from cvscreen.adapters.scorers.openrouter.prompts import VERSION
from cvscreen.adapters.scorers.openrouter.questions import Question
from cvscreen.adapters.scorers.openrouter.reading import MisfitError
from cvscreen.domain.assessment import Usage
from cvscreen.domain.errors import CvscreenError, ScorerError, ScorerOutputInvalid
from cvscreen.domain.usage import summed
from cvscreen.ports.scorers import Allow

if TYPE_CHECKING:  # it comes with an extra
    from cvscreen.adapters.scorers.openrouter.client import Completion, OpenRouterClient

FIRST_SEED = 20
"""Fixed, so that the same question gets the same answer, as far as the provider can."""

SHORTER = "it was cut, as it was too long: quote less, and write notes of a few words"

Answer = TypeVar("Answer")


class Asking:
    """One question, and who is asked: at most two calls, told apart by what was wrong with the first answer.

    `limit` is how many tokens an answer may have. A second answer may be twice as long if the first one was cut, and
    if the model holds as much, which has `room` for so many. `allow` is asked before it.
    """

    def __init__(
        self, client: OpenRouterClient, question: Question, *, limit: int, room: int, allow: Allow, sample: int = 0
    ) -> None:
        self._client = client
        self._allow = allow
        self._question = question
        self._limit = limit
        self._room = room
        self._seed = FIRST_SEED + sample
        self._usages: list[Usage] = []

    async def __call__(self, read: Callable[[str], Answer]) -> tuple[Answer, Usage]:
        """What `read` makes of the answer, and what it took.

        Raises ScorerError, or what `allow` does, with what all calls took.
        """
        first = await self._completed("", self._limit)
        try:
            return read(first.text), self._usage()
        except MisfitError as misfit:
            wrong = SHORTER if first.cut else str(misfit)
        try:
            await self._allow(self._usage())
        except CvscreenError as error:
            error.usage = self._usage()
            raise
        limit = min(2 * self._limit, self._room) if first.cut else self._limit
        again = f"Your last answer could not be used: {wrong}. Answer again, with JSON alone."
        second = await self._completed(again, limit)
        try:
            return read(second.text), self._usage()
        except MisfitError as misfit:
            raise self._invalid(second, misfit) from None

    async def _allowed(self, more: Usage | None) -> None:
        await self._allow(summed([*self._usages, *([more] if more else [])]))

    async def _completed(self, objection: str, limit: int) -> Completion:
        asked = self._question
        try:
            completion = await self._client.complete(
                asked.messages(objection), asked.schema, asked.name, self._seed, limit, self._allowed
            )
        except CvscreenError as error:
            self._usages += [error.usage] if error.usage else []
            error.usage = self._usage() if self._usages else None
            if isinstance(error, ScorerError):
                error.tried = error.tried or bool(error.usage and error.usage.calls)
            raise
        self._usages.append(completion.usage)
        return completion

    def _usage(self) -> Usage:
        return replace(summed(self._usages), prompt_version=VERSION)

    def _invalid(self, completion: Completion, misfit: MisfitError) -> ScorerOutputInvalid:
        what = "it was cut: let it write more by answer_tokens" if completion.cut else str(misfit)
        detail = (
            f"the model's answer could not be used, twice; the second time {what}. If it goes on, name another model"
        )
        return ScorerOutputInvalid(detail, usage=self._usage())
