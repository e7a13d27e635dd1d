"""What the HTTP service is measured against: a Litestar app that answers with constants and writes uploads to disk."""

from __future__ import annotations

import os
import sys
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import uvicorn
from litestar import Litestar, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

SIZES = {name: int(size) for name, size in (pair.split("=") for pair in sys.argv[2:])}
FOLDER = Path(tempfile.mkdtemp())


@get("/constant/{name:str}")
async def constant(name: str) -> Response[bytes]:
    return Response(b"x" * SIZES[name], media_type="application/json")


@post("/upload", status_code=202)
async def upload(data: Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]) -> dict[str, str]:
    return {"id": await _written(data["file"], lambda _: None)}


@post("/upload/durable", status_code=202)
async def durable(data: Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]) -> dict[str, str]:
    """As the service does: what is acknowledged survives a power cut."""
    return {"id": await _written(data["file"], os.fsync)}


async def _written(file: UploadFile, flush: Callable[[int], None]) -> str:
    path = FOLDER / uuid.uuid4().hex
    with path.open("wb", buffering=0) as target:
        while chunk := await file.read(64 * 1024):
            target.write(chunk)
        flush(target.fileno())
    return path.name


if __name__ == "__main__":
    app = Litestar([constant, upload, durable], request_max_body_size=20 * 2**20)
    uvicorn.run(app, port=int(sys.argv[1]), http="h11", log_config=None, access_log=False)
