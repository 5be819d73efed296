"""Presentations: every part of the package is read, also what no show would show."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.finds import Find, extract_of
from review.screening.extraction.office import Office, archive_finds, open_office
from review.screening.extraction.office_files import FEW, Files
from review.screening.extraction.office_parts import SideParts
from review.screening.extraction.office_unseen import unreached_traces
from review.screening.extraction.slide_paper import SlidePaper
from review.screening.extraction.word_drawing import programs
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Unread

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_SLIDES = ("presentationml", "ms-powerpoint")


def read_pptx(content: bytes, *, limits: Limits) -> Extract:
    """Read every part of a presentation; NotRead when one cannot be read."""
    office = open_office(content, limits=limits)
    if not _is_presentation(office):
        raise NotRead(Reason.UNSUPPORTED)
    try:
        paper = SlidePaper(office)
        finds = list(_markup_finds(office, paper))
        finds += _file_finds(office, paper)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    return extract_of(finds, media_type=MEDIA_TYPE, unread=_unread(finds, paper))


def _is_presentation(office: Office) -> bool:
    mains = [kind for kind in office.types.values() if kind.endswith("main+xml")]
    return any(word in kind for kind in mains for word in _SLIDES)


def _markup_finds(office: Office, paper: SlidePaper) -> Iterator[Find]:
    """Hand on the slides in their order, then every other part."""
    others = SideParts(office)
    yield from paper.slide_finds()
    for name in office.contents:
        if office.is_markup(name):
            finds = paper.part_finds(name)
            yield from others.finds(name, place=paper.place_of(name)) if finds is None else finds
    yield from unreached_traces(office)
    yield from archive_finds(office)
    office.refuse_unsound()


def _file_finds(office: Office, paper: SlidePaper) -> Iterator[Find]:
    """Hand on the files; where the slides say next to nothing, their pictures are the paper."""
    made = {
        office.target(name, id_): program
        for name in office.rooted("sld")
        for id_, program in programs(office.root(name).iter("{*}oleObj")).items()
    }
    files = Files(office, objects=made)
    for name in office.contents:
        if not office.is_markup(name):
            is_paper = paper.shown < FEW or name in paper.pictured
            yield from files.finds(name, is_paper=is_paper)


def _unread(finds: list[Find], paper: SlidePaper) -> Unread | None:
    """Slides without text or picture have not been read."""
    pictures = any(isinstance(it, Embedded) and it.part is Part.PICTURE for it in finds)
    return None if paper.shown or pictures else Unread(reason=Reason.NO_TEXT)
