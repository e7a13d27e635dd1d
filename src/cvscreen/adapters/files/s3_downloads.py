"""Reading a file out of an object store. Blocking calls."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_errors import code_of
from cvscreen.adapters.files.s3_place import S3Place
from cvscreen.domain.errors import StoredFileMissing

CHUNK = 256 * 1024
"""Bytes that a thread reads at a time: each way there and back costs the loop something."""


class S3Download:
    """The content of an object, read step by step by one thread at a time."""

    def __init__(self, client: S3Client, place: S3Place, key: str) -> None:
        self._client = client
        self._place = place
        self._key = key
        self._body: Any = None

    def open(self) -> None:
        """Ask for it. Raises StoredFileMissing."""
        try:
            found = self._client().get_object(Bucket=self._place.bucket, Key=self._place.name(self._key))
        except ClientError as error:
            if code_of(error) != "NoSuchKey":
                raise
            raise StoredFileMissing(f"there is no file {self._key}: it was erased, or never stored") from None
        self._body = found["Body"]

    def read(self) -> bytes:
        """The next bytes; none at the end."""
        content: bytes = self._body.read(CHUNK)
        return content

    def close(self) -> None:
        """Let go of the connection; one with unread bytes in it is not used again."""
        if self._body is not None:
            self._body.close()
