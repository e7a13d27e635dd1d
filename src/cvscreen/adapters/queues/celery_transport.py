"""Kombu's Redis transport, which loses its broker without losing the worker."""

from __future__ import annotations

from typing import Any

from kombu.transport import redis
from redis.exceptions import ConnectionError as RedisConnectionError


class Channel(redis.Channel):
    """Says that its connection is closed, as any other failure of the broker is said.

    Once the connection is torn down, kombu 5.7 looks for the address of the broker in None: whoever gives back or
    acknowledges what was in hand then meets an AttributeError, which ends the worker, where it would outlive an
    error of the connection. The messages are safe: the broker delivers them again, or the sweeper sends others.
    """

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:  # noqa: FBT001, FBT002 - kombu's signature
        """Acknowledge a message, unless it came by a connection that is gone."""
        if self._is_connected():
            super().basic_ack(delivery_tag, multiple=multiple)  # type: ignore[no-untyped-call]

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
        if not self._is_connected():
            raise RedisConnectionError("the connection to the broker is closed")
        found: dict[str, Any] = super()._connparams(asynchronous=asynchronous)  # type: ignore[no-untyped-call]
        return found

    def _is_connected(self) -> bool:
        return self.connection is not None and self.connection.client is not None


class Transport(redis.Transport):
    """The transport of those channels."""

    Channel = Channel
