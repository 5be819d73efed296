"""One way to a clean copy, whatever kind of file it is: cut, and shown to be gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.delimited import MEDIA_TYPE as TABLE
from review.screening.extraction.docx import MEDIA_TYPE as WORD
from review.screening.extraction.kinds import PROMISED, Kind, ending_of, kind_of
from review.screening.extraction.plain import MEDIA_TYPE as TEXT
from review.screening.extraction.sniffing import read
from review.screening.extraction.xlsx import MEDIA_TYPE as WORKBOOK
from review.screening.fold import FoldTable
from review.screening.limits import Limits
from review.screening.redaction.choosing import Chosen
from review.screening.redaction.cuts import Copy
from review.screening.redaction.pages import copied_pages
from review.screening.redaction.proof import gone, prove
from review.screening.redaction.redacted_copy import RedactedCopy
from review.screening.redaction.removal import NotCut, NotRemoved, place_of
from review.screening.redaction.sheets import copied_workbook
from review.screening.redaction.texts import copied_table, copied_text
from review.screening.redaction.word import copied_word
from review.screening.segments import Extract, Segment, Visibility

Cutter = Callable[..., Copy]
_CUTTERS: Mapping[Kind, Cutter] = MappingProxyType(
    {
        Kind.TEXT: copied_text,
        Kind.TABLE: copied_table,
        Kind.WORD: copied_word,
        Kind.WORKBOOK: copied_workbook,
        Kind.PDF: copied_pages,
    }
)
_PACKAGES: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.WORD: ("docx", WORD),
        Kind.WORKBOOK: ("xlsx", WORKBOOK),
        Kind.PDF: ("pdf", "application/pdf"),
    }
)
_TABLES = frozenset({"csv", "tsv"})
_WRITTEN = frozenset({Kind.TEXT, Kind.TABLE})
"""Nothing of what shows of these is left out."""


def cutter_of(content: bytes, *, name: str) -> tuple[Kind, Cutter]:
    """Return what a file is, and what cuts it; NotCut where nothing does."""
    kind = kind_of(content)
    if kind is Kind.TEXT and ending_of(name) in _TABLES:
        kind = Kind.TABLE
    cutter = _CUTTERS.get(kind)
    if cutter is None:
        raise NotCut(kind)
    return kind, cutter


def redacted(
    content: bytes,
    *,
    name: str,
    chosen: Chosen,
    table: FoldTable,
    limits: Limits,
) -> RedactedCopy:
    """Return a clean copy of a file: what is chosen gone, and all that does not show.

    Raises:
        NotRead: the file cannot be read.
        NotCut: files of this kind cannot be cut.
        NotRemoved: something of what was to be removed can still be taken out of the copy.
    """
    kind, cutter = cutter_of(content, name=name)
    cut = partial(cutter, with_pictures=chosen.with_pictures) if kind is Kind.WORD else cutter
    extract = read(content, name=name, limits=limits)
    copy = cut(content, removals=chosen.removals, limits=limits)
    if copy.done != len(chosen.removals):
        raise NotRemoved
    removed = {*chosen.unseen, *(one.text for one in chosen.removals)}
    must_go = gone(removed, kept=copy.kept, table=table)
    prove(copy.content, must_go, name=name, kind=kind, limits=limits)
    ending, media_type = _PACKAGES.get(kind) or _as_text(name, kind)
    return RedactedCopy(
        content=copy.content,
        media_type=media_type,
        ending=ending,
        cuts=copy.cuts,
        left_out=dict(sorted(Counter(_left_out(extract, copy, chosen, kind=kind)).items())),
    )


def _as_text(name: str, kind: Kind) -> tuple[str, str]:
    """Return the ending of a text's copy, its own if it is one of texts, and its kind."""
    plain, media_type = ("csv", TABLE) if kind is Kind.TABLE else ("txt", TEXT)
    ending = ending_of(name)
    return (ending if kind in PROMISED.get(ending, ()) else plain), media_type


def _left_out(extract: Extract, copy: Copy, chosen: Chosen, *, kind: Kind) -> Iterator[str]:
    """Yield what stays behind: hidden things by their rules, parts that show, pictures."""
    yield from (trace.rule for trace in extract.traces)
    kept, cut = frozenset(copy.kept), {one.place for one in chosen.removals}
    for segment in () if kind in _WRITTEN else extract.segments:
        is_shown = segment.visibility is Visibility.VISIBLE and bool(segment.text.strip())
        if is_shown and not _is_carried(segment, kept=kept, cut=cut):
            yield segment.part.value
    pictures = sum(each.is_picture for each in extract.embedded)
    yield from [Part.PICTURE.value] * max(pictures - copy.pictures, 0)


def _is_carried(segment: Segment, *, kept: Collection[str], cut: Collection[str]) -> bool:
    """Whether a text that shows goes over; of a sheet its cells and its name do."""
    if segment.grid is not None or "sheet" in segment.place:
        return segment.grid is not None or segment.text == segment.place["sheet"]
    return segment.text in kept or place_of(segment.place) in cut
