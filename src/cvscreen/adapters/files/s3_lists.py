"""What lies in an object store, and how old it is. Blocking calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import ClientError

from cvscreen.adapters.files.keys import is_key
from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_errors import NOT_OFFERED, code_of
from cvscreen.adapters.files.s3_place import S3Place
from cvscreen.ports.clocks import Clock
from cvscreen.ports.files import StoredFile

STALE = timedelta(days=1)
"""An upload in parts that began so long ago is what a crash left."""

PAGE = 1000
"""Files that one call lists: no store gives more."""

EXACT_ENOUGH = timedelta(seconds=5)
"""The header Date has whole seconds: what differs less is taken for the same time."""


class S3Listing:
    """Pages of the files in a place; ages are by the store's clock, as far as its answers tell it."""

    def __init__(self, client: S3Client, place: S3Place, clock: Clock) -> None:
        self._client = client
        self._place = place
        self._clock = clock
        self._next: str | None = ""

    @property
    def more(self) -> bool:
        """Whether there is another page."""
        return self._next is not None

    def page(self) -> list[StoredFile]:
        """The next files."""
        where = {"Bucket": self._place.bucket, "Prefix": self._place.prefix, "Delimiter": "/", "MaxKeys": PAGE}
        onward = {"ContinuationToken": self._next} if self._next else {}
        answer = self._client().list_objects_v2(**where, **onward)
        self._next = answer.get("NextContinuationToken")
        return list(self._files(answer, self._now(answer)))

    def end_stale_uploads(self) -> None:
        """Remove what uploads left that never came to their end. Of very many, the first thousand."""
        try:
            found = self._client().list_multipart_uploads(Bucket=self._place.bucket, Prefix=self._place.prefix)
        except ClientError as error:
            if code_of(error) in NOT_OFFERED:
                return
            raise
        before = self._now(found) - STALE
        for upload in found.get("Uploads", ()):
            if is_key(upload["Key"].removeprefix(self._place.prefix)) and upload["Initiated"] < before:
                self._client().abort_multipart_upload(
                    Bucket=self._place.bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                )

    def _files(self, answer: Any, now: datetime) -> Iterator[StoredFile]:
        for entry in answer.get("Contents", ()):
            key = entry["Key"].removeprefix(self._place.prefix)
            if is_key(key):
                yield StoredFile(key, entry["Size"], max(now - entry["LastModified"], timedelta(0)))

    def _now(self, answer: Any) -> datetime:
        ours = self._clock.now()
        try:
            theirs = parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
        except (KeyError, ValueError):
            return ours
        return ours if abs(theirs - ours) < EXACT_ENOUGH else theirs
