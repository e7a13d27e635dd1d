"""Accounts and sessions over HTTP."""

from __future__ import annotations

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from cvscreen.entrypoints.http.access import Call, json_only, signed_in, within_account_rate, within_address_rate
from cvscreen.entrypoints.http.bodies import (
    MAX_JSON_BYTES,
    ChangePasswordBody,
    LogInBody,
    PasswordBody,
    RefreshBody,
    RegisterBody,
)
from cvscreen.entrypoints.http.documents import BEARER, LIMITED, SIGNED_IN, STORES, problems
from cvscreen.entrypoints.http.parameters import Id
from cvscreen.entrypoints.http.shapes.account_json import (
    SessionsBody,
    TokensBody,
    UsageBody,
    UserBody,
    session_body,
    tokens_body,
    usage_body,
    user_body,
)
from cvscreen.usecases.accounts.register import Registration

_BODY = ("unsupported_media_type", "invalid_request", "malformed_json", "body_too_large", "upload_timed_out")
_MINE = (*SIGNED_IN, *STORES, *LIMITED)


@post(
    "/register",
    operation_id="register",
    summary="Make an account",
    responses=problems(*_BODY, *LIMITED, *STORES, "invalid_email", "invalid_name", "weak_password", "email_taken"),
)
async def register(data: JSONBody[RegisterBody], call: NamedDependency[Call]) -> UserBody:
    """A password has 10 to 256 characters, and is neither a common one nor the e-mail address."""
    user = await call.services.register(
        Registration(
            email=data.email,
            password=data.password,
            first_name=data.first_name,
            last_name=data.last_name,
            device=call.device,
        )
    )
    return user_body(user)


@post(
    "/login",
    operation_id="log_in",
    summary="Log in",
    status_code=200,
    responses=problems(*_BODY, *LIMITED, *STORES, "invalid_credentials"),
)
async def log_in(data: JSONBody[LogInBody], call: NamedDependency[Call]) -> TokensBody:
    """The access token lives 15 minutes, the refresh token 7 days and for one use."""
    return tokens_body(await call.services.log_in(data.email, data.password, call.device))


@post(
    "/token/refresh",
    operation_id="refresh_tokens",
    summary="Turn a refresh token into a new pair",
    status_code=200,
    middleware=[within_address_rate],
    responses=problems(*_BODY, *_MINE, "token_reused"),
)
async def refresh_tokens(data: JSONBody[RefreshBody], call: NamedDependency[Call]) -> TokensBody:
    """The old refresh token is dead from then on; if it comes again, the whole session ends."""
    return tokens_body(await call.services.refresh(data.refresh, call.device))


@post(
    "/logout",
    operation_id="log_out",
    summary="End this session",
    status_code=204,
    middleware=[within_address_rate],
    responses=problems(*_BODY, *_MINE),
)
async def log_out(data: JSONBody[RefreshBody], call: NamedDependency[Call]) -> None:
    """Its access tokens end at once."""
    await call.services.log_out(data.refresh)


@get(
    "/me",
    operation_id="read_me",
    summary="Who am I?",
    middleware=[signed_in, within_account_rate],
    security=BEARER,
    responses=problems(*_MINE),
)
async def read_me(call: NamedDependency[Call]) -> UserBody:
    """The account of the access token."""
    return user_body(await call.services.read_user(call.caller))


@get(
    "/usage",
    operation_id="read_usage",
    summary="What I spent on the scorer this month",
    middleware=[signed_in, within_account_rate],
    security=BEARER,
    responses=problems(*_MINE, "evaluation_store_unavailable"),
)
async def read_usage(call: NamedDependency[Call]) -> UsageBody:
    """Calls, tokens and costs of drafted rubrics and of evaluations, erased ones too, and what may be spent at most."""
    return usage_body(await call.services.spend.so_far(call.caller.user_id))


@delete(
    "/me",
    operation_id="erase_me",
    summary="Erase my account and all that it owns",
    middleware=[signed_in, within_account_rate],
    security=BEARER,
    responses=problems(*_BODY, *_MINE, "invalid_credentials", "file_store_unavailable"),
)
async def erase_me(
    data: JSONBody[PasswordBody],
    call: NamedDependency[Call],
) -> None:
    """Files, texts, results and sessions are gone; after a failure it goes on by itself."""
    await call.services.erase_account(call.caller, data.password)


@post(
    "/password",
    operation_id="change_password",
    summary="Change my password",
    status_code=204,
    middleware=[signed_in, within_account_rate],
    security=BEARER,
    responses=problems(*_BODY, *_MINE, "invalid_credentials", "weak_password"),
)
async def change_password(
    data: JSONBody[ChangePasswordBody],
    call: NamedDependency[Call],
) -> None:
    """Every other session ends."""
    await call.services.change_password(call.caller, data.current, data.new, call.device)


@get(
    "/sessions",
    operation_id="list_sessions",
    summary="The devices that are logged in",
    middleware=[signed_in, within_account_rate],
    security=BEARER,
    responses=problems(*_MINE),
)
async def list_sessions(call: NamedDependency[Call]) -> SessionsBody:
    """The last used first."""
    sessions = await call.services.list_sessions(call.caller)
    return SessionsBody(tuple(session_body(session, call.caller.session_id) for session in sessions))


@delete(
    "/sessions/{session_id:str}",
    operation_id="revoke_session",
    summary="Log a device out",
    middleware=[signed_in, within_account_rate],
    security=BEARER,
    responses=problems(*_MINE, "session_not_found"),
)
async def revoke_session(session_id: Id, call: NamedDependency[Call]) -> None:
    """Its access tokens end at once."""
    await call.services.revoke_session(call.caller, session_id)


router = Router(
    "/api/auth",
    tags=["accounts"],
    middleware=[json_only],
    request_max_body_size=MAX_JSON_BYTES,
    route_handlers=[
        register,
        log_in,
        refresh_tokens,
        log_out,
        read_me,
        read_usage,
        erase_me,
        change_password,
        list_sessions,
        revoke_session,
    ],
)
