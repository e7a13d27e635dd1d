"""Adapters of the EvaluationQueue port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "celery+redis": Adapter("cvscreen.adapters.queues.celery:open", extra="celery"),
    "inline": Adapter("cvscreen.adapters.queues.inline:open"),
    "memory": Adapter("cvscreen.adapters.queues.memory:open"),
}
