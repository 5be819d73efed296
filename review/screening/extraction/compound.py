"""Compound files: the old formats of Office and WPS, mail of Outlook, macros, and locked files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from review.screening.extraction.compound_leftovers import leftover_finds
from review.screening.extraction.compound_objects import MEDIA_TYPE, is_object, object_extract
from review.screening.extraction.compound_streams import Path, streams_of
from review.screening.extraction.doc import doc_extract, is_word
from review.screening.extraction.finds import extract_of
from review.screening.extraction.msg import is_mail, msg_extract
from review.screening.extraction.ppt import is_slides, ppt_extract
from review.screening.extraction.vba_project import is_macros, vba_extract
from review.screening.extraction.xls import is_workbook, xls_extract
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason

_LOCKED = ("EncryptedPackage", "DRMEncryptedDataSpace", "DRMEncryptedTransform", "DRMContent")
"""Streams under a password, or under the rights management of an office."""


class StreamReader(Protocol):
    """Takes everything out of the streams of one kind of compound file, or raises NotRead."""

    def __call__(self, streams: Mapping[Path, bytes], /, *, limits: Limits) -> Extract:
        """Return texts, traces and files inside."""


_PAPERS: tuple[tuple[Callable[[Iterable[Path]], bool], StreamReader], ...] = (
    (is_word, doc_extract),
    (is_slides, ppt_extract),
    (is_workbook, xls_extract),
    (is_mail, msg_extract),
    (is_object, object_extract),
    (is_macros, vba_extract),
)


def read_compound(content: bytes, *, limits: Limits) -> Extract:
    """Read a compound file by the streams it holds; NotRead for those that nobody reads."""
    try:
        streams = streams_of(content, limits=limits)
    except NotRead as refusal:
        raise NotRead(_reason(content, refusal), media_type=MEDIA_TYPE) from refusal
    if any(name.strip("\x06\x09") in _LOCKED for path in streams for name in path):
        raise NotRead(Reason.ENCRYPTED, media_type=MEDIA_TYPE)
    found = [reader for is_it, reader in _PAPERS if is_it(streams)]
    if len(found) != 1:
        raise NotRead(Reason.LEGACY_OFFICE, media_type=MEDIA_TYPE)
    extract = found[0](streams, limits=limits)
    left = extract_of(leftover_finds(content), media_type=extract.media_type)
    return replace(
        extract,
        segments=extract.segments + left.segments,
        traces=extract.traces + left.traces,
        embedded=extract.embedded + left.embedded,
    )


def _reason(content: bytes, refusal: NotRead) -> Reason:
    """A file that cannot be opened and names a lock is more likely locked than broken."""
    return Reason.ENCRYPTED if _LOCKED[0].encode("utf-16-le") in content else refusal.reason
