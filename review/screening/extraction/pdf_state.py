"""One state of a PDF: its pages by the one library, its objects by the other, and both agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pikepdf

from review.screening.extraction.pdf_finds import Drawing, Find, Spoken, Unshown
from review.screening.extraction.pdf_fonts import lying_pages
from review.screening.extraction.pdf_glyphs import PageFonts
from review.screening.extraction.pdf_layers import hidden_layers
from review.screening.extraction.pdf_marked import silence, spoken_finds
from review.screening.extraction.pdf_objects import object_finds
from review.screening.extraction.pdf_opening import objects_of, pages_of, refused, saved
from review.screening.extraction.pdf_pages import PageFinds, PageReader
from review.screening.extraction.pdf_pictures import Pictures
from review.screening.extraction.pdf_signs import page_text
from review.screening.extraction.pdf_streams import Purse
from review.screening.extraction.pdf_strings import Said
from review.screening.extraction.pdf_unseen import unseen_finds
from review.screening.limits import Limits
from review.screening.segments import Embedded, Reason, Scan, Segment, Trace

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class State:
    """What one state of a file gave; `pictures` are the digests of those it shows."""

    finds: tuple[Segment | Trace | Embedded | Scan, ...]
    pictures: frozenset[bytes]
    shows_something: bool


def state_of(content: bytes, *, limits: Limits, met: frozenset[bytes] = frozenset()) -> State:
    """Read one state of a file; pictures that were `met` before are not handed on.

    Raises:
        NotRead: it is locked, broken or too large, or the libraries do not see the same in it.
    """
    purse = Purse(limits)
    purse.tables(content)
    with objects_of(content, limits=limits) as pdf:
        finds = list(object_finds(pdf, purse))
        layers = hidden_layers(pdf)
        pictures = Pictures(content, met=met)
        reader = PageReader(
            limits=limits,
            pictures=pictures,
            has_layers=bool(layers),
            lying=lying_pages(pdf, purse),
            draws_others=PageFonts(pdf, purse).lie_on,
        )
        spoken = _of(Spoken, finds)
        pages = tuple(_pages(_silenced(pdf, content, spoken), reader=reader))
        _agree(pdf, pages, limits=limits)
        beside = _beside(finds, pages)
        scans = (*pictures.unshown(_of(Unshown, finds)),)
    plain = (find for find in finds if isinstance(find, Segment | Trace | Embedded))
    shown = (find for page in pages for find in page.finds)
    return State(
        (*shown, *plain, *layers, *beside, *scans),
        frozenset(pictures.met),
        any(page.shows_something for page in pages),
    )


def _of(kind: type[_Kind], finds: Sequence[Find]) -> list[_Kind]:
    return [find for find in finds if isinstance(find, kind)]


def _beside(finds: Sequence[Find], pages: Sequence[PageFinds]) -> list[Segment | Trace]:
    """Return what is drawn or said beside the text of the pages and is not in it."""
    segments = (segment for page in pages for segment in page.segments)
    shown = Said(segment.text for segment in segments)
    more = [*unseen_finds(_of(Drawing, finds), shown)]
    for spoken in _of(Spoken, finds):
        more += spoken_finds(spoken, shown)
    return more


def _pages(content: bytes, *, reader: PageReader) -> Iterator[PageFinds]:
    with pages_of(content, limits=reader.limits) as document:
        for number in range(len(document)):
            page = document[number]
            yield reader.read(page, number=number + 1)
            page.close()


def _silenced(pdf: pikepdf.Pdf, content: bytes, spoken: Sequence[Spoken]) -> bytes:
    """Return the file without the words that would be taken for the signs it shows."""
    if not spoken:
        return content
    for each in spoken:
        silence(each)
    return saved(pdf)


def _agree(pdf: pikepdf.Pdf, pages: Sequence[PageFinds], *, limits: Limits) -> None:
    """Refuse a file in which the two libraries see different pages, or different texts on them.

    Where the one had to mend the file, what it made of it is read by the other.
    """
    if len(pdf.pages) != len(pages):
        raise refused(Reason.BROKEN)
    if not pdf.get_warnings():
        return
    with pages_of(saved(pdf), limits=limits) as mended:
        texts = [page_text(page.get_textpage()) for page in mended]
    if texts != [page.text for page in pages]:
        raise refused(Reason.BROKEN)
