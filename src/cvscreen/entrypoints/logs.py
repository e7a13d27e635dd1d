"""Logging: lines for people in development, JSON elsewhere, and nowhere what a CV, a token or a password says."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from typing import Any

import msgspec

from cvscreen.settings import Environment, Settings

_OURS = ("cvscreen", "uvicorn.error", "__main__")
"""Loggers whose messages we know; a driver's may quote what it was given, as SQL parameters are."""


class JSONLines(logging.Formatter):
    """One JSON object a line: time, level, logger, and the request or the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
        request = getattr(record, "request", None)
        line |= request if request is not None else {"message": _message(record)}
        return msgspec.json.encode(line).decode()


class ReadableLines(logging.Formatter):
    """Time, level and logger, then the request as `GET /api/… 200 1.2 ms`, or the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        request = getattr(record, "request", None)
        told = _request_line(request) if request is not None else _message(record)
        return f"{_time(record)[11:23]} {record.levelname:<7} {record.name}  {told}"


def logging_config(settings: Settings) -> dict[str, Any]:
    """What `logging.config.dictConfig` takes: to standard error, ours from INFO, others' from WARNING."""
    readable = settings.env is Environment.DEVELOPMENT
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": ReadableLines if readable else JSONLines}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": "WARNING", "handlers": ["lines"]},
        "loggers": {
            "cvscreen": {"level": "DEBUG" if settings.debug else "INFO"},
            "uvicorn": {"level": "INFO"},
            "uvicorn.access": {"level": "CRITICAL"},
        },
    }


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _request_line(request: dict[str, Any]) -> str:
    line = f"{request['method']} {request['route']} {request['status']} {request['duration_ms']} ms"
    return f"{line} {request['bytes']} B user={request['user_id']} id={request['request_id']}"


def _message(record: logging.LogRecord) -> str:
    """The message, of others only its template's first line; of an exception its kind and place, never its text."""
    ours = record.name.startswith(_OURS)
    message = record.getMessage() if ours else str(record.msg).partition("\n")[0]
    if record.exc_info and record.exc_info[0] is not None:
        place = "".join(traceback.format_tb(record.exc_info[2]))
        message += f"\n{record.exc_info[0].__name__} at\n{place}"
    return message
