"""What the Argon2 hasher promises besides the contract: its costs, and that nothing waits for it but passwords."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from cvscreen.adapters.passwords.argon2 import Argon2Hasher
from cvscreen.ports.passwords import Verification

PASSWORD = "correct horse battery staple"
CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1}


@pytest.fixture
def hasher() -> Argon2Hasher:
    return Argon2Hasher(**CHEAP)


async def test_hashes_are_argon2id_with_the_costs_in_them(hasher: Argon2Hasher) -> None:
    assert (await hasher.hash(PASSWORD)).startswith("$argon2id$v=19$m=64,t=1,p=1$")


async def test_by_default_the_costs_are_those_that_are_asked_of_servers() -> None:
    assert (await Argon2Hasher().hash(PASSWORD)).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("change", [{"memory_kib": 128}, {"memory_kib": 32}, {"passes": 2}, {"lanes": 2}])
async def test_a_hash_of_other_costs_fits_and_is_outdated(hasher: Argon2Hasher, change: dict[str, int]) -> None:
    hashed = await Argon2Hasher(**CHEAP | change).hash(PASSWORD)
    assert await hasher.verify(PASSWORD, hashed) == Verification(fits=True, outdated=True)
    assert await hasher.verify("another", hashed) == Verification(fits=False, outdated=False)


async def test_a_hash_made_anew_is_not_outdated_any_more(hasher: Argon2Hasher) -> None:
    renewed = Argon2Hasher(**CHEAP | {"passes": 2})
    assert await renewed.verify(PASSWORD, await renewed.hash(PASSWORD)) == Verification(fits=True)


class Gate:
    """Stands for a hash that takes as long as it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        self._lock = threading.Lock()
        self.inside = 0
        self.most = 0
        self.calls = 0
        monkeypatch.setattr("pwdlib.hashers.argon2.Argon2Hasher.hash", self._hash)

    def _hash(self, *_arguments: object) -> str:
        with self._lock:
            self.calls += 1
            self.inside += 1
            self.most = max(self.most, self.inside)
        assert self._open.wait(30)
        with self._lock:
            self.inside -= 1
        return "hashed"

    async def entered(self, count: int) -> None:
        """Wait until so many are hashing."""
        async with asyncio.timeout(30):
            while self.inside < count:  # noqa: ASYNC110 - threads come in, and know no loop
                await asyncio.sleep(0.001)

    def open(self) -> None:
        """Let all of them end."""
        self._open.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return Gate(monkeypatch)


async def test_the_loop_goes_on_while_passwords_are_hashed(gate: Gate) -> None:
    hashing = [asyncio.create_task(Argon2Hasher().hash(PASSWORD))]
    await gate.entered(1)
    for _ in range(100):
        await asyncio.sleep(0)
    assert not hashing[0].done()
    gate.open()
    assert await asyncio.gather(*hashing) == ["hashed"]


async def test_other_work_in_threads_goes_on_while_passwords_are_hashed(gate: Gate) -> None:
    with ThreadPoolExecutor(1) as executor:
        asyncio.get_running_loop().set_default_executor(executor)
        hasher = Argon2Hasher()
        hashing = [asyncio.create_task(hasher.hash(PASSWORD)) for _ in range(10)]
        await gate.entered(2)
        assert await asyncio.wait_for(asyncio.to_thread(lambda: "read"), 30) == "read"
        gate.open()
        await asyncio.gather(*hashing)


async def test_no_more_passwords_are_hashed_at_once_than_there_are_processors(gate: Gate) -> None:
    hasher = Argon2Hasher()
    hashing = [asyncio.create_task(hasher.hash(PASSWORD)) for _ in range(10)]
    await gate.entered(2)
    gate.open()
    await asyncio.gather(*hashing)
    assert gate.most == 2


async def test_whoever_leaves_while_waiting_is_not_hashed_for(gate: Gate) -> None:
    hasher = Argon2Hasher()
    hashing = [asyncio.create_task(hasher.hash(PASSWORD)) for _ in range(2)]
    await gate.entered(2)
    waiting = asyncio.create_task(hasher.hash(PASSWORD))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    gate.open()
    assert await asyncio.gather(*hashing, hasher.hash(PASSWORD)) == ["hashed"] * 3
    assert waiting.cancelled()
    assert gate.calls == 3
