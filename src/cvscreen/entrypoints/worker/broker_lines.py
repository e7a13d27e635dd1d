"""What Celery logs of its broker, in lines that say where it is and what to do.

Of other people's log lines only the template is shown, since their values may be a secret: these would tell nothing.
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

from celery.exceptions import SecurityWarning

_LOGGERS = ("celery.worker.consumer.consumer", "celery.beat", "py.warnings")
_OURS = {
    "%s (%r)": "the broker {where} is lost: what is in flight goes on",
    "consumer: Cannot connect to": "the broker {where} cannot be reached: see to it that it runs there",
    "beat: Connection error": "the clock cannot reach the broker {where}: it tries again",
}
"""By the beginning of Celery's template."""


class BrokerLines(logging.Filter):
    """Puts our words in place of Celery's."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line through, reworded if it is one of those; what Celery may change one day is left out."""
        if "CPendingDeprecationWarning" in record.getMessage():
            return False
        for template, ours in _OURS.items():
            if str(record.msg).startswith(template):
                record.msg, record.args, record.exc_info = ours.format(where=self._where), (), None
        return True


@contextlib.contextmanager
def broker_lines(broker_url: str) -> Iterator[None]:
    """Reword them, and leave out what Celery warns of that is as it should be here.

    It warns of superusers because a message could be a pickle, and that it may once end work whose broker is lost:
    messages are JSON here, and the lease in the store, not the message, says who works on what.
    """
    parts = urlsplit(broker_url)
    lines = BrokerLines(f"{parts.hostname}:{parts.port or 6379}")
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(lines)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)
            yield
    finally:
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(lines)
