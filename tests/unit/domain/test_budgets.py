"""The laws of what may be spent, and in which month."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvscreen.domain.assessment import Usage
from cvscreen.domain.budgets import NANOS, Budget, Spending, budget, month_of, next_month, spending_of
from cvscreen.domain.usage import summed

MOST_TOKENS = 10**15 - 1
MOST_NANOS = 10**9 * NANOS - 1
COUNTS = st.integers(0, 2**53)
SPENDINGS = st.builds(Spending, **{field.name: COUNTS for field in fields(Spending)})
BUDGETS = st.integers(1, MOST_TOKENS).map(lambda tokens: Budget(tokens=tokens)) | st.integers(1, MOST_NANOS).map(
    lambda nanos: Budget(nanos=nanos)
)
SPACES = st.sampled_from(["", " ", "  ", "\t"])
ZONES = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - with a zone of its own


def in_dollars(nanos: int) -> str:
    return f"{Decimal(nanos).scaleb(-9):f}"


@given(st.integers(1, MOST_TOKENS), SPACES, SPACES, st.sampled_from(["tokens/month", "Tokens / Month", "TOKENS/MONTH"]))
def test_a_budget_in_tokens_is_read_whatever_the_case_and_spaces(
    tokens: int, around: str, between: str, unit: str
) -> None:
    assert budget(f"{around}{tokens}{between}{unit}{around}") == Budget(tokens=tokens)


@given(st.integers(1, MOST_NANOS), SPACES, st.sampled_from(["USD/month", "usd/month", "Usd /MONTH"]))
def test_a_budget_in_dollars_is_read_exactly_down_to_the_billionth(nanos: int, between: str, unit: str) -> None:
    assert budget(f"{in_dollars(nanos)}{between}{unit}") == Budget(nanos=nanos)


@pytest.mark.parametrize("text", ["off", "OFF", " off\n"])
def test_off_is_no_budget(text: str) -> None:
    assert budget(text) is None


NOT_BUDGETS = [
    *("", " ", "none", "on", "5", "5 USD", "5 EUR/month", "5 USD/year", "5 USD per month", "$5/month", "5 USD/month!"),
    *("0 tokens/month", "0 USD/month", "0.0 USD/month", "-5 USD/month", "+5 USD/month", "5 USD/month 6 USD/month"),
    *("5,000 tokens/month", "1_000 tokens/month", "2.5 tokens/month", "2.0 tokens/month", "1e6 tokens/month"),
    *("5. USD/month", ".5 USD/month", "NaN USD/month", "inf USD/month", "0.0000000001 USD/month"),
    *("1000000000000000 tokens/month", "1000000000.5 USD/month"),
]


@pytest.mark.parametrize("text", NOT_BUDGETS)
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="is no budget: write 2000000 tokens/month, 5 USD/month, or off") as told:
        budget(text)
    assert repr(text) in str(told.value)


NEARLY = st.from_regex(r"\s*[\d.,_+-]{1,30}\s*(tokens|USD|usd)?\s*/?\s*(month)?", fullmatch=True)


@given(NEARLY | st.text())
def test_what_is_not_read_is_refused_in_one_way(text: str) -> None:
    read, refusal = None, "off is no budget"
    try:
        read = budget(text)
    except ValueError as error:
        refusal = str(error)
    assert "is no budget" in refusal
    assert read is None or (read.tokens or read.nanos or 0) > 0


@given(BUDGETS)
@example(Budget(nanos=1))
@example(Budget(nanos=1_234_567 * NANOS + NANOS // 4))
def test_a_budget_is_told_as_it_was_set(of: Budget) -> None:
    assert budget(f"{of}/month".replace(",", "")) == of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2000000 tokens/month", "2,000,000 tokens"),
        ("5 USD/month", "5 USD"),
        ("5.50 USD/month", "5.5 USD"),
        ("1250000.5 USD/month", "1,250,000.5 USD"),
        ("0.00001 USD/month", "0.00001 USD"),
    ],
)
def test_a_budget_is_told_in_plain_figures(text: str, told: str) -> None:
    assert str(budget(text)) == told


@given(BUDGETS, st.integers(1, 2**53))
def test_a_budget_is_spent_from_the_last_part_of_it_on(of: Budget, more: int) -> None:
    def spent(by: int) -> bool:
        if of.tokens is not None:
            return of.is_spent(
                Spending(prompt_tokens=(of.tokens + by) // 2, completion_tokens=(of.tokens + by + 1) // 2)
            )
        return of.is_spent(Spending(nanos=(of.nanos or 0) + by))

    assert [spent(-1), spent(0), spent(more)] == [False, True, True]


@given(BUDGETS, SPENDINGS, SPENDINGS)
def test_what_is_spent_stays_spent(of: Budget, spending: Spending, more: Spending) -> None:
    assert of.is_spent(spending.plus(more)) or not of.is_spent(spending)


@given(st.integers(1, MOST_TOKENS), st.integers(0, 2**53))
def test_neither_calls_nor_what_was_cached_nor_the_cost_counts_against_tokens(tokens: int, many: int) -> None:
    assert not Budget(tokens=tokens).is_spent(Spending(calls=many, cached_tokens=many, nanos=many))


@given(st.integers(1, MOST_NANOS), st.integers(0, 2**53))
def test_nothing_but_the_cost_counts_against_dollars(nanos: int, many: int) -> None:
    others = Spending(calls=many, prompt_tokens=many, cached_tokens=many, completion_tokens=many)
    assert not Budget(nanos=nanos).is_spent(others)


@given(SPENDINGS, SPENDINGS, SPENDINGS)
def test_sums_do_not_depend_on_the_order(one: Spending, two: Spending, three: Spending) -> None:
    assert one.plus(two).plus(three) == three.plus(one.plus(two)) == one.plus(two.plus(three))
    assert one.plus(Spending()) == one
    assert one.plus(two).tokens == one.tokens + two.tokens


USAGES = st.builds(
    Usage,
    scorer=st.just("test"),
    calls=st.integers(0, 9),
    prompt_tokens=st.none() | COUNTS,
    cached_tokens=st.none() | COUNTS,
    completion_tokens=st.none() | COUNTS,
    cost=st.none() | st.floats(0, 2**53),
)


@given(USAGES)
def test_a_usage_adds_what_it_tells_and_its_cost_to_the_nearest_billionth(usage: Usage) -> None:
    spent = spending_of(usage)
    assert (spent.calls, spent.prompt_tokens) == (usage.calls, usage.prompt_tokens or 0)
    assert (spent.cached_tokens, spent.completion_tokens) == (usage.cached_tokens or 0, usage.completion_tokens or 0)
    assert abs(spent.nanos - Fraction(repr(usage.cost or 0.0)) * NANOS) <= Fraction(1, 2)


@given(st.lists(USAGES, min_size=1, max_size=5))
def test_usages_one_by_one_are_the_same_as_added_up(usages: list[Usage]) -> None:
    one_by_one = Spending()
    for usage in usages:
        one_by_one = one_by_one.plus(spending_of(usage))
    at_once = spending_of(summed(usages))
    assert (one_by_one.calls, one_by_one.tokens) == (at_once.calls, at_once.tokens)
    assert one_by_one.cost == pytest.approx(at_once.cost, rel=1e-12, abs=1e-8)


def test_a_tenth_of_a_dollar_ten_times_is_a_dollar() -> None:
    spent = Spending()
    for _ in range(10):
        spent = spent.plus(spending_of(Usage(scorer="test", cost=0.1)))
    assert spent.cost == 1.0
    assert Budget(nanos=NANOS).is_spent(spent)


@given(TIMES, ZONES)
def test_the_month_is_that_in_utc_wherever_it_is_asked_for(time: datetime, zone: timezone) -> None:
    in_utc = time.astimezone(UTC)
    assert month_of(time) == month_of(time.astimezone(zone)) == f"{in_utc.year}-{in_utc.month:02}"


@given(TIMES)
def test_the_next_month_begins_where_the_month_ends(time: datetime) -> None:
    month = month_of(time)
    begins = datetime.fromisoformat(next_month(month)).replace(tzinfo=UTC)
    assert time < begins
    assert month_of(begins - timedelta(microseconds=1)) == month
    assert month_of(begins) == next_month(month)[:7] > month


@pytest.mark.parametrize(
    ("time", "month", "following"),
    [
        ("2026-11-30T23:59:59.999999+00:00", "2026-11", "2026-12-01"),
        ("2026-12-01T00:00:00+00:00", "2026-12", "2027-01-01"),
        ("2026-12-31T23:30:00-01:00", "2027-01", "2027-02-01"),
        ("2027-01-01T00:30:00+01:00", "2026-12", "2027-01-01"),
        ("2028-02-29T12:00:00+00:00", "2028-02", "2028-03-01"),
    ],
)
def test_months_meet_at_midnight_in_utc(time: str, month: str, following: str) -> None:
    assert month_of(datetime.fromisoformat(time)) == month
    assert next_month(month) == following
