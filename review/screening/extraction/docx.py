"""Word files: every part of the package is read, also what no program would show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from review.domain.findings import Part
from review.screening.extraction.finds import Find, extract_of
from review.screening.extraction.office import ROOT, Office, archive_finds, open_office
from review.screening.extraction.office_files import FEW, Files
from review.screening.extraction.office_parts import SideParts
from review.screening.extraction.office_unseen import unreached_traces
from review.screening.extraction.word_drawing import OBJECT, programs
from review.screening.extraction.word_paper import Paper, story_of
from review.screening.extraction.word_searches import SOUGHT
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Reason,
    Segment,
    Unread,
    Visibility,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = ("wordprocessingml", "ms-word")
_PAPER = frozenset({Part.BODY, Part.TEXT_BOX, Part.CHART, Part.FOOTNOTE, Part.ENDNOTE})


def read_docx(content: bytes, *, limits: Limits) -> Extract:
    """Read every part of a Word file; NotRead when one cannot be read."""
    office = open_office(content, limits=limits, sought=SOUGHT)
    if not _is_word(office):
        raise NotRead(Reason.UNSUPPORTED)
    try:
        finds = list(_markup_finds(office, limits=limits))
        shown = _shown(finds)
        finds += _file_finds(office, is_paper=shown < FEW)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    extract = extract_of(finds, media_type=MEDIA_TYPE, unread=_unread(finds, shown=shown))
    return replace(extract, confirm=office.refuse_unsound)


def _is_word(office: Office) -> bool:
    mains = [kind for kind in office.types.values() if kind.endswith("main+xml")]
    return any(word in kind for kind in mains for word in _WORD)


def _markup_finds(office: Office, *, limits: Limits) -> Iterator[Find]:
    """Hand on the body first, for its first lines are the head of the paper."""
    paper, others = Paper(office, limits=limits), SideParts(office)
    for name in office.related(ROOT, "officeDocument"):
        office.root(name)
    names = [name for name in office.contents if office.is_markup(name)]
    stories = {name: story_of(office, name) for name in names}
    names.sort(key=lambda name: stories[name] is not Part.BODY)
    for name in names:
        part = stories[name]
        if part is not None:
            yield from paper.story_finds(name, part=part)
        else:
            yield from paper.setting_finds(name)
            yield from others.finds(name)
    yield from unreached_traces(office)
    yield from archive_finds(office)


def _file_finds(office: Office, *, is_paper: bool) -> Iterator[Find]:
    objects = {
        office.target(name, id_): program
        for name in office.contents
        if story_of(office, name) is not None
        for id_, program in programs(office.markup(name).all(OBJECT)).items()
    }
    files = Files(office, objects=objects)
    for name in office.contents:
        if not office.is_markup(name):
            yield from files.finds(name, is_paper=is_paper)


def _shown(finds: list[Find]) -> int:
    """Count, up to a few, the characters that a reader of the paper sees, margins left out."""
    shown = 0
    for find in finds:
        if (
            isinstance(find, Segment)
            and find.visibility is Visibility.VISIBLE
            and find.part in _PAPER
        ):
            shown += len("".join(find.text.split()))
        if shown >= FEW:
            break
    return shown


def _unread(finds: list[Find], *, shown: int) -> Unread | None:
    """A paper without text or picture has not been read; pictures alone must be recognised."""
    if shown or any(isinstance(it, Embedded) and it.part is Part.PICTURE for it in finds):
        return None
    return Unread(reason=Reason.NO_TEXT)
