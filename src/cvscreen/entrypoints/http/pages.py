"""Links from one page of a list to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """A page of a list at `path`, with whatever else its query says, and `count` over all pages."""

    path: str
    page: int
    size: int
    count: int
    query: dict[str, str]

    @property
    def next(self) -> str | None:
        """The path of the page after it, if there is one."""
        return self._at(self.page + 1) if self.page * self.size < self.count else None

    @property
    def previous(self) -> str | None:
        """The path of the page before it; past the end that is the last one."""
        last = max(1, -(-self.count // self.size))
        return self._at(min(self.page - 1, last)) if self.page > 1 else None

    def _at(self, page: int) -> str:
        query = {"page": str(page), "page_size": str(self.size)} | {k: v for k, v in self.query.items() if v}
        return f"{self.path}?{urlencode(query, safe=',')}"
