"""Adapters of the EvaluationStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "memory": Adapter("cvscreen.adapters.evaluations.memory:open"),
    "mongodb": Adapter("cvscreen.adapters.evaluations.mongodb:open", extra="mongodb"),
    "mongodb+motor": Adapter("cvscreen.adapters.evaluations.motor:open", extra="motor"),
    "mysql": Adapter("cvscreen.adapters.evaluations.mysql:open", extra="mysql"),
    "sqlite": Adapter("cvscreen.adapters.evaluations.sqlite:open"),
}
