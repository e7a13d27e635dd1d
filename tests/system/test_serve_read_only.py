"""A data folder that has become read-only is told as what it is, and takes nothing half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import obeying
from http_service import Server, bearer, token_of

from cvscreen.testing.pdfs import pdf_of

PDF = pdf_of(["Ada Lovelace", "Five years of Python and PostgreSQL at a bank in Porto, then a hospital."])
EVALUATIONS = "/api/cv-evaluations/"


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o500)
    try:
        yield
    finally:
        for path in folders:
            path.chmod(0o700)


class ObeyingServer(Server):
    program = (obeying.__file__,)


def sent(client: httpx.Client) -> httpx.Response:
    files = {"file": ("cv.pdf", PDF, "application/pdf")}
    return client.post(EVALUATIONS, files=files, data={"prompt": "Python"})


def test_an_upload_to_a_read_only_folder_is_a_503_and_leaves_nothing(tmp_path: Path) -> None:
    with ObeyingServer(tmp_path) as server, server.client() as client:
        client.headers.update(bearer(token_of(client)))
        assert sent(client).status_code == 202
        with read_only(server.folder / "files"):
            refused = sent(client)
            assert (refused.status_code, refused.json()["code"]) == (503, "file_store_unavailable")
            assert refused.headers["content-type"] == "application/problem+json"
            assert refused.json()["retryable"] is True
            assert int(refused.headers["retry-after"]) > 0
            health = client.get("/api/health/")
            assert (health.status_code, health.json()["ports"]["files"]["status"]) == (503, "down")
            assert client.get(EVALUATIONS).json()["count"] == 1
        assert sent(client).status_code == 202
    told = "".join(server.output)
    assert "file_store_unavailable: the file store's folder fails" in told
    assert "Traceback" not in told
