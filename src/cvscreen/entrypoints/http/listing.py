"""Lists of evaluations, as the bytes that are remembered."""

from __future__ import annotations

from dataclasses import dataclass

from cvscreen.domain.evaluations import Status
from cvscreen.entrypoints.http.answers import tagged
from cvscreen.entrypoints.http.pages import PageLinks
from cvscreen.entrypoints.http.services import Services
from cvscreen.entrypoints.http.shapes.evaluation_json import HEAVY, EvaluationBody, EvaluationPageBody, only, row, whole

PATH = "/api/cv-evaluations/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which page of an owner's evaluations, of which status, with which fields (none: the usual ones)."""

    owner: str
    page: int
    size: int
    status: Status | None
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """What tells it from the owner's other lists."""
        return f"{self.page}.{self.size}.{self.status or ''}.{','.join(self.fields)}"

    async def make(self, services: Services) -> bytes:
        """Ask the store; whole evaluations only if a field is asked for that their short form lacks."""
        if set(self.fields) & set(HEAVY):
            found = await services.list(self.owner, page=self.page, size=self.size, status=self.status)
            return self._encoded(found.count, [whole(evaluation) for evaluation in found.evaluations])
        short = await services.list_summaries(self.owner, page=self.page, size=self.size, status=self.status)
        return self._encoded(short.count, [row(summary) for summary in short.evaluations])

    def _encoded(self, count: int, bodies: list[EvaluationBody]) -> bytes:
        query = {"status": self.status or "", "fields": ",".join(self.fields)}
        links = PageLinks(path=PATH, page=self.page, size=self.size, count=count, query=query)
        shown = tuple(only(body, self.fields) for body in bodies) if self.fields else tuple(bodies)
        return tagged(EvaluationPageBody(count, links.next, links.previous, shown))
