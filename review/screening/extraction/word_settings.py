"""The settings of a Word file that say something: variables, data sources, which headers show."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import Markup, local
from review.screening.extraction.office import Office
from review.screening.extraction.word_styles import attribute, value_of
from review.screening.segments import Place, Segment, Trace, Visibility

SOUGHT = frozenset({"sectPr", "footnoteReference", "endnoteReference"})
"""The elements that are looked for in the main part."""
_SOURCES = ("connectString", "query", "udl", "table", "dataSource")
_OFF = frozenset({"0", "false", "off"})
_VARIANTS = {"first": "titlePg", "even": "evenAndOddHeaders"}
"""Which setting a header for the first, or for even pages, needs to be shown."""


def settings_finds(root: etree._Element, *, place: Place) -> Iterator[Segment | Trace]:
    """Hand on the variables of macros and where mail is merged from."""
    hidden = Visibility.HIDDEN
    for variable in root.iter("{*}docVar"):
        name, value = attribute(variable, "name"), value_of(variable)
        yield Segment(text=f"{name}\n{value}", part=Part.OTHER, place=place, visibility=hidden)
        yield Trace(
            rule="hidden.document_variable", part=Part.OTHER, place=place, text=f"{name} {value}"
        )
    for merge in root.iter("{*}mailMerge"):
        yield from _merged(merge, place)


def _merged(merge: etree._Element, place: Place) -> Iterator[Segment | Trace]:
    said = [value_of(source) for name in _SOURCES for source in merge.iter(f"{{*}}{name}")]
    text = " ".join(filter(None, said))
    if text:
        yield Segment(text=text, part=Part.LINK, place=place, visibility=Visibility.META)
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=text)


def shown_margins(office: Office, main: str, *, settings: etree._Element | None) -> frozenset[str]:
    """Return the headers and footers that the sections of the main part refer to, and show."""
    alternating = settings is not None and _is_on(settings, _VARIANTS["even"])
    shown: set[str] = set()
    for section in office.markup(main).all("sectPr"):
        leading = _is_on(section, _VARIANTS["first"])
        for reference in section.iter("{*}headerReference", "{*}footerReference"):
            kind = attribute(reference, "type")
            if (kind != "first" or leading) and (kind != "even" or alternating):
                shown.add(office.target(main, attribute(reference, "id")))
    return frozenset(shown)


def unmentioned(notes: etree._Element, body: Markup) -> list[etree._Element]:
    """Return the notes that no place of the body refers to."""
    kind = local(notes).removesuffix("s")
    mentioned = {attribute(mark, "id") for mark in body.all(f"{kind}Reference")}
    return [
        note
        for note in notes.iterchildren(f"{{*}}{kind}")
        if attribute(note, "id") not in mentioned and not attribute(note, "type")
    ]


def _is_on(element: etree._Element, name: str) -> bool:
    mark = element.find(f"{{*}}{name}")
    return mark is not None and value_of(mark).casefold() not in _OFF
