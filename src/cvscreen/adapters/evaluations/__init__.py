"""Adapters of the EvaluationStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.evaluations.memory:open"),
    "sqlite": Adapter("cvscreen.adapters.evaluations.sqlite:open"),
}
