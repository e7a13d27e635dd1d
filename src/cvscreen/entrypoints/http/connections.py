"""Connections of HTTP/1.1 that wait for nobody for ever."""

from __future__ import annotations

import asyncio

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from cvscreen.entrypoints.http.problems import MEDIA_TYPE, problem

PATIENCE_SECONDS = 30.0
"""So long the head of a request may take, the rest of a body that nobody wants, and a client that does not read."""


_MALFORMED = msgspec.json.encode(
    problem(400, "malformed_request", "this is no HTTP request as RFC 9112 has it: see to the client", retryable=False)
)
_MALFORMED_HEADERS = [
    (b"content-type", MEDIA_TYPE.encode()),
    (b"content-length", b"%d" % len(_MALFORMED)),
    (b"connection", b"close"),
]


class PatientProtocol(H11Protocol):
    """Uvicorn's, which by itself ends only connections that are silent after an answer.

    Bodies that are read have limits of their own, in `Patience`.
    """

    patience = PATIENCE_SECONDS
    _waiting: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what arrives, and see whether it is what is waited for."""
        super().data_received(data)
        self._watch()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request with a problem, where uvicorn has a line of plain text; then hang up."""
        del msg
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            head = h11.Response(status_code=400, headers=_MALFORMED_HEADERS, reason=b"Bad Request")
            for event in (head, h11.Data(data=_MALFORMED), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def pause_writing(self) -> None:
        """Wait for a client that does not read what it asked for."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.patience, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        _cancel(self._stalled)
        self._stalled = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        _cancel(self._waiting)
        _cancel(self._stalled)
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self._is_owed():
            self._waiting = self._waiting or self.loop.call_later(self.patience, self.transport.close)
        else:
            _cancel(self._waiting)
            self._waiting = None

    def _is_owed(self) -> bool:
        """Whether the client has yet to send the rest of a head, or of a body whose answer it has."""
        theirs = self.conn.their_state
        return theirs is h11.IDLE or (theirs is h11.SEND_BODY and self.conn.our_state is h11.DONE)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
