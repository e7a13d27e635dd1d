"""What can go wrong with an object store, in the port's words. Nothing of the driver's own text gets out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from botocore import exceptions
from botocore.exceptions import BotoCoreError, ClientError

from cvscreen.adapters.files.s3_place import S3Place
from cvscreen.domain.errors import FileStoreUnavailable

NOT_OFFERED = frozenset({"AccessDenied", "NotImplemented", "MethodNotAllowed"})
"""Answers of a store that lacks what is asked for, or does not grant it."""

_CREDENTIALS = "see to the key and the secret in CVSCREEN_FILES, or to the AWS_… variables"
_MISSING = "does not exist: run cvscreen migrate"
_SKEWED = "refuses this machine's clock: set it, such as by NTP"
_DAMAGED = "got a file that was damaged on its way: try again"
_BUSY = "is busy or broken: try again, and see the server's log if this stays"
_ELSEWHERE = "lies in another region: set ?region=…"
_FULL = "has no room left: make some"
_RIGHTS = (
    "does not allow this: grant s3:ListBucket, s3:ListBucketMultipartUploads, s3:GetObject, s3:PutObject, "
    "s3:DeleteObject, s3:AbortMultipartUpload, and for cvscreen migrate s3:CreateBucket, s3:GetLifecycleConfiguration "
    "and s3:PutLifecycleConfiguration"
)

_ANSWERS = {
    "NoSuchBucket": _MISSING,
    "404": _MISSING,
    "InvalidAccessKeyId": f"refuses the access key, which nobody there knows: {_CREDENTIALS}",
    "SignatureDoesNotMatch": f"refuses the secret, which is not that of the access key: {_CREDENTIALS}",
    "InvalidToken": f"refuses the session token: {_CREDENTIALS}",
    "ExpiredToken": f"refuses the session token, which has run out: {_CREDENTIALS}",
    "403": f"refuses the credentials, or does not allow this: {_CREDENTIALS}",
    "AccessDenied": _RIGHTS,
    "BucketAlreadyExists": "belongs to somebody else: choose another name",
    "RequestTimeTooSkewed": _SKEWED,
    "RequestExpired": _SKEWED,
    "BadDigest": _DAMAGED,
    "XAmzContentSHA256Mismatch": _DAMAGED,
    "ConditionalRequestConflict": "gets another upload of the same key right now: try again",
    "NotImplemented": "does not offer this: leave out ?lifecycle_days, or ?sse",
    "SlowDown": _BUSY,
    "InternalError": _BUSY,
    "ServiceUnavailable": _BUSY,
    "PermanentRedirect": _ELSEWHERE,
    "AuthorizationHeaderMalformed": _ELSEWHERE,
    "QuotaExceeded": _FULL,
    "XMinioStorageFull": _FULL,
}
"""By the store's code, what a sentence that begins with the bucket goes on with."""

_FAILURES: tuple[tuple[tuple[type[BotoCoreError], ...], str], ...] = (
    (
        (exceptions.NoCredentialsError, exceptions.PartialCredentialsError, exceptions.CredentialRetrievalError),
        "is not open without credentials: write s3://key:secret@bucket, or set the AWS_… variables",
    ),
    (
        (exceptions.SSLError,),
        "has a certificate that is not trusted: see to it, or name its authority's file in AWS_CA_BUNDLE",
    ),
    (
        (exceptions.IncompleteReadError, exceptions.ResponseStreamingError),
        "broke off in the middle of a file: try again",
    ),
    (
        (exceptions.ReadTimeoutError, exceptions.ConnectTimeoutError),
        "does not answer in time: see whether the server is overloaded, or raise ?seconds=…",
    ),
    (
        (exceptions.ConnectionError, exceptions.HTTPClientError),
        "cannot be reached: is the server running, and is the endpoint right?",
    ),
)


@contextmanager
def translated(place: S3Place) -> Iterator[None]:
    """The driver's errors as FileStoreUnavailable, which names endpoint and bucket, but no credentials."""
    try:
        yield
    except ClientError as error:
        raise FileStoreUnavailable(f"{place} {_of_answer(code_of(error))}") from None
    except BotoCoreError as error:
        raise FileStoreUnavailable(f"{place} {_of_failure(error)}") from None


def code_of(error: ClientError) -> str:
    """The store's code for it, such as NoSuchKey; of an answer without a body the HTTP status."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    return re.sub(r"\W", "", code, flags=re.ASCII)[:64]


def _of_answer(code: str) -> str:
    return _ANSWERS.get(code) or f"answers {code or 'nothing that makes sense'}: see the server's log"


def _of_failure(error: BotoCoreError) -> str:
    found = (text for kinds, text in _FAILURES if isinstance(error, kinds))
    return next(found, f"cannot be used ({type(error).__name__}): see to the options in CVSCREEN_FILES")
