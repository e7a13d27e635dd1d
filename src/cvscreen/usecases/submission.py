"""What is submitted: a CV as it streams in, and the job it is for."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass

from cvscreen.domain.documents import check_prompt
from cvscreen.domain.evaluations import Evaluation
from cvscreen.domain.rubric import Rubric, given_rubric


@dataclass(frozen=True, slots=True)
class JobTerms:
    """The job in plain words, and the rubric to judge by, None if it is to be drafted."""

    prompt: str
    rubric: Rubric | None = None

    def checked(self, max_prompt_bytes: int) -> JobTerms:
        """The same, in text that every store can keep. Raises a PromptError or a RubricError."""
        check_prompt(self.prompt, max_prompt_bytes)
        if self.rubric is not None:
            given_rubric(self.rubric.criteria)
        return JobTerms(storable(self.prompt), self.rubric)


LateTerms = Callable[[], Awaitable[JobTerms]]
"""Gives the terms once the file has been read, as in a form that has the file first. May raise a CvscreenError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A CV as it streams in, whose it is, and the job it is for.

    `idempotency_key` is the owner's name for this submission: sent again with it, it is accepted once.
    """

    owner: str
    filename: str
    chunks: AsyncIterable[bytes]
    job: JobTerms | LateTerms
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionLimits:
    """How large a file and a prompt may be, in bytes."""

    max_bytes: int
    max_prompt_bytes: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The evaluation as it was accepted, pending; `replayed` if an earlier call with the same key did that."""

    evaluation: Evaluation
    replayed: bool = False


def storable(text: str) -> str:
    """Half a surrogate pair is no text: no store could keep it."""
    return text.encode(errors="replace").decode()
