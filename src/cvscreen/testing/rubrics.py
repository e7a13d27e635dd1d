"""What every evaluation store promises about drafted rubrics."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.domain.rubric import DraftedRubric, RubricKey, prompt_hash
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.testing.samples import AWKWARD, a_drafted_rubric, a_key, a_rubric, an_evaluation

PROMPT = f"Python, Kafka, Quechua {AWKWARD}"


def key_of(prompt: str = PROMPT) -> RubricKey:
    """A key of its own for that prompt."""
    return RubricKey(a_key(), prompt_hash(prompt))


async def kept(store: EvaluationStore, key: RubricKey) -> DraftedRubric:
    """A rubric that is stored under the key."""
    return await store.keep_rubric(key, a_drafted_rubric(key.hash))


@pytest.mark.asyncio
class RubricContract:
    """Part of EvaluationStoreContract."""

    async def test_the_first_rubric_of_a_key_is_kept(self, store: EvaluationStore) -> None:
        key, first = key_of(), a_drafted_rubric("first 🧑🏽‍💻")
        assert await store.rubric(key) is None
        assert await store.keep_rubric(key, first) == first
        assert await store.keep_rubric(key, a_drafted_rubric("second")) == first
        assert await store.rubric(key) == first
        assert await store.rubric(key_of()) is None

    async def test_many_who_draft_at_once_get_one_rubric(self, store: EvaluationStore) -> None:
        key = key_of()
        drafts = [a_drafted_rubric(str(n)) for n in range(20)]
        kept = await asyncio.gather(*(store.keep_rubric(key, draft) for draft in drafts))
        assert kept[0] in drafts
        assert kept == [await store.rubric(key)] * len(drafts)

    async def test_a_rubric_goes_with_the_last_evaluation_of_its_prompt(self, store: EvaluationStore) -> None:
        first, last = (an_evaluation(prompt=PROMPT, rubric=None) for _ in range(2))
        await store.add(first)
        await store.add(last)
        keys = [key_of(), key_of()]
        drafts = [await kept(store, key) for key in keys]
        await store.erase(first.id)
        assert await store.forget_rubrics(prompt_hash(PROMPT)) == 0
        assert [await store.rubric(key) for key in keys] == drafts
        await store.erase(last.id)
        assert await store.forget_rubrics(prompt_hash(PROMPT)) == 2
        assert [await store.rubric(key) for key in keys] == [None, None]
        assert await store.forget_rubrics(prompt_hash(PROMPT)) == 0

    async def test_rubrics_of_other_prompts_stay(self, store: EvaluationStore) -> None:
        other = key_of("Rust")
        drafted = await kept(store, other)
        await store.forget_rubrics(prompt_hash(PROMPT))
        assert await store.rubric(other) == drafted

    async def test_an_evaluation_with_a_given_rubric_keeps_no_drafted_one(self, store: EvaluationStore) -> None:
        await store.add(an_evaluation(prompt=PROMPT, rubric=a_rubric()))
        await kept(store, key_of())
        assert await store.forget_rubrics(prompt_hash(PROMPT)) == 1

    async def test_prompts_without_an_evaluation_are_told_from_others(self, store: EvaluationStore) -> None:
        await store.add(an_evaluation(prompt=PROMPT, rubric=None))
        unused = ["Rust", "Zig", "Ada"]
        for prompt in (PROMPT, *unused, *unused):
            await kept(store, key_of(prompt))
        assert set(await store.unused_rubrics(10)) == {prompt_hash(prompt) for prompt in unused}
        assert len(await store.unused_rubrics(10)) == 3
        assert len(await store.unused_rubrics(2)) == 2

    async def test_what_is_added_while_rubrics_go_keeps_its_rubric_or_finds_none(self, store: EvaluationStore) -> None:
        for round_ in range(20):
            key = key_of(prompt := f"{PROMPT} {round_}")
            drafted = await kept(store, key)
            await asyncio.gather(
                store.add(an_evaluation(prompt=prompt, rubric=None)), store.forget_rubrics(key.prompt_hash)
            )
            found = await store.rubric(key)
            assert found in {drafted, None}
            assert await store.forget_rubrics(key.prompt_hash) == 0
            assert await store.rubric(key) == found
