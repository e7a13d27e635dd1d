"""Adapters of the ProgressBus port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.progress.memory:open"),
    "redis": Adapter("cvscreen.adapters.progress.redis:open", extra="redis"),
    "rediss": Adapter("cvscreen.adapters.progress.redis:open", extra="redis"),
}
