"""The API's document and its page; Swagger UI comes with a package, so that no browser asks anybody else for it."""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter
from litestar.types import ASGIApp, ControllerRouterHandler

from cvscreen.entrypoints.http.access import Call
from cvscreen.entrypoints.http.answers import Answer, json_answer
from cvscreen.entrypoints.http.documents import document
from cvscreen.entrypoints.http.exchange import Header, gzipped
from cvscreen.entrypoints.http.refusals import Refusal

ROOT = "/api/schema"
_KINDS = {
    "swagger-ui.css": b"text/css; charset=utf-8",
    "swagger-ui-bundle.js": b"text/javascript; charset=utf-8",
    "favicon-32x32.png": b"image/png",
}
"""The assets that the page needs, of all that the package has."""

_FOR_A_DAY: Header = (b"cache-control", b"public, max-age=86400")
_CSP = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cvscreen API</title>
<link rel="icon" href="{ROOT}/swagger-ui/favicon-32x32.png">
<link rel="stylesheet" href="{ROOT}/swagger-ui/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="{ROOT}/swagger-ui/swagger-ui-bundle.js"></script>
<script src="{ROOT}/swagger-ui/start.js"></script>
</body>
</html>
""".encode()
_START = f"""SwaggerUIBundle({{url: "{ROOT}/openapi.json", dom_id: "#swagger-ui", deepLinking: true}});
""".encode()


def schema_handlers(documented: Sequence[ControllerRouterHandler]) -> list[HTTPRouteHandler]:
    """The handlers that show the document of those."""

    @cache
    def content() -> bytes:
        return msgspec.json.encode(document(documented, version("cvscreen")))

    @get([ROOT, f"{ROOT}/openapi.json"], include_in_schema=False)
    async def read_document() -> ASGIApp:
        return json_answer(200, content())

    return [read_document, read_page, read_asset]


@get(f"{ROOT}/swagger-ui", include_in_schema=False)
async def read_page() -> ASGIApp:
    """The page."""
    return _shown(_PAGE, b"text/html; charset=utf-8", [(b"content-security-policy", _CSP)])


@get(f"{ROOT}/swagger-ui/{{name:str}}", include_in_schema=False)
async def read_asset(name: Annotated[str, PathParameter()], call: NamedDependency[Call]) -> ASGIApp:
    """What the page needs."""
    if name == "start.js":
        return _shown(_START, b"text/javascript; charset=utf-8")
    if name not in _KINDS:
        raise Refusal("not_found", "there is nothing here: see /api/schema/ for what there is")
    if call.exchange.gzips and _KINDS[name].startswith(b"text/"):
        packed = (b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")
        return _shown(_packed(name), _KINDS[name], [_FOR_A_DAY, *packed])
    return _shown(_asset(name), _KINDS[name], [_FOR_A_DAY])


@cache
def _packed(name: str) -> bytes:
    # Once for all: the bundle has 1.5 MB, and compressing it at each call would hold up everybody else's.
    return gzipped(_asset(name))


@cache
def _asset(name: str) -> bytes:
    return (importlib.resources.files("swagger_ui") / "static" / name).read_bytes()


def _shown(body: bytes, kind: bytes, headers: Sequence[Header] = ()) -> Answer:
    return Answer(200, [(b"content-type", kind), (b"content-length", b"%d" % len(body)), *headers], body)
