"""Adapters of the VirusScanner port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "clamav": Adapter("cvscreen.adapters.scanners.clamav:open"),
    "eicar": Adapter("cvscreen.adapters.scanners.eicar:open"),
    "none": Adapter("cvscreen.adapters.scanners.none:open"),
}
