"""Answers about CVs that are remembered: the same question to the same scorer is asked once, and paid for once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from cvscreen.domain.assessment import Assessment
from cvscreen.domain.errors import CacheUnavailable
from cvscreen.domain.rubric import Rubric
from cvscreen.domain.text import CVText
from cvscreen.ports.caches import Cache, CacheKey
from cvscreen.ports.scorers import ScorerIdentity


class RememberedAnswers:
    """Assessments by owner, CV text, rubric, and scorer with all that its answer depends on.

    `decode` gives None for bytes that it does not know. A cache that is away counts as one that has forgotten.
    """

    def __init__(
        self, cache: Cache, encode: Callable[[Assessment], bytes], decode: Callable[[bytes], Assessment | None]
    ) -> None:
        self._cache = cache
        self._encode = encode
        self._decode = decode

    async def get(self, owner: str, key: str) -> Assessment | None:
        """What is remembered by that name, at no cost, or None."""
        kept = None
        with suppress(CacheUnavailable):
            kept = await self._cache.get(CacheKey(answers_of(owner), key))
        found = None if kept is None else self._decode(kept)
        return None if found is None else _free(found)

    async def keep(self, owner: str, key: str, assessment: Assessment, lifetime: timedelta) -> None:
        """Remember the assessment by that name for so long."""
        with suppress(CacheUnavailable):
            await self._cache.set(CacheKey(answers_of(owner), key), self._encode(assessment), lifetime)

    async def forget(self, owner: str, key: str | None) -> None:
        """Forget what is remembered by that name; all of the owner's, if a crash may have kept a name from being noted.

        A cache that is away makes up for it before it answers again.
        """
        with suppress(CacheUnavailable):
            if key is None:
                await self._cache.clear(answers_of(owner))
            else:
                await self._cache.delete(CacheKey(answers_of(owner), key))


def answers_key(text: CVText, rubric: Rubric, identity: ScorerIdentity) -> str | None:
    """The name of an answer, a hash (SHA-256, hexadecimal); None if the scorer's answers are not to be remembered."""
    if not identity.remembered:
        return None
    seen = [[page.number, page.text] for page in text.pages]
    asked = [identity.scorer, identity.host, list(identity.models), identity.prompt_version, identity.samples]
    # What is hidden is not asked about, but the assessment tells of it.
    hidden = [[span.trick, span.page, span.text] for span in text.hidden]
    content = json.dumps([seen, hidden, rubric.version, asked])
    return hashlib.sha256(content.encode()).hexdigest()


def answers_of(owner: str) -> str:
    """The group that an owner's answers are remembered in."""
    return f"answers:{owner}"


def _free(assessment: Assessment) -> Assessment:
    nothing = replace(
        assessment.usage,
        calls=0,
        prompt_tokens=0,
        cached_tokens=0,
        completion_tokens=0,
        cost=0.0,
        latency_ms=0.0,
    )
    return replace(assessment, usage=nothing)
