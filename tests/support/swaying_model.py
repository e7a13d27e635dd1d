"""A model on the scripted server that knows every verdict, and gives another one now and then."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping

from openrouter_models import JSON, asked_of

from cvscreen.domain.assessment import Verdict
from cvscreen.domain.rubric import Criterion, Rubric

Flip = Callable[[Verdict, random.Random], Verdict]

SHARE = 0.2
"""How many of its verdicts it flips."""

RUBRIC = Rubric(
    (
        Criterion(id="licence", text="A nurse's licence", weight=3.0, must_have=True),
        Criterion(id="acute", text="Experience in acute medicine", weight=2.0),
        Criterion(id="spanish", text="Spanish"),
        Criterion(id="infusions", text="Intravenous therapy", weight=2.0),
        Criterion(id="resuscitation", text="Advanced life support"),
        Criterion(id="records", text="Electronic records", weight=2.0),
        Criterion(id="nights", text="Night shifts"),
        Criterion(id="leading", text="Has led a team"),
    )
)
MIXED = dict(
    zip(
        (criterion.id for criterion in RUBRIC.criteria),
        [Verdict.MET] * 3 + [Verdict.PARTIAL] * 2 + [Verdict.UNCLEAR] * 2 + [Verdict.NOT_MET],
        strict=True,
    )
)
"""What holds for a CV of which some things are known and some are not."""


class SwayingModel:
    """Gives the criteria these verdicts, by id, each flipped with a probability of 20 %.

    Chance is drawn anew for each request: by the run, by the seed that is asked for, and by how often it was before. So
    a run goes the same way each time, as long as questions with the same seed come one after the other.
    """

    def __init__(self, verdicts: Mapping[str, Verdict], flip: Flip, run: int) -> None:
        self._verdicts = verdicts
        self._flip = flip
        self._run = run
        self._asked: Counter[int] = Counter()

    def __call__(self, request: JSON) -> str:
        """The answer, in which every verdict quotes the longest line of the CV, so that it counts."""
        seed = request["seed"]
        chance = random.Random(f"{self._run} {seed} {self._asked[seed]}")
        self._asked[seed] += 1
        asked = asked_of(request)
        quotes = [max(asked.lines, key=len)]
        said = [
            {"id": id_, "quotes": quotes, "verdict": self._said(self._verdicts[id_], chance), "note": ""}
            for id_ in asked.criteria
        ]
        return json.dumps({"answers": said, "rationale": ""})

    def _said(self, verdict: Verdict, chance: random.Random) -> Verdict:
        return self._flip(verdict, chance) if chance.random() < SHARE else verdict


def any_other(verdict: Verdict, chance: random.Random) -> Verdict:
    """One of the other three, each as likely."""
    return chance.choice([other for other in Verdict if other is not verdict])


def opposite(verdict: Verdict, _chance: random.Random) -> Verdict:
    """The one at the other end: met for not_met, partial for unclear, and back."""
    rising = list(Verdict)
    return rising[-1 - rising.index(verdict)]
