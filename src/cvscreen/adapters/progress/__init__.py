"""Adapters of the ProgressBus port."""

from cvscreen.adapters.registry import Adapter

SCHEMES = {"memory": Adapter("cvscreen.adapters.progress.memory:open")}
