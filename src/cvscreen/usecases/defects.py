"""Errors that nobody raised on purpose."""

from __future__ import annotations

import logging
import traceback

from cvscreen.domain.errors import InternalError, StorageError

_log = logging.getLogger(__name__)


def internal_error(error: BaseException, work: str) -> InternalError:
    """The error to show for a defect in `work`. Its message may hold text of the CV, so only its place is logged."""
    place = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s: %s at\n%s", work, type(error).__name__, place)
    return InternalError(f"{type(error).__name__} in cvscreen or an adapter: see the log")


def store_away(error: StorageError, work: str) -> None:
    """Tell the operator why one of our stores failed in `work`; its text is ours and the driver's, of no CV."""
    _log.warning("%s: %s: %s", work, error.code, " ".join(error.detail.split()))
