"""The one tree of errors."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cvscreen.domain import errors
from cvscreen.domain.errors import CvscreenError, Failure, ScorerBusy, error_of


def tree() -> list[type[CvscreenError]]:
    """Every class that the module defines, the root first."""
    return [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, CvscreenError)]


def test_every_class_has_a_code_of_its_own() -> None:
    codes = Counter(c.code for c in tree())
    assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize("cls", tree(), ids=lambda cls: cls.__name__)
def test_a_code_is_lower_case_with_underscores(cls: type[CvscreenError]) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", cls.code)
    assert cls.__doc__


@pytest.mark.parametrize("cls", tree(), ids=lambda cls: cls.__name__)
def test_a_failure_turns_back_into_the_error_that_it_was(cls: type[CvscreenError]) -> None:
    failure = cls("what to do").failure()
    error = error_of(failure)
    assert type(error) is cls
    assert error.failure() == failure == Failure(cls.code, "what to do", cls.retryable)


def test_an_unknown_code_is_the_root() -> None:
    error = error_of(Failure("from_a_newer_version", "what to do", retryable=False))
    assert type(error) is CvscreenError
    assert error.detail == "what to do"


def test_the_docstring_names_every_class_of_the_tree() -> None:
    named = set(re.findall(r"\w+", errors.__doc__ or ""))
    assert {c.__name__ for c in tree()} - named == set()


def test_an_error_says_its_detail_and_keeps_the_wait_asked_for() -> None:
    error = ScorerBusy("wait a little", retry_after=2.5)
    assert str(error) == error.detail == "wait a little"
    assert error.retry_after == 2.5
    assert ScorerBusy("wait").retry_after is None
