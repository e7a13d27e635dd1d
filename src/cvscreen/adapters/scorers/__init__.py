"""Adapters of the Scorer port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "lexical": Adapter("cvscreen.adapters.scorers.lexical:open"),
    "openrouter": Adapter("cvscreen.adapters.scorers.openrouter.adapter:open", extra="openrouter"),
    "scripted": Adapter("cvscreen.adapters.scorers.scripted:open"),
}
