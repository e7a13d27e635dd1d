"""Making accounts."""

from __future__ import annotations

from dataclasses import dataclass, field

from cvscreen.domain.accounts import Device, User, check_email, check_name
from cvscreen.domain.events import Registered
from cvscreen.ports.clocks import Clock
from cvscreen.ports.events import EventSink
from cvscreen.ports.users import UserStore
from cvscreen.usecases.accounts.credentials import Credentials
from cvscreen.usecases.accounts.issuing import new_id
from cvscreen.usecases.accounts.throttle import GuessThrottle

HERE = Device()
"""For what is not asked over a network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What somebody who wants an account gives, and where from."""

    email: str = field(repr=False)
    password: str = field(repr=False)
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    device: Device = HERE


class OpenAccount:
    """Makes an account of a registration."""

    def __init__(self, *, users: UserStore, credentials: Credentials, clock: Clock, events: EventSink) -> None:
        self._users = users
        self._credentials = credentials
        self._clock = clock
        self._events = events

    async def __call__(self, registration: Registration, *, admin: bool = False) -> User:
        """The user. Raises InvalidEmail, InvalidName, WeakPassword, or EmailTaken."""
        email = check_email(registration.email)
        user = User(
            id=new_id(),
            email=email,
            first_name=check_name(registration.first_name),
            last_name=check_name(registration.last_name),
            password_hash=await self._credentials.hashed(registration.password, email),
            created_at=self._clock.now(),
            admin=admin,
        )
        await self._users.add(user)
        await self._events.emit(Registered(user_id=user.id, admin=admin))
        return user


class RegisterUser:
    """Lets somebody make an account. That an address has one already is told: so it is throttled by address."""

    def __init__(self, open_account: OpenAccount, throttle: GuessThrottle) -> None:
        self._open_account = open_account
        self._throttle = throttle

    async def __call__(self, registration: Registration) -> User:
        """The user. Raises InvalidEmail, InvalidName, WeakPassword, EmailTaken, or RateLimited."""
        await self._throttle.from_address("register", registration.device)
        return await self._open_account(registration)
