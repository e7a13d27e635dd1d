"""How often something may be done."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from datetime import timedelta

_PERIODS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
_RATE = re.compile(r"(\d{1,9})\s*/\s*(second|minute|hour|day)")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times in any period of that length."""

    times: int
    period: timedelta

    def scaled(self, factor: int) -> Rate:
        """So many times as often."""
        return Rate(self.times * factor, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a limiter says to one call.

    `remaining` calls are left in the period; `reset_after` is when all are back, `retry_after` when the next call
    is allowed (zero if this one is).
    """

    allowed: bool
    rate: Rate
    remaining: int
    reset_after: timedelta
    retry_after: timedelta = timedelta(0)


def rate(text: str) -> Rate | None:
    """The rate in a text such as `100/hour`, None for `off`. Raises ValueError for anything else."""
    cleaned = text.strip().lower()
    if cleaned == "off":
        return None
    found = _RATE.fullmatch(cleaned)
    if found is None or int(found[1]) == 0:
        raise ValueError(f"{text!r} is no rate: write 100/hour (second, minute, hour or day), or off")
    return Rate(int(found[1]), _PERIODS[found[2]])


def network_of(ip: str | None) -> str:
    """What counts as one address: an IPv4 address, or the /64 network of an IPv6 one, of which a customer has all.

    Whoever has no IP address shares `unknown`.
    """
    try:
        address = ipaddress.ip_address((ip or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))
