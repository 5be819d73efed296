"""Mails and saved web pages (.eml, .mht): their fields, texts, and every file in them."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from typing import Final

from review.domain.findings import Part
from review.screening.extraction.entry_names import spelt
from review.screening.extraction.finds import Finds, gathered, hidden, meta
from review.screening.extraction.mail_headers import Fields, decoded, header_finds, names_of
from review.screening.extraction.mail_parts import (
    attached,
    is_locked,
    payload_of,
    remainder_of,
    signature_finds,
    texts_of,
    uuencoded_finds,
)
from review.screening.extraction.pdf_strings import is_telling
from review.screening.extraction.plain import is_locked as is_locked_text
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Segment, Trace, Visibility

MEDIA_TYPE: Final = "message/rfc822"
_DEEPEST: Final = 40
_TEXTS = frozenset({"text/plain", "text/html", "text/xml", "application/xhtml+xml"})
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)


def read_mail(content: bytes, *, limits: Limits) -> Extract:
    """Read a mail, both as text and as web page where it is both.

    Raises:
        NotRead: encrypted, nested beyond reason, or with a text that cannot be decoded.
    """
    try:
        message = email.message_from_bytes(content, policy=_Spelt())
        reader = _Mail(limits)
        return gathered(reader.finds(message, depth=0), media_type=MEDIA_TYPE)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    except RecursionError as fault:
        raise NotRead(Reason.TOO_DEEP, media_type=MEDIA_TYPE) from fault


class _Spelt(email.policy.Compat32):
    """Fields as they stand, in whatever writing; the newer policy throws at malformed ones."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - as the base has it
        return spelt(value.encode("utf-8", "surrogateescape"))


class _Mail:
    """Walks the parts of a mail and numbers what has no name."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._count = limits, 0

    def finds(self, message: Fields, *, depth: int) -> Finds:
        """Tell of a mail and, where one lies in it, of that."""
        yield from header_finds(message)
        yield from self._part(message, depth=depth)

    def _part(self, part: Fields, *, depth: int) -> Finds:
        self._count += 1
        if depth > _DEEPEST:
            raise NotRead(Reason.TOO_DEEP)
        if self._count > self._limits.entries:
            raise NotRead(Reason.TOO_LARGE)
        if is_locked(part):
            raise NotRead(Reason.ENCRYPTED)
        if part.is_multipart():
            yield from self._several(part, depth=depth)
        elif part.get_content_type() in _SIGNATURES:
            yield from signature_finds(payload_of(part))
        elif part.get_content_type() in _TEXTS and not _is_attached(part):
            yield from self._text(part)
        else:
            yield from self._file(part)

    def _several(self, part: Fields, *, depth: int) -> Finds:
        for raw in filter(None, (part.preamble, part.epilogue)):
            text = decoded(raw)
            if is_telling(text):
                yield from hidden("hidden.hidden_text", text, part=Part.OTHER)
        if part.get_content_maintype() == "message":
            names = names_of(part) or [part.get_content_type()]
            for name in names:
                yield meta(name, part=Part.FILE_NAME)
                yield Trace(rule="hidden.attachment", part=Part.ATTACHMENT, text=name)
        for inner in _inner(part):
            yield from _beside(inner)
            yield from self.finds(inner, depth=depth + 1)

    def _text(self, part: Fields) -> Finds:
        """Plain text is said here; a web page is a file that its own reader takes."""
        raw = payload_of(part)
        yield from remainder_of(part)
        if not raw.strip():
            return
        if is_locked_text(raw):
            raise NotRead(Reason.ENCRYPTED)
        yield from uuencoded_finds(raw)
        shown, *others = texts_of(raw, charset=part.get_content_charset())
        if part.get_content_type() == "text/plain":
            yield Segment(text=shown, part=Part.BODY)
        else:
            name = f"{self._count}.html"
            yield Embedded(name=name, content=shown.encode("utf-8-sig"), part=Part.BODY)
        for text in others:
            yield Segment(text=text, part=Part.OTHER, visibility=Visibility.HIDDEN)

    def _file(self, part: Fields) -> Finds:
        names = names_of(part)
        raw = payload_of(part)
        yield from remainder_of(part)
        for other in names[1:]:
            yield meta(other, part=Part.FILE_NAME)
        is_picture = part.get_content_maintype() == "image" and not _is_attached(part)
        name = names[0] if names else f"{self._count}"
        yield from attached(name, raw, is_picture=is_picture, limits=self._limits)
        if _is_attached(part) or (names and not is_picture):
            yield Trace(rule="hidden.attachment", part=Part.ATTACHMENT, text=name)


def _inner(part: Fields) -> Iterator[Fields]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload if isinstance(one, email.message.Message))


def _is_attached(part: Fields) -> bool:
    return part.get_content_disposition() == "attachment"


def _beside(part: Fields) -> Finds:
    """Where a part says it came from; a folder of somebody's machine is his name."""
    for name in ("content-location", "content-base", "content-description"):
        said = str(part.get(name) or "").strip()
        if said and is_telling(said):
            yield meta(said)
        if said.casefold().startswith("file:"):
            yield meta(said, part=Part.LINK)
            yield Trace(rule="hidden.property", part=Part.PROPERTIES, text=said)
