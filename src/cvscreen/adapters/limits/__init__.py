"""Adapters of the RateLimiter port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {"memory": Adapter("cvscreen.adapters.limits.memory:open")}
