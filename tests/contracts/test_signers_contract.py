from collections.abc import Callable

import pytest

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.signers.plain import PlainSigner
from cvscreen.adapters.signers.pyjwt import JwtSigner
from cvscreen.ports.signers import TokenSigner
from cvscreen.testing.signers import TokenSignerContract

Made = Callable[..., TokenSigner]

SIGNERS: dict[str, Made] = {"plain": PlainSigner, "pyjwt": JwtSigner}
OURS, NEXT, THEIRS = b"o" * 32, b"n" * 32, b"t" * 32


@pytest.fixture(params=SIGNERS)
def made(request: pytest.FixtureRequest) -> Made:
    return SIGNERS[request.param]


@pytest.fixture
def signer(made: Made) -> TokenSigner:
    return made(OURS, clock=SystemClock())


@pytest.fixture
def successor(made: Made) -> TokenSigner:
    return made(NEXT, OURS, clock=SystemClock())


@pytest.fixture
def stranger(made: Made) -> TokenSigner:
    return made(THEIRS, clock=SystemClock())


class TestTokenSigners(TokenSignerContract): ...
