"""From the errors of SQLAlchemy and its drivers to ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, exc

from cvscreen.adapters.sql.mysql_errors import GOING_DOWN, ROLLED_BACK, reason
from cvscreen.domain.errors import StorageError


@contextmanager
def translated(unavailable: type[StorageError], place: str = "the database") -> Iterator[None]:
    """Raise `unavailable` if the database at that place fails or is away, StorageError if a value does not fit.

    The texts of our errors carry the driver's reason, never a statement or its values.
    """
    try:
        yield
    except exc.DataError:
        raise StorageError("a value is too long for the database, or none that it takes: shorten it") from None
    except exc.DBAPIError as error:
        # Not from it: the text of a driver may quote values, and tracebacks show causes.
        raise unavailable(f"{place} {_reason(error)}") from None
    except exc.TimeoutError as error:
        raise unavailable(
            f"{place} has no free connection for us: there is too much work at once, see pool_size"
        ) from error
    except TimeoutError:
        raise unavailable(f"{place} does not answer in time: see to it that it runs and is not overloaded") from None
    except OSError as error:
        raise unavailable(
            f"{place} cannot be reached ({error.strerror or error}): see to it that it is there"
        ) from error


def was_rolled_back(error: exc.DBAPIError) -> bool:
    """Whether the statement, which was a transaction of its own, was given up for the sake of others."""
    return _number(error) in ROLLED_BACK


def was_lost(error: exc.DBAPIError) -> bool:
    """Whether the connection is gone: what was under way may have been done, or not."""
    return error.connection_invalidated or _number(error) == GOING_DOWN


def place_of(url: URL) -> str:
    """Where a database is, as errors name it."""
    return "the database" if url.host is None else f"MySQL at {url.host}:{url.port}"


def _reason(error: exc.DBAPIError) -> str:
    number = _number(error)
    if number is None:
        return f"fails ({error.orig}): see to it that it is there, and that we may write"
    text = error.orig.args[-1] if error.orig is not None else ""
    return reason(number, str(text))


def _number(error: exc.DBAPIError) -> int | None:
    """MySQL's errors begin with one, SQLite's are texts alone."""
    values = error.orig.args if error.orig is not None else ()
    return values[0] if values and isinstance(values[0], int) else None
