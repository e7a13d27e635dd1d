"""The root of the tree of errors, and an error as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from cvscreen.domain.assessment import Usage


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it is stored and shown: a stable code, a text for people, and whether to try again."""

    code: str
    detail: str
    retryable: bool


class CvscreenError(Exception):
    """The root of the tree."""

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        """Seconds the other side asked us to wait, where it did."""
        self.usage: Usage | None = None
        """What a scorer spent before it, where it was asked."""

    def failure(self) -> Failure:
        """The error as a value."""
        return Failure(self.code, self.detail, self.retryable)


def error_of(failure: Failure) -> CvscreenError:
    """The exception for a stored or transmitted failure, of the class that its code names."""
    classes = [CvscreenError]
    while classes:
        candidate = classes.pop()
        if candidate.code == failure.code:
            return candidate(failure.detail)
        classes.extend(candidate.__subclasses__())
    return CvscreenError(failure.detail)
