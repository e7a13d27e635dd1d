"""What only a real server shows: streams that go on, uploads that are cut or never end, floods of headers."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from http_house import EVALUATIONS, PDF, PROMPT, SECRET
from http_service import PASSWORD, Server, bearer, token_of

FORM = {"Content-Type": "multipart/form-data; boundary=x"}
FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path, CVSCREEN_RATE_LIMIT="off", CVSCREEN_LOGIN_LIMIT="off", CVSCREEN_QUEUE="memory:") as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as found:
        found.headers.update(bearer(token_of(found)))
        yield found


def sent(client: httpx.Client) -> str:
    answer = client.post(EVALUATIONS, files={"file": ("cv.pdf", PDF)}, data={"prompt": PROMPT})
    assert answer.status_code == 202, answer.text
    return str(answer.headers["location"])


def connected(server: Server) -> socket.socket:
    url = httpx.URL(server.url)
    return socket.create_connection((url.host, url.port or 80), timeout=20)


def files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "data" / "files").rglob("*") if path.is_file()]


def until(what: Any) -> None:
    for _ in range(200):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


def test_events_tell_what_happens_as_it_happens(tmp_path: Path) -> None:
    with Server(tmp_path) as server, server.client() as client:
        client.headers.update(bearer(token_of(client)))
        place = sent(client)
        with client.stream("GET", f"{place}events/") as stream:
            found = [json.loads(line[6:])["status"] for line in stream.iter_lines() if line.startswith("data: ")]
        assert found == ["pending", "processing", "completed"][3 - len(found) :]
        assert client.get(place).json()["status"] == "completed"


def test_a_stream_says_that_its_evaluation_was_erased(client: httpx.Client) -> None:
    place = sent(client)
    with client.stream("GET", f"{place}events/") as stream:
        lines = stream.iter_lines()
        assert next(line for line in lines if line.startswith("event: ")) == "event: status"
        assert client.delete(place).status_code == 204
        assert "event: erased" in list(lines)


def test_a_stream_does_not_keep_the_server_from_stopping(server: Server, client: httpx.Client) -> None:
    with client.stream("GET", f"{sent(client)}events/") as stream:
        next(stream.iter_lines())
        begun = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begun < 10


def test_a_cut_upload_leaves_nothing(server: Server, client: httpx.Client, tmp_path: Path) -> None:
    with connected(server) as raw:
        head = f"POST {EVALUATIONS} HTTP/1.1\r\nHost: x\r\nAuthorization: {client.headers['authorization']}\r\n"
        raw.sendall(f"{head}Content-Type: {FORM['Content-Type']}\r\nContent-Length: 1000000\r\n\r\n".encode())
        raw.sendall(FILE + PDF + b"x" * 600_000)
        until(lambda: files(tmp_path))
    until(lambda: not files(tmp_path))
    assert client.get(EVALUATIONS).json()["count"] == 0
    until(lambda: any(" 499 " in line for line in server.output))


def test_an_upload_that_is_refused_early_gets_its_answer_all_the_same(client: httpx.Client) -> None:
    wrong = client.post(EVALUATIONS, files={"file": ("cv.pdf", b"MZ" * 4 * 2**20)}, data={"prompt": PROMPT})
    assert (wrong.status_code, wrong.json()["code"]) == (415, "not_a_pdf")
    large = client.post(EVALUATIONS, files={"file": ("cv.pdf", PDF + b"x" * 30 * 2**20)}, data={"prompt": PROMPT})
    assert (large.status_code, large.json()["code"]) == (413, "file_too_large")
    assert client.get(EVALUATIONS).status_code == 200


def test_a_flood_of_headers_is_cut_off(server: Server, client: httpx.Client) -> None:
    with connected(server) as raw:
        raw.sendall(b"GET /api/health/live/ HTTP/1.1\r\nHost: x\r\nX-Bomb: ")
        try:
            for _ in range(1000):
                raw.sendall(b"y" * 65536)
        except OSError:
            pass
        else:
            pytest.fail("the server took 64 MB of headers")
    assert client.get("/api/health/live/").status_code == 200


def test_the_servers_output_holds_one_line_a_request_and_no_secret(server: Server, client: httpx.Client) -> None:
    place = sent(client)
    client.get(place, params={"token": PASSWORD})
    until(lambda: any(f"GET {EVALUATIONS}{{evaluation_id}} 200" in line for line in server.output))
    output = "".join(server.output)
    for secret in (SECRET, PROMPT, PASSWORD, client.headers["authorization"].split()[1]):
        assert secret not in output
