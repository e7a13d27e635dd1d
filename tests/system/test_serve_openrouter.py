"""`cvscreen serve` with a model that reads the CVs."""

from __future__ import annotations

from pathlib import Path

from http_service import Server, bearer, token_of
from openrouter_models import plain, saying
from openrouter_server import OpenRouterServer, served

from cvscreen.testing.pdfs import pdf_of

CV = pdf_of(["Ada Lovelace", "Five years of Kubernetes at a bank in Porto, then three more at a hospital."])


def finished(server: Server) -> dict[str, object]:
    """What becomes of one CV."""
    with server.client() as client:
        client.headers.update(bearer(token_of(client)))
        form = {"files": {"file": CV}, "data": {"prompt": "- Knows Kubernetes"}}
        where = client.post("/api/cv-evaluations/", **form).headers["location"]  # type: ignore[arg-type]
        with client.stream("GET", f"{where}events/") as events:
            events.read()
        found: dict[str, object] = client.get(where).json() | {"spent": client.get("/api/auth/usage/").json()}
        return found


def test_it_says_who_reads_before_it_listens_and_the_model_judges(tmp_path: Path) -> None:
    model = OpenRouterServer(model=saying(plain))
    with served(model) as url:
        settings = {"CVSCREEN_SCORER": f"openrouter:test/model?base_url={url}", "CVSCREEN_BUDGET": "5 USD/month"}
        with Server(tmp_path, **settings) as server:
            assert "CVs are read by test/model through 127.0.0.1:" in "".join(server.output)
            found = finished(server)
    assert found["score"] == 100.0
    spent = found["spent"]
    assert isinstance(spent, dict)
    assert (spent["calls"], spent["budget"]["cost"]) == (2, 5.0)
    assert len(model.requests) == 2


def test_without_a_model_it_has_nothing_to_say(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert "read by" not in "".join(server.output)
