"""The HTTP service as an ASGI app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any, cast

from litestar import Litestar, Router
from litestar.config.cors import CORSConfig
from litestar.datastructures import State
from litestar.types import ASGIApp, ControllerRouterHandler
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from cvscreen.entrypoints.gauges import queue_gauge
from cvscreen.entrypoints.http import admin, auth
from cvscreen.entrypoints.http.access import DEPENDENCIES, signed_in, within_evaluation_rate
from cvscreen.entrypoints.http.bodies import MAX_JSON_BYTES
from cvscreen.entrypoints.http.documents import BEARER
from cvscreen.entrypoints.http.evaluations import (
    download_cv,
    erase_evaluation,
    follow_evaluation,
    list_evaluations,
    read_evaluation,
    retry_evaluation,
)
from cvscreen.entrypoints.http.exchange import Patience
from cvscreen.entrypoints.http.health import read_health, read_liveness, read_metrics
from cvscreen.entrypoints.http.intake import submit_evaluation
from cvscreen.entrypoints.http.listing import PATH
from cvscreen.entrypoints.http.metrics import MetricsDoor
from cvscreen.entrypoints.http.middleware import Gateway
from cvscreen.entrypoints.http.problems import HANDLERS
from cvscreen.entrypoints.http.services import Services, open_services
from cvscreen.entrypoints.http.swagger import schema_handlers
from cvscreen.entrypoints.http.uploads import form_limits
from cvscreen.settings import Settings

Opening = Callable[[], AbstractAsyncContextManager[Services]]


def create_app(settings: Settings) -> Litestar:
    """The service of these settings: opens all that it needs when it starts, and closes it when it stops."""
    return app_of(settings, partial(open_services, settings))


def app_of(settings: Settings, opening: Opening, patience: Patience = Patience()) -> Litestar:  # noqa: B008 - frozen
    """The service on use cases of one's own: `opening` is entered when the app starts.

    `patience` is for bodies that arrive slowly.
    """
    handlers = _handlers()
    return Litestar(
        [*handlers, *schema_handlers(handlers)],
        dependencies=DEPENDENCIES,
        exception_handlers=HANDLERS,
        lifespan=[partial(_lifespan, settings=settings, opening=opening, patience=patience)],
        cors_config=_cors(settings),
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MAX_JSON_BYTES,
        state=State({"closing": asyncio.Event()}),
    )


def _handlers() -> list[ControllerRouterHandler]:
    evaluations = Router(
        PATH,
        tags=["evaluations"],
        middleware=[signed_in, within_evaluation_rate],
        security=BEARER,
        route_handlers=[
            submit_evaluation,
            list_evaluations,
            read_evaluation,
            follow_evaluation,
            download_cv,
            retry_evaluation,
            erase_evaluation,
        ],
    )
    return [auth.router, evaluations, admin.router, read_health, read_liveness, read_metrics]


@asynccontextmanager
async def _lifespan(app: Litestar, settings: Settings, opening: Opening, patience: Patience) -> AsyncIterator[None]:
    inner = app.asgi_handler
    async with opening() as services:
        app.state.form_limits = form_limits(settings)
        app.state.metrics_door = MetricsDoor(settings)
        app.state.queue_gauge = queue_gauge(services.registry)
        # Around all of Litestar, so that it sees what no route answers, too.
        gateway = Gateway(inner, settings, services, patience, app.state.closing)
        app.asgi_handler = _behind_proxies(gateway, settings)
        try:
            yield
        finally:
            app.asgi_handler = inner


def _behind_proxies(gateway: ASGIApp, settings: Settings) -> ASGIApp:
    if not settings.trusted_proxies:
        return gateway
    return cast("ASGIApp", ProxyHeadersMiddleware(cast("Any", gateway), list(settings.trusted_proxies)))


def _cors(settings: Settings) -> CORSConfig | None:
    if not settings.cors_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.cors_origins),
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "Last-Event-ID"],
        expose_headers=[
            "ETag",
            "Location",
            "X-Request-ID",
            "Retry-After",
            "Idempotency-Replayed",
            "RateLimit-Limit",
            "RateLimit-Policy",
            "RateLimit-Remaining",
            "RateLimit-Reset",
        ],
    )
