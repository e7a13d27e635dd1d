"""Slowing down whoever calls too often, or guesses."""

from __future__ import annotations

import math

from cvscreen.domain.accounts import Device, account_hash
from cvscreen.domain.errors import RateLimited
from cvscreen.domain.limits import Allowance, Rate, network_of
from cvscreen.ports.limits import RateLimiter

PER_ADDRESS = 5
"""So many times as often as for one account, for all accounts together: people share addresses."""


class Throttle:
    """Lets calls pass up to a rate."""

    def __init__(self, limits: RateLimiter) -> None:
        self._limits = limits

    async def check(self, key: str, rate: Rate | None) -> Allowance | None:
        """What is left of the rate after this call, None without one.

        Raises RateLimited, whose `retry_after` is in seconds, and LimiterUnavailable: nothing passes uncounted.
        """
        if rate is None:
            return None
        allowance = await self._limits.hit(key, rate)
        if not allowance.allowed:
            seconds = allowance.retry_after.total_seconds()
            raise RateLimited(f"too many calls: try again in {math.ceil(seconds)} seconds", retry_after=seconds)
        return allowance


class GuessThrottle:
    """Slows down who guesses passwords of one account, or accounts from one address.

    `rate` is that of one account. Accounts are counted by the hash of their address, the same for all its spellings
    and for addresses that nobody has; IPv6 addresses by network. Every method raises RateLimited.
    """

    def __init__(self, throttle: Throttle, rate: Rate | None) -> None:
        self._throttle = throttle
        self._rate = rate

    async def log_in(self, email: str, device: Device) -> None:
        """One try to log in. Whoever has used up the address no longer takes tries from the account."""
        await self.from_address("login", device)
        await self._throttle.check(f"login:account:{account_hash(email)}", self._rate)

    async def password(self, user_id: str) -> None:
        """One password given by somebody who is logged in. Nobody outside can use these up."""
        await self._throttle.check(f"password:user:{user_id}", self._rate)

    async def from_address(self, action: str, device: Device) -> None:
        """One call of that kind from an address."""
        rate = self._rate and self._rate.scaled(PER_ADDRESS)
        await self._throttle.check(f"{action}:address:{network_of(device.ip)}", rate)
