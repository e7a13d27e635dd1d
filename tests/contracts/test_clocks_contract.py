import pytest

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.ports.clocks import Clock
from cvscreen.testing.clocks import ClockContract


@pytest.fixture(params=[SystemClock, FixedClock])
def clock(request: pytest.FixtureRequest) -> Clock:
    made: Clock = request.param()
    return made


class TestClocks(ClockContract): ...
