"""The form of answers: as a JSON schema for the model, and as types to read them with.

The schemas keep to what all providers take: no references, every property required, none besides, no bounds.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from cvscreen.domain.assessment import Verdict

_TEXT: Final = {"type": "string"}


def _closed(**properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _listed(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


ASSESSMENT: Final = _closed(
    answers=_listed(
        _closed(
            id=_TEXT,
            quotes=_listed(_TEXT),
            verdict={"type": "string", "enum": ["met", "partial", "unclear", "not_met"]},
            note=_TEXT,
        )
    ),
    rationale=_TEXT,
)
"""Quotes come before the verdict, so that a model that writes from left to right decides by them."""

DRAFT: Final = _closed(
    criteria=_listed(_closed(text=_TEXT, weight={"type": "number"}, must_have={"type": "boolean"})),
)


class GivenAnswer(msgspec.Struct, frozen=True):
    """What a model says about one criterion."""

    id: str
    verdict: Verdict
    quotes: list[str] = []
    note: str = ""


class GivenAssessment(msgspec.Struct, frozen=True):
    """What a model says about a CV."""

    answers: list[GivenAnswer]
    rationale: str = ""


class GivenCriterion(msgspec.Struct, frozen=True):
    """What a model draws from a job prompt."""

    text: str
    weight: float = 1.0
    must_have: bool = False


class GivenDraft(msgspec.Struct, frozen=True):
    """All that it draws from it."""

    criteria: list[GivenCriterion]
