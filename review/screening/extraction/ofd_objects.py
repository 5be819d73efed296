"""What a page of an OFD draws: its texts with their places, and why some of them do not show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from review.screening.extraction.markup import local
from review.screening.extraction.ofd_boxes import (
    PLAIN,
    Box,
    Matrix,
    after,
    box_of,
    deltas,
    matrix_of,
    moved,
    number_of,
    numbers,
    put,
)
from review.screening.extraction.ofd_letters import Letters, letters_of
from review.screening.extraction.ofd_lines import Piece
from review.screening.extraction.ofd_package import child
from review.screening.extraction.tints import WHITE, alike
from review.screening.segments import NotRead, Reason

LAYER, INVISIBLE, WHITE_TEXT = "hidden.layer", "hidden.invisible_text", "hidden.white_text"
TINY, CLIPPED, COVERED = "hidden.tiny_text", "hidden.clipped_text", "hidden.covered_text"
_DEEPEST: Final = 12
_LEAST: Final = 0.7
"""Millimetres: nobody reads two-point type."""
_FAINT: Final = 8
_WIDE_STEP: Final = 3.0
_RECTANGLE = re.compile(r"\s*[SM](?:\s+[-\d.]+){2}(?:\s+L(?:\s+[-\d.]+){2}){2,4}(?:\s+C)?\s*")
_PAPER_SHARE: Final = 0.5
_MOST_PAIRS: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of text on a page; `rule` says why it does not show, `order` when it is drawn."""

    piece: Piece
    box: Box
    rule: str
    order: int
    white: bool
    letters: Letters


@dataclass(frozen=True, slots=True)
class Patch:
    """Something that is drawn over what was there before."""

    box: Box
    order: int
    is_picture: bool
    is_white: bool = False


