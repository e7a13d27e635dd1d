"""Uploads: a multipart form, parsed as it arrives; of the file never more is in memory than the piece at hand."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import TypeAlias

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from cvscreen.domain.errors import FileTooLarge, InvalidRubric, PromptTooLong
from cvscreen.domain.rubric import Rubric
from cvscreen.entrypoints.http.filenames import sanitised
from cvscreen.entrypoints.http.refusals import Refusal
from cvscreen.entrypoints.rubric_files import rubric_from_json
from cvscreen.settings import Settings
from cvscreen.usecases.submission import JobTerms

MAX_PART_HEADERS = 8
MAX_PART_HEADER_BYTES = 4096
MAX_RUBRIC_BYTES = 512 * 1024
"""100 criteria at their longest, in UTF-8."""

_FRAME_BYTES = 64 * 1024
"""What boundaries and headers of the parts may take."""

_Event: TypeAlias = "MultipartSegment | bytes | bytearray | None"


@dataclass(frozen=True, slots=True)
class FormLimits:
    """How much a form may hold, in bytes."""

    file: int
    prompt: int
    rubric: int = MAX_RUBRIC_BYTES

    @property
    def total(self) -> int:
        """The longest body that can be right."""
        return self.file + self.prompt + self.rubric + _FRAME_BYTES


def form_limits(settings: Settings) -> FormLimits:
    """The limits of the settings."""
    return FormLimits(file=settings.max_upload_bytes, prompt=settings.max_prompt_bytes)


class UploadForm:
    """One form with a `file`, a `prompt` and perhaps a `rubric`, in any order.

    Each of its methods is to be called once, in turn; `job` reads what comes after the file.
    """

    def __init__(self, content_type: str, body: AsyncIterable[bytes], limits: FormLimits) -> None:
        self._events = _events(_boundary(content_type), body, limits)
        self._limits = limits
        self._texts: dict[str, bytes] = {}
        self._complete = False

    async def filename(self) -> str:
        """The file's name, made harmless, once the file begins. Raises a Refusal if there is none."""
        async for event in self._events:
            part = _begun(event)
            if part.name == "file":
                if part.filename is None:
                    raise Refusal("missing_file", "the part `file` is no file: send it with a filename")
                return sanitised(part.filename)
            await self._keep(part.name)
        raise Refusal("missing_file", "the form has no file: send the CV as the part `file`")

    async def file(self) -> AsyncIterator[bytes]:
        """The file's bytes as they arrive."""
        async for event in self._events:
            if event is None:
                self._complete = True
                return
            if isinstance(event, bytes | bytearray):
                yield bytes(event)

    async def job(self) -> JobTerms:
        """The job, once the form has ended. Raises a Refusal, PromptTooLong or a RubricError for what is wrong."""
        if not self._complete:
            # Whoever has seen enough of the file may leave the rest of it.
            async for _ in self.file():
                pass
        async for event in self._events:
            part = _begun(event)
            if part.name == "file":
                raise Refusal("unexpected_part", "the form has two files: send one CV at a time")
            await self._keep(part.name)
        if "prompt" not in self._texts:
            raise Refusal("missing_prompt", "the form has no prompt: say what the job needs in the part `prompt`")
        return JobTerms(_text("prompt", self._texts["prompt"]), self._rubric())

    def _rubric(self) -> Rubric | None:
        content = self._texts.get("rubric", b"")
        return rubric_from_json(_text("rubric", content)) if content.strip() else None

    async def _keep(self, name: str | None) -> None:
        """Read one of the texts to its end."""
        if name not in {"prompt", "rubric"}:
            raise Refusal(
                "unexpected_part", "the form has a part that is neither file, prompt nor rubric: leave it out"
            )
        if name in self._texts:
            raise Refusal("unexpected_part", f"the form has two parts `{name}`: send one")
        kept = bytearray()
        async for event in self._events:
            if event is None:
                break
            if isinstance(event, bytes | bytearray):
                kept += event
                self._check(name, len(kept))
        self._texts[name] = bytes(kept)

    def _check(self, name: str, size: int) -> None:
        if name == "prompt" and size > self._limits.prompt:
            raise PromptTooLong(
                f"the job prompt is larger than {self._limits.prompt // 1024} KB: keep what the job needs"
            )
        if name == "rubric" and size > self._limits.rubric:
            raise InvalidRubric(f"the rubric is larger than {self._limits.rubric // 1024} KB: this is no rubric")


def check_length(size: int, limits: FormLimits) -> None:
    """Raise FileTooLarge if a body of so many bytes can only hold too large a file."""
    if size > limits.total:
        raise FileTooLarge(f"the file is larger than {limits.file / 2**20:g} MB: send a smaller PDF")


def _boundary(content_type: str) -> str:
    kind, options = parse_options_header(content_type)  # type: ignore[no-untyped-call]
    boundary: str | None = options.get("boundary")
    if kind != "multipart/form-data" or not boundary:
        raise Refusal("unsupported_media_type", "send the CV as multipart/form-data, with a boundary")
    return boundary


async def _events(boundary: str, body: AsyncIterable[bytes], limits: FormLimits) -> AsyncGenerator[_Event, None]:
    try:
        parser = PushMultipartParser(boundary, max_header_size=MAX_PART_HEADER_BYTES, max_header_count=MAX_PART_HEADERS)
        size = 0
        async for chunk in body:
            size += len(chunk)
            check_length(size, limits)
            for event in parser.parse(chunk):
                yield event
        parser.close()  # type: ignore[no-untyped-call]
    except MultipartError as error:
        # Its texts are the parser's own; none quotes the form.
        raise Refusal("invalid_form", f"the form cannot be read: {error.args[0]}") from None


def _begun(event: _Event) -> MultipartSegment:
    if not isinstance(event, MultipartSegment):
        raise Refusal("invalid_form", "the form cannot be read: its parts are out of order")
    return event


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise Refusal("invalid_text", f"the {name} is not UTF-8: send it as UTF-8") from None
    if "\0" in text:
        raise Refusal("invalid_text", f"the {name} holds a NUL character: take it out")
    return text
