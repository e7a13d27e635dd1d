"""Sending a file into an object store so that it is there whole, or not at all. Blocking calls."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import tempfile
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import IO, Any

from botocore.exceptions import BotoCoreError, ClientError

from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_errors import code_of
from cvscreen.adapters.files.s3_place import S3Place
from cvscreen.domain.errors import FileStoreUnavailable, StoredFileExists

PART = 8 * 2**20
"""Bytes of a part; a file that is not larger is sent in one piece. Stores take parts of 5 MB or more."""

IN_MEMORY = 512 * 2**10
"""Bytes that one upload may hold in memory; what is more waits in an unnamed file, as many may upload at once."""

_METADATA = "cvscreen-upload"


class S3Upload:
    """A file on its way to the object of that name. Call `discard` at the end, whatever happened."""

    def __init__(self, client: S3Client, place: S3Place, name: str) -> None:
        self._client = client
        self._place = place
        self._where = {"Bucket": place.bucket, "Key": name}
        self._token = secrets.token_hex(16)
        self._part = _Part()
        self._upload_id: str | None = None
        self._sent: list[dict[str, Any]] = []
        self.size = 0

    def write(self, pieces: Sequence[bytes]) -> None:
        """Append the pieces; each part is sent once there is more than it holds."""
        for piece in pieces:
            self.size += len(piece)
            rest = memoryview(piece)
            while rest:
                if self._part.size == PART:
                    self._send_part()
                taken = rest[: PART - self._part.size]
                self._part.write(taken)
                rest = rest[len(taken) :]

    def commit(self) -> None:
        """Send the rest; once this returns, the file is there. Raises StoredFileExists if it may not be replaced."""
        try:
            self._put() if self._upload_id is None else self._complete()
        except ClientError as error:
            if code_of(error) != "PreconditionFailed":
                raise
            self._check_ours()

    def discard(self) -> None:
        """Leave nothing behind; harmless after a commit."""
        self._part.close()
        if self._upload_id is not None:
            # What stays because the store is away is ended later, by the sweep or by the store.
            with contextlib.suppress(ClientError, BotoCoreError):
                self._client().abort_multipart_upload(**self._where, UploadId=self._upload_id)
            self._upload_id = None

    def _put(self) -> None:
        self._client().put_object(**self._where, **self._described(), **self._part.content(), **self._condition())

    def _complete(self) -> None:
        self._send_part()
        self._client().complete_multipart_upload(
            **self._where, UploadId=self._upload_id, MultipartUpload={"Parts": self._sent}, **self._condition()
        )
        self._upload_id = None

    def _send_part(self) -> None:
        if self._upload_id is None:
            started = self._client().create_multipart_upload(**self._where, **self._described())
            self._upload_id = started["UploadId"]
        place = {"UploadId": self._upload_id, "PartNumber": len(self._sent) + 1}
        answer = self._client().upload_part(**self._where, **place, **self._part.content())
        self._sent.append({"PartNumber": place["PartNumber"], "ETag": answer["ETag"]})
        self._part.close()
        self._part = _Part()

    def _described(self) -> dict[str, Any]:
        return {
            "ContentType": "application/octet-stream",
            "Metadata": {_METADATA: self._token},
        } | self._place.encryption

    def _condition(self) -> dict[str, str]:
        return {} if self._place.options.overwrite else {"IfNoneMatch": "*"}

    def _check_ours(self) -> None:
        """A first try whose answer got lost makes the second one fail: the object then carries our token."""
        found = self._client().head_object(**self._where)
        if found["Metadata"].get(_METADATA) != self._token:
            raise StoredFileExists(f"{self._place} has that file already: overwrite=false keeps it")


class _Part:
    """Bytes that wait to be sent together, and their MD5, which the store checks."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by whoever has the part
        self._hash = hashlib.md5(usedforsecurity=False)
        self.size = 0

    def write(self, piece: memoryview) -> None:
        self._hash.update(piece)
        with _disk_errors_translated():
            self._file.write(piece)
        self.size += len(piece)

    def content(self) -> dict[str, Any]:
        """As arguments of a call."""
        with _disk_errors_translated():
            self._file.seek(0)
        md5 = b64encode(self._hash.digest()).decode()
        return {"Body": self._file, "ContentLength": self.size, "ContentMD5": md5}

    def close(self) -> None:
        self._file.close()


@contextlib.contextmanager
def _disk_errors_translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileStoreUnavailable(
            f"the folder for temporary files fails: {error.strerror or 'unknown'}. See to its space, or set TMPDIR"
        ) from error
