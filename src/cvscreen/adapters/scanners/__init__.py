"""Adapters of the VirusScanner port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "eicar": Adapter("cvscreen.adapters.scanners.eicar:open"),
    "none": Adapter("cvscreen.adapters.scanners.none:open"),
}
