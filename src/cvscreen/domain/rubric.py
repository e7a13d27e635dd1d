"""Rubrics: the questions that every CV for a job is asked, and what each is worth."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cvscreen.domain.assessment import Flag, Usage
from cvscreen.domain.errors import InvalidRubric, NoCriteria, ProtectedTrait
from cvscreen.domain.traits import protected_trait

MAX_CRITERIA = 100
MAX_CRITERION_LENGTH = 2_000
MAX_ID_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question to a CV.

    `weight` is its share of the score relative to the others' (above 0, finite); a `must_have` that is
    not met caps the score. Raises InvalidRubric for a blank or overlong id or text, or another weight.
    """

    id: str
    text: str
    weight: float = 1.0
    must_have: bool = False

    def __post_init__(self) -> None:
        _check_text("id", self.id, MAX_ID_LENGTH)
        _check_text(f"text of criterion {self.id!r}", self.text, MAX_CRITERION_LENGTH)
        if not 0 < _as_float(self.weight) < math.inf:
            raise InvalidRubric(
                f"criterion {self.id!r} has the weight {self.weight}: give a number above 0, or leave it out for 1"
            )


@dataclass(frozen=True, slots=True)
class RubricKey:
    """What a drafted rubric is stored under: a hash of the prompt and of who drafts it.

    The prompt's own hash, `prompt_hash`, is what it is erased by.
    """

    hash: str
    prompt_hash: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """Criteria, 1 to 100 of them, each with an id of its own. Raises InvalidRubric otherwise."""

    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        if not self.criteria:
            raise InvalidRubric("the rubric has no criteria: give at least one")
        if len(self.criteria) > MAX_CRITERIA:
            raise InvalidRubric(f"the rubric has {len(self.criteria)} criteria: {MAX_CRITERIA} is the limit")
        doubled = [id_ for id_, times in Counter(c.id for c in self.criteria).items() if times > 1]
        if doubled:
            raise InvalidRubric(f"criterion ids must differ, these occur twice: {', '.join(sorted(doubled))}")

    @property
    def version(self) -> str:
        """The hash (SHA-256, hexadecimal) of the rubric's content."""
        content = [[c.id, c.text, float(c.weight), c.must_have] for c in self.criteria]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DraftedRubric:
    """A rubric drawn from a job prompt, and what was noticed while it was drawn.

    `usage` is what drawing it took, for whoever had it drawn; a stored rubric has none.
    """

    rubric: Rubric
    flags: tuple[Flag, ...] = ()
    usage: Usage | None = None


def given_rubric(criteria: Iterable[Criterion]) -> Rubric:
    """The rubric that somebody gives. Raises ProtectedTrait if a criterion asks for one."""
    rubric = Rubric(tuple(criteria))
    for criterion in rubric.criteria:
        trait = protected_trait(criterion.text)
        if trait:
            raise ProtectedTrait(
                f"criterion {criterion.id!r} asks for {trait}: screening by it is discrimination. Remove it"
            )
    return rubric


def drafted_rubric(criteria: Iterable[Criterion]) -> DraftedRubric:
    """The rubric that a scorer drafts: criteria about protected traits are dropped and flagged.

    Raises NoCriteria if nothing is left.
    """
    kept: list[Criterion] = []
    flags: list[Flag] = []
    for criterion in criteria:
        trait = protected_trait(criterion.text)
        if trait is None:
            kept.append(criterion)
        else:
            flags.append(Flag("protected_trait", f"left out, it asks for {trait}: {criterion.text}"))
    if not kept and flags:
        raise NoCriteria(f"nothing is left to look for: {'; '.join(flag.detail for flag in flags[:3])}")
    if not kept:
        raise NoCriteria("the job prompt names nothing that a CV could show: say which skills or experience count")
    return DraftedRubric(Rubric(tuple(kept[:MAX_CRITERIA])), tuple(flags))


def _as_float(weight: float) -> float:
    """A whole number too large for a float is as good as infinite."""
    try:
        return float(weight)
    except OverflowError:
        return math.inf


def _check_text(what: str, value: str, limit: int) -> None:
    if not value.strip():
        raise InvalidRubric(f"the {what} is blank")
    if len(value) > limit:
        raise InvalidRubric(f"the {what} has {len(value)} characters: {limit} is the limit")


def prompt_hash(prompt: str) -> str:
    """The hash (SHA-256, hexadecimal) of a job prompt."""
    return hashlib.sha256(prompt.encode(errors="surrogatepass")).hexdigest()
