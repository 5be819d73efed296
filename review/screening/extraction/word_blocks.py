"""Stretches of a Word part that do not show: hidden rows, flat lines, boxes off the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_looks import HIDDEN, TINY
from review.screening.extraction.word_styles import attribute, value_of

CLIPPED = "hidden.clipped_text"
_OFF = frozenset({"0", "false", "off"})
_ON = frozenset({"1", "true", "on"})
_FLAT = 40
"""Twentieths of a point: a line or a row of two points cuts its letters off."""
_TWIP, _POINT = 635, 12700
"""English metric units."""
_A4 = (11906, 16838)
_NARROW = 2 * _POINT
_ANCHORS = frozenset({"anchor", "inline"})
_VML_SHAPES = ("shape", "rect", "roundrect", "oval", "group")
_UNSEEN_STYLE = re.compile(
    r"visibility\s*:\s*hidden|display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE
)
_FAR_STYLE = re.compile(r"(?:margin-left|margin-top|left|top)\s*:\s*(-?\d+(?:\.\d+)?)(pt|in|mm|cm)")
_FAR_POINTS = 2000.0
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}


def unseen_blocks(markup: Markup) -> dict[etree._Element, str]:
    """Return the elements whose text does not show, each with the rule that says why."""
    found: dict[etree._Element, str] = {}
    for signs, search in _SEARCHES:
        if markup.has(signs):
            found.update(search(markup))
    return found


Blocks = Iterator[tuple[etree._Element, str]]  # noqa: SLF001 - the only name lxml has for it


def _hidden_rows(markup: Markup) -> Blocks:
    for mark in markup.all("hidden"):
        row = _owner(mark)
        if row is not None and local(row) == "tr" and value_of(mark).casefold() not in _OFF:
            yield row, HIDDEN


def _flat(markup: Markup) -> Blocks:
    """Lines and rows of an exact height that nothing fits in."""
    for mark in markup.all("spacing", "trHeight"):
        is_row = local(mark) == "trHeight"
        rule, height = ("hRule", "val") if is_row else ("lineRule", "line")
        if attribute(mark, rule) == "exact" and 0 < _whole(attribute(mark, height)) <= _FLAT:
            owner = _owner(mark)
            if owner is not None and local(owner) in {"p", "tr"}:
                yield owner, TINY


def _frames(markup: Markup) -> Blocks:
    width, height = (max(size) for size in zip(*_pages(markup), strict=True))
    for frame in markup.all("framePr"):
        across, down = _whole(attribute(frame, "x")), _whole(attribute(frame, "y"))
        owner = _owner(frame)
        beyond = across > width or down > height or across < -width or down < -height
        if beyond and owner is not None and local(owner) == "p":
            yield owner, CLIPPED


def _drawings(markup: Markup) -> Blocks:
    width, height = (max(size) * _TWIP for size in zip(*_pages(markup), strict=True))
    for drawn in markup.all("docPr"):
        anchor = drawn.getparent()
        if anchor is None or local(anchor) not in _ANCHORS:
            continue
        if drawn.get("hidden", "") in _ON:
            yield anchor, HIDDEN
        elif (
            _is_beyond(anchor, "H", page=width)
            or _is_beyond(anchor, "V", page=height)
            or _is_narrow(anchor)
        ):
            yield anchor, CLIPPED


def _is_beyond(anchor: etree._Element, axis: str, *, page: int) -> bool:
    place = anchor.find(f"{{*}}position{axis}")
    offset = None if place is None else place.find("{*}posOffset")
    extent = anchor.find("{*}extent")
    if place is None or offset is None or extent is None:
        return False
    at, size = _whole(offset.text or ""), _whole(extent.get("cx" if axis == "H" else "cy", ""))
    before = 0 if place.get("relativeFrom") == "page" else -page
    return at > page or at + size < before


def _is_narrow(anchor: etree._Element) -> bool:
    """Whether a box is too small for a letter and does not grow with its text."""
    extent = anchor.find("{*}extent")
    if extent is None or next(anchor.iter("{*}spAutoFit"), None) is not None:
        return False
    return any(0 <= _whole(extent.get(side, "")) < _NARROW for side in ("cx", "cy"))


def _shapes(markup: Markup) -> Blocks:
    for shape in markup.all(*_VML_SHAPES):
        style = shape.get("style", "")
        if _UNSEEN_STYLE.search(style):
            yield shape, HIDDEN
        elif any(
            abs(float(number)) * _POINTS[unit] > _FAR_POINTS
            for number, unit in _FAR_STYLE.findall(style)
        ):
            yield shape, CLIPPED


_SEARCHES = (
    (frozenset({"hidden"}), _hidden_rows),
    (frozenset({"spacing", "trHeight"}), _flat),
    (frozenset({"framePr"}), _frames),
    (frozenset({"docPr"}), _drawings),
    (frozenset(_VML_SHAPES), _shapes),
)
"""What a part must have for a search to be worth it."""
SOUGHT = frozenset({"pgSz"}).union(*(signs for signs, _ in _SEARCHES))
"""The elements that these searches look for."""


def _pages(markup: Markup) -> list[tuple[int, int]]:
    """Return the sizes of the pages, in twentieths of a point."""
    sizes = [
        (_whole(attribute(size, "w")), _whole(attribute(size, "h"))) for size in markup.all("pgSz")
    ]
    return [*sizes, _A4]


def _owner(mark: etree._Element) -> etree._Element | None:
    group = mark.getparent()
    return None if group is None else group.getparent()


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
