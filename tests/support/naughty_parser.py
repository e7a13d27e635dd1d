"""A parser that does what the document says: the way other packages name theirs, `module:class`."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from pathlib import Path

from cvscreen.domain.text import CVText, Page


class NaughtyParser:
    """The document is `<what> <argument>`."""

    name = "naughty 1.0"

    def read(self, content: bytes, max_pages: int) -> CVText:
        what, _, argument = content.decode().partition(" ")
        text = getattr(self, what)(argument)
        return CVText((Page(1, text),))

    def pid(self, _: str) -> str:
        return str(os.getpid())

    def say(self, argument: str) -> str:
        return argument

    def slowly(self, argument: str) -> str:
        time.sleep(0.2)
        return argument

    def hang(self, argument: str) -> str:
        if argument:
            Path(argument).write_text(str(os.getpid()))
        while True:
            time.sleep(60)

    def hang_without_the_death_signal(self, argument: str) -> str:
        ctypes.CDLL(None).prctl(1, 0)
        return self.hang(argument)

    def hang_with_the_lock(self, argument: str) -> str:
        """As a C library does that never lets go of the interpreter's lock."""
        ctypes.CDLL(None).prctl(1, 0)
        Path(argument).write_text(str(os.getpid()))
        ctypes.PyDLL(None).sleep(600)
        return argument

    def die(self, argument: str) -> str:
        os.kill(os.getpid(), int(argument))
        time.sleep(60)
        return ""

    def leave(self, argument: str) -> str:
        os._exit(int(argument))

    def chatter(self, argument: str) -> str:
        print("x" * 10_000, flush=True)  # noqa: T201
        print("y" * 100_000, file=sys.stderr, flush=True)  # noqa: T201
        os.write(1, b"z" * 10_000)
        assert not sys.stdin.read()
        return argument

    def environment(self, _: str) -> str:
        return json.dumps(dict(os.environ))

    def fail(self, argument: str) -> str:
        raise LookupError(f"secret {argument}")

    def eat(self, _: str) -> str:
        return str(len(bytearray(10**10)))

    def half_a_character(self, _: str) -> str:
        return "\ud83d"

    def write_much(self, _: str) -> str:
        return "x" * (65 * 2**20)

    def write_garbage(self, _: str) -> str:
        self._to_parent(b"\x00\x00\x00\x05hello")
        return ""

    def announce_much(self, _: str) -> str:
        self._to_parent(b"\xff\xff\xff\xff")
        return ""

    def answer_twice(self, argument: str) -> str:
        from cvscreen.adapters.extractors.frames import Reply, pack_reply

        self._to_parent(pack_reply(Reply(1, text=CVText((Page(1, argument),)))))
        return "again"

    def _to_parent(self, data: bytes) -> None:
        """Find the pipe of the replies: a document that takes its parser over would."""
        for number in range(3, 20):
            try:
                if str(Path(f"/proc/self/fd/{number}").readlink()).startswith("pipe:"):
                    os.write(number, data)
            except OSError:
                continue


class Broken:
    """Does not even load."""

    def __init__(self) -> None:
        raise LookupError("no library")
