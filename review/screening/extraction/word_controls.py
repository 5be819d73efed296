"""What controls and form fields of a Word part offer or ask, and whom ranges are reserved for."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_context import Locate
from review.screening.extraction.word_styles import attribute, value_of
from review.screening.segments import Segment, Trace, Visibility

_ITEMS = ("listItem", "listEntry", "statusText", "helpText", "default", "result", "alias", "tag")
CONTROLS = frozenset({*_ITEMS, "fldData", "permStart", "collapsed"})
"""What a part must have of these to say something in them."""
_CODES = ("utf-8", "utf-16-le")


def control_finds(markup: Markup, *, part: Part, locate: Locate) -> Iterator[Segment | Trace]:
    """Hand on the choices of lists, the hints of fields, and the names of those who may edit."""
    for item in markup.all(*_ITEMS):
        for text in dict.fromkeys((attribute(item, "displayText"), value_of(item))):
            yield Segment(text=text, part=part, place=locate(item), visibility=Visibility.HIDDEN)
    for data in markup.all("fldData"):
        text = _decoded(data.text or "")
        yield Segment(text=text, part=part, place=locate(data), visibility=Visibility.HIDDEN)
    for reserved in markup.all("permStart"):
        text = attribute(reserved, "ed")
        if text:
            place = locate(reserved)
            yield Trace(rule="hidden.user_name", part=part, place=place, text=text)
            yield Segment(text=text, part=part, place=place, visibility=Visibility.META)
    for heading in markup.all("collapsed"):
        paragraph = _paragraph_of(heading)
        if paragraph is not None and value_of(heading) not in {"0", "false", "off"}:
            text = "".join(str(node.text or "") for node in paragraph.iter("{*}t"))
            yield Trace(rule="hidden.hidden_text", part=part, place=locate(heading), text=text)


def _decoded(data: str) -> str:
    """Return the text that a field keeps in base 64, where it is one."""
    try:
        raw = base64.b64decode("".join(data.split()))
    except ValueError:
        return data
    for code in _CODES:
        try:
            text = raw.decode(code)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    return ""


def _paragraph_of(mark: etree._Element) -> etree._Element | None:
    group = mark.getparent()
    owner = None if group is None else group.getparent()
    return owner if owner is not None and local(owner) == "p" else None
