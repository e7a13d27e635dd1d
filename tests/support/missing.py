"""What becomes of a test that needs what this machine does not have."""

import os
from typing import NoReturn

import pytest


def without(detail: str) -> NoReturn:
    """On one's own machine something may be missing, in CI nothing may. `detail` says how to get it."""
    if os.environ.get("CI") == "true":
        pytest.fail(detail)
    pytest.skip(detail)
