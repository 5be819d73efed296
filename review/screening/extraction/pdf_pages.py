"""The pages of a PDF: their text, their pictures, and text that is there but does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from review.domain.findings import Part
from review.screening.extraction.pdf_drawing import drawn_on
from review.screening.extraction.pdf_hidden import PAGE_SHARE, Sheet, share_of, unseen
from review.screening.extraction.pdf_laid_over import boxes_laid_over, boxes_to_cut
from review.screening.extraction.pdf_pictures import Pictures, dots_of
from review.screening.extraction.pdf_signs import page_text, signs_of, units_of
from review.screening.extraction.pdf_stretches import Stretches
from review.screening.extraction.pdf_suspicion import suspects
from review.screening.limits import Limits
from review.screening.segments import NotRead, Place, Reason, Scan, Segment, Trace, Visibility

_FEW: Final = 50
"""With fewer letters than this, the pictures of a page may be the paper."""
_SMALL: Final = 0.02
_OUTLINES: Final = 40
"""So many drawn shapes without a letter: type that was turned into curves."""
_GARBLED, _SAMPLE = 0.2, 500
_REPLACEMENT, _PRIVATE = 0xFFFD, range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class PageFinds:
    """What one page gave."""

    segments: tuple[Segment, ...]
    traces: tuple[Trace, ...]
    scans: tuple[Scan, ...]
    text: str
    """All its text, shown or not."""

    @property
    def finds(self) -> tuple[Segment | Trace | Scan, ...]:
        """All that it gave."""
        return (*self.segments, *self.traces, *self.scans)

    @property
    def shows_something(self) -> bool:
        """Whether there was anything to read, now or by recognition."""
        return bool(self.scans) or any(segment.text.strip() for segment in self.segments)


def _never(number: int, text: str) -> bool:
    del number, text
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReader:
    """Reads one page after the other; what pictures were met on earlier ones is remembered."""

    limits: Limits
    pictures: Pictures
    has_layers: bool = False
    lying: frozenset[int] = frozenset()
    """Pages whose fonts do not say what they show."""
    draws_others: Callable[[int, str], bool] = _never
    """Whether the glyphs of a page show other signs than its text."""

    def read(self, page: pypdfium2.PdfPage, *, number: int) -> PageFinds:
        """Read the text of a page and look for what its text does not tell.

        Raises:
            NotRead: the page draws more, or larger, than any paper does.
        """
        sheet = self.sheet(page)
        textpage = page.get_textpage()
        try:
            stretches = stretches_of(page, textpage, sheet)
            garbled = (
                number in self.lying
                or _is_garbled(textpage, stretches.visible)
                or self.draws_others(number, stretches.visible)
            )
            marked = tuple(_marked_for_removal(page, textpage))
        finally:
            textpage.close()
        place: Place = {"page": number}
        scans = self._scans(page, sheet, stretches, place=place, garbled=garbled)
        hidden = [*stretches.hidden(), *marked]
        return PageFinds(
            segments=(
                Segment(text=stretches.visible, part=Part.BODY, place=place),
                *(_segment(text, place=place) for _, _, text in hidden),
            ),
            traces=tuple(
                Trace(rule=rule, part=Part.BODY, place=place, text=said) for rule, said, _ in hidden
            ),
            scans=scans,
            text="".join(stretches.units),
        )

    def sheet(self, page: pypdfium2.PdfPage) -> Sheet:
        """Return what a page draws.

        Raises:
            NotRead: more than any paper does.
        """
        try:
            drawn = drawn_on(page, most=self.limits.objects)
        except OverflowError as fault:
            raise NotRead(Reason.TOO_LARGE) from fault
        box = page.get_bbox()
        return Sheet(drawn, box, tuple(boxes_laid_over(page)), self.has_layers)

    def _scans(
        self,
        page: pypdfium2.PdfPage,
        sheet: Sheet,
        stretches: Stretches,
        *,
        place: Place,
        garbled: bool,
    ) -> tuple[Scan, ...]:
        if _is_picture(sheet, stretches) or _is_outlined(page, stretches):
            layer = stretches.layer if _letters(stretches.layer) >= _FEW else ""
            return tuple(self.pictures.page(sheet.drawn, place=place, layer=layer))
        if garbled:
            reason = Reason.GARBLED_PAGES
            return tuple(self.pictures.page(sheet.drawn, place=place, reason=reason))
        return tuple(self.pictures.on(sheet.drawn, place=place))


def stretches_of(
    page: pypdfium2.PdfPage,
    textpage: pypdfium2.PdfTextPage,
    sheet: Sheet,
    *,
    sign_by_sign: bool = False,
) -> Stretches:
    """Part the text of a page into what shows and what does not."""
    odd = suspects(
        sheet.drawn, sheet=sheet.box, laid_over=sheet.laid_over, has_layers=sheet.has_layers
    )
    if not odd and not sign_by_sign:
        return Stretches([page_text(textpage)], {})
    dots_of(sheet.drawn)
    whys: Mapping[int, str] = unseen(page, signs_of(textpage, odd), sheet=sheet)
    return Stretches(units_of(textpage), whys)


def _segment(text: str, *, place: Place) -> Segment:
    return Segment(text=text, part=Part.BODY, place=place, visibility=Visibility.HIDDEN)


def _is_picture(sheet: Sheet, stretches: Stretches) -> bool:
    """Whether the pictures of a page are the paper itself."""
    share = min(sum(share_of(one.box, sheet.box) for one in sheet.drawn if one.is_picture), 1.0)
    inked = _letters(stretches.inked)
    return share > (PAGE_SHARE if inked else _SMALL) and inked < _FEW


def _is_outlined(page: pypdfium2.PdfPage, stretches: Stretches) -> bool:
    if stretches.visible.strip():
        return False
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_TEXT]
    shapes = page.get_objects(filter=kinds, max_depth=8)
    return sum(1 for _ in zip(shapes, range(_OUTLINES), strict=False)) >= _OUTLINES


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _is_garbled(textpage: pypdfium2.PdfTextPage, text: str) -> bool:
    """Whether much of a page cannot be told: its fonts do not say what their signs mean."""
    letters = [char for char in text if not char.isspace()]
    odd = sum(ord(char) in _PRIVATE or ord(char) == _REPLACEMENT for char in letters)
    count, raw = textpage.count_chars(), textpage.raw
    looked_at = range(0, count, count // _SAMPLE + 1)
    errors = sum(pdfium.FPDFText_HasUnicodeMapError(raw, number) == 1 for number in looked_at)
    return odd > _GARBLED * len(letters) or errors > _GARBLED * max(len(looked_at), 1)


def _marked_for_removal(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage
) -> Iterator[tuple[str, str, str]]:
    """Yield what was marked to be cut out of a page and is still there."""
    for box in boxes_to_cut(page):
        text = str(textpage.get_text_bounded(*box)).strip()
        if text:
            yield "hidden.covered_text", text, text
