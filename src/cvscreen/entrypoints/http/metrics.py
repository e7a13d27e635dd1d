"""Figures for Prometheus: requests as they are answered, and what is asked for at each scrape."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


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


def queue_gauge(registry: CollectorRegistry) -> Gauge:
    """How many evaluations wait in the queue; set at each scrape."""
    return Gauge("cvscreen_queue_depth", "Evaluations that wait in the queue.", registry=registry)
