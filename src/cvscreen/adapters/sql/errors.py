"""From the errors of SQLAlchemy and its drivers to ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from cvscreen.domain.errors import StorageError


@contextmanager
def translated(unavailable: type[StorageError]) -> Iterator[None]:
    """Raise `unavailable` if the database fails or cannot be reached.

    The texts of our errors carry the driver's reason, never a statement or its values.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise unavailable(f"the database fails: {error.orig}. See to it that it runs, and that we may write") from error
    except exc.TimeoutError as error:
        raise unavailable("no database connection became free: there is too much work at once") from error
    except OSError as error:
        raise unavailable(f"the database cannot be reached: {error.strerror or error}") from error
