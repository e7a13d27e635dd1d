"""Adapters of the FileStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "file": Adapter("cvscreen.adapters.files.local:open"),
    "memory": Adapter("cvscreen.adapters.files.memory:open"),
}
