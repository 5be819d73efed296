"""Boxes of a Word part that do not show: hidden, off the page, too small for a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_looks import HIDDEN
from review.screening.extraction.word_measures import page_size, whole

CLIPPED = "hidden.clipped_text"
VML_SHAPES = ("shape", "rect", "roundrect", "oval", "group")
_ON = frozenset({"1", "true", "on"})
_TWIP, _POINT = 635, 12700
"""English metric units."""
_NARROW = 2 * _POINT
_ANCHORS = frozenset({"anchor", "inline"})
_UNSEEN_STYLE = re.compile(
    r"visibility\s*:\s*hidden|display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE
)
_FAR_STYLE = re.compile(r"(?:margin-left|margin-top|left|top)\s*:\s*(-?\d+(?:\.\d+)?)(pt|in|mm|cm)")
_FAR_POINTS = 2000.0
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}
Unseen = Iterator[tuple[etree._Element, str]]  # noqa: SLF001 - the only name lxml has for it


def unseen_drawings(markup: Markup) -> Unseen:
    """Yield the anchors of drawings that do not show, each with the rule that says why."""
    wide, high = (side * _TWIP for side in page_size(markup))
    for drawn in markup.all("docPr"):
        anchor = drawn.getparent()
        if anchor is None or local(anchor) not in _ANCHORS:
            continue
        if drawn.get("hidden", "") in _ON:
            yield anchor, HIDDEN
        elif (
            _is_beyond(anchor, "H", page=wide)
            or _is_beyond(anchor, "V", page=high)
            or _is_narrow(anchor)
        ):
            yield anchor, CLIPPED


def unseen_shapes(markup: Markup) -> Unseen:
    """Yield the shapes of VML that do not show, each with the rule that says why."""
    for shape in markup.all(*VML_SHAPES):
        style = shape.get("style", "")
        if _UNSEEN_STYLE.search(style):
            yield shape, HIDDEN
        elif any(
            abs(float(number)) * _POINTS[unit] > _FAR_POINTS
            for number, unit in _FAR_STYLE.findall(style)
        ):
            yield shape, CLIPPED


def _is_beyond(anchor: etree._Element, axis: str, *, page: int) -> bool:
    place = anchor.find(f"{{*}}position{axis}")
    offset = None if place is None else place.find("{*}posOffset")
    extent = anchor.find("{*}extent")
    if place is None or offset is None or extent is None:
        return False
    at, size = whole(offset.text or ""), whole(extent.get("cx" if axis == "H" else "cy", ""))
    before = 0 if place.get("relativeFrom") == "page" else -page
    return at > page or at + size < before


def _is_narrow(anchor: etree._Element) -> bool:
    """Whether a box is too small for a letter and does not grow with its text."""
    extent = anchor.find("{*}extent")
    if extent is None or next(anchor.iter("{*}spAutoFit"), None) is not None:
        return False
    return any(0 <= whole(extent.get(side, "")) < _NARROW for side in ("cx", "cy"))
