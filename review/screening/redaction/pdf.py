"""Make a clean copy of a PDF: chosen stretches of its pages gone, and all that no page shows."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence

import pikepdf

from review.screening.extraction.pdf_finds import Spoken
from review.screening.extraction.pdf_layers import hidden_groups, hidden_layers
from review.screening.extraction.pdf_marked import silence
from review.screening.extraction.pdf_objects import object_finds
from review.screening.extraction.pdf_opening import objects_of, pages_of, saved
from review.screening.extraction.pdf_pages import PageReader
from review.screening.extraction.pdf_pictures import Pictures
from review.screening.extraction.pdf_streams import Purse
from review.screening.extraction.pdf_strings import folded
from review.screening.limits import Limits
from review.screening.redaction.pdf_cleaning import cleaned
from review.screening.redaction.pdf_cuts import Uncut
from review.screening.redaction.pdf_labels import with_labels
from review.screening.redaction.pdf_pictured import picture_of, put_picture
from review.screening.redaction.pdf_places import PagePlaces, places_on
from review.screening.redaction.pdf_proof import extractable, prove
from review.screening.redaction.pdf_scissors import Scissors
from review.screening.redaction.removal import NotRemoved, Removal

__all__ = ["NotRemoved", "Removal", "redacted_pdf"]


def redacted_pdf(content: bytes, *, removals: Sequence[Removal], limits: Limits) -> bytes:
    """Return a clean copy of a PDF, in which nothing of what was removed can be found.

    Where the drawing of a page cannot be cut sign by sign, or still tells what was cut, the page
    becomes its picture.

    Raises:
        NotRead: the file cannot be read.
        NotRemoved: something of it can still be taken out of the copy.
    """
    silent = _silent(content, limits=limits)
    places, removed = _places(silent, removals, limits=limits)
    pictured = {number for number, page in places.items() if page.is_picture and page.marks}
    copy = _copy(silent, places, pictured, limits=limits)
    telling = _telling(copy, removed, places, limits=limits)
    if telling - pictured:
        copy = _copy(silent, places, pictured | telling, limits=limits)
    prove(copy, removed, limits=limits)
    return copy


def _silent(content: bytes, *, limits: Limits) -> bytes:
    """Return the file as its reader reads it: without words that stand for the signs shown."""
    with objects_of(content, limits=limits) as pdf:
        for find in list(object_finds(pdf, Purse(limits))):
            if isinstance(find, Spoken):
                silence(find)
        return saved(pdf)


def _places(
    content: bytes, removals: Sequence[Removal], *, limits: Limits
) -> tuple[Mapping[int, PagePlaces], Mapping[str, int]]:
    """Find all places; and for each text removed how often it may still be met."""
    with objects_of(content, limits=limits) as pdf:
        has_layers = bool(hidden_layers(pdf))
    reader = PageReader(limits=limits, pictures=Pictures(content), has_layers=has_layers)
    places, texts, taken = {}, [], Counter[str]()
    with pages_of(content, limits=limits) as document:
        for number, page in enumerate(document, start=1):
            mine = [one for one in removals if one.page == number]
            places[number] = found = places_on(page, mine, reader=reader)
            texts.append(folded(found.visible))
            taken.update(folded(found.visible[one.start : one.end]) for one in mine)
    if not {one.page for one in removals} <= places.keys():
        raise NotRemoved
    return places, {
        text: max(sum(page.count(text) for page in texts) - times, 0)
        for text, times in taken.items()
        if text
    }


def _copy(
    content: bytes, places: Mapping[int, PagePlaces], pictured: set[int], *, limits: Limits
) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf, pages_of(content, limits=limits) as document:
        off = hidden_groups(pdf)
        for number, page in enumerate(pdf.pages, start=1):
            found = places[number]
            if number in pictured or not _is_cut(pdf, page, found, off):
                put_picture(pdf, page, picture_of(document[number - 1], found.marks))
            else:
                with_labels(pdf, page, found.marks)
        return cleaned(pdf)


def _is_cut(
    pdf: pikepdf.Pdf, page: pikepdf.Page, found: PagePlaces, off: frozenset[tuple[int, int]]
) -> bool:
    try:
        drawing, resources = Scissors(pdf, found, off).cut(page)
    except Uncut:
        return False
    page.obj.Resources = resources
    page.obj.Contents = pdf.make_stream(drawing)
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q")
    return True


def _telling(
    copy: bytes,
    removed: Mapping[str, int],
    places: Mapping[int, PagePlaces],
    *,
    limits: Limits,
) -> set[int]:
    """Return the pages that must become pictures, for the copy still tells what was removed."""
    found = extractable(copy, limits=limits)
    if all(found.count(text) <= allowed for text, allowed in removed.items()):
        return set()
    return {number for number, page in places.items() if page.marks}
