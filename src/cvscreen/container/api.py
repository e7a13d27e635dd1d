"""The parts of the HTTP service: evaluations that belong to accounts."""

from __future__ import annotations

from typing import Any

from dependency_injector import providers
from prometheus_client import CollectorRegistry

from cvscreen.adapters.events.metrics import MetricsListener
from cvscreen.adapters.passwords.argon2 import Argon2Hasher
from cvscreen.adapters.passwords.common import CommonPasswords
from cvscreen.adapters.signers.pyjwt import JwtSigner
from cvscreen.container.secrets import SigningKeys
from cvscreen.container.service import ServiceContainer, ServiceWork
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
from cvscreen.usecases.accounts.register import OpenAccount, RegisterUser
from cvscreen.usecases.accounts.sessions import EndSessions, ForgetSessions, ListSessions, RevokeSession
from cvscreen.usecases.accounts.throttle import GuessThrottle, Throttle
from cvscreen.usecases.download import DownloadCV
from cvscreen.usecases.health import CheckHealth


class ApiContainer(ServiceContainer):
    """Accounts, and evaluations that belong to them."""

    settings = ServiceContainer.settings
    keys = providers.Dependency(instance_of=SigningKeys)
    users: providers.Provider[Any] = providers.Dependency()
    tokens: providers.Provider[Any] = providers.Dependency()
    limits: providers.Provider[Any] = providers.Dependency()

    registry = providers.Singleton(CollectorRegistry)
    metrics = providers.Singleton(MetricsListener, registry)
    events = ServiceContainer.events
    credentials = providers.Singleton(
        Credentials, hasher=providers.Singleton(Argon2Hasher), common=providers.Singleton(CommonPasswords)
    )
    signer = providers.Singleton(JwtSigner, keys.provided.current, keys.provided.previous, clock=ServiceContainer.clock)
    gate = providers.Singleton(SessionGate, cache=ServiceContainer.cache, tokens=tokens)
    issue = providers.Factory(IssueTokens, signer=signer, clock=ServiceContainer.clock)
    throttle = providers.Factory(Throttle, limits)
    guesses = providers.Factory(GuessThrottle, throttle, settings.provided.login_rate)
    end_sessions = providers.Factory(EndSessions, tokens=tokens, gate=gate, events=events)

    open_account = providers.Factory(
        OpenAccount, users=users, credentials=credentials, clock=ServiceContainer.clock, events=events
    )
    register = providers.Factory(RegisterUser, open_account=open_account, throttle=guesses)
    log_in = providers.Factory(
        LogIn,
        users=users,
        tokens=tokens,
        credentials=credentials,
        issue=issue,
        end=end_sessions,
        throttle=guesses,
        events=events,
    )
    refresh = providers.Factory(
        RefreshTokens, users=users, tokens=tokens, signer=signer, issue=issue, end=end_sessions, events=events
    )
    log_out = providers.Factory(LogOut, signer=signer, end=end_sessions)
    authenticate = providers.Factory(Authenticate, signer=signer, gate=gate)
    list_sessions = providers.Factory(ListSessions, tokens)
    revoke_session = providers.Factory(RevokeSession, tokens=tokens, end=end_sessions)
    forget_sessions = providers.Factory(ForgetSessions, tokens)
    read_user = providers.Factory(ReadUser, users)
    confirm = providers.Factory(ConfirmPassword, read=read_user, credentials=credentials, throttle=guesses)
    change_password = providers.Factory(
        ChangePassword,
        confirm=confirm,
        credentials=credentials,
        users=users,
        end=end_sessions,
        throttle=guesses,
        events=events,
    )
    remove_account = providers.Factory(
        RemoveAccount,
        users=users,
        end=end_sessions,
        evaluations=ServiceContainer.evaluations,
        erase=ServiceContainer.erase,
        cache=ServiceContainer.cache,
        events=events,
    )
    erase_account = providers.Factory(EraseAccount, confirm=confirm, users=users, remove=remove_account)
    resume_erasures = providers.Factory(ResumeErasures, users=users, remove=remove_account)
    erase_leftovers = providers.Factory(EraseLeftovers, users=users, remove=remove_account)
    submit_for_user = providers.Factory(
        SubmitForUser, submit=ServiceContainer.submit, users=users, erase=ServiceContainer.erase
    )
    download = providers.Factory(DownloadCV, read=ServiceContainer.read, files=ServiceContainer.files)

    require_admin = providers.Factory(RequireAdmin, read_user)
    list_users = providers.Factory(ListUsers, require_admin=require_admin, users=users)
    set_active = providers.Factory(SetActive, require_admin=require_admin, users=users, end=end_sessions, events=events)
    statistics = providers.Factory(
        ReadStatistics, require_admin=require_admin, users=users, evaluations=ServiceContainer.evaluations
    )
    create_admin = providers.Factory(CreateAdmin, open_account)
    health = providers.Singleton(
        CheckHealth,
        providers.Dict(
            users=users,
            tokens=tokens,
            evaluations=ServiceContainer.evaluations,
            files=ServiceContainer.files,
            queue=ServiceContainer.queue,
            scorer=ServiceContainer.scorer,
            extractor=ServiceContainer.extractor,
            scanner=ServiceContainer.scanner,
            limits=limits,
            cache=ServiceContainer.cache,
            progress=ServiceContainer.progress,
        ),
    )


class ApiWork(ServiceWork):
    """The same work, and what accounts leave to be done."""

    def __init__(self, container: ApiContainer) -> None:
        super().__init__(container)
        self._accounts = container

    async def sweep(self) -> None:
        """Free what lost workers held; go on with accounts that are being erased."""
        await super().sweep()
        await self._accounts.resume_erasures()()

    async def tidy(self) -> None:
        """Delete orphaned files, what is left of accounts that are gone, and sessions that have expired."""
        await super().tidy()
        await self._accounts.erase_leftovers()()
        await self._accounts.forget_sessions()()
