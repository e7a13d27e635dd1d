"""How far the tests of faults go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Extent:
    """How much is done to it: `make faults` does all of it, CI a short form."""

    evaluations: int
    kills: int
    away_seconds: float


FORMS = {"full": Extent(evaluations=300, kills=20, away_seconds=10), "short": Extent(40, 3, 3)}
