"""Whatever becomes of the servers, what was accepted is done once, and connections recover by themselves."""

import time
from collections.abc import Callable

import pytest
from fault_extent import Extent
from fault_site import Site
from real_servers import RealServer

Servers = Callable[[str], RealServer]


@pytest.mark.servers("redis", "mysql", "s3")
def test_redis_that_starts_empty_loses_messages_but_no_work(
    site: Callable[..., Site], own: Servers, extent: Extent
) -> None:
    here = site()
    here.open(workers=0)
    here.upload(extent.evaluations)
    redis = own("redis")
    redis.stop()
    time.sleep(1)
    redis.start()
    here.start_worker()
    here.upload(extent.evaluations // 4)
    redis.stop()
    here.upload(5)
    time.sleep(extent.away_seconds)
    redis.start()
    here.assert_all_completed()


@pytest.mark.servers("redis", "mysql", "s3")
@pytest.mark.parametrize("name", ["mysql", "s3"])
def test_a_store_that_is_away_for_a_while_loses_nothing(
    site: Callable[..., Site], own: Servers, extent: Extent, name: str
) -> None:
    here = site()
    here.open(workers=1)
    here.upload(extent.evaluations)
    _away(own(name), extent)
    here.upload(5)
    here.assert_all_completed()


@pytest.mark.servers("redis", "mysql", "s3", "mongodb")
def test_mongodb_that_is_away_for_a_while_loses_nothing(
    site: Callable[..., Site], own: Servers, extent: Extent
) -> None:
    mongodb = own("mongodb")
    here = site(CVSCREEN_EVALUATIONS=mongodb.fresh())
    # The server of these tests is slow when many fight for one document.
    here.open(1, "--at-once", "8")
    here.upload(extent.evaluations)
    _away(mongodb, extent)
    here.upload(5)
    here.assert_all_completed()


def _away(server: RealServer, extent: Extent) -> None:
    time.sleep(0.5)
    server.stop()
    time.sleep(extent.away_seconds)
    server.start()
