"""What a zip says beside its entries: comments, and what stands in unusual fields."""

from __future__ import annotations

from typing import Final

from review.domain.findings import Part
from review.screening.extraction.archive import Archive
from review.screening.extraction.finds import Finds, meta
from review.screening.extraction.pdf_strings import is_telling, text_in
from review.screening.segments import Trace

_BEFORE_NAME: Final = 5
"""So many bytes, a version and a sum, stand before a second name of an entry."""


def remark_finds(archive: Archive) -> Finds:
    """Tell of every comment, and of what fields say that could be text: another name, a remark."""
    comments = dict.fromkeys((archive.comment, *(info.comment for info in archive.zip.infolist())))
    for said in comments:
        text = text_in(said).strip() or said.decode("latin-1").strip("\x00 ")
        if text:
            yield meta(text)
            yield Trace(rule="hidden.archive_comment", part=Part.OTHER, text=text)
    for said in archive.remarks:
        texts = (text_in(said), text_in(said[_BEFORE_NAME:]))
        yield from (meta(text) for text in texts if said not in comments and is_telling(text))
