from collections.abc import AsyncIterator, Callable

import pytest
from object_stores import Bucket, s3_files
from real_servers import RealServer

from cvscreen.adapters.files.s3 import S3FileStore


@pytest.fixture
def url(server: Callable[[str], RealServer]) -> str:
    return server("s3").fresh()


@pytest.fixture
async def files(url: str) -> AsyncIterator[S3FileStore]:
    async with s3_files(url) as opened:
        yield opened


@pytest.fixture
def bucket(url: str) -> Bucket:
    return Bucket(url)
