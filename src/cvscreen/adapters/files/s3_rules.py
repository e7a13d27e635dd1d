"""What a bucket's own lifecycle rules say of our files. Blocking calls."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_errors import NOT_OFFERED, code_of
from cvscreen.adapters.files.s3_place import S3Place

_NO_SUCH_RULE = NOT_OFFERED | {"MalformedXML"}
"""MinIO takes a rule about broken uploads for no rule: it ends them by itself."""


class S3Rules:
    """The rules for one place; those of others in the bucket are left alone."""

    def __init__(self, client: S3Client, place: S3Place) -> None:
        self._client = client
        self._where = {"Bucket": place.bucket}
        self._days = place.options.lifecycle_days
        scope = {"Status": "Enabled", "Filter": {"Prefix": place.prefix}}
        self._uploads = scope | {
            "ID": f"cvscreen-uploads:{place.prefix}",
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        }
        self._files = scope | {"ID": f"cvscreen-files:{place.prefix}", "Expiration": {"Days": self._days}}

    def apply(self) -> str:
        """Set them as the settings want them; what they are now."""
        expiry = [self._files] if self._days is not None else []
        told = f"files go after {self._days} days" if expiry else "files stay until they are erased"
        try:
            self._set([*expiry, self._uploads])
        except ClientError as error:
            if code_of(error) not in _NO_SUCH_RULE:
                raise
            if expiry or code_of(error) not in NOT_OFFERED:
                self._set(expiry)
            return f"{told}, broken uploads are ended by the sweep"
        return f"{told}, broken uploads after a day"

    def are_applied(self) -> bool:
        """Whether files go when the settings say so, and not otherwise. Raises what the driver raises."""
        found = next((rule for rule in self._present() if rule.get("ID") == self._files["ID"]), {})
        days: int | None = found.get("Expiration", {}).get("Days")
        return days == self._days

    def _set(self, ours: list[dict[str, Any]]) -> None:
        present, names = self._present(), {self._uploads["ID"], self._files["ID"]}
        wanted = [*(rule for rule in present if rule.get("ID") not in names), *ours]
        if wanted:
            self._client().put_bucket_lifecycle_configuration(**self._where, LifecycleConfiguration={"Rules": wanted})
        elif present:
            self._client().delete_bucket_lifecycle(**self._where)

    def _present(self) -> list[dict[str, Any]]:
        try:
            found: list[dict[str, Any]] = self._client().get_bucket_lifecycle_configuration(**self._where)["Rules"]
        except ClientError as error:
            if code_of(error) == "NoSuchLifecycleConfiguration":
                return []
            raise
        return found
