"""What the tables of an old Word file say beside its text: savers, template, variables, shapes."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.biff_drawings import DESCRIPTION, WORD_ART, property_texts
from review.screening.extraction.binary_texts import APART, binary_texts
from review.screening.extraction.doc_boxes import DRAWINGS, drawings
from review.screening.extraction.doc_head import DocHead
from review.screening.extraction.doc_lists import strings
from review.screening.extraction.doc_stories import REVISERS
from review.screening.extraction.finds import Find
from review.screening.extraction.sheet_words import is_path, unseen
from review.screening.segments import Place, Segment, Trace, Visibility

_TEMPLATE_AND_OTHERS, _VARIABLES, _SAVED_BY, _FILES = 32, 60, 71, 72
_TEMPLATE = 1
_READ = (_TEMPLATE_AND_OTHERS, _SAVED_BY, REVISERS)
_PLACE = {"file": "WordDocument"}
_MARGIN = 1


def around_finds(head: DocHead, *, place: Place = _PLACE) -> Iterator[Find]:
    """Hand on everything that the tables say."""
    yield from _savers(head, place)
    yield from _associated(head, place)
    for author in filter(str.strip, strings(head.area(REVISERS))[1:]):
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=author)
    variables = binary_texts(head.area(_VARIABLES))
    if variables:
        rule = "hidden.document_variable"
        yield Trace(rule=rule, part=Part.PROPERTIES, place=place, text=variables)
    files = "\n".join(filter(is_path, binary_texts(head.area(_FILES)).split("\n")))
    if files:
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=files)
    yield from _shapes(head.area(DRAWINGS), place)


def other_texts(head: DocHead) -> str:
    """Return what else in the tables could be text."""
    table = head.table
    drawn = (text for _, it in drawings(head.area(DRAWINGS)) for text in _letters(it))
    names = (*map(head.area, _READ), *(text.encode("utf-16-le", "replace") for text in drawn))
    for known in filter(None, names):
        table = table.replace(known, APART)
    return binary_texts(table)


def _letters(records: bytes) -> Iterator[str]:
    return (text for name, text in property_texts(records) if name == WORD_ART)


def _savers(head: DocHead, place: Place) -> Iterator[Find]:
    """Hand on who saved the file last, and where, some ten times back."""
    said = strings(head.area(_SAVED_BY))
    for who, where in dict.fromkeys(zip(said[::2], said[1::2], strict=False)):
        text = f"{who} {where}".strip()
        if text:
            yield _meta(f"{who}\n{where}", place)
            yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=text)


def _associated(head: DocHead, place: Place) -> Iterator[Find]:
    said = strings(head.area(_TEMPLATE_AND_OTHERS))
    yield _meta("\n".join(filter(None, said)), place)
    template = said[_TEMPLATE] if len(said) > _TEMPLATE else ""
    if is_path(template):
        rule = "hidden.template_path"
        yield Trace(rule=rule, part=Part.PROPERTIES, place=place, text=template)


def _meta(text: str, place: Place) -> Segment:
    return Segment(text=text, part=Part.PROPERTIES, place=place, visibility=Visibility.META)


def _shapes(drawn: bytes, place: Place) -> Iterator[Find]:
    """Hand on what shapes say without a text of their own: letters drawn, descriptions, names."""
    for where, records in drawings(drawn):
        for name, text in property_texts(records):
            if name == WORD_ART:
                part = Part.HEADER if where == _MARGIN else Part.TEXT_BOX
                yield Segment(text=text, part=part, place=place)
            elif name == DESCRIPTION and text.strip():
                yield unseen(text, place=place, part=Part.PICTURE)
                rule = "hidden.alt_text"
                yield Trace(rule=rule, part=Part.PICTURE, place=place, text=text)
