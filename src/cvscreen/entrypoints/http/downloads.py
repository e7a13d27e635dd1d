"""The CV as a download."""

from __future__ import annotations

from litestar.types import Receive, Scope, Send

from cvscreen.domain.evaluations import CV
from cvscreen.entrypoints.http.access import Call
from cvscreen.entrypoints.http.answers import Answer, is_among
from cvscreen.entrypoints.http.exchange import Header
from cvscreen.entrypoints.http.filenames import attachment


class PDFAnswer:
    """Sends the document piece by piece; nothing in it runs, should a browser show it all the same."""

    def __init__(self, call: Call, evaluation_id: str) -> None:
        self._call = call
        self._evaluation_id = evaluation_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. Raises EvaluationNotFound and StoredFileMissing before anything is sent."""
        opened = self._call.services.download(self._call.caller.user_id, self._evaluation_id)
        async with opened as (cv, chunks):
            tag = b'"%b"' % cv.sha256.encode()
            named = self._call.exchange.if_none_match
            if named is not None and is_among(tag, named):
                await Answer(304, [(b"etag", tag)])(scope, receive, send)
                return
            await send({"type": "http.response.start", "status": 200, "headers": _headers(cv, tag)})
            if not self._call.exchange.bodiless:
                async for chunk in chunks:
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _headers(cv: CV, tag: bytes) -> list[Header]:
    return [
        (b"content-type", cv.media_type.encode()),
        (b"content-length", b"%d" % cv.size),
        (b"content-disposition", attachment(cv.filename).encode()),
        (b"content-security-policy", b"sandbox; default-src 'none'"),
        (b"etag", tag),
    ]
