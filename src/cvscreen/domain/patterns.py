"""Patterns that are compiled when they are first used: compiling is most of what importing their modules costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def when_needed(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[], re.Pattern[str]]:
    """What gives the compiled pattern, always the same one."""
    return cache(lambda: re.compile(pattern, flags))
