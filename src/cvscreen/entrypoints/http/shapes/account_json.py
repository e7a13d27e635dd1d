"""Accounts and sessions as JSON. A password's hash is in none of them."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from cvscreen.domain.accounts import Session, User
from cvscreen.domain.budgets import MonthlyUsage
from cvscreen.domain.tokens import TokenPair


class UserBody(msgspec.Struct, frozen=True):
    """An account, as its owner sees it."""

    id: str
    email: str
    first_name: str
    last_name: str
    admin: bool
    created_at: datetime


class ManagedUserBody(msgspec.Struct, frozen=True):
    """An account, as an admin sees it."""

    id: str
    email: str
    first_name: str
    last_name: str
    admin: bool
    active: bool
    created_at: datetime


class UserPageBody(msgspec.Struct, frozen=True):
    """A page of accounts, newest first; `count` is over all pages, `next` and `previous` are paths."""

    count: int
    next: str | None
    previous: str | None
    results: tuple[ManagedUserBody, ...]


class TokensBody(msgspec.Struct, frozen=True):
    """A pair of tokens; the access token lives `expires_in` seconds."""

    access: str
    refresh: str
    token_type: str
    expires_in: int


class SessionBody(msgspec.Struct, frozen=True):
    """A device that is logged in; `current` is the one that asks."""

    id: str
    ip: str | None
    user_agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool


class SessionsBody(msgspec.Struct, frozen=True):
    """All devices, the last used first."""

    results: tuple[SessionBody, ...]


class BudgetBody(msgspec.Struct, frozen=True):
    """What may be spent in a month: either tokens, or US dollars."""

    tokens: int | None
    cost: float | None


class UsageBody(msgspec.Struct, frozen=True):
    """What was spent on the scorer in a month (UTC), the cost in US dollars; `budget` is null where there is none.

    `cached_tokens` are part of the prompt's. Counting begins anew on the day `until`.
    """

    month: str
    until: date
    calls: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    cost: float
    budget: BudgetBody | None


def usage_body(usage: MonthlyUsage) -> UsageBody:
    """The sums of the month."""
    spending, budget = usage.spending, usage.budget
    return UsageBody(
        month=usage.month,
        until=date.fromisoformat(usage.until),
        calls=spending.calls,
        prompt_tokens=spending.prompt_tokens,
        cached_tokens=spending.cached_tokens,
        completion_tokens=spending.completion_tokens,
        cost=spending.cost,
        budget=BudgetBody(budget.tokens, budget.cost) if budget else None,
    )


def user_body(user: User) -> UserBody:
    """The account for its owner."""
    return UserBody(user.id, user.email, user.first_name, user.last_name, user.admin, user.created_at)


def managed_user_body(user: User) -> ManagedUserBody:
    """The account for an admin."""
    return ManagedUserBody(
        user.id, user.email, user.first_name, user.last_name, user.admin, user.active, user.created_at
    )


def tokens_body(pair: TokenPair) -> TokensBody:
    """The pair."""
    return TokensBody(pair.access, pair.refresh, "Bearer", pair.expires_in)


def session_body(session: Session, current: str) -> SessionBody:
    """The session; `current` is the id of the one that asks."""
    return SessionBody(
        session.id,
        session.device.ip,
        session.device.user_agent,
        session.created_at,
        session.last_used_at,
        session.expires_at,
        session.id == current,
    )
