"""Adapters of the ProgressBus port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {"memory": Adapter("cvscreen.adapters.progress.memory:open")}
