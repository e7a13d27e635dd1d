"""Adapters of the EvaluationQueue port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "inline": Adapter("cvscreen.adapters.queues.inline:open"),
    "memory": Adapter("cvscreen.adapters.queues.memory:open"),
}
