"""How hosts, origins and networks are written in settings."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

_HOST = re.compile(r"\*|(\*\.)?[^\s/:*\[\]]+|\[[0-9A-Fa-f:.]+\]")
_ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://([^\s/:*\[\]]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?")


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


LISTS: dict[str, tuple[Callable[[str], object], str]] = {
    "allowed_hosts": (_HOST.fullmatch, "host without scheme and port: write cv.example.com, or *.example.com"),
    "cors_origins": (_ORIGIN.fullmatch, "origin: write https://app.example.com, without a slash at its end"),
    "trusted_proxies": (_is_network, "address or network of a proxy: write 10.0.0.7, or 10.0.0.0/8"),
}
"""Of each list, what an entry must be to match anything, and how to write it."""
