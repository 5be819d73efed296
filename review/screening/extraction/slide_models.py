"""Layouts and masters: what they put on every slide, and what they only prompt for."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.charts import paragraphs
from review.screening.extraction.slide_shapes import Shapes
from review.screening.extraction.word_looks import HIDDEN
from review.screening.segments import Place, Segment, Trace, Visibility

MODELS = frozenset({"sldLayout", "sldMaster", "notesMaster", "handoutMaster"})


def model_finds(root: etree._Element, *, place: Place, is_used: bool) -> Iterator[Segment | Trace]:
    """Hand on the texts of a layout or master: those of its placeholders show on no slide."""
    hidden: list[str] = []
    for shape in Shapes().of(root):
        shows = is_used and not shape.is_hidden
        for text in paragraphs(shape.element):
            if shape.placeholder:
                seen = Visibility.META
            else:
                seen = Visibility.VISIBLE if shows else Visibility.HIDDEN
                hidden += [] if shows else [text]
            yield Segment(text=text, part=Part.HEADER, place=place, visibility=seen)
    said = "\n".join(hidden)
    if any(map(str.isalpha, said)):
        yield Trace(rule=HIDDEN, part=Part.HEADER, place=place, text=said)
