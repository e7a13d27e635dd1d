"""Whatever becomes of the API, what it accepted is done once."""

import contextlib
import random
import threading
import time
from collections.abc import Callable

import httpx
import pytest
from fault_extent import Extent
from fault_site import Site

pytestmark = pytest.mark.servers("redis", "mysql", "s3")


def test_an_api_that_is_killed_during_uploads_loses_nothing_it_accepted(
    site: Callable[..., Site], extent: Extent
) -> None:
    here = site()
    here.open(workers=1)
    for _ in range(extent.kills):
        uploading = threading.Thread(target=_upload_until_it_dies, args=(here, extent.evaluations))
        uploading.start()
        time.sleep(random.uniform(0.5, 2))
        here.api.kill()
        uploading.join()
        here.api.start()
    assert here.accepted
    here.assert_all_completed()


def _upload_until_it_dies(here: Site, count: int) -> None:
    with contextlib.suppress(httpx.HTTPError):
        here.upload(count)
