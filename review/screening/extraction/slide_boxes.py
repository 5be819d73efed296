"""Where the shapes of a slide lie: own places, those of their placeholders, within groups."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lxml import etree

from review.screening.extraction.word_styles import attribute

_FULL_TURN = 21_600_000
"""Sixty-thousandths of a degree."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in English metric units."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether the two have some area in common."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def covers_half_of(self, other: Box) -> bool:
        """Whether it hides half of the other or more."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(across, 0) * max(down, 0) * 2 >= other.width * other.height > 0


@dataclass(frozen=True, slots=True)
class Frame:
    """How the measures within a group become those of the slide."""

    across: float = 1.0
    down: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def place(self, box: Box) -> Box:
        """Return a box of the group in the measures of the slide."""
        return Box(
            self.left + box.left * self.across,
            self.top + box.top * self.down,
            box.width * self.across,
            box.height * self.down,
        )

    def within(self, group: etree._Element) -> Frame:
        """Return the frame for what lies in a group."""
        found = group.find("{*}grpSpPr/{*}xfrm")
        outer = None if found is None else box_of(found, "off", "ext")
        inner = None if found is None else box_of(found, "chOff", "chExt")
        if outer is None or inner is None:
            return self
        across = self.across * (outer.width / inner.width if inner.width else 1.0)
        down = self.down * (outer.height / inner.height if inner.height else 1.0)
        placed = self.place(outer)
        left, top = placed.left - inner.left * across, placed.top - inner.top * down
        return Frame(across, down, left, top)


def box_of(transform: etree._Element, corner: str = "off", size: str = "ext") -> Box | None:
    """Return the box of a transform, turned as it is; nothing where it has none."""
    at, wide = transform.find(f"{{*}}{corner}"), transform.find(f"{{*}}{size}")
    if at is None or wide is None:
        return None
    box = Box(_number(at, "x"), _number(at, "y"), _number(wide, "cx"), _number(wide, "cy"))
    return _turned(box, _number(transform, "rot")) if corner == "off" else box


def _turned(box: Box, turn: float) -> Box:
    """Return the upright box around a turned one."""
    if not turn % _FULL_TURN:
        return box
    angle = turn / _FULL_TURN * 2 * math.pi
    cosine, sine = abs(math.cos(angle)), abs(math.sin(angle))
    width, height = (
        box.width * cosine + box.height * sine,
        box.width * sine + box.height * cosine,
    )
    left = box.left + (box.width - width) / 2
    return Box(left, box.top + (box.height - height) / 2, width, height)


def _number(element: etree._Element, name: str) -> float:
    try:
        return float(attribute(element, name) or 0)
    except ValueError:
        return 0.0
