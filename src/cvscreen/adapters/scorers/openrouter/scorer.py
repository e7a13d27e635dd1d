"""The scorer that asks a model: a job prompt becomes a rubric, a CV an answer to each of its criteria."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from cvscreen.adapters.scorers.openrouter.answers import drawn, judged
from cvscreen.adapters.scorers.openrouter.asking import Asking
from cvscreen.adapters.scorers.openrouter.fence import marker_for
from cvscreen.adapters.scorers.openrouter.fitting import (
    NEEDED_FOR_DRAFT,
    UNKNOWN_ROOM,
    USUAL_ANSWER,
    needed_for_answers,
)
from cvscreen.adapters.scorers.openrouter.place import KEY_VARIABLE, OpenRouterOptions, OpenRouterPlace
from cvscreen.adapters.scorers.openrouter.prompts import VERSION
from cvscreen.adapters.scorers.openrouter.questions import Question, assessment_question, draft_question
from cvscreen.domain.assessment import Answers
from cvscreen.domain.errors import CVTooLong, InvalidSetting, MissingExtra, NoCriteria, PromptTooLong
from cvscreen.domain.rubric import DraftedRubric, drafted_rubric
from cvscreen.ports.health import Health
from cvscreen.ports.scorers import Allow, AssessmentRequest, DraftRequest, ScorerIdentity

if TYPE_CHECKING:  # it comes with an extra
    from cvscreen.adapters.scorers.openrouter.client import OpenRouterClient

SCORER = "openrouter"


class OpenRouterScorer:
    """Judges by a model at OpenRouter, or at any server that speaks OpenAI's API.

        async with cvscreen.OpenRouterScorer(api_key="…", models=("qwen/qwen3-coder:free",)) as scorer:
            drafted = await scorer.draft(DraftRequest(prompt=prompt))

    Without `api_key` the key is that of OPENROUTER_API_KEY; of several `models` the later ones are asked when the
    earlier ones fail. It works inside its context only; entering it raises MissingExtra without the extra `openrouter`.
    Raises InvalidSetting for options that make no sense.
    """

    def __init__(
        self, *, api_key: str | None = None, models: Iterable[str] = (), options: OpenRouterOptions | None = None
    ) -> None:
        self._options = _checked(options or OpenRouterOptions())
        environment = os.environ if api_key is None else {**os.environ, KEY_VARIABLE: api_key}
        self._place = OpenRouterPlace.chosen(tuple(models), self._options, environment)
        self._client: OpenRouterClient | None = None
        self._stack = AsyncExitStack()

    @property
    def identity(self) -> ScorerIdentity:
        """The models in order, the version of the prompts, how often to ask and how long to remember."""
        return ScorerIdentity(
            scorer=SCORER,
            models=self._place.models,
            prompt_version=VERSION,
            samples=self._options.samples,
            remembered=timedelta(days=self._options.remember_days),
            host=self._place.host,
        )

    async def __aenter__(self) -> Self:
        if self._client is not None:
            raise RuntimeError("this OpenRouterScorer is open already: make one for each `async with`")
        self._client = await self._stack.enter_async_context(_client(self._place))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._client = None
        await self._stack.aclose()

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        """The criteria that the model draws from the prompt, those about protected traits left out.

        Raises NoCriteria, PromptTooLong, or a ScorerError.
        """
        question = draft_question(request.prompt, marker_for(request.prompt))
        room = await self._room(question)
        if room < NEEDED_FOR_DRAFT:
            raise PromptTooLong(f"the job prompt has {_size(request.prompt)}, {self._too_long(room, NEEDED_FOR_DRAFT)}")
        drew, usage = await self._asking(question, room, NEEDED_FOR_DRAFT, request.allow)(drawn)
        try:
            drafted = drafted_rubric(drew.criteria)
        except NoCriteria as error:
            error.usage = usage
            raise
        return replace(drafted, flags=(*drafted.flags, *drew.flags), usage=usage)

    async def assess(self, request: AssessmentRequest) -> Answers:
        """One answer for each criterion. Raises CVTooLong before any call, or another ScorerError."""
        pages = [page.text for page in request.text.pages]
        marker = marker_for(*pages)
        question = assessment_question(request.rubric, request.text, marker)
        room, needed = await self._room(question), needed_for_answers(len(request.rubric.criteria))
        if room < min(needed, self._limit(needed)):
            raise CVTooLong(f"the CV has {_size(''.join(pages))}, {self._too_long(room, needed)}")
        asking = self._asking(question, room, needed, request.allow, request.sample)
        found, usage = await asking(lambda said: judged(said, request.rubric, marker))
        return Answers(answers=found.answers, usage=usage, rationale=found.rationale, flags=found.flags)

    async def ping(self) -> Health:
        """Whether the server answers and knows the key. Raises ScorerError."""
        return await self._opened().ping()

    def _asking(self, question: Question, room: int, needed: int, allow: Allow, sample: int = 0) -> Asking:
        limit = min(self._limit(needed), room)
        return Asking(self._opened(), question, limit=limit, room=room, allow=allow, sample=sample)

    def _limit(self, needed: int) -> int:
        return self._options.answer_tokens or max(USUAL_ANSWER, needed)

    async def _room(self, question: Question) -> int:
        """How many tokens the models have left for an answer; below 0 if the question alone does not fit."""
        context = self._options.context_tokens or await self._opened().context_length()
        return UNKNOWN_ROOM if context is None else context - question.tokens()

    def _too_long(self, room: int, needed: int) -> str:
        models = ", ".join(self._place.models)
        return (
            f"and with instructions, criteria and answer it is about {needed - room} tokens more than {models} can "
            "hold: give a shorter one, or name a model that holds more"
        )

    def _opened(self) -> OpenRouterClient:
        if self._client is None:
            raise RuntimeError("an OpenRouterScorer works inside its context only: async with OpenRouterScorer() as …")
        return self._client


def _client(place: OpenRouterPlace) -> AbstractAsyncContextManager[OpenRouterClient]:
    try:
        from cvscreen.adapters.scorers.openrouter.client import opened_client
    except ModuleNotFoundError as error:
        raise MissingExtra(f"the OpenRouter scorer needs {error.name}: pip install 'cvscreen[openrouter]'") from None
    return opened_client(place)


def _checked(options: OpenRouterOptions) -> OpenRouterOptions:
    try:
        checked = msgspec.convert(msgspec.to_builtins(options), OpenRouterOptions)
    except msgspec.ValidationError as error:
        raise InvalidSetting(f"options of the OpenRouter scorer: {error}") from None
    if checked.samples % 2 == 0:
        raise InvalidSetting(f"samples={checked.samples}: give an odd number, so that one answer is in the middle")
    return checked


def _size(text: str) -> str:
    return f"{len(text)} characters"
