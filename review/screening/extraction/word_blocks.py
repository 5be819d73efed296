"""Stretches of a Word part that do not show: hidden rows, flat lines, frames off the page."""

from __future__ import annotations

from lxml import etree

from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_boxes import (
    CLIPPED,
    VML_SHAPES,
    Unseen,
    unseen_drawings,
    unseen_shapes,
)
from review.screening.extraction.word_looks import HIDDEN, TINY
from review.screening.extraction.word_marks import is_on
from review.screening.extraction.word_measures import PAGE, page_size, whole
from review.screening.extraction.word_styles import attribute

_FLAT = 40
"""Twentieths of a point: a line or a row of two points cuts its letters off."""


def unseen_blocks(markup: Markup) -> dict[etree._Element, str]:
    """Return the elements whose text does not show, each with the rule that says why."""
    found: dict[etree._Element, str] = {}
    for signs, search in _SEARCHES:
        if markup.has(signs):
            found.update(search(markup))
    return found


def _hidden_rows(markup: Markup) -> Unseen:
    for mark in markup.all("hidden"):
        row = _owner(mark)
        if row is not None and local(row) == "tr" and is_on(mark):
            yield row, HIDDEN


def _flat(markup: Markup) -> Unseen:
    """Lines and rows of an exact height that nothing fits in."""
    for mark in markup.all("spacing", "trHeight"):
        is_row = local(mark) == "trHeight"
        rule, height = ("hRule", "val") if is_row else ("lineRule", "line")
        if attribute(mark, rule) == "exact" and 0 < whole(attribute(mark, height)) <= _FLAT:
            owner = _owner(mark)
            if owner is not None and local(owner) in {"p", "tr"}:
                yield owner, TINY


def _frames(markup: Markup) -> Unseen:
    wide, high = page_size(markup)
    for frame in markup.all("framePr"):
        across, down = whole(attribute(frame, "x")), whole(attribute(frame, "y"))
        owner = _owner(frame)
        beyond = across > wide or down > high or across < -wide or down < -high
        if beyond and owner is not None and local(owner) == "p":
            yield owner, CLIPPED


_SEARCHES = (
    (frozenset({"hidden"}), _hidden_rows),
    (frozenset({"spacing", "trHeight"}), _flat),
    (frozenset({"framePr"}), _frames),
    (frozenset({"docPr"}), unseen_drawings),
    (frozenset(VML_SHAPES), unseen_shapes),
)
"""What a part must have for a search to be worth it."""
SOUGHT = frozenset({PAGE}).union(*(signs for signs, _ in _SEARCHES))
"""The elements that these searches look for."""


def _owner(mark: etree._Element) -> etree._Element | None:
    group = mark.getparent()
    return None if group is None else group.getparent()
