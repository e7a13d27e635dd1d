"""Where in an object store the files lie, and how they are to be kept there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import unquote, urlsplit

import msgspec

from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""The names that every store takes (Amazon S3 User Guide, bucket naming rules)."""

_PREFIX = re.compile(r"\w[\w.-]*(/\w[\w.-]*)*", re.ASCII)
_SHAPE = "write s3://key:secret@bucket/prefix?endpoint=https://…, or leave out what the AWS_… variables give"


class S3Options(msgspec.Struct, frozen=True, kw_only=True):
    """What follows the `?`.

    `endpoint` is the URL of any compatible store, Amazon's own without it. `sse` is AES256, aws:kms, or aws:kms:KEY.
    `lifecycle_days` lets the store itself delete files of that age. `overwrite=false` refuses to replace a file. A
    store may take `seconds` to answer, and `at_once` calls are made to it side by side.
    """

    endpoint: str = ""
    region: str = ""
    sse: Annotated[str, msgspec.Meta(pattern=r"^(AES256|aws:kms(:.+)?)$")] | None = None
    lifecycle_days: Annotated[int, msgspec.Meta(gt=0)] | None = None
    overwrite: bool = True
    seconds: Annotated[float, msgspec.Meta(gt=0, le=600)] = 10.0
    at_once: Annotated[int, msgspec.Meta(gt=0, le=256)] = 16


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access key, and the secret that goes with it."""

    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class S3Place:
    """A bucket, the prefix that all names in it start with (empty, or ending in a slash), and the options.

    `credentials` are None if the usual AWS_… variables, or the machine's role, give them.
    """

    bucket: str
    prefix: str
    credentials: Credentials | None
    options: S3Options

    def __str__(self) -> str:
        return f"bucket {self.bucket!r} at {self.options.endpoint or 'Amazon S3'}"

    def name(self, key: str) -> str:
        """The object's name for a file's key."""
        return self.prefix + key

    @property
    def encryption(self) -> dict[str, str]:
        """What a write says about encryption on the server."""
        sse = self.options.sse
        if sse is None:
            return {}
        algorithm, _, key = sse.partition("aws:kms:")
        return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key} if key else {"ServerSideEncryption": algorithm}


def s3_place(url: AdapterURL) -> S3Place:
    """The place that the URL names. Raises InvalidSetting for one that makes no sense."""
    options = url.options(S3Options)
    if options.endpoint and not _is_endpoint(options.endpoint):
        raise InvalidSetting(f"{url.masked!r}: the endpoint is no http(s)://host[:port]: {_SHAPE}")
    user, _, path = url.location.removeprefix("//").rpartition("@")
    bucket, _, prefix = path.strip("/").partition("/")
    if not url.location.startswith("//") or not _BUCKET.fullmatch(bucket):
        raise InvalidSetting(
            f"{url.masked!r} names no bucket of 3 to 63 letters a-z, digits, dots and hyphens: {_SHAPE}"
        )
    if prefix and not _PREFIX.fullmatch(prefix):
        raise InvalidSetting(f"{url.masked!r}: a prefix is made of letters, digits and . - _ between slashes")
    return S3Place(bucket, f"{prefix}/" if prefix else "", _credentials(url, user), options)


def _credentials(url: AdapterURL, user: str) -> Credentials | None:
    if not user:
        return None
    key, _, secret = user.partition(":")
    if not key or not secret:
        raise InvalidSetting(f"{url.masked!r} has half of a key and its secret: {_SHAPE}")
    return Credentials(unquote(key), unquote(secret))


def _is_endpoint(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
