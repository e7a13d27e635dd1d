"""Figures for Prometheus: requests as they are answered, and what is asked for at each scrape."""

from __future__ import annotations

import hmac

from prometheus_client import CollectorRegistry, Counter, Histogram

from cvscreen.domain.errors import Forbidden, InvalidToken
from cvscreen.entrypoints.http.refusals import MissingToken
from cvscreen.settings import PREFIX, Environment, Settings

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class MetricsDoor:
    """Lets through who may see the figures: who has the token; without one everybody in development, else nobody."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.metrics_token.encode()
        self._open = settings.env is Environment.DEVELOPMENT

    def check(self, authorization: bytes | None) -> None:
        """Look at the header Authorization. Raises InvalidToken, or Forbidden where there is no token to show."""
        if not self._token:
            if not self._open:
                raise Forbidden(f"figures are shown to nobody here until {PREFIX}METRICS_TOKEN is set")
            return
        if authorization is None:
            raise MissingToken("send the metrics token as `Authorization: Bearer …`")
        scheme, _, token = authorization.partition(b" ")
        if scheme.lower() != b"bearer" or not hmac.compare_digest(token.strip(), self._token):
            raise InvalidToken(f"this is not the metrics token: send that of {PREFIX}METRICS_TOKEN")


class RequestMetrics:
    """Counts requests by method, route and status, and how long they took by method and route."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "cvscreen_http_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "cvscreen_http_request_duration_seconds",
            "From the request's head to the answer's end.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=registry,
        )
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one. A route is a template, so that there are few."""
        key = (method if method in _METHODS else "other", route, status)
        children = self._children.get(key)
        if children is None:
            children = self._requests.labels(key[0], route, str(status)), self._seconds.labels(key[0], route)
            self._children[key] = children
        children[0].inc()
        children[1].observe(seconds)
