"""Adapters of the Cache port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.caches.memory:open"),
    "none": Adapter("cvscreen.adapters.caches.none:open"),
    "redis": Adapter("cvscreen.adapters.caches.redis:open", extra="redis"),
    "rediss": Adapter("cvscreen.adapters.caches.redis:open", extra="redis"),
}
