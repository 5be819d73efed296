"""Tracked changes of a Word part that have no text of their own: of form, of rows, of marks."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_context import Locate
from review.screening.extraction.word_styles import attribute
from review.screening.segments import Segment, Trace, Visibility

_OF_FORM = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    "customXmlInsRangeStart", "customXmlDelRangeStart", "customXmlMoveFromRangeStart",
    "customXmlMoveToRangeStart",
)  # fmt: skip
_OF_MARKS = ("ins", "del", "moveFrom", "moveTo")
"""The same words as for text; within properties they tell of a paragraph's mark or a row."""
CHANGES = frozenset({*_OF_FORM, *_OF_MARKS})
_WORDS = sorted(CHANGES)
_PROPERTIES = frozenset({"rPr", "trPr"})


def change_finds(markup: Markup, *, part: Part, locate: Locate) -> Iterator[Segment | Trace]:
    """Hand on, author by author, what was changed beside the text."""
    by_author: dict[str, dict[str, etree._Element]] = {}
    for change in markup.all(*_WORDS):
        if not _tells(change):
            continue
        kinds = by_author.setdefault(attribute(change, "author"), {})
        kinds.setdefault(local(change), change)
        numbered = attribute(change, "original")
        if numbered:
            place, deleted = locate(change), Visibility.DELETED
            yield Segment(text=numbered, part=part, place=place, visibility=deleted)
    for author, kinds in by_author.items():
        place, text = locate(next(iter(kinds.values()))), " ".join(kinds)
        yield Trace(rule="hidden.tracked_change", part=part, place=place, who=author, text=text)


def _tells(change: etree._Element) -> bool:
    above = change.getparent()
    return local(change) in _OF_FORM or (above is not None and local(above) in _PROPERTIES)
