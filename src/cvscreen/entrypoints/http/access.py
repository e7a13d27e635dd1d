"""Who calls: doors that a request passes before anything of it is read, and what handlers learn from them."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, cast

from litestar import Request
from litestar.di import Provide
from litestar.types import ASGIApp, Receive, Scope, Send

from cvscreen.domain.accounts import MAX_USER_AGENT, Device
from cvscreen.domain.errors import InvalidToken, RateLimited
from cvscreen.domain.limits import Allowance, Rate, network_of
from cvscreen.domain.tokens import Caller
from cvscreen.entrypoints.http.exchange import Exchange
from cvscreen.entrypoints.http.refusals import MissingToken, Refusal
from cvscreen.usecases.accounts.throttle import PER_ADDRESS

_SCHEME = "bearer"


async def _sign_in(exchange: Exchange) -> None:
    exchange.caller = await caller_of(exchange)


async def _require_admin(exchange: Exchange) -> None:
    await exchange.services.require_admin(_caller(exchange))


async def _count_evaluations(exchange: Exchange) -> None:
    await _count(exchange, f"evaluations:{_caller(exchange).user_id}", exchange.rates.evaluations)


async def _count_accounts(exchange: Exchange) -> None:
    await _count(exchange, f"accounts:{_caller(exchange).user_id}", exchange.rates.accounts)


async def _count_admin(exchange: Exchange) -> None:
    await _count(exchange, f"admin:{_caller(exchange).user_id}", exchange.rates.admin)


async def _count_address(exchange: Exchange) -> None:
    rate = exchange.rates.accounts and exchange.rates.accounts.scaled(PER_ADDRESS)
    await _count(exchange, f"accounts:address:{network_of(exchange.ip)}", rate)


async def _count(exchange: Exchange, key: str, rate: Rate | None) -> None:
    if rate is None:
        return
    try:
        exchange.allowance = await exchange.services.throttle.check(key, rate)
    except RateLimited as error:
        wait = timedelta(seconds=error.retry_after or 0)
        exchange.allowance = Allowance(allowed=False, rate=rate, remaining=0, reset_after=wait, retry_after=wait)
        raise


async def _ask_for_json(exchange: Exchange) -> None:
    kind = exchange.content_type
    if kind is not None and not kind.lower().startswith(b"application/json"):
        raise Refusal("unsupported_media_type", "send JSON, with `Content-Type: application/json`")


def _door(check: Callable[[Exchange], Awaitable[None]]) -> Callable[[ASGIApp], ASGIApp]:
    """A middleware of a route. Litestar's guards would do, were each call of one not to copy the whole handler."""

    def around(app: ASGIApp) -> ASGIApp:
        async def passed(scope: Scope, receive: Receive, send: Send) -> None:
            await check(scope["state"]["exchange"])
            await app(scope, receive, send)

        return passed

    return around


signed_in = _door(_sign_in)
"""Lets through whoever shows an access token. Raises InvalidToken or TokenExpired."""

admins_only = _door(_require_admin)
"""Lets admins through, of those who are signed in. Raises Forbidden, or InvalidToken if the account is gone."""

within_evaluation_rate = _door(_count_evaluations)
"""Lets through as many of a user's calls for evaluations as the settings allow. Raises RateLimited."""

within_account_rate = _door(_count_accounts)
"""The same of calls for the account."""

within_admin_rate = _door(_count_admin)
"""The same of an admin's calls."""

within_address_rate = _door(_count_address)
"""The same, five times as many, of an address' calls for accounts by whoever shows no access token."""

json_only = _door(_ask_for_json)
"""Lets no body through that says it is something else than JSON. Raises a Refusal."""


async def caller_of(exchange: Exchange) -> Caller:
    """Whose access token the request shows. Raises InvalidToken or TokenExpired."""
    return await exchange.services.authenticate(_token(exchange.authorization))


class Call:
    """A request as handlers see it: who makes it, from where, and the use cases that it may call."""

    __slots__ = ("_request", "exchange", "services")

    def __init__(self, request: Request[Any, Any, Any]) -> None:
        self._request = request
        self.exchange: Exchange = request.scope["state"]["exchange"]
        self.services = self.exchange.services

    @property
    def caller(self) -> Caller:
        """Who `signed_in` found."""
        return _caller(self.exchange)

    @property
    def closing(self) -> asyncio.Event:
        """Set when the service is about to stop: what would go on for long ends then."""
        return cast("asyncio.Event", self._request.app.state.closing)

    @property
    def device(self) -> Device:
        """Where it comes from, in what can be shown and kept."""
        agent = (self.exchange.user_agent or b"").decode("utf-8", "replace")
        shown = "".join(c for c in agent if unicodedata.category(c)[0] != "C")
        return Device(self.exchange.ip, shown[:MAX_USER_AGENT] or None)


async def _call(request: Request[Any, Any, Any]) -> Call:
    return Call(request)


DEPENDENCIES = {"call": Provide(_call)}
"""What handlers ask for by name."""


def _caller(exchange: Exchange) -> Caller:
    if exchange.caller is None:
        raise InvalidToken("nobody is logged in here")
    return exchange.caller


def _token(authorization: bytes | None) -> str:
    if authorization is None:
        raise MissingToken("log in, and send the access token as `Authorization: Bearer …`")
    scheme, _, token = authorization.decode("latin-1").partition(" ")
    if scheme.lower() != _SCHEME or not token.isascii():
        raise InvalidToken("the header Authorization holds no bearer token: send `Authorization: Bearer …`")
    return token.strip()
