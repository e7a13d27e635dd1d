"""The HTTP service beside a bare Litestar app that answers with constants of the same size, on the same server."""

from __future__ import annotations

import asyncio
import json
import tempfile
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

from http_data import filled, page_seconds
from load import Load, answer, load, request
from measuring import Row, peak_growth

from servers import bare, pid_of, service

LISTED = 10_000
SERIES = 3
FILTERS = ("", "&status=completed")
EMAIL, PASSWORD = "bench@example.com", "a bench needs four words"
JSON = {"Content-Type": "application/json"}
PDF_200_KB = b"%PDF-1.7\n" + b"x" * (200 * 1024)
PDF_10_MB = b"%PDF-1.7\n" + b"x" * (10 * 2**20 - 9)


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        return asyncio.run(_rows(Path(name)))


async def _rows(folder: Path) -> list[Row]:
    with service(folder) as warm:
        token, user = await _logged_in(warm)
        ids = await filled(folder / "data", user, LISTED)
        sizes = await _sizes(warm, token, ids[0])
        with bare(sizes) as plain:
            found = await _reads(warm, plain, token, ids[0])
            found += await _cold_reads(warm, plain, token, ids)
            found += await _uploads(warm, plain, token)
            found += await _accounts(warm)
            found.append(await _memory(warm, token))
    with service(folder, CVSCREEN_CACHE="none:") as forgetful, bare(sizes) as plain:
        found += await _uncached_reads(forgetful, plain, token, ids)
    return [*found, await _pages(folder)]


async def _pages(folder: Path) -> Row:
    few, many = await page_seconds(folder, 100, 100_000)
    raw = f"{many * 1000:.2f} ms / {few * 1000:.2f} ms"
    return Row("page query, 100,000 evaluations / 100", f"{many / few:.2f}x", "1.2x at most", raw)


async def _reads(port: int, plain: int, token: str, evaluation: str) -> list[Row]:
    found = []
    for name, path in (("list", "/api/cv-evaluations/"), ("detail", f"/api/cv-evaluations/{evaluation}/")):
        ours, theirs = await _both(port, [[_get(path, token)] * 4_000] * SERIES, plain, name)
        found.append(_share(f"warm {name}, share of the bare app's rate", ours, theirs, "40 % at least"))
    return found


async def _cold_reads(port: int, plain: int, token: str, ids: list[str]) -> list[Row]:
    """Answers that the cache does not have, while it has what it has in life: the session, how many there are."""
    details = [[_get(f"/api/cv-evaluations/{i}/", token) for i in ids[n::SERIES][:2_000]] for n in range(SERIES)]
    pages = [_get(f"/api/cv-evaluations/?page={n}{f}", token) for n in range(1, 201) for f in FILTERS]
    counts = [_get(f"/api/cv-evaluations/?page_size=1{f}", token) for f in FILTERS]

    async def forget_lists() -> None:
        await _json(port, _upload(token, PDF_200_KB))
        await load(port, counts, len(counts))

    of_lists = await _both(port, [pages] * SERIES, plain, "list", forget_lists)
    of_details = await _both(port, details, plain, "detail")
    return [
        _share("cold list, share", *of_lists, "8 % at least"),
        _share("cold detail, share", *of_details, "8 % at least"),
    ]


async def _uncached_reads(port: int, plain: int, token: str, ids: list[str]) -> list[Row]:
    details = [_get(f"/api/cv-evaluations/{evaluation}/", token) for evaluation in ids[:2_000]]
    found = []
    for name, requests in (("list", [_get("/api/cv-evaluations/", token)] * 1_000), ("detail", details)):
        ours, theirs = await _both(port, [requests] * SERIES, plain, name)
        found.append(_share(f"{name} without any cache, share", ours, theirs, ""))
    return found


async def _nothing() -> None:
    pass


async def _both(
    port: int,
    series: list[list[bytes]],
    plain: int,
    constant: str,
    before_each: Callable[[], Awaitable[None]] = _nothing,
) -> tuple[Load, Load]:
    """Ours and the bare app's, in turn, the better series each; every request of a series is sent once."""
    theirs, found = [request("GET", f"/constant/{constant}")], []
    for requests in series:
        await before_each()
        found.append((await load(port, requests, len(requests)), await load(plain, theirs, len(requests))))
    return max((ours for ours, _ in found), key=_rate), max((bares for _, bares in found), key=_rate)


