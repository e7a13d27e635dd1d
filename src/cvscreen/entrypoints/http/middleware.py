"""The gateway: the one middleware that every request passes, refused ones too."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import cast

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from cvscreen.entrypoints.http.answers import Answer
from cvscreen.entrypoints.http.exchange import Exchange, Header, House, Patience, Rates
from cvscreen.entrypoints.http.metrics import RequestMetrics
from cvscreen.entrypoints.http.open_streams import OpenStreams
from cvscreen.entrypoints.http.problems import MEDIA_TYPE, RETRY_SECONDS, problem
from cvscreen.entrypoints.http.refusals import REFUSALS
from cvscreen.entrypoints.http.services import Services
from cvscreen.settings import Settings

MAX_HEADERS = 100
MAX_HEADER_BYTES = 32 * 1024
"""All names and values together."""

LIVENESS = "/api/health/live"
"""Asked by probes that know neither our name nor TLS."""

CLIENT_GONE = 499
"""How a request is logged whose client left before its answer; nginx's number, no status of HTTP."""

_SECURITY: list[Header] = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]
_HSTS: Header = (b"strict-transport-security", b"max-age=31536000")
_WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

_log = logging.getLogger("cvscreen.http")


class Gateway:
    """Gives each request an id, refuses what no handler should see, and tells log and metrics how it went."""

    def __init__(
        self, app: ASGIApp, settings: Settings, services: Services, patience: Patience, closing: asyncio.Event
    ) -> None:
        self._app = app
        self._closing = closing
        self._metrics = RequestMetrics(services.registry)
        rates = Rates(evaluations=settings.evaluation_rate, accounts=settings.account_rate, admin=settings.admin_rate)
        streams = OpenStreams()
        self._plain = House(services, rates, _SECURITY, patience, streams)
        secure = [*_SECURITY, _HSTS] if settings.https_redirect else _SECURITY
        self._secure = House(services, rates, secure, patience, streams)
        self._hosts = tuple(host.lower() for host in settings.allowed_hosts)
        self._redirects = settings.https_redirect

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an HTTP request through."""
        if scope["type"] == ScopeType.WEBSOCKET:
            await self._app(scope, receive, send)
            return
        # RFC 6797, 7.2: what is demanded over plain HTTP anybody on the way could have written.
        house = self._secure if scope["scheme"] == "https" else self._plain
        exchange = Exchange(house, receive, send)
        scope["state"]["exchange"] = exchange
        headers = dict(scope["headers"])
        exchange.read(headers, scope["client"])
        routed = _routed(scope, exchange)
        try:
            refusal = self._refusal(scope, headers)
            if refusal is not None:
                await _send(exchange, refusal)
            elif scope["method"] in _WITHOUT_BODY:
                await self._app(routed, receive, exchange.send)
            else:
                await self._app(routed, exchange.receive, exchange.send)
        except asyncio.CancelledError:
            # The server cancels what has outlasted its grace, and would answer 500.
            if exchange.status or not self._closing.is_set():
                raise
            await _send(exchange, _postponed())
        finally:
            self._told(scope["method"], routed.get("path_template"), exchange)

    def _refusal(self, scope: HTTPScope, headers: dict[bytes, bytes]) -> Answer | None:
        """The answer to a request that no handler should see."""
        found = cast("list[Header]", scope["headers"])
        if len(found) > MAX_HEADERS or sum([len(name) + len(value) for name, value in found]) > MAX_HEADER_BYTES:
            return _refused("headers_too_large", "the headers are too many or too large: send fewer")
        if b"transfer-encoding" in headers and b"content-length" in headers:
            # Whoever stands between the client and us may believe the other one (RFC 9112, 6.1).
            refused = _refused("invalid_request", "the length of the body is told in two ways: send one of them")
            refused.headers.append((b"connection", b"close"))
            return refused
        if not self._hosts and not self._redirects:
            return None
        if scope["path"].rstrip("/") == LIVENESS:
            return None
        host = headers.get(b"host", b"")
        if self._hosts and not self._is_ours(host):
            return _refused("unknown_host", "this service does not go by that name: see the Host header")
        return _redirected(scope, host) if self._redirects and scope["scheme"] == "http" else None

    def _is_ours(self, host: bytes) -> bool:
        name = _name(host).lower()
        return any(
            known in {"*", name} or (known.startswith("*.") and name.endswith(known[1:])) for known in self._hosts
        )

    def _told(self, method: str, template: str | None, exchange: Exchange) -> None:
        seconds = time.perf_counter() - exchange.begun
        route = template or "unmatched"
        status = exchange.status if exchange.status and not exchange.cut else CLIENT_GONE
        self._metrics.answered(method, route, status, seconds)
        if _log.isEnabledFor(logging.INFO):
            told = {
                "request_id": exchange.request_id,
                "user_id": None if exchange.caller is None else exchange.caller.user_id,
                "method": method,
                "route": route,
                "status": status,
                "duration_ms": round(seconds * 1000, 2),
                "bytes": exchange.sent,
            }
            # As `info` would, without a search through the stack for who called.
            record = _log.makeRecord(_log.name, logging.INFO, __file__, 0, "request", (), None, extra={"request": told})
            _log.handle(record)


def _routed(scope: HTTPScope, exchange: Exchange) -> HTTPScope:
    """The scope that handlers see: HEAD is GET without a body (RFC 9110, 9.3.2)."""
    if scope["method"] != "HEAD":
        return scope
    exchange.bodiless = True
    return cast("HTTPScope", {**scope, "method": "GET"})


async def _send(exchange: Exchange, answer: Answer) -> None:
    await exchange.send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await exchange.send({"type": "http.response.body", "body": answer.body, "more_body": False})


def _refused(code: str, detail: str) -> Answer:
    status = REFUSALS[code]
    body = msgspec.json.encode(problem(status, code, detail, retryable=False))
    return Answer(status, [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", b"%d" % len(body))], body)


def _postponed() -> Answer:
    status = REFUSALS["shutting_down"]
    detail = "the service is being stopped: send it again in a while"
    body = msgspec.json.encode(problem(status, "shutting_down", detail, retryable=True))
    wait = (b"retry-after", b"%d" % RETRY_SECONDS)
    return Answer(status, [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", b"%d" % len(body)), wait], body)


def _redirected(scope: HTTPScope, host: bytes) -> Answer:
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    target = scope.get("raw_path") or scope["path"].encode()
    # A target may be more than a path (RFC 9112, 3.2.2), and would change the host it is put behind.
    path = target if target.startswith(b"/") else b"/"
    return Answer(308, [(b"location", b"https://" + _name(host).encode() + path + query), (b"content-length", b"0")])


def _name(host: bytes) -> str:
    """The host without its port; an IPv6 address keeps its brackets."""
    text = host.decode("latin-1")
    return text.partition("]")[0] + "]" if text.startswith("[") else text.partition(":")[0]
