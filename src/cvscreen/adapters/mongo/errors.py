"""From the errors of MongoDB's drivers to ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bson.errors import BSONError
from pymongo.errors import (
    ConnectionFailure,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    WaitQueueTimeoutError,
    WTimeoutError,
)

from cvscreen.domain.errors import StorageError

_REFUSED = {
    13: "does not let our user do that: give it the role readWrite on the database",
    18: "does not know our user or password: see to those in the URL, and to authSource",
    8000: "does not know our user or password: see to those in the URL, and to authSource",
}
"""By MongoDB's error code."""

_FAILURES: tuple[tuple[type[PyMongoError], str], ...] = (
    (WaitQueueTimeoutError, "has no free connection for us: there is too much work at once, see maxPoolSize"),
    (NetworkTimeout, "does not answer in time: see whether it is overloaded, or the network slow"),
    (NotPrimaryError, "is choosing another primary: it is tried again"),
    (ConnectionFailure, "cannot be reached, or has no primary: see to it that it runs, and to replicaSet and tls"),
    (ExecutionTimeout, "takes too long: see whether it is overloaded"),
    (WTimeoutError, "does not confirm in time that most of its members have a write: see to its members"),
)
"""From the particular to the general, as each is looked at in turn."""


@contextmanager
def translated(unavailable: type[StorageError], hosts: str) -> Iterator[None]:
    """Raise `unavailable` if the server fails or cannot be reached, StorageError if it cannot keep a value.

    What a driver says may quote documents and the URL, so none of it is in our errors, nor behind them.
    """
    try:
        yield
    except (BSONError, OverflowError, UnicodeEncodeError):
        raise StorageError(
            "MongoDB cannot keep one of the values: it takes 16 MB, whole numbers of 64 bits, and text that is Unicode"
        ) from None
    except PyMongoError as error:
        raise unavailable(f"MongoDB at {hosts} {_reason(error)}") from None


def _reason(error: PyMongoError) -> str:
    """What is wrong, and what to do; it goes on from "MongoDB at host:port"."""
    for kind, reason in _FAILURES:
        if isinstance(error, kind):
            return reason
    if isinstance(error, OperationFailure):
        return _REFUSED.get(error.code or 0, f"refuses with error {error.code}: its log says why")
    return f"makes its driver fail with {type(error).__name__}: see to it that it runs, and to the URL's options"
