"""The URL of an object store."""

import pytest

from cvscreen.adapters.files.s3_place import Credentials, s3_place
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting


def test_bucket_prefix_and_credentials_are_read() -> None:
    place = s3_place(AdapterURL("s3://AKIA%2F1:se%2Fcr%40et%3F@cvs-of.ours/one/two/?endpoint=https://minio:9000"))
    assert (place.bucket, place.prefix) == ("cvs-of.ours", "one/two/")
    assert place.credentials == Credentials("AKIA/1", "se/cr@et?")
    assert place.name("a" * 64) == "one/two/" + "a" * 64


def test_a_secret_may_have_slashes_as_they_come() -> None:
    place = s3_place(AdapterURL("s3://AKIA:ab/cd+ef/@bucket"))
    assert place.credentials == Credentials("AKIA", "ab/cd+ef/")
    assert (place.bucket, place.prefix) == ("bucket", "")


def test_without_credentials_others_give_them() -> None:
    assert s3_place(AdapterURL("s3://bucket")).credentials is None


def test_no_secret_is_shown() -> None:
    url = AdapterURL("s3://AKIA:ab/cd%40ef@bucket?endpoint=http://minio:9000")
    assert url.masked == "s3://AKIA:***@bucket?endpoint=http://minio:9000"
    assert "ab/cd" not in f"{s3_place(url)!r} {s3_place(url)} {url!r}"


@pytest.mark.parametrize(
    ("sse", "encryption"),
    [
        ("", {}),
        ("?sse=AES256", {"ServerSideEncryption": "AES256"}),
        ("?sse=aws:kms", {"ServerSideEncryption": "aws:kms"}),
        ("?sse=aws:kms:arn:aws:kms:x", {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "arn:aws:kms:x"}),
    ],
)
def test_encryption_is_what_the_url_says(sse: str, encryption: dict[str, str]) -> None:
    assert s3_place(AdapterURL(f"s3://bucket{sse}")).encryption == encryption


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("s3:bucket", "names no bucket"),
        ("s3://", "names no bucket"),
        ("s3://Bucket", "names no bucket"),
        ("s3://b", "names no bucket"),
        ("s3://key@bucket", "half of a key"),
        ("s3://:secret@bucket", "half of a key"),
        ("s3://bucket/../other", "a prefix is made of"),
        ("s3://bucket/a//b", "a prefix is made of"),
        ("s3://bucket/a b", "a prefix is made of"),
        ("s3://bucket?endpoint=minio:9000", "the endpoint is no http"),
        ("s3://bucket?endpoint=http://", "the endpoint is no http"),
        ("s3://bucket?endpoint=http://minio:port", "the endpoint is no http"),
        ("s3://bucket?endpoint=http://key:secret@minio", "the endpoint is no http"),
        ("s3://bucket?sse=rot13", "sse"),
        ("s3://bucket?lifecycle_days=0", "lifecycle_days"),
        ("s3://bucket?endpont=http://minio", "did you mean 'endpoint'"),
    ],
)
def test_what_makes_no_sense_is_refused(url: str, told: str) -> None:
    with pytest.raises(InvalidSetting, match=told):
        s3_place(AdapterURL(url))


def test_a_refusal_shows_no_secret() -> None:
    with pytest.raises(InvalidSetting) as raised:
        s3_place(AdapterURL("s3://key:hush-hush@Bucket"))
    assert "hush" not in raised.value.detail
