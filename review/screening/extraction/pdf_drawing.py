"""What a page of a PDF draws, in the order of drawing, each thing with its box and its colour."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in the measure of the page."""
Colour = tuple[int, int, int, int]
"""Red, green, blue and opacity, each up to 255."""
Matrix = tuple[float, float, float, float, float, float]
Handle = Any
"""What the library knows a thing by."""

_SAME: Final[Matrix] = (1, 0, 0, 1, 0, 0)
_DEEPEST: Final = 8
_TEXT: Final = int(pdfium.FPDF_PAGEOBJ_TEXT)
_IMAGE: Final = int(pdfium.FPDF_PAGEOBJ_IMAGE)
_MARKER: Final = 3.0
"""A line this thick is what a marker leaves; thinner ones are rules and frames."""
_OUTLINED: Final = frozenset({1, 5})
_FILL: Final = pdfium.FPDFPageObj_GetFillColor
_PAINTED: Final = frozenset(
    {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}
)
LAST: Final = 1 << 30
"""The order of what is drawn after everything else: the annotations."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One text, filled shape or picture; `colour` is None where it is of many colours."""

    order: int
    kind: int
    box: Box
    colour: Colour | None
    raw: Handle
    matrix: Matrix
    """That of the form it lies in, to the page."""
    level: int = 0
    """In how many forms it lies."""
    mode: int = 0
    """How a text is written: 0 filled, 3 without ink, 7 as an outline to clip by."""
    clip: Box | None = None
    """The box of what it is clipped to, if it is."""

    @property
    def is_text(self) -> bool:
        """Whether it is a text."""
        return self.kind == _TEXT

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture of dots."""
        return self.kind == _IMAGE


def drawn_on(page: pypdfium2.PdfPage, *, most: int) -> tuple[Drawn, ...]:
    """Return texts, filled shapes and pictures of a page.

    Raises:
        OverflowError: the page draws more than `most` things.
    """
    return tuple(_Hand().drawn(page, most=most))


class _Hand:
    """Asks the library for the properties of objects, with one set of places for its answers."""

    def __init__(self) -> None:
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._parts = tuple(ctypes.c_uint() for _ in range(4))
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._clips: dict[tuple[int, ...], Box | None] = {}

    def drawn(self, page: pypdfium2.PdfPage, *, most: int) -> Iterator[Drawn]:
        for order, (raw, kind, matrix, level) in enumerate(_objects(page, most=most)):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                yield self._text(raw, order=order, matrix=matrix, level=level)
            elif kind in _PAINTED and self._covers(raw, kind):
                box, colour = self._box(raw, matrix), self._ground(raw, kind)
                yield Drawn(order, kind, box, colour, raw, matrix, level)

    def _text(self, raw: Handle, *, order: int, matrix: Matrix, level: int) -> Drawn:
        mode = int(pdfium.FPDFTextObj_GetTextRenderMode(raw))
        ask = pdfium.FPDFPageObj_GetStrokeColor if mode in _OUTLINED else _FILL
        box, colour, clip = self._box(raw, matrix), self._colour(raw, ask), self._clip(raw, matrix)
        return Drawn(order, pdfium.FPDF_PAGEOBJ_TEXT, box, colour, raw, matrix, level, mode, clip)

    def _box(self, raw: Handle, matrix: Matrix) -> Box:
        if not pdfium.FPDFPageObj_GetBounds(raw, *self._sides):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = self._sides
        return placed((left.value, bottom.value, right.value, top.value), matrix)

    def _colour(self, raw: Handle, ask: Callable[..., int]) -> Colour | None:
        if not ask(raw, *self._parts):
            return None
        red, green, blue, opacity = self._parts
        return red.value, green.value, blue.value, opacity.value

    def _covers(self, raw: Handle, kind: int) -> bool:
        """Whether it could cover something: no thin line, and no path that is not painted."""
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            return True
        pdfium.FPDFPath_GetDrawMode(raw, self._mode, self._stroke)
        is_filled, is_drawn = self._mode.value != 0, self._stroke.value != 0
        return is_filled or (is_drawn and self._width(raw) >= _MARKER)

    def _ground(self, raw: Handle, kind: int) -> Colour | None:
        """Return the colour of what covers, as it was just looked at; None for many colours."""
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            return None
        ask = _FILL if self._mode.value else pdfium.FPDFPageObj_GetStrokeColor
        return self._colour(raw, ask)

    def _width(self, raw: Handle) -> float:
        width = self._sides[0]
        return float(width.value) if pdfium.FPDFPageObj_GetStrokeWidth(raw, width) else 0.0

    def _clip(self, raw: Handle, matrix: Matrix) -> Box | None:
        """Return where all boxes of a clip meet; a clip of another shape is within its box."""
        clip = pdfium.FPDFPageObj_GetClipPath(raw)
        count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if count <= 0:
            return None
        key = tuple(_first(clip, number) for number in range(count))
        if key not in self._clips:  # texts that are clipped alike share their paths
            self._clips[key] = self._meeting(clip, count)
        box = self._clips[key]
        return None if box is None else placed(box, matrix)

    def _meeting(self, clip: Handle, count: int) -> Box | None:
        boxes = [box for number in range(count) if (box := self._around(clip, number)) is not None]
        if not boxes:
            return None
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return max(lefts), max(bottoms), min(rights), min(tops)

    def _around(self, clip: Handle, number: int) -> Box | None:
        across, up = self._sides[:2]
        points: list[tuple[float, float]] = []
        for place in range(pdfium.FPDFClipPath_CountPathSegments(clip, number)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, place)
            if pdfium.FPDFPathSegment_GetPoint(segment, across, up):
                points.append((across.value, up.value))
        if not points:
            return None
        lefts, ups = zip(*points, strict=True)
        return min(lefts), min(ups), max(lefts), max(ups)


def _first(clip: Handle, number: int) -> int:
    return address(pdfium.FPDFClipPath_GetPathSegment(clip, number, 0))


def address(handle: Handle) -> int:
    """Return what two handles of one thing have in common; zero for none."""
    return ctypes.addressof(handle.contents) if handle else 0


def _objects(page: pypdfium2.PdfPage, *, most: int) -> Iterator[tuple[Handle, int, Matrix, int]]:
    """Go through a page and the forms within it, without following one for ever."""
    count, left = pdfium.FPDFPage_CountObjects(page.raw), most
    stack = [_level(functools.partial(pdfium.FPDFPage_GetObject, page.raw), count, _SAME)]
    while stack:
        for raw, matrix in stack[-1]:
            left -= 1
            if left < 0:
                raise OverflowError
            kind = pdfium.FPDFPageObj_GetType(raw)
            yield raw, kind, matrix, len(stack) - 1
            if kind == pdfium.FPDF_PAGEOBJ_FORM and len(stack) <= _DEEPEST:
                stack.append(_form(raw, matrix))
                break
        else:
            stack.pop()


def _form(raw: Handle, matrix: Matrix) -> Iterator[tuple[Handle, Matrix]]:
    count = max(pdfium.FPDFFormObj_CountObjects(raw), 0)
    inner = times(matrix_of(raw), matrix)
    return _level(functools.partial(pdfium.FPDFFormObj_GetObject, raw), count, inner)


def _level(
    get: Callable[[int], Handle], count: int, matrix: Matrix
) -> Iterator[tuple[Handle, Matrix]]:
    return ((get(number), matrix) for number in range(count))


def matrix_of(raw: Handle) -> Matrix:
    """Return the matrix of a text, a picture or a form."""
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def times(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that does the one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i,
        c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def placed(box: Box, matrix: Matrix) -> Box:
    """Return the box around a box that was moved by a matrix."""
    if matrix is _SAME:
        return box
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)
