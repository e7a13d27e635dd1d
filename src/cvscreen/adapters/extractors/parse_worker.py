"""The parser process: reads documents from its standard input and answers on its standard output, one by one.

Started by worker_process.py. It imports neither asyncio nor anything else that it could do without.
It ends when its parent does, by whichever comes first: the end of its input, the kernel's parent-death signal
(Linux), a thread that watches the parent's id (not while a parser holds the interpreter's lock), and an alarm that
the kernel delivers a little after the document's time is up.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import BinaryIO

from cvscreen.adapters.extractors.frames import MAX_REPLY_BYTES, Reply, Request, pack_reply, read_request
from cvscreen.adapters.extractors.parsing import Parser
from cvscreen.domain.errors import CorruptPDF, CVError, ParserCrashed
from cvscreen.domain.text import CVText

ALARM_AFTER_LIMIT_SECONDS = 2.0
"""The parent is the one to end a document's time; the alarm is for children whose parent is gone."""
WATCH_EVERY_SECONDS = 0.5
_MEGABYTE = 2**20
_PR_SET_PDEATHSIG = 1


def main(target: str, seconds: str, memory_mb: str) -> None:
    """Run the parser `module:name` until the input ends."""
    requests, replies = _take_pipes()
    _end_with_parent()
    _limit_memory(int(memory_mb) * _MEGABYTE)
    try:
        parser = _parser(target)
    except Exception as error:  # noqa: BLE001 # whatever it is, the parent shall say why the parser does not start
        _send(replies, Reply(failure=ParserCrashed(f"{type(error).__name__}: {error}").failure()))
        return
    _send(replies, Reply(name=parser.name))
    while (request := read_request(requests)) is not None:
        with _alarm(float(seconds) + ALARM_AFTER_LIMIT_SECONDS):
            frame = answer_to(parser, request)
        replies.write(frame)
        replies.flush()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes for ourselves: what a library prints or reads must not meet the frames."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, replies


def _end_with_parent() -> None:
    # The terminal's Ctrl-C and a service manager's SIGTERM reach the whole group; the parent may want to finish first.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.platform == "win32":
        return  # an orphan keeps its parent's id there
    parent = os.getppid()
    if sys.platform == "linux":
        _ask_for_death_signal()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _ask_for_death_signal() -> None:
    """SIGKILL when the *thread* that started us ends: the event loop's, without which nobody reads our replies."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(WATCH_EVERY_SECONDS)
    os._exit(1)


def _limit_memory(limit: int) -> None:
    """No more address space than that, and no core dump: it would leave a CV on the disk."""
    try:
        import resource
    except ImportError:
        return
    for kind, soft in ((resource.RLIMIT_AS, limit), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):  # some systems know the limit but do not set it
            resource.setrlimit(kind, (soft, soft))


def _parser(target: str) -> Parser:
    module, _, name = target.partition(":")
    parser: Parser = getattr(importlib.import_module(module), name)()
    return parser


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer_to(parser: Parser, request: Request) -> bytes:
    """The frame that answers a request: a text, or what went wrong."""
    try:
        return _text(parser, request)
    except CVError as error:
        failure = error.failure()
    except MemoryError:
        failure = ParserCrashed("the PDF needs more memory than a parser process may have").failure()
    except Exception as error:  # noqa: BLE001 # a library may raise anything about a foreign file
        failure = CorruptPDF(f"the PDF cannot be parsed ({type(error).__name__}): export the CV again").failure()
    return pack_reply(Reply(request.number, failure=failure))


def _text(parser: Parser, request: Request) -> bytes:
    text = parser.read(request.content, request.max_pages)
    frame = pack_reply(Reply(request.number, text=_masked(text) if request.masked else text))
    if len(frame) > MAX_REPLY_BYTES:
        raise CorruptPDF("the PDF has too much text for a CV: export the CV again")
    return frame


def _masked(text: CVText) -> CVText:
    """The masked text: here it costs the parent nothing. If it fails the parent tries in vain too, and tells."""
    from cvscreen.adapters.phones.number_plans import NumberPlans
    from cvscreen.domain.masks import masked

    with contextlib.suppress(Exception):
        return masked(text, NumberPlans().find)
    return text


def _send(replies: BinaryIO, reply: Reply) -> None:
    replies.write(pack_reply(reply))
    replies.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
