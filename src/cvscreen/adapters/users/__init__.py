"""Adapters of the UserStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.users.memory:open"),
    "sqlite": Adapter("cvscreen.adapters.users.sqlite:open"),
}
