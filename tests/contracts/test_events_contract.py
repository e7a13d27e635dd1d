from collections.abc import Callable

import pytest
from prometheus_client import CollectorRegistry

from cvscreen.adapters.events.fanout import FanOut
from cvscreen.adapters.events.logs import LogListener
from cvscreen.adapters.events.metrics import MetricsListener
from cvscreen.adapters.events.progress import ProgressListener
from cvscreen.adapters.events.recording import RecordingEventSink
from cvscreen.adapters.progress.memory import MemoryProgressBus
from cvscreen.ports.events import EventSink
from cvscreen.testing.events import EventSinkContract

SINKS: dict[str, Callable[[], EventSink]] = {
    "fan-out": lambda: FanOut([RecordingEventSink(), LogListener()]),
    "fan-out to nobody": lambda: FanOut([]),
    "logs": LogListener,
    "metrics": lambda: MetricsListener(CollectorRegistry()),
    "progress": lambda: ProgressListener(MemoryProgressBus()),
    "recording": RecordingEventSink,
}


@pytest.fixture(params=SINKS)
def sink(request: pytest.FixtureRequest) -> EventSink:
    return SINKS[request.param]()


class TestEventSinks(EventSinkContract): ...
