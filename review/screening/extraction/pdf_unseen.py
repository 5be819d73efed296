"""Text that is drawn where the text of a page is not taken from: patterns, masks, appearances."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any, Final

import pikepdf
import pypdfium2

from review.screening.extraction.pdf_finds import Drawing, said, trace
from review.screening.extraction.pdf_signs import page_text
from review.screening.extraction.pdf_strings import Said
from review.screening.segments import Segment, Trace, Visibility

_RULES = MappingProxyType({"unused": "hidden.unused_object", "annotation": ""})
_MOST: Final = 2000
_SIDE: Final = 14400


def unseen_finds(drawings: Sequence[Drawing], shown: Said) -> Iterator[Segment | Trace]:
    """Tell what some drawings write that no page shows as its text."""
    for drawing, text in zip(drawings, _texts(drawings), strict=True):
        news = shown.news(text)
        if not news:
            continue
        rule = _RULES.get(drawing.drawn_by, "hidden.hidden_text")
        if rule:
            yield trace(rule, news, drawing.zone)
        yield said(news, drawing.zone, visibility=Visibility.HIDDEN)


def _texts(drawings: Sequence[Drawing]) -> Iterator[str]:
    """Draw each on a page of its own, where its text can be taken from."""
    if not drawings:
        return
    document = pypdfium2.PdfDocument(_apart(drawings))
    try:
        for page in document:
            textpage = page.get_textpage()
            yield page_text(textpage)
            textpage.close()
            page.close()
    finally:
        document.close()


def _apart(drawings: Sequence[Drawing]) -> bytes:
    made = pikepdf.new()
    for drawing in drawings:
        made.add_blank_page(page_size=(_SIDE, _SIDE))
        page = made.pages[-1].obj
        page.MediaBox = pikepdf.Array([-_SIDE / 2, -_SIDE / 2, _SIDE / 2, _SIDE / 2])
        page.Contents = made.make_stream(drawing.stream.read_bytes())
        if drawing.resources is not None:
            page.Resources = _copied(made, drawing.resources)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _copied(made: pikepdf.Pdf, value: Any) -> Any:  # noqa: ANN401 - whatever stands there
    """Copy what a drawing needs; only what is indirect crosses to another file by itself."""
    if not isinstance(value, pikepdf.Object):
        return value
    if value.is_indirect:
        return made.copy_foreign(value)
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([_copied(made, each) for each in value])
    if isinstance(value, pikepdf.Dictionary):
        return pikepdf.Dictionary({key: _copied(made, each) for key, each in value.items()})
    return value
