"""How the service is: for balancers, probes and Prometheus."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.types import ASGIApp
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from cvscreen.domain.errors import QueueUnavailable
from cvscreen.entrypoints.http.access import Call
from cvscreen.entrypoints.http.answers import Answer, encoder, json_answer
from cvscreen.entrypoints.http.documents import documented, problems
from cvscreen.usecases.health import State


class PortHealthBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one part is, and how many milliseconds it took to say so; `advice` is there if it could be better.

    `code` is that of the error where it failed, or `no_answer`.
    """

    status: State
    latency_ms: float | None
    advice: str | None = None
    code: str | None = None


class HealthBody(msgspec.Struct, frozen=True):
    """`down` if users, tokens, evaluations or files are down, `degraded` if another part is, else `ok`."""

    status: State
    ports: dict[str, PortHealthBody]


class LiveBody(msgspec.Struct, frozen=True):
    """The process answers."""

    status: State


@get(
    "/api/health",
    operation_id="read_health",
    summary="How every part is",
    tags=["operation"],
    responses=problems()
    | documented(200, HealthBody, "It can work.")
    | documented(503, HealthBody, "A vital part is down."),
)
async def read_health(call: NamedDependency[Call]) -> ASGIApp:
    """All parts are asked at once, at most once a second."""
    found = await call.services.health()
    ports = {
        name: PortHealthBody(port.status, port.latency_ms, port.advice, port.code) for name, port in found.ports.items()
    }
    return json_answer(503 if found.status is State.DOWN else 200, encoder.encode(HealthBody(found.status, ports)))


@get(
    "/api/health/live",
    operation_id="read_liveness",
    summary="Whether the process answers",
    tags=["operation"],
    responses=problems(),
)
async def read_liveness() -> LiveBody:
    """Asks nobody else."""
    return LiveBody(State.OK)


@get(
    "/metrics",
    operation_id="read_metrics",
    summary="Figures for Prometheus",
    tags=["operation"],
    responses=documented(200, str, "Prometheus' text format.", media_type="text/plain")
    | problems("invalid_token", "forbidden"),
)
async def read_metrics(request: Request[Any, Any, Any], call: NamedDependency[Call]) -> ASGIApp:
    """Names start with `cvscreen_`. Asks for the token of `CVSCREEN_METRICS_TOKEN`, in development if it is set."""
    request.app.state.metrics_door.check(call.exchange.authorization)
    try:
        request.app.state.queue_gauge.set(await call.services.queue_depth())
    except QueueUnavailable:
        request.app.state.queue_gauge.set(float("nan"))
    body = generate_latest(call.services.registry)
    kind = CONTENT_TYPE_LATEST.encode()
    return Answer(200, [(b"content-type", kind), (b"content-length", b"%d" % len(body))], body)
