"""What a scorer's answers cost, summed by owner and month, and how much that may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal

from cvscreen.domain.assessment import Usage

NANOS = 1_000_000_000
"""Parts of a US dollar: sums of whole ones are exact, whatever their order."""

_BUDGET = re.compile(r"(\d{1,15}|\d{1,9}\.\d{1,9})\s*(tokens|usd)\s*/\s*month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What an owner spent in a month (UTC): whole numbers, the cost in billionths of a US dollar.

    `cached_tokens` are part of the prompt's.
    """

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    nanos: int = 0

    @property
    def tokens(self) -> int:
        """What was read and what was written."""
        return self.prompt_tokens + self.completion_tokens

    @property
    def cost(self) -> float:
        """In US dollars."""
        return self.nanos / NANOS

    def plus(self, more: Spending) -> Spending:
        """Both together."""
        return Spending(**{field.name: getattr(self, field.name) + getattr(more, field.name) for field in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What an owner may spend in a month, in tokens or in billionths of a US dollar."""

    tokens: int | None = None
    nanos: int | None = None

    def is_spent(self, spending: Spending) -> bool:
        """Whether nothing is left of it."""
        of_tokens = self.tokens is not None and spending.tokens >= self.tokens
        return of_tokens or (self.nanos is not None and spending.nanos >= self.nanos)

    @property
    def cost(self) -> float | None:
        """In US dollars."""
        return None if self.nanos is None else self.nanos / NANOS

    def __str__(self) -> str:
        if self.tokens is not None:
            return f"{self.tokens:,} tokens"
        return f"{(Decimal(self.nanos or 0) / NANOS).normalize():,f} USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyUsage:
    """What an owner spent in a month, as 2026-11 (UTC), of what may be spent; a budget of None is without end."""

    month: str
    spending: Spending
    budget: Budget | None

    @property
    def until(self) -> str:
        """The day on which all is counted anew, as 2026-12-01 (UTC)."""
        return next_month(self.month)

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left of the budget."""
        return self.budget is not None and self.budget.is_spent(self.spending)


def spending_of(usage: Usage) -> Spending:
    """What the usage adds; what it does not tell counts as nothing."""
    return Spending(
        calls=usage.calls,
        prompt_tokens=usage.prompt_tokens or 0,
        cached_tokens=usage.cached_tokens or 0,
        completion_tokens=usage.completion_tokens or 0,
        nanos=round(Decimal(repr(usage.cost or 0.0)) * NANOS),
    )


def budget(text: str) -> Budget | None:
    """The budget in `2000000 tokens/month` or `5 USD/month`, None for `off`. Raises ValueError for anything else."""
    cleaned = text.strip().lower()
    if cleaned == "off":
        return None
    found = _BUDGET.fullmatch(cleaned)
    amount = Decimal(found[1]) if found else Decimal(0)
    if found is None or not amount or (found[2] == "tokens" and "." in found[1]):
        raise ValueError(f"{text!r} is no budget: write 2000000 tokens/month, 5 USD/month, or off")
    return Budget(tokens=int(amount)) if found[2] == "tokens" else Budget(nanos=int(amount * NANOS))


def month_of(time: datetime) -> str:
    """The month in UTC, as 2026-11."""
    return time.astimezone(UTC).strftime("%Y-%m")


def next_month(month: str) -> str:
    """The day on which the next one begins, as 2026-12-01."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + 1}-01-01" if number == 12 else f"{year}-{number + 1:02}-01"
