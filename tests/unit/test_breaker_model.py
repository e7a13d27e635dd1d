"""Whatever calls do and whenever they end, the breaker is in the state that a simple model of it is in."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from breakers import AWAY, Stopwatch
from hypothesis import given, settings
from hypothesis import strategies as st

from cvscreen.adapters.scorers.breaker import Breaker, BreakerState, CallPaused
from cvscreen.domain.errors import ScorerBusy

ENDS = {"answer": None, "failure": AWAY, "nothing": ScorerBusy("later")}
FAILURES, SECONDS = 3, 10

Begin = st.just(("begin", 0, ""))
Wait = st.tuples(st.just("wait"), st.integers(0, SECONDS + 2), st.just(""))
End = st.tuples(st.just("end"), st.integers(0, 5), st.sampled_from(sorted(ENDS)))
Steps = st.lists(st.one_of(Begin, End, End, Wait), max_size=60)


@dataclass
class Model:
    """What a breaker is, as a log of what counted: `failed` in a row while closed, `opened` when, `probe` which call.

    `alive` are the calls whose end still matters: all others began before the state last changed.
    """

    now: int = 0
    failed: int = 0
    opened: int | None = None
    half: bool = False
    probe: int | None = None
    alive: set[int] = field(default_factory=set)

    def wait(self) -> float | None:
        """Seconds until a call may be made, None while one is tried."""
        if self.half:
            return None if self.probe is not None else 0
        return 0 if self.opened is None else max(0, self.opened + SECONDS - self.now)

    def begin(self, call: int) -> None:
        """A call is made."""
        self.half = self.half or self.opened is not None
        self.probe = call if self.half else None
        self.alive.add(call)

    def end(self, call: int, how: str) -> None:
        """The call ended."""
        if call not in self.alive:
            return
        self.alive.discard(call)
        self.probe = None
        if how == "failure":
            self.failed += 1
            if self.half or self.failed == FAILURES:
                self.opened, self.half, self.alive = self.now, False, set()
        if how == "answer":
            if self.half:
                self.opened, self.half, self.alive = None, False, set()
            self.failed = 0

    def state(self) -> BreakerState:
        """Its name."""
        if self.half:
            return BreakerState.HALF_OPEN
        return BreakerState.CLOSED if self.opened is None else BreakerState.OPEN


class Pair:
    """A breaker and its model, which go through the same."""

    def __init__(self) -> None:
        self.stopwatch = Stopwatch()
        self.heard: list[BreakerState] = []
        self.breaker = Breaker(self.heard.append, failures=FAILURES, seconds=SECONDS, monotonic=self.stopwatch)
        self.model = Model()
        self.running: dict[int, int] = {}
        self.made = 0

    def step(self, what: str, number: int, how: str) -> None:
        """Do it to both."""
        if what == "wait":
            self.model.now += number
            self.stopwatch.seconds += number
        elif what == "begin":
            self._begin()
        elif self.running:
            call = list(self.running)[number % len(self.running)]
            self.model.end(call, how)
            self.breaker.ended(self.running.pop(call), ENDS[how])

    def _begin(self) -> None:
        self.made += 1
        wait = self.model.wait()
        found = admitted(self.breaker)
        if isinstance(found, CallPaused):
            assert found.seconds == wait
            assert wait != 0
        else:
            assert wait == 0
            self.model.begin(self.made)
            self.running[self.made] = found


def admitted(breaker: Breaker) -> int | CallPaused:
    """The period of a call, or why it may not be made."""
    try:
        return breaker.admit()
    except CallPaused as paused:
        return paused


@settings(max_examples=500)
@given(Steps)
def test_it_lets_through_what_its_model_lets_through(steps: list[tuple[str, int, str]]) -> None:
    pair = Pair()
    for step in steps:
        pair.step(*step)
        assert pair.breaker.state is pair.model.state()


@given(Steps)
def test_it_never_stays_shut_for_ever(steps: list[tuple[str, int, str]]) -> None:
    pair = Pair()
    for step in steps:
        pair.step(*step)
    for period in list(pair.running.values()):
        pair.breaker.ended(period, ENDS["nothing"])
    pair.stopwatch.seconds += SECONDS
    pair.breaker.ended(pair.breaker.admit(), None)
    assert pair.breaker.state is BreakerState.CLOSED


@given(Steps)
def test_each_change_is_told_once_and_leads_to_another_state(steps: list[tuple[str, int, str]]) -> None:
    pair = Pair()
    for step in steps:
        pair.step(*step)
    told = [BreakerState.CLOSED, *pair.heard]
    assert all(before is not after for before, after in itertools.pairwise(told))
    assert told[-1] is pair.breaker.state
