"""Adapters of the TokenStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.tokens.memory:open"),
    "sqlite": Adapter("cvscreen.adapters.tokens.sqlite:open"),
}
