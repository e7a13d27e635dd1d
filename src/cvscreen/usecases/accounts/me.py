"""What users see of themselves."""

from __future__ import annotations

from cvscreen.domain.accounts import User
from cvscreen.domain.errors import InvalidToken
from cvscreen.domain.tokens import Caller
from cvscreen.ports.users import UserStore


class ReadUser:
    """The account of a caller."""

    def __init__(self, users: UserStore) -> None:
        self._users = users

    async def __call__(self, caller: Caller) -> User:
        """The user. Raises InvalidToken if the account is gone, leaving or deactivated."""
        user = await self._users.get(caller.user_id)
        if user is None or not user.may_log_in:
            raise InvalidToken("the session has ended: log in again")
        return user
