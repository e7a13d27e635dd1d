"""How many streams of events are open: each keeps a connection and a subscription for minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from cvscreen.entrypoints.http.refusals import Refusal

STREAMS_PER_USER = 20
"""A browser that speaks HTTP/1.1 opens six connections to one host; this is enough for three of them."""

_RETRY_SECONDS = 15
"""So long a stream whose client has gone may take to end."""


class OpenStreams:
    """Those of each user, in this process."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @contextmanager
    def one_more(self, user_id: str) -> Iterator[None]:
        """Count one while the context is open. Raises a Refusal if the user has 20 already."""
        if self._open[user_id] >= STREAMS_PER_USER:
            raise Refusal(
                "too_many_streams",
                f"you follow {STREAMS_PER_USER} evaluations at once, which is the limit: end one of the streams, "
                "or ask for the list of evaluations now and then",
                {"Retry-After": str(_RETRY_SECONDS)},
            )
        self._open[user_id] += 1
        try:
            yield
        finally:
            self._open[user_id] -= 1
            if not self._open[user_id]:
                del self._open[user_id]
