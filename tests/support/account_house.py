"""A house of memory adapters with accounts in it, whose stores can be disturbed, for tests."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from disturbed_stores import Disturbed, Fuse
from memory_house import House, a_submission, house_with

from cvscreen.adapters.caches.memory import MemoryCache
from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.evaluations.memory import MemoryEvaluationStore
from cvscreen.adapters.files.memory import MemoryFileStore
from cvscreen.adapters.limits.memory import MemoryRateLimiter
from cvscreen.adapters.passwords.plain import PlainHasher
from cvscreen.adapters.signers.plain import PlainSigner
from cvscreen.adapters.tokens.memory import MemoryTokenStore
from cvscreen.adapters.users.memory import MemoryUserStore
from cvscreen.domain.accounts import Device, User
from cvscreen.domain.errors import (
    CacheUnavailable,
    EvaluationStoreUnavailable,
    FileStoreUnavailable,
    LimiterUnavailable,
    TokenStoreUnavailable,
    UserStoreUnavailable,
)
from cvscreen.domain.evaluations import Evaluation
from cvscreen.domain.limits import Rate
from cvscreen.domain.tokens import Caller, TokenKind, TokenPair
from cvscreen.ports.passwords import Verification
from cvscreen.usecases.accounts.admin import CreateAdmin, ListUsers, ReadStatistics, RequireAdmin, SetActive
from cvscreen.usecases.accounts.authenticate import Authenticate
from cvscreen.usecases.accounts.credentials import Credentials
from cvscreen.usecases.accounts.erase import EraseAccount, EraseLeftovers, RemoveAccount, ResumeErasures, SubmitForUser
from cvscreen.usecases.accounts.gate import SessionGate
from cvscreen.usecases.accounts.issuing import IssueTokens
from cvscreen.usecases.accounts.log_in import LogIn
from cvscreen.usecases.accounts.log_out import LogOut
from cvscreen.usecases.accounts.me import ReadUser
from cvscreen.usecases.accounts.passwords import ChangePassword, ConfirmPassword
from cvscreen.usecases.accounts.refresh import RefreshTokens
from cvscreen.usecases.accounts.register import OpenAccount, RegisterUser, Registration
from cvscreen.usecases.accounts.sessions import EndSessions, ListSessions, RevokeSession
from cvscreen.usecases.accounts.throttle import GuessThrottle, Throttle

EMAIL = "ada@example.com"
PASSWORD = "correct horse battery"
OTHER_PASSWORD = "staple of another kind"
HOME = Device(ip="203.0.113.7", user_agent="Firefox")
PHONE = Device(ip="198.51.100.9", user_agent="Safari")
COMMON = frozenset({"password123"})
RATE = Rate(10, timedelta(minutes=1))


class CountingHasher(PlainHasher):
    """Remembers what it was asked to hash and to verify, each of which costs the same."""

    def __init__(self) -> None:
        super().__init__()
        self.hashed: list[str] = []
        self.verified: list[tuple[str, str]] = []

    async def hash(self, password: str) -> str:
        self.hashed.append(password)
        return await super().hash(password)

    async def verify(self, password: str, hashed: str) -> Verification:
        self.verified.append((password, hashed))
        await asyncio.sleep(0)
        return await super().verify(password, hashed)

    def change_rules(self) -> None:
        """From now on all hashes so far are outdated."""
        self._version = "2"


class AccountHouse:
    """All parts, and the use cases made of them."""

    def __init__(self, rate: Rate | None = RATE) -> None:
        self.clock = FixedClock()
        self.fuse = Fuse()
        self.users: Any = Disturbed(MemoryUserStore(self.clock), UserStoreUnavailable, self.fuse)
        self.tokens: Any = Disturbed(MemoryTokenStore(self.clock), TokenStoreUnavailable, self.fuse)
        self.cache: Any = Disturbed(MemoryCache(self.clock), CacheUnavailable, self.fuse)
        self.limits: Any = Disturbed(MemoryRateLimiter(self.clock), LimiterUnavailable, self.fuse)
        self.evaluations: Any = Disturbed(MemoryEvaluationStore(self.clock), EvaluationStoreUnavailable, self.fuse)
        self.files: Any = Disturbed(MemoryFileStore(self.clock), FileStoreUnavailable, self.fuse)
        self.hasher = CountingHasher()
        self.signer = PlainSigner(clock=self.clock)
        self.house: House = house_with(clock=self.clock, evaluations=self.evaluations, files=self.files)
        self.events = self.house.events
        self._wire_sessions(rate)
        self._wire_accounts()
        self._wire_erasure()
        self._wire_admin()

    def _wire_sessions(self, rate: Rate | None) -> None:
        self.throttle = GuessThrottle(Throttle(self.limits), rate)
        self.gate = SessionGate(self.cache, self.tokens)
        self.end = EndSessions(self.tokens, self.gate, self.events)
        self.issue = IssueTokens(self.signer, self.clock)
        self.authenticate = Authenticate(self.signer, self.gate)
        self.list_sessions = ListSessions(self.tokens)
        self.revoke = RevokeSession(self.tokens, self.end)
        self.log_out = LogOut(self.signer, self.end)
        self.refresh = RefreshTokens(
            users=self.users,
            tokens=self.tokens,
            signer=self.signer,
            issue=self.issue,
            end=self.end,
            events=self.events,
        )

    def _wire_accounts(self) -> None:
        self.credentials = Credentials(self.hasher, COMMON)
        self.open_account = OpenAccount(
            users=self.users, credentials=self.credentials, clock=self.clock, events=self.events
        )
        self.register = RegisterUser(self.open_account, self.throttle)
        self.log_in = LogIn(
            users=self.users,
            tokens=self.tokens,
            credentials=self.credentials,
            issue=self.issue,
            end=self.end,
            throttle=self.throttle,
            events=self.events,
        )
        self.read_user = ReadUser(self.users)
        self.confirm = ConfirmPassword(self.read_user, self.credentials, self.throttle)
        self.change_password = ChangePassword(
            confirm=self.confirm,
            credentials=self.credentials,
            users=self.users,
            end=self.end,
            throttle=self.throttle,
            events=self.events,
        )

    def _wire_erasure(self) -> None:
        remove = RemoveAccount(
            users=self.users,
            end=self.end,
            evaluations=self.evaluations,
            erase=self.house.erase,
            cache=self.cache,
            events=self.events,
        )
        self.erase_account = EraseAccount(self.confirm, self.users, remove)
        self.resume = ResumeErasures(self.users, remove)
        self.erase_leftovers = EraseLeftovers(self.users, remove)
        self.submit = SubmitForUser(self.house.accept, self.users, self.house.erase)

    def _wire_admin(self) -> None:
        self.require_admin = RequireAdmin(self.read_user)
        self.list_users = ListUsers(self.require_admin, self.users)
        self.set_active = SetActive(self.require_admin, self.users, self.end, self.events)
        self.statistics = ReadStatistics(self.require_admin, self.users, self.evaluations)
        self.create_admin = CreateAdmin(self.open_account)

    async def registered(self, email: str = EMAIL, **changes: Any) -> User:
        """A new account."""
        whole = Registration(email=email, password=PASSWORD, first_name="Ada", last_name="Lovelace", device=HOME)
        return await self.register(replace(whole, **changes))

    async def logged_in(self, email: str = EMAIL, password: str = PASSWORD, device: Device = HOME) -> TokenPair:
        """The tokens of a new session."""
        return await self.log_in(email, password, device)

    async def caller(self, email: str = EMAIL, device: Device = HOME) -> Caller:
        """Somebody who has just logged in."""
        return await self.authenticate((await self.logged_in(email, device=device)).access)

    async def admin(self, email: str = "root@example.com") -> Caller:
        """An admin who has just logged in."""
        await self.create_admin(email, PASSWORD)
        return await self.caller(email)

    def session_of(self, pair: TokenPair) -> str:
        """The id of the session of a pair that has not expired."""
        return str(self.signer.verify(pair.refresh, TokenKind.REFRESH).session_id)

    async def submitted(self, owner: str) -> Evaluation:
        """A pending evaluation of the owner."""
        return await self.house.submit(a_submission(owner=owner))

    async def stored(self, user: User) -> User:
        """The user as it is now."""
        found = await self.users.adapter.get(user.id)
        assert isinstance(found, User)
        return found

    def heard(self, kind: type) -> list[Any]:
        """The events of a kind, in order."""
        return [event for event in self.events.events if isinstance(event, kind)]
