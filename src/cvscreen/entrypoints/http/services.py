"""The use cases that handlers call, made once when the service opens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from prometheus_client import CollectorRegistry

import cvscreen.container
from cvscreen.container.api import ApiContainer
from cvscreen.container.serving import only_server
from cvscreen.ports.scorers import ScorerIdentity
from cvscreen.settings import Settings
from cvscreen.usecases.accounts.admin import ListUsers, ReadStatistics, RequireAdmin, SetActive
from cvscreen.usecases.accounts.authenticate import Authenticate
from cvscreen.usecases.accounts.erase import EraseAccount, SubmitForUser
from cvscreen.usecases.accounts.log_in import LogIn
from cvscreen.usecases.accounts.log_out import LogOut
from cvscreen.usecases.accounts.me import ReadUser
from cvscreen.usecases.accounts.passwords import ChangePassword
from cvscreen.usecases.accounts.refresh import RefreshTokens
from cvscreen.usecases.accounts.register import RegisterUser
from cvscreen.usecases.accounts.sessions import ListSessions, RevokeSession
from cvscreen.usecases.accounts.throttle import Throttle
from cvscreen.usecases.download import DownloadCV
from cvscreen.usecases.follow import FollowEvaluation
from cvscreen.usecases.health import CheckHealth
from cvscreen.usecases.owned import EraseEvaluation, ListEvaluations, ListSummaries, ReadEvaluation, RetryEvaluation
from cvscreen.usecases.remembered import RememberedEvaluations, RememberedLists
from cvscreen.usecases.spending import Spend

_OF_PORTS = frozenset({"identity", "queue_depth"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a handler may call."""

    register: RegisterUser
    log_in: LogIn
    refresh: RefreshTokens
    log_out: LogOut
    authenticate: Authenticate
    list_sessions: ListSessions
    revoke_session: RevokeSession
    change_password: ChangePassword
    read_user: ReadUser
    erase_account: EraseAccount
    submit_for_user: SubmitForUser
    read: ReadEvaluation
    list: ListEvaluations
    list_summaries: ListSummaries
    retry: RetryEvaluation
    erase: EraseEvaluation
    follow: FollowEvaluation
    download: DownloadCV
    remembered_lists: RememberedLists
    remembered_evaluations: RememberedEvaluations
    require_admin: RequireAdmin
    list_users: ListUsers
    set_active: SetActive
    statistics: ReadStatistics
    throttle: Throttle
    health: CheckHealth
    spend: Spend
    identity: ScorerIdentity
    queue_depth: Callable[[], Awaitable[int]]
    registry: CollectorRegistry


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """The use cases of the container, open while the context is. Raises SettingsError and StorageError.

    SettingsError too if another server has the data folder, and the two would not see each other's changes.
    """
    with only_server(settings):
        async with cvscreen.container.open_api(settings) as container:
            yield services_of(container)


def services_of(container: ApiContainer) -> Services:
    """The use cases of a container that is open already."""
    made = {name: getattr(container, name)() for name in Services.__slots__ if name not in _OF_PORTS}
    return Services(queue_depth=container.queue().depth, identity=container.scorer().identity, **made)
