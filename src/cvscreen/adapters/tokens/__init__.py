"""Adapters of the TokenStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.tokens.memory:open"),
    "mysql": Adapter("cvscreen.adapters.tokens.mysql:open", extra="mysql"),
    "sqlite": Adapter("cvscreen.adapters.tokens.sqlite:open"),
}
