"""What every clock promises."""

from __future__ import annotations

from datetime import timedelta

from cvscreen.ports.clocks import Clock


class ClockContract:
    """Needs a fixture `clock` that is a Clock."""

    def test_the_time_is_utc(self, clock: Clock) -> None:
        assert clock.now().utcoffset() == timedelta(0)

    def test_the_time_does_not_run_backwards(self, clock: Clock) -> None:
        times = [clock.now() for _ in range(100)]
        assert times == sorted(times)
