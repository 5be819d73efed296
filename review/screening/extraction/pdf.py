"""PDF files: what the pages show, what lies beside them, and what earlier revisions showed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from review.screening.extraction.pdf_finds import Drawing, Find, Spoken, Unshown
from review.screening.extraction.pdf_layers import hidden_layers
from review.screening.extraction.pdf_marked import silence, spoken_finds
from review.screening.extraction.pdf_objects import object_finds
from review.screening.extraction.pdf_opening import MEDIA_TYPE, objects_of, pages_of, saved
from review.screening.extraction.pdf_pages import PageFinds, PageReader
from review.screening.extraction.pdf_streams import Purse
from review.screening.extraction.pdf_strings import Said
from review.screening.extraction.pdf_unseen import unseen_finds
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, Reason, Segment, Trace, Unread

"""Reads like this: objects first, for they say how the pages are to be read."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of a file: its pages, and what its objects give beside them."""

    pages: tuple[PageFinds, ...]
    finds: tuple[Segment | Trace | Embedded, ...]


def read_pdf(content: bytes, *, limits: Limits) -> Extract:
    """Read a PDF by two libraries: one for what is drawn, one for every object."""
    state = state_of(content, limits=limits)
    finds: list[Find] = [*state.finds]
    segments = tuple(segment for page in state.pages for segment in page.segments)
    traces = tuple(trace for page in state.pages for trace in page.traces)
    shows = any(page.shows_something for page in state.pages)
    return Extract(
        media_type=MEDIA_TYPE,
        segments=(*segments, *(find for find in finds if isinstance(find, Segment))),
        traces=(*traces, *(find for find in finds if isinstance(find, Trace))),
        embedded=tuple(find for find in finds if isinstance(find, Embedded)),
        scans=tuple(scan for page in state.pages for scan in page.scans),
        unread=None if shows else Unread(reason=Reason.NO_TEXT),
    )


def state_of(content: bytes, *, limits: Limits) -> State:
    """Read one state of a file."""
    purse = Purse(limits)
    purse.tables(content)
    with objects_of(content, limits=limits) as pdf:
        finds = list(object_finds(pdf, purse))
        layers = hidden_layers(pdf)
        spoken = [find for find in finds if isinstance(find, Spoken)]
        reader = PageReader(content, limits, has_layers=bool(layers))
        pages = tuple(_pages(_silenced(pdf, content, spoken), reader=reader))
        shown = Said(segment.text for page in pages for segment in page.segments)
        drawings = [find for find in finds if isinstance(find, Drawing)]
        more = [*layers, *unseen_finds(drawings, shown)]
        for each in spoken:
            more += spoken_finds(each, shown)
    plain = (find for find in finds if isinstance(find, Segment | Trace | Embedded))
    return State(pages, (*plain, *more))


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
