"""The laws of what several calls took together."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.assessment import Usage
from cvscreen.domain.usage import summed

WHOLE = ("calls", "prompt_tokens", "cached_tokens", "completion_tokens")
NUMBERS = (*WHOLE, "cost", "latency_ms")
NAMES = ("scorer", "model", "prompt_version")

TOKENS = st.none() | st.integers(0, 2**53)
USAGES = st.builds(
    Usage,
    scorer=st.sampled_from(["openrouter", "lexical"]),
    model=st.none() | st.sampled_from(["qwen/qwen3-coder:free", "openai/gpt-4", "m"]),
    prompt_version=st.none() | st.sampled_from(["1", "2"]),
    calls=st.integers(0, 9),
    prompt_tokens=TOKENS,
    cached_tokens=TOKENS,
    completion_tokens=TOKENS,
    cost=st.none() | st.floats(0, 100),
    latency_ms=st.none() | st.floats(0, 900_000),
)
SEVERAL = st.lists(USAGES, min_size=1, max_size=5)


def numbers_of(usage: Usage) -> list[float | None]:
    return [getattr(usage, name) for name in NUMBERS]


def test_these_are_all_that_a_usage_tells() -> None:
    assert {field.name for field in fields(Usage)} == {*NUMBERS, *NAMES}


@given(USAGES)
def test_one_is_what_it_took(usage: Usage) -> None:
    assert summed([usage]) == usage


@given(SEVERAL, SEVERAL)
def test_it_does_not_matter_which_are_added_up_first(some: list[Usage], others: list[Usage]) -> None:
    at_once, in_parts = summed([*some, *others]), summed([summed(some), summed(others)])
    for name in ("cost", "latency_ms"):
        in_two_steps, in_one = getattr(in_parts, name), getattr(at_once, name)
        assert (in_two_steps is None) is (in_one is None)
        assert (in_two_steps or 0.0) == pytest.approx(in_one or 0.0, rel=1e-12)
    assert replace(in_parts, cost=at_once.cost, latency_ms=at_once.latency_ms) == at_once


@given(SEVERAL, st.randoms())
def test_the_order_matters_for_no_number(usages: list[Usage], chance: Random) -> None:
    shuffled = chance.sample(usages, len(usages))
    assert numbers_of(summed(shuffled)) == numbers_of(summed(usages))


@pytest.mark.parametrize("name", NUMBERS)
@given(usages=SEVERAL)
def test_each_number_is_the_sum_of_those_that_are_known(name: str, usages: list[Usage]) -> None:
    known = [number for usage in usages if (number := getattr(usage, name)) is not None]
    exact = sum(map(Fraction, known))
    assert getattr(summed(usages), name) == ((exact if name in WHOLE else float(exact)) if known else None)


@pytest.mark.parametrize("name", NAMES)
@given(usages=SEVERAL)
def test_names_that_differ_are_listed_each_once_as_they_came(name: str, usages: list[Usage]) -> None:
    told = dict.fromkeys(getattr(usage, name) for usage in usages if getattr(usage, name) is not None)
    assert getattr(summed(usages), name) == (", ".join(told) or None)


def test_a_list_of_models_is_not_taken_for_another_model() -> None:
    draft, samples = Usage(scorer="openrouter", model="a"), Usage(scorer="openrouter", model="b, a")
    assert summed([draft, samples]).model == "a, b"


def test_counts_stay_whole_beyond_what_a_float_can_tell() -> None:
    large = Usage(scorer="test", prompt_tokens=2**53)
    assert summed([large, replace(large, prompt_tokens=1)]).prompt_tokens == 2**53 + 1


def test_nothing_cannot_be_added_up() -> None:
    with pytest.raises(ValueError, match="no usages"):
        summed([])
