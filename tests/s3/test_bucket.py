"""Getting a bucket ready on a real S3 server, and telling what it lacks."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from object_stores import Bucket, s3_files

from cvscreen.adapters.files.s3 import S3FileStore
from cvscreen.domain.errors import FileStoreUnavailable

pytestmark = pytest.mark.servers("s3")

UPLOADS, FILES = "cvscreen-uploads:", "cvscreen-files:"
THEIRS = {"ID": "theirs", "Status": "Enabled", "Filter": {"Prefix": "x/"}, "Expiration": {"Days": 7}}


def refusing(what: bytes, code: str) -> Callable[..., Any]:
    """A handler of the driver's events: calls with that in their body get that answer from no server."""

    def refuse(params: dict[str, Any], **_: object) -> Any:
        if what not in params["body"]:
            return None
        answer = {"Error": {"Code": code, "Message": "No"}, "ResponseMetadata": {"HTTPStatusCode": 400}}
        return type("Answer", (), {"status_code": 400})(), answer

    return refuse


async def test_migrating_sets_lifecycle_rules_and_leaves_those_of_others(url: str, bucket: Bucket) -> None:
    bucket.client.create_bucket(**bucket.where)
    bucket.client.put_bucket_lifecycle_configuration(**bucket.where, LifecycleConfiguration={"Rules": [THEIRS]})
    for _ in range(2):
        async with s3_files(f"{url}&lifecycle_days=30") as files:
            assert "files go after 30 days, broken uploads after a day" in await files.migrate()
            assert (await files.ping()).advice is None
        assert bucket.rules() == [FILES, UPLOADS, "theirs"]
    async with s3_files(url) as files:
        assert "files stay until they are erased" in await files.migrate()
    assert bucket.rules() == [UPLOADS, "theirs"]


async def test_places_that_share_a_bucket_have_rules_of_their_own(url: str, bucket: Bucket) -> None:
    async with s3_files(url.replace("?", "/one?") + "&lifecycle_days=7"), s3_files(url.replace("?", "/two?")) as two:
        await two.migrate()
    assert bucket.rules() == [f"{FILES}one/", f"{UPLOADS}one/", f"{UPLOADS}two/"]


@pytest.mark.parametrize(("days", "kept"), [("", None), ("&lifecycle_days=30", [FILES])])
@pytest.mark.parametrize("code", ["MalformedXML", "NotImplemented"])
async def test_a_store_that_knows_no_rule_for_broken_uploads_is_ready_all_the_same(
    url: str, bucket: Bucket, days: str, kept: list[str] | None, code: str
) -> None:
    async with s3_files(url + days, migrated=False) as files:
        refuse = refusing(b"AbortIncompleteMultipartUpload", code)
        files._client().meta.events.register("before-call.s3.PutBucketLifecycleConfiguration", refuse)
        assert "broken uploads are ended by the sweep" in await files.migrate()
        assert (await files.ping()).advice is None
    if kept is not None:
        assert bucket.rules() == kept


async def test_a_key_that_may_not_see_the_rules_is_no_reason_to_complain(url: str) -> None:
    async with s3_files(url), s3_files(f"{url}&lifecycle_days=30", migrated=False) as files:
        refuse = refusing(b"", "AccessDenied")
        files._client().meta.events.register("before-call.s3.GetBucketLifecycleConfiguration", refuse)
        assert (await files.ping()).advice is None


async def test_advice_that_was_followed_is_not_given_again(url: str) -> None:
    async with s3_files(url, migrated=False) as files, s3_files(f"{url}&lifecycle_days=30") as other:
        assert (await files.ping()).advice is not None
        await files.migrate()
        assert (await files.ping()).advice is None
        assert (await other.ping()).advice is not None


async def test_a_store_that_offers_no_expiry_says_so_where_it_is_asked_for(url: str) -> None:
    async with s3_files(url), s3_files(f"{url}&lifecycle_days=30", migrated=False) as files:
        refuse = refusing(b"", "NotImplemented")
        files._client().meta.events.register("before-call.s3.PutBucketLifecycleConfiguration", refuse)
        with pytest.raises(FileStoreUnavailable, match="lifecycle_days"):
            await files.migrate()


async def test_rules_that_are_no_longer_wanted_are_told_by_the_ping(url: str) -> None:
    async with s3_files(f"{url}&lifecycle_days=30"), s3_files(url, migrated=False) as files:
        advice = (await files.ping()).advice
    assert advice is not None
    assert "run cvscreen migrate" in advice


async def test_a_lifecycle_that_is_not_set_yet_is_told_by_the_ping(url: str) -> None:
    async with s3_files(url), s3_files(f"{url}&lifecycle_days=30", migrated=False) as files:
        advice = (await files.ping()).advice
    assert advice is not None
    assert "run cvscreen migrate" in advice


async def test_a_bucket_that_keeps_erased_files_is_told_by_the_ping(files: S3FileStore, bucket: Bucket) -> None:
    bucket.client.put_bucket_versioning(**bucket.where, VersioningConfiguration={"Status": "Enabled"})
    advice = (await files.ping()).advice
    assert advice is not None
    assert "turn versioning off" in advice


async def test_the_ping_names_the_server_and_leaves_nothing_behind(files: S3FileStore, bucket: Bucket) -> None:
    health = await files.ping()
    assert "SeaweedFS" in health.detail
    assert bucket.place.bucket in health.detail
    assert health.advice is None
    assert bucket.names() == set()


async def test_two_who_migrate_at_once_make_one_bucket(url: str) -> None:
    async with s3_files(url, migrated=False) as one, s3_files(url, migrated=False) as other:
        await asyncio.gather(one.migrate(), other.migrate())
        assert (await one.ping()).advice is None
