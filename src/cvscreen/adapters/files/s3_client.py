"""The driver's client for a place in an object store. Blocking calls."""

from __future__ import annotations

import threading
from typing import Any

from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import NoCredentialsError

from cvscreen.adapters.files.s3_place import S3Place

CONNECT_SECONDS = 3.0
ATTEMPTS = 2
"""Whoever waits for a store that is away is better told soon; workers and clients try again by themselves."""

_DEFAULT_REGION = "us-east-1"


class S3Client:
    """Makes the client when the first call needs it, for finding credentials may take a call to the machine's role.

    Safe for threads, as the client itself is.
    """

    def __init__(self, place: S3Place) -> None:
        self._place = place
        self._client: Any = None
        self._one_at_a_time = threading.Lock()

    def __call__(self) -> Any:
        """The client. Raises NoCredentialsError if there are none yet."""
        with self._one_at_a_time:
            if self._client is None:
                self._client = _made(self._place)
            return self._client

    def close(self) -> None:
        """Let go of its connections."""
        with self._one_at_a_time:
            if self._client is not None:
                self._client.close()


def _made(place: S3Place) -> Any:
    session, given = Session(), place.credentials
    if given is None and session.get_credentials() is None:
        raise NoCredentialsError
    return session.client(
        "s3",
        endpoint_url=place.options.endpoint or None,
        region_name=place.options.region or session.region_name or _DEFAULT_REGION,
        aws_access_key_id=given and given.key,
        aws_secret_access_key=given and given.secret,
        config=_config(place),
    )


def _config(place: S3Place) -> Config:
    options = place.options
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        # Some stores refuse the checksums that the driver adds by itself; uploads carry an MD5 of ours.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=min(CONNECT_SECONDS, options.seconds),
        read_timeout=options.seconds,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        max_pool_connections=2 * options.at_once,
        # A store of one's own is reached directly: a proxy for the world outside would see the CVs, or not know it.
        proxies={} if options.endpoint else None,
    )
