"""What a browser sends, read under limits and kept in memory: no temporary file is ever made."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from anyio import current_time, fail_after
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from review.commands import HandedFile
from review.domain.text import is_broken
from review.messages import said_size
from review.web.refusals import BodyLate, FormMalformed, FormTooLarge, TooManyFiles

LARGEST_UPLOAD = 200 * 1024 * 1024
LARGEST_FORM = 256 * 1024
MOST_FILES = 50
TOO_MANY_FILES = "Too many files"
"""How the parser begins to say so."""
MOST_FIELDS = 300
LARGEST_FIELD = 64 * 1024
LONGEST_NAME = 255
LONGEST_COUNT = 9
UTF_8 = (b"utf-8", b"utf8")
_WRITTEN = (('"', "%22"), ("\n", "%0A"), ("\r", "%0D"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a body may take: who holds it back holds a place, and what he was let in with."""

    patience: float = 30
    """Seconds that are given to everybody."""
    slowest: float = 32 * 1024
    """Bytes of each further second: a line of an office is faster."""

    def seconds(self, seen: int) -> float:
        """Return how long may have been waited when so many bytes have come."""
        return self.patience + seen / self.slowest


PACE = Pace()


class InMemory(MultiPartParser):
    """Keeps what is handed in out of the file system: a refused paper must be nowhere on disk."""

    spool_max_size = LARGEST_UPLOAD + 1  # the whole body is smaller, so nothing ever rolls over


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it came in: words by name, and files in their order."""

    words: Mapping[str, tuple[str, ...]]
    files: tuple[HandedFile, ...] = ()

    def text(self, key: str) -> str:
        """Return what was written, trimmed; nothing is the empty text."""
        return self.words.get(key, ("",))[0].strip()

    def count(self, key: str) -> int:
        """Return the number of what the person saw; a form without one is not ours."""
        said = self.text(key)
        if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_COUNT):
            raise FormMalformed
        return int(said)

    def secret(self, key: str) -> str:
        """Return what was written as it stands: a password may begin with a space."""
        return self.words.get(key, ("",))[0]

    def several(self, key: str) -> tuple[str, ...]:
        """Return everything that was ticked under one name."""
        return tuple(word.strip() for word in self.words.get(key, ()) if word.strip())

    def has(self, key: str) -> bool:
        """Say whether anything was written or ticked."""
        return bool(self.text(key))


async def read_form(request: Request, *, largest: int) -> Form:
    """Read the body of a request; refuse what is too large or malformed."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if options.get(b"charset", b"utf-8").lower() not in UTF_8:
        raise FormMalformed  # our own pages send nothing else
    try:
        if kind == b"multipart/form-data":
            return await _read_multipart(request, min(largest, LARGEST_UPLOAD))
        if kind == b"application/x-www-form-urlencoded":
            return await _read_urlencoded(request, min(largest, LARGEST_FORM))
    except MultiPartException as fault:
        if fault.message.startswith(TOO_MANY_FILES):
            raise TooManyFiles(most=MOST_FILES) from None
        raise FormMalformed from None
    except ClientDisconnect:
        raise FormMalformed from None
    raise FormMalformed


async def _read_multipart(request: Request, most: int) -> Form:
    async with aclosing(limited(request, most)) as stream:
        parser = InMemory(
            request.headers,
            stream,
            max_files=MOST_FILES,
            max_fields=MOST_FIELDS,
            max_part_size=LARGEST_FIELD,
        )
        data = await parser.parse()
    try:
        return Form(words=_words(data), files=await _files(data))
    finally:
        await data.close()


async def _read_urlencoded(request: Request, most: int) -> Form:
    async with aclosing(limited(request, most)) as stream:
        parser = FormParser(
            request.headers, stream, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD
        )
        return Form(words=_words(await parser.parse()))


async def limited(request: Request, most: int, *, pace: Pace = PACE) -> AsyncGenerator[bytes, None]:
    """Pass the body on until it is larger than it may be, whatever its header says, or too slow."""
    said = request.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said[:20]) > most:
        raise FormTooLarge(most=said_size(most))
    seen, began, stream = 0, current_time(), request.stream()
    while (chunk := await _next(stream, until=began + pace.seconds(seen))) is not None:
        seen += len(chunk)
        if seen > most:
            raise FormTooLarge(most=said_size(most))
        yield chunk


async def _next(stream: AsyncGenerator[bytes, None], *, until: float) -> bytes | None:
    try:
        with fail_after(until - current_time()):
            return await anext(stream, None)
    except TimeoutError:
        raise BodyLate from None


def _words(data: FormData) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for key, value in data.multi_items():
        if isinstance(value, str):
            if any("\0" in said or is_broken(said) for said in (key, value)):
                raise FormMalformed
            words[key] = (*words.get(key, ()), value.replace("\r\n", "\n"))
    return words


async def _files(data: FormData) -> tuple[HandedFile, ...]:
    """Return the files; an empty file field sends one without name and content."""
    uploads = [value for _, value in data.multi_items() if isinstance(value, UploadFile)]
    return tuple(
        [
            HandedFile(name=_name(upload.filename or ""), content=await upload.read())
            for upload in uploads
            if upload.filename
        ]
    )


def _name(given: str) -> str:
    """Return the last part of a name without signs that nobody can see (S30).

    Browsers write three signs of a name in a form as numbers, and no others: a quotation mark and
    the two that end a line.
    """
    for sign, written in _WRITTEN:
        given = given.replace(written, sign)
    last = given.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    return shown[-LONGEST_NAME:] or "file"
