"""Real servers for the tests that ask for them by the mark `servers`, and groups of tests that one process has."""

import os
from collections.abc import Callable, Generator, Iterator

import hypothesis
import pytest
from grouping import sign_groups
from missing import without
from real_servers import SERVERS, MissingServer, RealServer, ServerHouse
from real_servers.house import temporary_house

# No test is about time: how long an example takes is the machine's.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

collect_ignore = [] if "CVSCREEN_TEST_FAULTS" in os.environ else ["faults"]
"""Faults take minutes: `make faults`."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Let one process of a parallel run have all tests that need servers: it starts each once."""
    for item in items:
        if _wanted(item):
            item.add_marker(pytest.mark.xdist_group("servers"))
    yield
    if config.getoption("loadgroup", default=False):
        sign_groups(items)


@pytest.fixture(scope="session")
def server_house() -> Iterator[ServerHouse]:
    """The servers of this session."""
    with temporary_house(SERVERS) as house:
        yield house


@pytest.fixture
def server(request: pytest.FixtureRequest, server_house: ServerHouse) -> Callable[[str], RealServer]:
    """Hands out a running server by its name; a test that uses it carries the mark `servers` with all names."""

    def running(name: str) -> RealServer:
        server_house.start({wanted for item in request.session.items for wanted in _wanted(item)})
        try:
            return server_house.server(name)
        except MissingServer as missing:
            without(str(missing))

    return running


def _wanted(item: pytest.Item) -> set[str]:
    return {name for mark in item.iter_markers("servers") for name in mark.args}
