from collections.abc import Callable, Iterator
from os import environ
from pathlib import Path

import pytest
from fault_extent import FORMS, Extent
from fault_site import Site
from real_servers import RealServer


@pytest.fixture(scope="session")
def extent() -> Extent:
    return FORMS[environ["CVSCREEN_TEST_FAULTS"]]


@pytest.fixture
def site(extent: Extent, tmp_path: Path, server: Callable[[str], RealServer]) -> Iterator[Callable[..., Site]]:
    """Makes a site on MySQL, S3 and Redis; settings that are given replace these."""
    made: list[Site] = []

    def on(**settings: str) -> Site:
        mysql = server("mysql").fresh()
        stores = {"CVSCREEN_USERS": mysql, "CVSCREEN_TOKENS": mysql, "CVSCREEN_EVALUATIONS": mysql}
        made.append(Site(tmp_path, server, **{**stores, "CVSCREEN_FILES": server("s3").fresh(), **settings}))
        return made[-1]

    yield on
    for one in made:
        one.close()


@pytest.fixture
def own(server: Callable[[str], RealServer]) -> Iterator[Callable[[str], RealServer]]:
    """A server that the test may stop; it runs again afterwards."""
    taken: list[RealServer] = []

    def take(name: str) -> RealServer:
        taken.append(server(name))
        return taken[-1]

    yield take
    for one in taken:
        one.start()
