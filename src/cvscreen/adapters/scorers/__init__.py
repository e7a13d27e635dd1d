"""Adapters of the Scorer port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "lexical": Adapter("cvscreen.adapters.scorers.lexical:open"),
    "scripted": Adapter("cvscreen.adapters.scorers.scripted:open"),
}
