"""Which contract the adapters of each port keep, and how each adapter is opened for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PortContract:
    """A contract (`module:class`), and per scheme the URL to open; `{tmp}` stands for a temporary folder."""

    suite: str
    urls: Mapping[str, str]


CONTRACTS = {
    "caches": PortContract("cvscreen.testing.caches:CacheContract", {"memory": "memory:?mb=1", "none": "none:"}),
    "evaluations": PortContract(
        "cvscreen.testing.evaluations:EvaluationStoreContract",
        {"memory": "memory:", "sqlite": "sqlite:///{tmp}/contract.db"},
    ),
    "extractors": PortContract(
        "cvscreen.testing.extractors:TextExtractorContract",
        {"pdfium": "pdfium:", "pymupdf": "pymupdf:", "pypdf": "pypdf:"},
    ),
    "files": PortContract(
        "cvscreen.testing.files:FileStoreContract",
        {"file": "file://{tmp}/files", "memory": "memory:"},
    ),
    "limits": PortContract("cvscreen.testing.limits:RateLimiterContract", {"memory": "memory:"}),
    "progress": PortContract("cvscreen.testing.progress:ProgressBusContract", {"memory": "memory:"}),
    "queues": PortContract(
        "cvscreen.testing.queues:EvaluationQueueContract",
        {"inline": "inline:?at_once=1", "memory": "memory:"},
    ),
    "scanners": PortContract(
        "cvscreen.testing.scanners:VirusScannerContract",
        {"eicar": "eicar:", "none": "none:"},
    ),
    "scorers": PortContract(
        "cvscreen.testing.scorers:ScorerContract",
        {"lexical": "lexical:", "scripted": "scripted:"},
    ),
    "tokens": PortContract(
        "cvscreen.testing.tokens:TokenStoreContract",
        {"memory": "memory:", "sqlite": "sqlite:///{tmp}/contract.db"},
    ),
    "users": PortContract(
        "cvscreen.testing.users:UserStoreContract",
        {"memory": "memory:", "sqlite": "sqlite:///{tmp}/contract.db"},
    ),
}
"""By the port's folder under `cvscreen.adapters`. A test fails if a scheme of ours is missing here."""
