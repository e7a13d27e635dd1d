"""Whatever becomes of messages, what was accepted is done once."""

import random
import time
from collections.abc import Callable

import pytest
from fault_extent import Extent
from fault_site import Site
from real_servers import RealServer

from cvscreen.adapters.queues.celery_app import RUN, celery_app
from cvscreen.adapters.urls import AdapterURL

pytestmark = pytest.mark.servers("redis", "mysql", "s3")


def test_messages_that_come_five_times_and_in_any_order_are_worked_off_once(
    site: Callable[..., Site], extent: Extent
) -> None:
    here = site()
    here.open(workers=0)
    here.upload(extent.evaluations)
    again = 5 * list(here.accepted)
    random.shuffle(again)
    with celery_app(AdapterURL(here.environment["CVSCREEN_QUEUE"])) as app:
        for evaluation_id in again:
            app.send_task(RUN, args=(evaluation_id,))
    for _ in range(2):
        here.start_worker()
    here.assert_all_completed()


def test_uploads_are_accepted_while_the_broker_refuses(
    site: Callable[..., Site], own: Callable[[str], RealServer], extent: Extent
) -> None:
    here = site()
    here.open(workers=1)
    redis = own("redis")
    redis.stop()
    begun = time.monotonic()
    here.upload(extent.evaluations // 4)
    assert len(here.accepted) == extent.evaluations // 4, "an upload was refused"
    redis.start()
    here.assert_all_completed()
    assert time.monotonic() - begun < 120


def test_many_sweepers_at_once_do_no_harm(site: Callable[..., Site], extent: Extent) -> None:
    here = site(CVSCREEN_QUEUE="celery+{redis}&sweep_seconds=0.2&waiting_seconds=1")
    here.open(workers=3)
    here.upload(extent.evaluations)
    here.assert_all_completed()
