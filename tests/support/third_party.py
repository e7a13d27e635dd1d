"""A throw-away package of somebody else's that brings adapters, installed as far as Python can tell."""

from __future__ import annotations

from pathlib import Path

ACME = """
from contextlib import asynccontextmanager

from cvscreen.adapters.scorers.scripted import ScriptedScorer


@asynccontextmanager
async def open(opening):
    yield AcmeScorer(opening.url.location)


class AcmeScorer(ScriptedScorer):
    def __init__(self, location):
        super().__init__()
        self.location = location
"""

ENTRY_POINTS = """
[cvscreen.adapters]
scorers.acme = acme_cvscreen:open
scorers.broken = acme_cvscreen:missing
scorers.lost = acme_cvscreen_lost:open
scorers.lexical = acme_cvscreen:open
extractors.plain = cvscreen.testing.extractors_plain:open
"""


def install(folder: Path) -> Path:
    """Write the package to the folder, which then belongs on `sys.path`."""
    information = folder / "acme_cvscreen-1.0.dist-info"
    information.mkdir(parents=True)
    (folder / "acme_cvscreen.py").write_text(ACME)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-cvscreen\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(ENTRY_POINTS)
    return folder
