"""Accounts and counts for admins; the use cases let nobody else in."""

from __future__ import annotations

import msgspec
from litestar import Router, get, patch
from litestar.di import NamedDependency
from litestar.params import JSONBody

from cvscreen.domain.errors import AccountNotFound
from cvscreen.entrypoints.http.access import Call, admins_only, json_only, signed_in, within_admin_rate
from cvscreen.entrypoints.http.bodies import MAX_JSON_BYTES, UserChangeBody
from cvscreen.entrypoints.http.documents import BEARER, LIMITED, SIGNED_IN, STORES, problems
from cvscreen.entrypoints.http.pages import PageLinks
from cvscreen.entrypoints.http.parameters import Id, Page, PageSize, may_be_id
from cvscreen.entrypoints.http.shapes.account_json import ManagedUserBody, UserPageBody, managed_user_body

_ADMIN = (*SIGNED_IN, *STORES, *LIMITED, "forbidden")


class UserCountsBody(msgspec.Struct, frozen=True):
    """Accounts: all, those that may log in, admins among these."""

    total: int
    active: int
    admins: int


class StatisticsBody(msgspec.Struct, frozen=True):
    """How many accounts there are, and how many evaluations of each status."""

    users: UserCountsBody
    evaluations: dict[str, int]


@get(
    "/users",
    operation_id="list_users",
    summary="Accounts, newest first",
    responses=problems(*_ADMIN, "invalid_request"),
)
async def list_users(call: NamedDependency[Call], page: Page = 1, page_size: PageSize = 20) -> UserPageBody:
    """All of them."""
    found = await call.services.list_users(call.caller, page=page, size=page_size)
    links = PageLinks(path="/api/admin/users/", page=page, size=page_size, count=found.count, query={})
    return UserPageBody(found.count, links.next, links.previous, tuple(managed_user_body(user) for user in found.users))


@patch(
    "/users/{user_id:str}",
    operation_id="change_user",
    summary="Deactivate an account, or let it in again",
    responses=problems(
        *_ADMIN,
        "account_not_found",
        "invalid_request",
        "malformed_json",
        "unsupported_media_type",
        "body_too_large",
        "upload_timed_out",
    ),
)
async def change_user(user_id: Id, data: JSONBody[UserChangeBody], call: NamedDependency[Call]) -> ManagedUserBody:
    """The tokens of a deactivated account die at once. Nobody can deactivate the account that asks."""
    if not may_be_id(user_id):
        raise AccountNotFound("there is no such account")
    return managed_user_body(await call.services.set_active(call.caller, user_id, active=data.active))


@get(
    "/stats",
    operation_id="read_statistics",
    summary="Counts",
    responses=problems(*_ADMIN),
)
async def read_statistics(call: NamedDependency[Call]) -> StatisticsBody:
    """Over all accounts."""
    found = await call.services.statistics(call.caller)
    users = UserCountsBody(found.users.total, found.users.active, found.users.admins)
    return StatisticsBody(users, {str(status): count for status, count in found.evaluations.items()})


router = Router(
    "/api/admin",
    tags=["admin"],
    middleware=[signed_in, within_admin_rate, admins_only, json_only],
    security=BEARER,
    request_max_body_size=MAX_JSON_BYTES,
    route_handlers=[list_users, change_user, read_statistics],
)
