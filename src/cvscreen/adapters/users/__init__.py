"""Adapters of the UserStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.users.memory:open"),
    "mysql": Adapter("cvscreen.adapters.users.mysql:open", extra="mysql"),
    "sqlite": Adapter("cvscreen.adapters.users.sqlite:open"),
}
