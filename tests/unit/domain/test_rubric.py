"""What a rubric may hold."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from cvscreen.domain.errors import InvalidRubric, NoCriteria, ProtectedTrait
from cvscreen.domain.rubric import (
    MAX_CRITERIA,
    MAX_CRITERION_LENGTH,
    MAX_ID_LENGTH,
    Criterion,
    Rubric,
    drafted_rubric,
    given_rubric,
)

PYTHON = Criterion(id="python", text="Python")
AGE = Criterion(id="age", text="Must be under 35")


@pytest.mark.parametrize("weight", [0, -1, -0.0, math.nan, math.inf, -math.inf, 10**400])
def test_a_weight_is_above_0_and_finite(weight: float) -> None:
    with pytest.raises(InvalidRubric, match="weight"):
        Criterion(id="a", text="A", weight=weight)


@pytest.mark.parametrize("weight", [5e-324, 0.1, 1, 1e308])
def test_any_other_weight_will_do(weight: float) -> None:
    assert Criterion(id="a", text="A", weight=weight).weight == weight


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("", "A"),
        (" \t", "A"),
        ("a", ""),
        ("a", "\n "),
        ("a" * (MAX_ID_LENGTH + 1), "A"),
        ("a", "A" * (MAX_CRITERION_LENGTH + 1)),
    ],
)
def test_a_blank_or_overlong_id_or_text_is_refused(id_: str, text: str) -> None:
    with pytest.raises(InvalidRubric):
        Criterion(id=id_, text=text)


def test_the_longest_id_and_text_are_fine() -> None:
    Criterion(id="a" * MAX_ID_LENGTH, text="A" * MAX_CRITERION_LENGTH)


def test_a_rubric_without_criteria_is_refused() -> None:
    with pytest.raises(InvalidRubric, match="no criteria"):
        Rubric(())


def test_ids_that_occur_twice_are_named() -> None:
    with pytest.raises(InvalidRubric, match="python"):
        Rubric((PYTHON, replace(PYTHON, text="Python again")))


def test_a_hundred_criteria_are_the_most() -> None:
    criteria = tuple(Criterion(id=f"c{number}", text="A") for number in range(MAX_CRITERIA + 1))
    assert len(Rubric(criteria[:-1]).criteria) == MAX_CRITERIA
    with pytest.raises(InvalidRubric, match="101"):
        Rubric(criteria)


def test_the_version_is_the_same_for_the_same_content() -> None:
    assert Rubric((PYTHON,)).version == Rubric((Criterion(id="python", text="Python", weight=1),)).version
    assert Rubric((PYTHON,)).version == "c3a1e61a62cf51a0de39a0e75e92cb36df55fc9aa4d9e3cb78c0a31ed8606890"


@pytest.mark.parametrize("change", [{"id": "other"}, {"text": "Other"}, {"weight": 2.0}, {"must_have": True}])
def test_the_version_changes_with_any_content(change: dict[str, object]) -> None:
    assert Rubric((replace(PYTHON, **change),)).version != Rubric((PYTHON,)).version  # type: ignore[arg-type]


def test_the_version_depends_on_the_order() -> None:
    sql = Criterion(id="sql", text="SQL")
    assert Rubric((PYTHON, sql)).version != Rubric((sql, PYTHON)).version


def test_a_given_rubric_with_a_protected_trait_is_an_error_that_names_it() -> None:
    with pytest.raises(ProtectedTrait, match=r"'age' asks for age"):
        given_rubric([PYTHON, AGE])


def test_a_given_rubric_without_one_is_kept_as_it_is() -> None:
    assert given_rubric(iter([PYTHON])).criteria == (PYTHON,)


def test_a_drafted_rubric_drops_a_protected_trait_and_flags_it() -> None:
    drafted = drafted_rubric([AGE, PYTHON])
    assert drafted.rubric.criteria == (PYTHON,)
    assert [flag.code for flag in drafted.flags] == ["protected_trait"]
    assert AGE.text in drafted.flags[0].detail


def test_a_draft_of_protected_traits_alone_has_no_criteria() -> None:
    with pytest.raises(NoCriteria):
        drafted_rubric([AGE])


def test_a_draft_keeps_the_first_hundred() -> None:
    drafted = drafted_rubric(Criterion(id=f"c{number}", text="A") for number in range(150))
    assert [c.id for c in drafted.rubric.criteria] == [f"c{number}" for number in range(100)]
