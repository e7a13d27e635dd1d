"""One HTTP call: its body bounded, its failures told as errors of the port."""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from cvscreen.adapters.scorers.openrouter.place import OpenRouterPlace
from cvscreen.adapters.scorers.openrouter.retry_after import seconds_of
from cvscreen.domain.errors import InvalidSetting, ScorerMisconfigured, ScorerUnavailable

MAX_ANSWER = 4 * 2**20
"""Bytes: no answer about a CV is as long."""

LANES = 16
LANE_WIDTH = 64
"""Connections: a pool looks at each pair of those it has whenever a call begins or ends."""

_GZIP = zlib.MAX_WBITS | 16
_GZIPPED = frozenset({"gzip", "x-gzip"})
_log = logging.getLogger("httpx")


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What came back: the status, the JSON object (empty if there is none), the seconds to wait, if it says so."""

    status: int
    content: Mapping[str, Any]
    retry_after: float | None


@dataclass(slots=True)
class Lane:
    """Some of the connections, and how many calls are under way on them."""

    http: httpx.AsyncClient
    under_way: int = 0


class Wire:
    """Connections to one server, shared by all calls."""

    def __init__(self, lanes: Sequence[Lane], place: OpenRouterPlace) -> None:
        self._lanes = lanes
        self._host = place.host

    async def call(self, method: str, path: str, body: bytes | None = None) -> WireAnswer:
        """The answer, whatever its status. Raises ScorerUnavailable, or ScorerMisconfigured for what is no API."""
        lane = min(self._lanes, key=lambda lane: lane.under_way)
        lane.under_way += 1
        try:
            with _translated(self._host):
                async with lane.http.stream(method, path, content=body) as response:
                    raw = await self._read(response)
        finally:
            lane.under_way -= 1
        retry_after = seconds_of(response.headers.get("retry-after", ""))
        return WireAnswer(response.status_code, self._decoded(response, raw), retry_after)

    async def _read(self, response: httpx.Response) -> bytes:
        parts, size = [], 0
        async for part in response.aiter_raw():
            size += len(part)
            if size > MAX_ANSWER:
                raise self._endless()
            parts.append(part)
        raw, packed_as = b"".join(parts), response.headers.get("content-encoding", "identity").lower()
        # We ask for what is not packed, so that nothing small can grow; some servers pack all the same.
        if packed_as == "identity":
            return raw
        if packed_as in _GZIPPED:
            return self._unpacked(raw)
        if not response.is_success:
            return b""  # the status says enough
        raise ScorerMisconfigured(f"{self._host} packs its answers, though it is asked not to: see what runs there")

    def _unpacked(self, raw: bytes) -> bytes:
        unpacking = zlib.decompressobj(_GZIP)
        try:
            unpacked = unpacking.decompress(raw, MAX_ANSWER)
        except zlib.error:
            raise self._garbled() from None
        if unpacking.unconsumed_tail:
            raise self._endless()
        return unpacked

    def _decoded(self, response: httpx.Response, raw: bytes) -> Mapping[str, Any]:
        if "json" not in response.headers.get("content-type", ""):
            if response.is_success:
                raise ScorerMisconfigured(
                    f"what {self._host} answers is no JSON: the base URL ends where its API begins, often /v1"
                )
            return {}
        try:
            told = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            if response.is_success:
                raise self._garbled() from None
            return {}
        return told if isinstance(told, dict) else {}

    def _endless(self) -> ScorerUnavailable:
        return ScorerUnavailable(f"the answer of {self._host} is endless: see what runs there")

    def _garbled(self) -> ScorerUnavailable:
        return ScorerUnavailable(f"the answer of {self._host} breaks off or is garbled")


@asynccontextmanager
async def opened_wire(place: OpenRouterPlace) -> AsyncIterator[Wire]:
    """Connections are made when they are needed, and closed at the end."""
    trusted = httpx.create_ssl_context()
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(_client(place, trusted)) for _ in range(LANES)]
        quiet = _QuietCalls(str(clients[0].base_url))
        _log.addFilter(quiet)
        stack.callback(_log.removeFilter, quiet)
        yield Wire([Lane(client) for client in clients], place)


@asynccontextmanager
async def in_time(seconds: float, host: str) -> AsyncIterator[asyncio.Timeout]:
    """All that is done inside, or ScorerUnavailable after so many seconds."""
    try:
        async with asyncio.timeout(seconds) as limit:
            yield limit
    except TimeoutError:
        raise ScorerUnavailable(f"{host} took longer than {seconds:g} s") from None


class _QuietCalls(logging.Filter):
    """Keeps out httpx's line for each call of ours: how evaluations fare is logged once, by us."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def filter(self, record: logging.LogRecord) -> bool:
        arguments = record.args if isinstance(record.args, tuple) else ()
        return not any(str(argument).startswith(self._base_url) for argument in arguments)


def _client(place: OpenRouterPlace, trusted: Any) -> httpx.AsyncClient:
    headers = {"accept": "application/json", "accept-encoding": "identity", "content-type": "application/json"}
    if place.api_key:
        headers["authorization"] = f"Bearer {place.api_key}"
    silence = min(place.read_seconds, place.seconds)
    with _refused_address():
        return httpx.AsyncClient(
            base_url=place.base_url,
            headers=headers,
            verify=trusted,
            timeout=httpx.Timeout(silence, connect=min(place.connect_seconds, place.seconds)),
            limits=httpx.Limits(max_connections=LANE_WIDTH, max_keepalive_connections=LANE_WIDTH),
            follow_redirects=False,
        )


@contextmanager
def _refused_address() -> Iterator[None]:
    try:
        yield
    except httpx.InvalidURL:
        raise InvalidSetting("the base URL of the model server is not one: write https://host/v1") from None


@contextmanager
def _translated(host: str) -> Iterator[None]:
    """What httpx says in words may hold an address with a password, or a header: none of it is passed on."""
    try:
        yield
    except httpx.ConnectTimeout:
        raise ScorerUnavailable(f"{host} cannot be reached in time") from None
    except httpx.TimeoutException:
        raise ScorerUnavailable(f"{host} does not answer in time") from None
    except httpx.ConnectError:
        raise ScorerUnavailable(f"{host} cannot be reached: see the base URL, and the network") from None
    except (httpx.HTTPError, httpx.StreamError):
        raise ScorerUnavailable(f"the connection to {host} broke") from None
    except UnicodeError:
        raise ScorerMisconfigured(f"{host} cannot be the name of a server: see the base URL") from None
