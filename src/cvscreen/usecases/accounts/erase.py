"""Erasing an account and all that it owns, in an order that a crash in the middle cannot break."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from cvscreen.domain.errors import CacheUnavailable, EvaluationNotFound, InvalidToken, StorageError
from cvscreen.domain.evaluations import Evaluation
from cvscreen.domain.events import AccountErased
from cvscreen.domain.tokens import Caller
from cvscreen.ports.caches import Cache
from cvscreen.ports.evaluations import EvaluationStore, PageRequest
from cvscreen.ports.events import EventSink
from cvscreen.ports.users import UserChange, UserStore
from cvscreen.usecases.accounts.passwords import ConfirmPassword
from cvscreen.usecases.accounts.sessions import EndSessions
from cvscreen.usecases.answers import answers_of
from cvscreen.usecases.cancelling import uninterrupted
from cvscreen.usecases.owned import MAX_PAGE_SIZE, EraseEvaluation
from cvscreen.usecases.remembered import evaluations_of, lists_of
from cvscreen.usecases.submission import Accepted, Submission
from cvscreen.usecases.submit import SubmitEvaluation

AT_ONCE = 100
"""Accounts that one round of the sweeper resumes."""

DEPARTED_LIFETIME = timedelta(days=1)
"""So long something may still be stored for an account that is gone; an upload takes ten minutes at most."""


class RemoveAccount:
    """Removes what an account owns, then the account. Safe to repeat, and to do twice at once."""

    def __init__(
        self,
        *,
        users: UserStore,
        end: EndSessions,
        evaluations: EvaluationStore,
        erase: EraseEvaluation,
        cache: Cache,
        events: EventSink,
    ) -> None:
        self._users = users
        self._end = end
        self._evaluations = evaluations
        self._erase = erase
        self._cache = cache
        self._events = events

    async def __call__(self, user_id: str) -> None:
        """Remove the user last, so that what is left after a crash can be found. Raises StorageError."""
        await self._end.all_of(user_id)
        await self._erase_evaluations(user_id)
        await self._evaluations.forget_owner_keys(user_id)
        await self._evaluations.forget_spending(user_id)
        await self._forget(user_id)
        await self._end.all_of(user_id)
        if await self._users.remove(user_id):
            await self._events.emit(AccountErased(user_id=user_id))

    async def _erase_evaluations(self, user_id: str) -> None:
        # Asked of the store itself: a count that somebody remembers may be too small.
        first = PageRequest(owner=user_id, page=1, size=MAX_PAGE_SIZE)
        while page := await self._evaluations.summaries(first):
            for evaluation in page:
                with suppress(EvaluationNotFound):
                    await self._erase(user_id, evaluation.id)

    async def _forget(self, user_id: str) -> None:
        # A cache that is away forgets by itself, within minutes, what nobody can ask for any more.
        with suppress(CacheUnavailable):
            await self._cache.clear(lists_of(user_id))
            await self._cache.clear(evaluations_of(user_id))
            await self._cache.clear(answers_of(user_id))


class EraseAccount:
    """Lets users leave with all that is theirs."""

    def __init__(self, confirm: ConfirmPassword, users: UserStore, remove: RemoveAccount) -> None:
        self._confirm = confirm
        self._users = users
        self._remove = remove

    async def __call__(self, caller: Caller, password: str) -> None:
        """Mark the account, so that it can do nothing more, then remove all.

        Once begun it is finished, also when cancelled; what a StorageError stops, the sweeper resumes.
        Raises InvalidCredentials, RateLimited, or InvalidToken.
        """
        user = await self._confirm(caller, password)
        await uninterrupted(self._erase(user.id))

    async def _erase(self, user_id: str) -> None:
        await self._users.update(user_id, UserChange(erasing=True))
        await self._remove(user_id)


class ResumeErasures:
    """Goes on with erasures that a crash or a store stopped."""

    def __init__(self, users: UserStore, remove: RemoveAccount) -> None:
        self._users = users
        self._remove = remove

    async def __call__(self) -> None:
        """One round, over at most 100 accounts. Raises StorageError, after the rest if single ones cannot be erased."""
        errors: list[StorageError] = []
        for user_id in await self._users.erasing(AT_ONCE):
            try:
                await self._remove(user_id)
            except StorageError as error:
                errors.append(error)
        if errors:
            raise errors[0]


class EraseLeftovers:
    """Erases what was stored for accounts that were gone already.

    A crash between the record of an upload and the look at its account leaves such. Only owners that were accounts are
    looked at: a program that embeds the evaluations has owners of its own, which no user store knows.
    """

    def __init__(self, users: UserStore, remove: RemoveAccount) -> None:
        self._users = users
        self._remove = remove

    async def __call__(self) -> None:
        """Look at all who left lately, then forget those who did a day ago. Raises StorageError after the rest."""
        errors: list[StorageError] = []
        last = ""
        while departed := await self._users.departed(last, AT_ONCE):
            for last in departed:
                try:
                    await self._remove(last)
                except StorageError as error:
                    errors.append(error)
        if errors:
            raise errors[0]
        await self._users.forget_departed(DEPARTED_LIFETIME)


class SubmitForUser:
    """Submits for a user, unless the account goes while the CV streams in: then nothing of it stays."""

    def __init__(self, submit: SubmitEvaluation, users: UserStore, erase: EraseEvaluation) -> None:
        self._submit = submit
        self._users = users
        self._erase = erase

    async def __call__(self, submission: Submission) -> Accepted:
        """What SubmitEvaluation returns and raises; InvalidToken if the account is gone or leaving."""
        accepted = await self._submit(submission)
        await uninterrupted(self._keep_for_one_who_stays(accepted.evaluation))
        return accepted

    async def _keep_for_one_who_stays(self, evaluation: Evaluation) -> None:
        user = await self._users.get(evaluation.owner)
        if user is not None and not user.erasing:
            return
        with suppress(EvaluationNotFound):
            await self._erase(evaluation.owner, evaluation.id)
        raise InvalidToken("the account is gone: register again")
