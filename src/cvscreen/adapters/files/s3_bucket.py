"""Getting a bucket ready, and telling what it lacks. Blocking calls."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_errors import NOT_OFFERED, code_of
from cvscreen.adapters.files.s3_place import S3Place
from cvscreen.adapters.files.s3_rules import S3Rules
from cvscreen.ports.health import Health

_PROBE = ".cvscreen-probe"
_UNLIMITED_REGION = "us-east-1"
"""The one region that a new bucket's request must not name."""


class S3Bucket:
    """The bucket as a whole."""

    def __init__(self, client: S3Client, place: S3Place) -> None:
        self._client = client
        self._place = place
        self._where = {"Bucket": place.bucket}
        self._rules = S3Rules(client, place)
        self._well = False
        """Whether all was found to be as it should be: health is asked for all the time, and writing costs."""
        self._advice: str | None = None

    def prepare(self) -> str:
        """Make it unless it is there, and set its lifecycle rules; what it is now."""
        if not self._is_there():
            self._make()
        return f"{self._place} is there: {self._rules.apply()}"

    def examine(self) -> Health:
        """What answers, and whether it lets us do all we need: that is looked into until nothing is left to say."""
        answer = self._client().list_objects_v2(**self._where, Prefix=self._place.prefix, MaxKeys=1)
        if not self._well:
            self._try_writing()
            self._advice = next(self._lacks(), None)
            self._well = self._advice is None
        server = answer["ResponseMetadata"]["HTTPHeaders"].get("server", "a store that does not say its name")
        return Health(f"{self._place}, {server[:80]}", self._advice)

    def _is_there(self) -> bool:
        try:
            self._client().head_bucket(**self._where)
        except ClientError as error:
            if code_of(error) == "404":
                return False
            raise
        return True

    def _make(self) -> None:
        region = self._client().meta.region_name
        located = {"CreateBucketConfiguration": {"LocationConstraint": region}} if region != _UNLIMITED_REGION else {}
        try:
            self._client().create_bucket(**self._where, **located)
        except ClientError as error:
            # Another process may have been faster.
            if code_of(error) != "BucketAlreadyOwnedByYou":
                raise

    def _try_writing(self) -> None:
        probe = self._where | {"Key": self._place.name(_PROBE)}
        self._client().put_object(**probe, Body=b"", **self._place.encryption)
        self._client().delete_object(**probe)

    def _lacks(self) -> Iterator[str]:
        """What could be better, the worst first."""
        try:
            if self._client().get_bucket_versioning(**self._where).get("Status") == "Enabled":
                yield "the bucket keeps old versions, so an erased CV stays in it: turn versioning off"
            if not self._rules.are_applied():
                yield "its lifecycle rules are not those of ?lifecycle_days: run cvscreen migrate"
        except ClientError as error:
            if code_of(error) not in NOT_OFFERED:
                raise
