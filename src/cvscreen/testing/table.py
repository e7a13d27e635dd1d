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
    "caches": PortContract(
        "cvscreen.testing.caches:CacheContract",
        {"memory": "memory:?mb=1", "none": "none:", "redis": "redis:{redis}", "rediss": "rediss:{redis_tls}"},
    ),
    "evaluations": PortContract(
        "cvscreen.testing.evaluations:EvaluationStoreContract",
        {
            "memory": "memory:",
            "mongodb": "mongodb:{mongodb}",
            "mongodb+motor": "mongodb+motor:{mongodb}",
            "mysql": "mysql:{mysql}",
            "sqlite": "sqlite:///{tmp}/contract.db",
        },
    ),
    "extractors": PortContract(
        "cvscreen.testing.extractors:TextExtractorContract",
        {"pdfium": "pdfium:", "pymupdf": "pymupdf:", "pypdf": "pypdf:"},
    ),
    "files": PortContract(
        "cvscreen.testing.files:FileStoreContract",
        {"file": "file://{tmp}/files", "memory": "memory:", "s3": "s3:{s3}"},
    ),
    "limits": PortContract(
        "cvscreen.testing.limits:RateLimiterContract",
        {"memory": "memory:", "redis": "redis:{redis}", "rediss": "rediss:{redis_tls}"},
    ),
    "progress": PortContract(
        "cvscreen.testing.progress:ProgressBusContract",
        {"memory": "memory:", "redis": "redis:{redis}", "rediss": "rediss:{redis_tls}"},
    ),
    "queues": PortContract(
        "cvscreen.testing.queues:EvaluationQueueContract",
        {"celery+redis": "celery+redis:{redis}", "inline": "inline:?at_once=1", "memory": "memory:"},
    ),
    "scanners": PortContract(
        "cvscreen.testing.scanners:VirusScannerContract",
        {"clamav": "clamav:{clamd}", "eicar": "eicar:", "none": "none:"},
    ),
    "scorers": PortContract(
        "cvscreen.testing.scorers:ScorerContract",
        {
            "lexical": "lexical:",
            "openrouter": "openrouter:test/model?base_url=http:{openrouter}",
            "scripted": "scripted:",
        },
    ),
    "tokens": PortContract(
        "cvscreen.testing.tokens:TokenStoreContract",
        {"memory": "memory:", "mysql": "mysql:{mysql}", "sqlite": "sqlite:///{tmp}/contract.db"},
    ),
    "users": PortContract(
        "cvscreen.testing.users:UserStoreContract",
        {"memory": "memory:", "mysql": "mysql:{mysql}", "sqlite": "sqlite:///{tmp}/contract.db"},
    ),
}
"""By the port's folder under `cvscreen.adapters`. A test fails if a scheme of ours is missing here."""