@dataclass(slots=True)
class Drawn:
    """All that was met on one page."""

    sheet: Box
    told: list[Told] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    pictures: list[tuple[str, Box]] = field(default_factory=list)
    """The resources that are shown as pictures."""
    shapes: int = 0
    codes: set[etree._Element] = field(default_factory=set)

    def pieces(self) -> dict[str, list[Piece]]:
        """Return the pieces by the rule that hides them; by none what shows."""
        return {rule: said_in(told) for rule, told in self.sorted_out().items()}

    def sorted_out(self) -> dict[str, list[Told]]:
        """Return the same with all that is known of each piece.

        Raises:
            NotRead: more lies over one another than on any paper.
        """
        if len(self.told) * len(self.patches) > _MOST_PAIRS:
            raise NotRead(Reason.TOO_LARGE)
        sorted_out: dict[str, list[Told]] = {"": []}
        for told in self.told:
            sorted_out.setdefault(self._why(told), []).append(told)
        return sorted_out

    def _why(self, told: Told) -> str:
        if told.rule:
            return told.rule
        if self.sheet.misses(told.box):
            return CLIPPED
        if told.white and not self._has_ground(told):
            return WHITE_TEXT
        return COVERED if self._is_covered(told) else ""

    def _has_ground(self, told: Told) -> bool:
        """Whether something that is not white lies under a text."""
        under = [one for one in self.patches if one.order < told.order and not one.is_white]
        return any(not one.box.misses(told.box) for one in under)

    def _is_covered(self, told: Told) -> bool:
        return any(one.order > told.order and one.box.covers(told.box) for one in self.patches)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the resources of a document lend to its pages, by their numbers."""

    units: dict[str, etree._Element] = field(default_factory=dict)
    """Drawings that others are made up of."""
    fills: dict[str, etree._Element] = field(default_factory=dict)
    """Colours of the parameters that objects may name."""


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = PLAIN
    rule: str = ""
    depth: int = 0
    parameter: str = ""


class Drawing:
    """Walks the objects of a page."""

    def __init__(self, sheet: Box, *, shared: Shared, most: int) -> None:
        """Begin with an empty sheet; `most` objects may be drawn on it."""
        self.drawn = Drawn(sheet)
        self._shared, self._left = shared, most
        self.used: set[str] = set()

    def take(self, container: etree._Element, *, matrix: Matrix = PLAIN) -> None:
        """Draw the objects of a layer, an appearance or a whole page.

        Raises:
            NotRead: they are more, or deeper in one another, than on any paper.
        """
        self._container(container, _State(matrix))

    def _container(self, container: etree._Element, state: _State) -> None:
        if state.depth > _DEEPEST:
            raise NotRead(Reason.TOO_DEEP)
        for node in container.iterchildren(etree.Element):
            self._left -= 1
            if self._left < 0:
                raise NotRead(Reason.TOO_LARGE)
            self._object(node, _below(node, state))

    def _object(self, node: etree._Element, state: _State) -> None:
        kind = local(node)
        if kind in {"Layer", "PageBlock", "Content"}:
            self._container(node, state)
        elif kind == "CompositeObject":
            self._composite(node, _within(node, state))
        elif kind == "TextObject":
            self._text(node, _within(node, state))
        elif kind == "ImageObject":
            self._picture(node, _within(node, state))
        elif kind == "PathObject":
            self._path(node, state)

    def _composite(self, node: etree._Element, state: _State) -> None:
        name = node.get("ResourceID") or ""
        unit = self._shared.units.get(name)
        if unit is not None:
            self.used.add(name)
            self._container(unit, state)
        self._container(node, state)

    def _text(self, node: etree._Element, state: _State) -> None:
        size = number_of(node.get("Size"), default=4.0)
        scale = max(abs(part) for part in state.matrix[:4])
        fill = self._fill(node, state)
        rule = state.rule or _why_inkless(node, fill) or (TINY if size * scale < _LEAST else "")
        x, y = 0.0, 0.0
        for code, letters in letters_of(node):
            self.drawn.codes.add(code)
            x, y = number_of(code.get("X"), default=x), number_of(code.get("Y"), default=y)
            text = _spaced(code, size=size)
            steps = deltas(code.get("DeltaX"))
            start, end = put(state.matrix, x, y), put(state.matrix, x + sum(steps) + size, y)
            left, right = sorted((start[0], end[0]))
            piece = Piece(text, left, start[1], right, size * scale)
            box = Box(piece.x, piece.y - piece.size, piece.end - piece.x, piece.size)
            order = len(self.drawn.told) + len(self.drawn.patches)
            self.drawn.told.append(Told(piece, box, rule, order, _is_white(fill), letters))

    def _picture(self, node: etree._Element, state: _State) -> None:
        box = _placed(node, state)
        fill = self._fill(node, state)
        self.drawn.pictures.append((node.get("ResourceID") or "", box))
        if _is_solid(node, fill) and box.area < _PAPER_SHARE * self.drawn.sheet.area:
            self._patch(box, is_picture=True)

    def _path(self, node: etree._Element, state: _State) -> None:
        self.drawn.shapes += 1
        filled = (node.get("Fill") or "false").casefold() in {"true", "1"}
        data = "".join(text.text or "" for text in node if local(text) == "AbbreviatedData")
        fill = self._fill(node, state)
        if state.rule or not filled or not _is_solid(node, fill) or not _RECTANGLE.fullmatch(data):
            return
        points = numbers(re.sub(r"[A-Za-z]", " ", data))
        inner = after(matrix_of(node.get("CTM")), _origin(node, state))
        corners = [put(inner, *pair) for pair in zip(points[::2], points[1::2], strict=True)]
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        self._patch(box, is_picture=False, is_white=_is_white(fill))

    def _fill(self, node: etree._Element, state: _State) -> etree._Element | None:
        """Return the colour of an object: its own, or that of the parameters it names."""
        own = child(node, "FillColor")
        name = node.get("DrawParam") or state.parameter
        return own if own is not None else self._shared.fills.get(name)

    def _patch(self, box: Box, *, is_picture: bool, is_white: bool = False) -> None:
        order = len(self.drawn.told) + len(self.drawn.patches)
        self.drawn.patches.append(Patch(box, order, is_picture, is_white))


def said_in(told: Iterable[Told]) -> list[Piece]:
    """Return the pieces that say something."""
    return [one.piece for one in told if one.piece.text.strip()]


def _below(node: etree._Element, state: _State) -> _State:
    """Return what an object hands down to what is in it."""
    shows = (node.get("Visible") or "true").casefold() not in {"false", "0"}
    rule = state.rule or ("" if shows else LAYER)
    parameter = node.get("DrawParam") or state.parameter
    return _State(state.matrix, rule, state.depth + 1, parameter)


def _origin(node: etree._Element, state: _State) -> Matrix:
    box = box_of(node.get("Boundary"))
    return after(moved(box.x, box.y), state.matrix) if box else state.matrix


def _within(node: etree._Element, state: _State) -> _State:
    matrix = after(matrix_of(node.get("CTM")), _origin(node, state))
    return replace(state, matrix=matrix)


def _placed(node: etree._Element, state: _State) -> Box:
    """Return the box of a picture, whose matrix makes it as large as it is."""
    (x, y), (right, bottom) = put(state.matrix, 0, 0), put(state.matrix, 1, 1)
    if node.get("CTM") is None:
        return box_of(node.get("Boundary")) or Box(x, y, 0, 0)
    return Box(min(x, right), min(y, bottom), abs(right - x), abs(bottom - y))


def _alpha(node: etree._Element, fill: etree._Element | None) -> float:
    own = number_of(node.get("Alpha"), default=255)
    return min(own, number_of(fill.get("Alpha"), default=255) if fill is not None else 255)


def _is_solid(node: etree._Element, fill: etree._Element | None) -> bool:
    """Whether nothing shows through; what is mixed with its ground lets it show."""
    opaque = _alpha(node, fill) >= 255 - _FAINT
    return opaque and (node.get("BlendMode") or "Normal").casefold() == "normal"


def _why_inkless(node: etree._Element, fill: etree._Element | None) -> str:
    unfilled = (node.get("Fill") or "true").casefold() in {"false", "0"}
    stroke = (node.get("Stroke") or "false").casefold() in {"true", "1"}
    return INVISIBLE if (unfilled and not stroke) or _alpha(node, fill) <= _FAINT else ""


def _is_white(fill: etree._Element | None) -> bool:
    value = numbers(fill.get("Value")) if fill is not None else []
    if len(value) == 1:
        value = value * 3
    if len(value) == 4:  # noqa: PLR2004 - four inks, none of which is used
        return not any(value)
    return len(value) == 3 and alike((int(value[0]), int(value[1]), int(value[2])), WHITE)  # noqa: PLR2004


def _spaced(code: etree._Element, *, size: float) -> str:
    """Part the text where a step between two signs is as wide as a column."""
    text = "".join(map(str, code.itertext())).replace("\r", "").strip("\n")
    steps = deltas(code.get("DeltaX"))
    if not any(step > _WIDE_STEP * size for step in steps):
        return text
    return "".join(_signs(text, steps, widest=_WIDE_STEP * size))


def _signs(text: str, steps: list[float], *, widest: float) -> Iterator[str]:
    for number, sign in enumerate(text):
        yield sign
        if number < len(steps) and number + 1 < len(text) and steps[number] > widest:
            yield "\t"
