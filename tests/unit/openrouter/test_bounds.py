"""Whatever a server does, a call ends in time and in little memory."""

import asyncio
import gzip
import tracemalloc
from collections.abc import Callable

import pytest
from openrouter_calls import Opened, Serve, asked, error_from
from openrouter_server import Step, bomb, redirecting

from cvscreen.adapters.scorers.openrouter.wire import MAX_ANSWER


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - the server runs in a thread of its own
            await asyncio.sleep(0.01)


BOUNDED = [
    (Step(text="{}", seconds=4), "scorer_unavailable"),
    (Step(text="{}", drip=0.2), "scorer_unavailable"),
    (Step(endless=True), "scorer_unavailable"),
    (bomb(50_000_000), "scorer_unavailable"),
    (Step(raw=b"no gzip", headers={"content-encoding": "gzip"}), "scorer_unavailable"),
    (Step(raw=b"{}", headers={"content-encoding": "br"}), "scorer_misconfigured"),
    (Step(raw=b"[" * 1_000_000), "scorer_unavailable"),
    (Step(text="{}", broken=True), "scorer_unavailable"),
    (redirecting("http://127.0.0.1:9/elsewhere"), "scorer_misconfigured"),
    (Step(raw=b"<html>Welcome</html>", content_type="text/html"), "scorer_misconfigured"),
]


@pytest.mark.parametrize(("step", "code"), BOUNDED)
async def test_whatever_is_sent_back_is_bounded_in_time_and_size(
    serve: Serve, opened: Opened, step: Step, code: str
) -> None:
    _, url = serve(step)
    client = await opened(url, seconds=1.5)
    async with asyncio.timeout(5):
        assert (await error_from(client)).code == code


async def test_what_is_packed_and_small_is_read(serve: Serve, opened: Opened) -> None:
    packed = gzip.compress(b'{"choices": [{"message": {"content": "{}"}}]}')
    _, url = serve(Step(raw=packed, headers={"content-encoding": "gzip"}))
    assert (await asked(await opened(url))).text == "{}"


@pytest.mark.parametrize("packing", ["br", "deflate", "zstd"])
async def test_a_failure_is_known_by_its_status_however_it_is_packed(
    serve: Serve, opened: Opened, packing: str
) -> None:
    headers = {"content-encoding": packing, "retry-after": "30"}
    _, url = serve(Step(status=503, raw=b"\x0b\x02\x80", headers=headers), Step(raw=b"\x0b", headers=headers))
    client = await opened(url)
    error = await error_from(client)
    assert (error.code, error.retry_after) == ("scorer_unavailable", 30)
    assert (await error_from(client)).code == "scorer_misconfigured"


async def test_a_bomb_is_not_unpacked(serve: Serve, opened: Opened) -> None:
    _, url = serve(bomb(50_000_000))
    client = await opened(url)
    tracemalloc.start()
    await error_from(client)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MAX_ANSWER


async def test_an_answer_without_an_end_is_given_up_for_its_size(serve: Serve, opened: Opened) -> None:
    _, url = serve(Step(endless=True))
    error = await error_from(await opened(url, seconds=60))
    assert "endless" in error.detail


async def test_a_redirect_is_not_followed(serve: Serve, opened: Opened) -> None:
    server, url = serve(redirecting("/api/v1/chat/completions"))
    error = await error_from(await opened(url))
    assert "base URL" in error.detail
    assert len(server.requests) == 1


async def test_a_silent_server_is_given_up_before_the_deadline(serve: Serve, opened: Opened) -> None:
    server, url = serve(Step(seconds=30), Step(text="{}"))
    assert (await asked(await opened(url, read_seconds=0.2))).text == "{}"
    assert len(server.requests) == 2


async def test_a_server_that_is_not_there_is_unavailable(opened: Opened) -> None:
    client = await opened("http://127.0.0.1:9/v1")
    assert (await error_from(client)).code == "scorer_unavailable"


async def test_a_call_that_is_cancelled_is_hung_up_and_leaves_the_others_alone(serve: Serve, opened: Opened) -> None:
    server, url = serve(Step(text="{}", seconds=30), Step(text="{}"))
    client = await opened(url)
    waiting = asyncio.create_task(asked(client))
    await until(lambda: server.under_way == 1)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert (await asked(client)).text == "{}"
    await until(lambda: server.left == 1)


async def test_many_calls_that_are_cancelled_leave_room_for_as_many(serve: Serve, opened: Opened) -> None:
    server, url = serve(*[Step(seconds=30)] * 100, Step(text="{}"))
    client = await opened(url)
    waiting = [asyncio.create_task(asked(client)) for _ in range(100)]
    await until(lambda: server.under_way == 100)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    answers = await asyncio.gather(*(asked(client) for _ in range(100)))
    assert [answer.text for answer in answers] == ["{}"] * 100


async def test_many_calls_are_in_flight_at_once(serve: Serve, opened: Opened) -> None:
    server, url = serve(Step(text="{}", seconds=0.5))
    client = await opened(url)
    await asyncio.gather(*(asked(client) for _ in range(150)))
    assert server.most_at_once > 100
