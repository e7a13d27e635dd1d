"""What a scorer says about a CV, and what remains of it once it is verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvscreen.domain.text import Box


class Verdict(StrEnum):
    """The answer to one criterion, in rising order. Silence in a CV is `unclear`."""

    NOT_MET = "not_met"
    UNCLEAR = "unclear"
    PARTIAL = "partial"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a person should know about a result, with its place where it has one."""

    code: str
    detail: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What an assessment took; None where it does not apply.

    `latency_ms` is wall-clock time in milliseconds, `cost` is in US dollars.
    """

    scorer: str
    model: str | None = None
    prompt_version: str | None = None
    calls: int = 0
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    completion_tokens: int | None = None
    cost: float | None = None
    latency_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a scorer says stand in the CV; with `page` (from 1) and `start` (code points) if it knows where."""

    text: str
    page: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A scorer's answer to the criterion of that id, not verified yet."""

    criterion_id: str
    verdict: Verdict
    quotes: tuple[Quote, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that a scorer says about one CV, not verified yet."""

    answers: tuple[Answer, ...]
    usage: Usage
    rationale: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verified quote: `text[start:end]` of the page is `quote`. Pages count from 1, offsets are code points."""

    quote: str
    page: int
    start: int
    end: int
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What holds for one criterion: the verdict, and the words in the CV behind it.

    `criterion` is its text; `question` is one to ask at the interview where the CV is silent.
    """

    id: str
    criterion: str
    verdict: Verdict
    weight: float
    must_have: bool
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Findings in the rubric's order, in which every quote is verified.

    `best` holds, by criterion id, the most favourable verdict that any sample gave; a criterion that is not in it has
    that of its finding only.
    """

    findings: tuple[Finding, ...]
    usage: Usage
    rationale: str = ""
    flags: tuple[Flag, ...] = ()
    best: Mapping[str, Verdict] = field(default_factory=dict)
