"""Fonts of a PDF whose glyphs plainly show other signs than the text of a page says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf

from review.screening.extraction.glyph_doubts import UNKNOWN, Kind, kind_of, shown_for
from review.screening.extraction.glyph_fonts import CodeFont, GlyphFont, Ink
from review.screening.extraction.glyph_likeness import likeness
from review.screening.extraction.pdf_fonts import fonts_in
from review.screening.extraction.pdf_streams import Purse
from review.screening.extraction.pdf_tounicode import to_unicode
from review.screening.segments import NotRead

_FEW, _SHARE = 2, 0.2
_WHOLE: Final = b"OTTO"
"""Outlines in a whole font go by their places; only bare ones by the numbers of a collection."""
_BY_NUMBER: Final = frozenset({pikepdf.Name("/Identity-H"), pikepdf.Name("/Identity-V")})
_LOOKED_AT: Final = frozenset({Kind.HAN, Kind.DIGIT})


class PageFonts:
    """The fonts of all pages, each looked at when a page first says something in it."""

    def __init__(self, pdf: pikepdf.Pdf, purse: Purse) -> None:
        """Begin with nothing looked at."""
        self._pages, self._purse = pdf.pages, purse
        self._looks: dict[tuple[int, int], FontLooks | None] = {}

    def lie_on(self, number: int, text: str) -> bool:
        """Whether a font of a page shows other signs than this text of it says."""
        if number > len(self._pages):
            return False  # the libraries do not see the same pages, which is refused
        signs = frozenset(text)
        fonts = fonts_in(self._pages[number - 1].obj.get("/Resources"), depth=0)
        looks = (self._looks_of(font) for font in fonts)
        return any(one is not None and one.lies_on(signs) for one in looks)

    def _looks_of(self, font: pikepdf.Dictionary) -> FontLooks | None:
        if font.objgen not in self._looks or font.objgen == (0, 0):
            self._looks[font.objgen] = looks_of(font, self._purse)
        return self._looks[font.objgen]


class FontLooks:
    """What one font shows for the signs that it says."""

    def __init__(self, said: Mapping[int, str], font: GlyphFont | CodeFont) -> None:
        """Take what its codes mean, and the font that draws them by these."""
        self._font = font
        self._codes: dict[str, list[int]] = {}
        for code, sign in said.items():
            if len(sign) == 1 and kind_of(sign) in _LOOKED_AT:
                self._codes.setdefault(sign, []).append(code)
        self._lies: dict[str, bool] = {}

    def lies_on(self, text: frozenset[str]) -> bool:
        """Whether much of what it says on a page with these signs is plainly something else."""
        said = text & self._codes.keys()
        self._look(said - self._lies.keys())
        wrong = sum(self._lies[sign] for sign in said)
        return wrong >= _FEW and wrong > _SHARE * len(said)

    def _look(self, signs: frozenset[str]) -> None:
        inks = [(sign, ink) for sign in sorted(signs) for ink in self._inks(sign)]
        known = likeness()
        looks = known.looks([ink for _, ink in inks])
        self._lies |= dict.fromkeys(signs, False)
        for (sign, _), look in zip(inks, looks, strict=True):
            if shown_for(sign, look, known) not in {sign, UNKNOWN}:
                self._lies[sign] = True

    def _inks(self, sign: str) -> Iterator[Ink]:
        for code in self._codes[sign]:
            try:
                ink = self._font.glyph(code)
            except NotRead:
                continue
            if ink is not None:
                yield ink


def looks_of(font: pikepdf.Dictionary, purse: Purse) -> FontLooks | None:
    """Return what a font shows, where its codes lead to its glyphs by nothing but the font."""
    table = font.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return None
    try:
        drawn = _drawn_by(font, purse)
        return None if drawn is None else FontLooks(to_unicode(purse.read(table)), drawn)
    except NotRead:
        return None


def _drawn_by(font: pikepdf.Dictionary, purse: Purse) -> GlyphFont | CodeFont | None:
    kind, encoding = font.get("/Subtype"), font.get("/Encoding")
    if kind == pikepdf.Name.Type0 and encoding in _BY_NUMBER:
        (descendant,) = font.DescendantFonts
        if descendant.get("/CIDToGIDMap", pikepdf.Name.Identity) == pikepdf.Name.Identity:
            content = _file_of(descendant, purse)
            return GlyphFont(content) if content and not content.startswith(_WHOLE) else None
    if kind == pikepdf.Name.TrueType and encoding is None:
        content = _file_of(font, purse)
        return CodeFont(content) if content else None
    return None


def _file_of(font: Any, purse: Purse) -> bytes:  # noqa: ANN401 - what stands there
    descriptor = font.get("/FontDescriptor")
    for name in ("/FontFile2", "/FontFile3") if isinstance(descriptor, pikepdf.Dictionary) else ():
        file = descriptor.get(name)
        if isinstance(file, pikepdf.Stream):
            return purse.read(file)
    return b""
