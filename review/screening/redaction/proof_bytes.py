"""The bytes of a copy, every part inflated, and what names the parts; a character for each byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from review.screening.extraction.kinds import Kind
from review.screening.limits import Limits
from review.screening.redaction.pdf_proof import extractable
from review.screening.redaction.views import IN_VALUES, View, Views


def byte_views(content: bytes, *, kind: Kind, limits: Limits) -> Views:
    """Yield the bytes of a file, or of each part of a package and of what names the parts.

    That no byte of a package belongs to no part is what our own reader has seen to.
    """
    for place, raw in _raw(content, kind=kind, limits=limits):
        yield View(place, raw.decode("latin-1"), IN_VALUES)


def _raw(content: bytes, *, kind: Kind, limits: Limits) -> Iterator[tuple[str, bytes]]:
    match kind:
        case Kind.WORD | Kind.WORKBOOK:
            yield from _parts(content)
        case Kind.PDF:
            yield from (("streams", raw) for raw in extractable(content, limits=limits).raw)
        case _:
            yield "", content


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield "", package.comment
        for entry in package.infolist():
            yield entry.filename, package.read(entry)
            yield entry.filename, entry.filename.encode() + entry.extra + entry.comment
