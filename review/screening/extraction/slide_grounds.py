"""What lies under the letters of a slide: fillings, shapes, the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from review.screening.extraction.colours import WHITE, Colour, themed
from review.screening.extraction.markup import local
from review.screening.extraction.slide_shapes import Shape
from review.screening.extraction.word_grounds import solid

_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill"})
_PLAIN_GROUND = "1001"
"""The first of a theme's grounds is one colour, the others may be anything."""


def ground_of(pages: Sequence[etree._Element], *, theme: Mapping[str, Colour]) -> Colour | None:
    """Return the background of a slide, which its layout or its master may give it."""
    for page in pages:
        ground = page.find("{*}cSld/{*}bg")
        if ground is None:
            continue
        own, named = ground.find("{*}bgPr"), ground.find("{*}bgRef")
        if own is not None:
            fill = fill_in(own)
            return None if fill is None else colour_of(fill, theme=theme)
        if named is not None and named.get("idx") == _PLAIN_GROUND and len(named):
            return solid(named[0], theme=theme)
        return None
    return WHITE


def is_filled(shape: Shape) -> bool:
    """Whether letters drawn over a shape stand on it and not on the background."""
    if shape.kind != "sp":
        return shape.kind in {"pic", "graphicFrame"}
    properties = shape.element.find("{*}spPr")
    fill = None if properties is None else fill_in(properties)
    if fill is not None:
        return local(fill) != "noFill"
    styled = shape.element.find("{*}style/{*}fillRef")
    return styled is not None and styled.get("idx", "0") != "0"


def mapped(theme: Mapping[str, Colour], master: etree._Element | None) -> Mapping[str, Colour]:
    """Return a theme under the names by which a master calls its colours."""
    names = None if master is None else master.find("{*}clrMap")
    if names is None:
        return theme
    called = {str(name): themed(str(value), theme=theme) for name, value in names.attrib.items()}
    return {**theme, **{name: it for name, it in called.items() if it is not None}}


def fill_in(element: etree._Element) -> etree._Element | None:
    """Return the filling among the properties of a shape, a run or a page, if it names one."""
    children = element.iterchildren(etree.Element)
    return next((child for child in children if local(child) in _FILLS), None)


def colour_of(fill: etree._Element, *, theme: Mapping[str, Colour]) -> Colour | None:
    """Return the one colour of a filling; nothing for a blend, a picture or none."""
    return solid(fill[0], theme=theme) if local(fill) == "solidFill" and len(fill) else None