async def _uploads(port: int, plain: int, token: str) -> list[Row]:
    body, headers = _form(PDF_200_KB)
    sides = [
        (port, _upload(token, PDF_200_KB)),
        (plain, request("POST", "/upload", headers, body)),
        (plain, request("POST", "/upload/durable", headers, body)),
    ]
    series = [[await load(at, [sent], 400, 202) for at, sent in sides] for _ in range(SERIES)]
    ours, theirs, durable = (max(of_one, key=_rate) for of_one in zip(*series, strict=True))
    return [
        _share("upload of 200 KB, share", ours, theirs, "50 % at least"),
        _share("the same, the bare app waiting for the disk too", ours, durable, ""),
    ]


async def _accounts(port: int) -> list[Row]:
    """Registering and logging in take as long as their password hash, on purpose."""
    forms = [json.dumps({"email": f"{uuid.uuid4()}@example.com", "password": PASSWORD}).encode() for _ in range(40)]
    register = await load(port, [request("POST", "/api/auth/register/", JSON, form) for form in forms], 40, 201)
    log_in = await load(port, [request("POST", "/api/auth/login/", JSON, form) for form in forms], 40, 200)
    return [
        Row("register", f"{register.per_second:.0f}/s", "argon2's rate", str(register)),
        Row("log-in", f"{log_in.per_second:.0f}/s", "argon2's rate", str(log_in)),
    ]


async def _memory(port: int, token: str) -> Row:
    upload = _upload(token, PDF_10_MB)
    async with peak_growth(pid_of(port)) as growth:
        await asyncio.gather(*(_one_upload(port, upload) for _ in range(100)))
    return Row("memory during 100 uploads of 10 MB", f"{growth.megabytes:.0f} MB", "100 MB at most", "above before")


async def _one_upload(port: int, upload: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for start in range(0, len(upload), 64 * 1024):
        writer.write(upload[start : start + 64 * 1024])
        await writer.drain()
    status, body = await answer(reader)
    writer.close()
    if status != 202:
        raise RuntimeError(f"an upload got {status}: {body[:300]!r}")


async def _logged_in(port: int) -> tuple[str, str]:
    form = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()
    user = await _json(port, request("POST", "/api/auth/register/", JSON, form))
    tokens = await _json(port, request("POST", "/api/auth/login/", JSON, form))
    return str(tokens["access"]), str(user["id"])


async def _sizes(port: int, token: str, evaluation: str) -> dict[str, int]:
    paths = {"list": "/api/cv-evaluations/", "detail": f"/api/cv-evaluations/{evaluation}/"}
    return {name: len((await _sent(port, _get(path, token)))[1]) for name, path in paths.items()}


async def _json(port: int, sent: bytes) -> dict[str, object]:
    status, body = await _sent(port, sent)
    if status >= 400:
        raise RuntimeError(f"{status}: {body!r}")
    found: dict[str, object] = json.loads(body)
    return found


async def _sent(port: int, sent: bytes) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        return await answer(reader)
    finally:
        writer.close()


def _get(path: str, token: str) -> bytes:
    return request("GET", path, _bearer(token))


def _upload(token: str, pdf: bytes) -> bytes:
    body, headers = _form(pdf)
    return request("POST", "/api/cv-evaluations/", _bearer(token) | headers, body)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _form(pdf: bytes) -> tuple[bytes, dict[str, str]]:
    """A form with a prompt and a file."""
    part = '--bench\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nNurse\r\n--bench\r\n'
    file = 'Content-Disposition: form-data; name="file"; filename="cv.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    body = (part + file).encode() + pdf + b"\r\n--bench--\r\n"
    return body, {"Content-Type": "multipart/form-data; boundary=bench"}


def _share(name: str, ours: Load, theirs: Load, target: str) -> Row:
    return Row(name, f"{ours.per_second / theirs.per_second:.0%}", target, f"{ours} / {theirs}")


def _rate(found: Load) -> float:
    return found.per_second
