"""Adapters of the FileStore port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "file": Adapter("cvscreen.adapters.files.local:open"),
    "memory": Adapter("cvscreen.adapters.files.memory:open"),
    "s3": Adapter("cvscreen.adapters.files.s3:open", extra="s3"),
}
