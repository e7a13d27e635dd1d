"""Adapters of the RateLimiter port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.limits.memory:open"),
    "redis": Adapter("cvscreen.adapters.limits.redis:open", extra="redis"),
    "rediss": Adapter("cvscreen.adapters.limits.redis:open", extra="redis"),
}
