from collections.abc import Callable

import pytest

from cvscreen.adapters.passwords.argon2 import Argon2Hasher
from cvscreen.adapters.passwords.plain import PlainHasher
from cvscreen.ports.passwords import PasswordHasher
from cvscreen.testing.passwords import PasswordHasherContract

HASHERS: dict[str, Callable[[], PasswordHasher]] = {
    "argon2": lambda: Argon2Hasher(memory_kib=64, passes=1),
    "argon2 as it is by default": Argon2Hasher,
    "plain": PlainHasher,
}


@pytest.fixture(params=HASHERS)
def hasher(request: pytest.FixtureRequest) -> PasswordHasher:
    return HASHERS[request.param]()


class TestPasswordHashers(PasswordHasherContract): ...
