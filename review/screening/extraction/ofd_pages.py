"""The pages of an OFD: what they show and hide, and which of them nobody can read without eyes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.finds import Finds, hidden
from review.screening.extraction.markup import local
from review.screening.extraction.ofd_beside import loose
from review.screening.extraction.ofd_document import OfdDocument
from review.screening.extraction.ofd_glyphs import Glyphs
from review.screening.extraction.ofd_lines import Piece, lines_of
from review.screening.extraction.ofd_objects import Drawing, Drawn, said_in
from review.screening.extraction.ofd_package import below
from review.screening.extraction.ofd_redrawn import glyph_finds
from review.screening.extraction.typefaces import is_typeface
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    NotRead,
    Place,
    Reason,
    Segment,
    Trace,
    Unread,
    Visibility,
)

_FEW: Final = 50
"""With fewer letters than this, the pictures of a page may be the paper."""
_SHARE: Final = 0.02
_OUTLINES: Final = 40
"""So many drawn shapes without a letter: type that was turned into curves."""
_GARBLED: Final = 0.2
_PRIVATE, _REPLACEMENT = range(0xE000, 0xF900), 0xFFFD


class OfdPages:
    """Reads the pages of all documents of a package within one set of limits."""

    def __init__(self, *, limits: Limits) -> None:
        """Begin with nothing read."""
        self._limits, self._left = limits, limits.text
        self._shown: dict[str, bool] = {}
        """The pictures that pages show, and whether one of them is the paper itself."""
        self._outlined: list[int] = []
        self._garbled: list[int] = []

    @property
    def unread(self) -> Unread | None:
        """Return the pages that hold no text, though something is drawn on them."""
        if self._outlined:
            return Unread(reason=Reason.IMAGE_PAGES, pages=tuple(self._outlined))
        if self._garbled:
            return Unread(reason=Reason.GARBLED_PAGES, pages=tuple(self._garbled))
        return None

    def finds(self, document: OfdDocument) -> Finds:
        """Tell of all pages of a document.

        Raises:
            NotRead: a page is not there, or broken, or they draw more than any paper does.
        """
        entries = document.pages()
        if len(entries) > self._limits.pages:
            raise NotRead(Reason.TOO_LARGE)
        glyphs = Glyphs(document.package.parts, document.files)
        for number, entry in enumerate(entries, start=1):
            yield from self._page(document, document.page(entry), number=number, glyphs=glyphs)

    def _page(
        self, document: OfdDocument, root: etree._Element, *, number: int, glyphs: Glyphs
    ) -> Finds:
        drawing = Drawing(document.sheet(root), shared=document.shared, most=self._limits.objects)
        for template in below(root, "Template"):
            identity = template.get("TemplateID") or ""
            under = document.templates.get(identity)
            if under is not None:
                document.used.add(identity)
                _draw(drawing, under)
        _draw(drawing, root)
        document.used |= drawing.used
        place: Place = {"page": number}
        told = drawing.drawn.sorted_out()
        pieces = {rule: said_in(those) for rule, those in told.items()}
        yield from self._texts(pieces, place=place, is_current=document.is_current)
        if document.is_current:
            yield from glyph_finds(told[""], glyphs, place=place)
        self._look_at(drawing.drawn, document, shown=_letters(pieces[""]), number=number)
        met = drawing.drawn.codes
        rest = [code.text or "" for code in below(root, "TextCode") if code not in met]
        yield from hidden("hidden.unused_object", "\n".join(rest), place=place)
        yield from loose(root, place=place)

    def _texts(self, pieces: Mapping[str, list[Piece]], *, place: Place, is_current: bool) -> Finds:
        for rule, told in pieces.items():
            text = "\n".join(lines_of(told))
            self._left -= len(text)
            if self._left < 0:
                raise NotRead(Reason.TOO_LARGE)
            if not is_current:
                seen, part = Visibility.HIDDEN, Part.REVISION
                yield Segment(text=text, part=part, place=place, visibility=seen)
            elif rule:
                yield from hidden(rule, text, place=place)
            else:
                yield Segment(text=text, part=Part.BODY, place=place)

    def _look_at(self, drawn: Drawn, document: OfdDocument, *, shown: str, number: int) -> None:
        """Remember the pictures of a page; where there are few letters they are the paper."""
        for identity, box in drawn.pictures:
            name = document.files.get(identity)
            if name is None:
                continue  # not in the file
            is_paper = len(shown) < _FEW and box.area > _SHARE * drawn.sheet.area
            self._shown[name] = self._shown.get(name, False) or is_paper
        if drawn.shapes >= _OUTLINES and not shown:
            self._outlined.append(number)
        odd = sum(ord(sign) in _PRIVATE or ord(sign) == _REPLACEMENT for sign in shown)
        if odd > _GARBLED * len(shown):
            self._garbled.append(number)

    def pictures(self, document: OfdDocument) -> Finds:
        """Hand on the pictures and other media of a document; fonts draw and say nothing."""
        package = document.package
        for identity, name in document.files.items():
            content, was_read = package.parts[name], name in package.read
            package.read.add(name)
            if was_read or not content or is_typeface(content):
                continue
            if not package.mentions(identity):
                said = name.rpartition("/")[2]
                yield Trace(rule="hidden.unused_object", part=Part.PICTURE, text=said)
            is_paper = self._shown.get(name, False)
            kind = Part.PICTURE
            yield Embedded(name=name, content=content, part=kind, is_picture=not is_paper)


def _draw(drawing: Drawing, page: etree._Element) -> None:
    for content in page:
        if local(content) == "Content":
            drawing.take(content)


def _letters(pieces: list[Piece]) -> str:
    return "".join("".join(piece.text for piece in pieces).split())
