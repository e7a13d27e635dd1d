"""Adapters of the TextExtractor port."""

from cvscreen.adapters.table import Adapter

SCHEMES = {
    "pdfium": Adapter("cvscreen.adapters.extractors.pdfium:open"),
    "pymupdf": Adapter("cvscreen.adapters.extractors.pymupdf:open", extra="pymupdf"),
    "pypdf": Adapter("cvscreen.adapters.extractors.pypdf:open", extra="pypdf"),
}
