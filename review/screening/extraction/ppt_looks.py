"""Which letters of an old slide do not show: tiny, or in the colour of what they stand on.

What is not known for sure can be seen: a ground that is a picture, a blend or another shape of
many colours, and letters whose colour only the master says.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from review.screening.extraction.colours import WHITE, Colour, alike
from review.screening.extraction.ppt_records import Kind, Record
from review.screening.extraction.ppt_shapes import OldShape, shapes_of
from review.screening.extraction.ppt_styles import Run, Scheme, colour_of, runs_of, scheme_of
from review.screening.extraction.word_looks import TINY, WHITE_TEXT

_TINY_POINTS = 2
"""Nobody reads two-point type."""
_FILL_KIND, _FILL_COLOUR, _FILL_BOOLEANS = 0x0180, 0x0181, 0x01BF
_FILLS, _IS_FILLED = 0x100000, 0x10
_IN_SCHEME = 0x08
_GROUP, _BACKGROUND, _TEXT_BOX, _PICTURE_FRAME = 0x1, 0x400, 202, 75
_MASTER_AT, _FLAGS_AT, _ATOM_SIZE = 12, 20, 22
_MASTERS_SHAPES, _MASTERS_SCHEME, _MASTERS_GROUND = 0x1, 0x2, 0x4


@dataclass(frozen=True, slots=True)
class Fill:
    """What a shape is filled with; `colour` is nothing where it is not one colour."""

    is_sure: bool
    is_filled: bool = False
    colour: Colour | None = None


@dataclass(slots=True)
class Looks:
    """What stands behind the letters of one slide."""

    scheme: Scheme
    ground: Colour | None
    beneath: list[tuple[OldShape, Fill]] = field(default_factory=list)
    """What was drawn before, undermost first."""

    def unseen(self, shape: OldShape) -> list[tuple[str, str]]:
        """Return the texts of a shape that do not show, each with its rule, and cut them out."""
        under = self._under(shape)
        found = list[tuple[str, str]]()
        for number, text in enumerate(shape.texts):
            style = shape.styles.get(number)
            if style is not None and text.strip():
                runs = runs_of(style, len(text))
                hidden = list(self._hidden(runs, text, under))
                found += [(rule, text[run.begin : run.end]) for rule, run in hidden]
                shape.texts[number] = _without(text, [run for _, run in hidden])
        self.draw(shape)
        return found

    def draw(self, shape: OldShape) -> None:
        """Remember that a shape lies below those that follow; groups and grounds are none."""
        if shape.record is None or not _flags(shape.record) & (_GROUP | _BACKGROUND):
            self.beneath.append((shape, fill_of(shape, scheme=self.scheme)))

    def _hidden(
        self, runs: Sequence[Run], text: str, under: Colour | None
    ) -> Iterator[tuple[str, Run]]:
        for run in runs:
            if not text[run.begin : run.end].strip():
                continue
            if run.size is not None and run.size <= _TINY_POINTS:
                yield TINY, run
            elif alike(colour_of(run.colour, scheme=self.scheme), under):
                yield WHITE_TEXT, run

    def _under(self, shape: OldShape) -> Colour | None:
        """Return the colour that the letters of a shape stand on, where that is one."""
        own = fill_of(shape, scheme=self.scheme)
        if not own.is_sure or own.is_filled:
            return own.colour
        for other, fill in reversed(self.beneath):
            if fill.is_sure and not fill.is_filled:
                continue
            if shape.box is None or other.box is None:
                return None
            if shape.box.meets(other.box):
                return fill.colour if other.box.covers_half_of(shape.box) else None
        return self.ground


def looks_of(slide: Record, masters: Mapping[int, Record]) -> Looks:
    """Return what the letters of a slide stand on; `masters` are known by their numbers."""
    atom = slide.first(Kind.SLIDE_ATOM)
    flags, master = 0, None
    if atom is not None and len(atom.body) >= _ATOM_SIZE:
        flags, master = atom.number("H", _FLAGS_AT), masters.get(atom.number("I", _MASTER_AT))
    home = master if master is not None and flags & _MASTERS_SCHEME else slide
    scheme = scheme_of(home)
    page = master if master is not None and flags & _MASTERS_GROUND else slide
    looks = Looks(scheme, _ground(page, scheme))
    for shape in shapes_of(master) if master is not None and flags & _MASTERS_SHAPES else ():
        if not shape.is_placeholder:
            looks.draw(shape)
    return looks


def _ground(page: Record, scheme: Scheme) -> Colour | None:
    """Return the colour of the background; white, or the first of the scheme, where none is."""
    for record in page.walk():
        if record.kind == Kind.SHAPE and _flags(record) & _BACKGROUND:
            fill = _fill(_properties(record), scheme)
            if fill.is_sure and fill.is_filled:
                return fill.colour
    return scheme[0] if scheme else WHITE


def fill_of(shape: OldShape, *, scheme: Scheme) -> Fill:
    """Return what a shape is filled with; pictures, and what is not said, may be anything."""
    record = shape.record
    if record is None:
        return Fill(is_sure=False)
    kind = next((it.instance for it in record.children() if it.kind == Kind.SHAPE_ATOM), 0)
    fill = _fill(_properties(record), scheme)
    if kind == _PICTURE_FRAME:
        return Fill(is_sure=False)
    if not fill.is_sure and (kind == _TEXT_BOX or shape.is_placeholder):
        return Fill(is_sure=True)
    return fill


def _fill(properties: Mapping[int, int], scheme: Scheme) -> Fill:
    said = properties.get(_FILL_BOOLEANS, 0)
    colour = properties.get(_FILL_COLOUR)
    if not said & _FILLS:
        return Fill(is_sure=False)
    if not said & _IS_FILLED:
        return Fill(is_sure=True)
    if properties.get(_FILL_KIND, 0) or colour is None:
        return Fill(is_sure=True, is_filled=True)
    red, green, blue, flags = struct.pack("<I", colour)
    if flags & _IN_SCHEME:
        return Fill(is_sure=True, is_filled=True, colour=dict(enumerate(scheme)).get(red))
    plain = (red, green, blue) if not flags else None
    return Fill(is_sure=True, is_filled=True, colour=plain)


def _properties(shape: Record) -> dict[int, int]:
    """Return the short properties of a shape."""
    found = dict[int, int]()
    for part in shape.children():
        if part.kind in {Kind.PROPERTIES, Kind.MORE_PROPERTIES}:
            body = part.body
            for at in range(0, min(part.instance, len(body) // 6) * 6, 6):
                name, value = struct.unpack_from("<HI", body, at)
                found[name & 0x3FFF] = value
    return found


def _flags(shape: Record) -> int:
    atom = shape.first(Kind.SHAPE_ATOM)
    return atom.number("I", 4) if atom is not None and len(atom.body) >= 8 else 0  # noqa: PLR2004 - bytes


def _without(text: str, runs: Sequence[Run]) -> str:
    for run in reversed(runs):
        text = text[: run.begin] + text[run.end :]
    return text
