"""What becomes of an evaluation, and when."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.errors import (
    CorruptPDF,
    CvscreenError,
    EvaluationStoreUnavailable,
    Failure,
    FileStoreUnavailable,
    ParserCrashed,
    ScorerBusy,
    ScorerUnavailable,
    StoredFileMissing,
)
from cvscreen.domain.evaluations import (
    FIRST_BACKOFF,
    LONGEST_BACKOFF,
    LONGEST_WAIT,
    STORE_AWAY,
    Failed,
    Postponed,
    backoff,
    ending_after,
    file_key,
    handed_back,
)

JITTER = st.floats(min_value=0, max_value=1)


@given(st.integers(min_value=0, max_value=10_000), JITTER)
def test_backoff_is_five_seconds_doubled_at_most_five_minutes_and_at_least_half_of_that(n: int, jitter: float) -> None:
    whole = min(FIRST_BACKOFF.total_seconds() * 2.0 ** min(n, 50), LONGEST_BACKOFF.total_seconds())
    assert whole / 2 <= backoff(n, jitter).total_seconds() <= whole


@given(st.integers(min_value=0, max_value=20), JITTER)
def test_backoff_never_shrinks_with_more_attempts(n: int, jitter: float) -> None:
    assert backoff(n, jitter) <= backoff(n + 1, jitter)


def test_a_transient_error_waits_and_counts() -> None:
    ending = ending_after(ParserCrashed("died"), attempts=1, max_attempts=3, jitter=0)
    assert ending == Postponed(timedelta(seconds=10), 2, ParserCrashed("died").failure())


def test_a_permanent_error_fails_at_once() -> None:
    ending = ending_after(CorruptPDF("broken"), attempts=0, max_attempts=3, jitter=0)
    assert ending == Failed(CorruptPDF("broken").failure(), 1)


def test_the_last_attempt_fails_for_good() -> None:
    ending = ending_after(ParserCrashed("died"), attempts=2, max_attempts=3, jitter=0)
    assert ending == Failed(ParserCrashed("died").failure(), 3)


@pytest.mark.parametrize("error", [EvaluationStoreUnavailable("down"), FileStoreUnavailable("down")])
def test_failures_of_our_own_stores_wait_without_being_counted(error: CvscreenError) -> None:
    ending = ending_after(error, attempts=2, max_attempts=3, jitter=0)
    assert ending == Postponed(timedelta(seconds=20), 2, Failure(error.code, STORE_AWAY, retryable=True))


def test_a_stored_file_that_is_gone_fails_at_once() -> None:
    assert isinstance(ending_after(StoredFileMissing("gone"), attempts=0, max_attempts=3, jitter=0), Failed)


def test_where_nothing_was_tried_it_is_no_attempt_and_is_tried_when_it_may_be() -> None:
    ending = ending_after(
        ScorerUnavailable("paused", retry_after=40, tried=False), attempts=2, max_attempts=3, jitter=0
    )
    assert isinstance(ending, Postponed)
    assert ending.attempts == 2
    assert ending.delay >= timedelta(seconds=40)
    assert ending.error == Failure("scorer_unavailable", "paused", retryable=True)


@pytest.mark.parametrize(
    ("retry_after", "seconds"), [(None, 5), (0, 5), (-7, 5), (2, 5), (90, 90), (1e30, LONGEST_WAIT.total_seconds())]
)
def test_the_longer_of_backoff_and_retry_after_is_waited(retry_after: float | None, seconds: float) -> None:
    ending = ending_after(ScorerBusy("busy", retry_after=retry_after), attempts=0, max_attempts=3, jitter=0)
    assert isinstance(ending, Postponed)
    assert ending.delay == timedelta(seconds=seconds)


def test_what_is_handed_back_is_due_now_and_keeps_its_attempts() -> None:
    assert handed_back(2) == Postponed(timedelta(0), 2)


@given(st.text(), st.text())
def test_a_file_key_is_64_hexadecimal_digits(owner: str, id_: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", file_key(owner, id_))


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_file_keys_differ_by_owner_and_id(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (file_key(*one) == file_key(*other)) == (one == other)


def test_a_file_key_does_not_mix_up_where_the_owner_ends() -> None:
    assert len({file_key("a", "bc"), file_key("ab", "c"), file_key("", "abc"), file_key("1:a", "bc")}) == 4


def test_an_owner_that_no_encoding_knows_has_a_key_too() -> None:
    assert file_key("\ud800", "a") != file_key("\ud801", "a")


@given(st.floats(0, 1), st.floats(0, 90_000), st.integers(0, 50))
def test_a_scorer_that_takes_no_more_calls_is_waited_for_at_no_cost_of_attempts(
    jitter: float, seconds: float, attempts: int
) -> None:
    ending = ending_after(
        ScorerBusy("busy", retry_after=seconds, tried=False), attempts=attempts, max_attempts=1, jitter=jitter
    )
    assert isinstance(ending, Postponed)
    assert ending.attempts == attempts
    assert min(timedelta(seconds=seconds), LONGEST_WAIT) <= ending.delay <= LONGEST_WAIT


def test_those_who_are_told_the_same_come_at_different_times() -> None:
    error = ScorerBusy("busy", retry_after=60, tried=False)
    endings = [ending_after(error, attempts=0, max_attempts=3, jitter=jitter / 10) for jitter in range(11)]
    assert len({ending.delay for ending in endings if isinstance(ending, Postponed)}) == 11
    unhinted = ending_after(ScorerBusy("busy", tried=False), attempts=0, max_attempts=3, jitter=0.5)
    assert isinstance(unhinted, Postponed)
    assert timedelta(seconds=30) <= unhinted.delay <= timedelta(minutes=1)
