"""Figures that the service and its workers both tell."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Gauge


def queue_gauge(registry: CollectorRegistry) -> Gauge:
    """How many evaluations wait in the queue; set at each scrape."""
    return Gauge("cvscreen_queue_depth", "Evaluations that wait in the queue.", registry=registry)
