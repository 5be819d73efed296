"""Read a scan: level, upright, without its seals, line by line; and say whether all is made out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from PIL import Image

from review.domain.findings import Part
from review.screening.recognition import seals
from review.screening.recognition.again import read_again
from review.screening.recognition.box import Box
from review.screening.recognition.columns import with_columns
from review.screening.recognition.doubts import Doubt, doubts, is_doubtful
from review.screening.recognition.finding import Found, find
from review.screening.recognition.layer import disagreement
from review.screening.recognition.leftover import Leftover, leftover
from review.screening.recognition.lines import (
    Line,
    letter_height,
    lines_in,
    quarters_to_upright,
)
from review.screening.recognition.models import Models
from review.screening.recognition.reading import read
from review.screening.recognition.rows import Wording, worded
from review.screening.recognition.sheet import Sheet, inked, quarter_turned, sheet_of
from review.screening.seeing import Sight
from review.screening.segments import Scan

_LONGEST, _ENLARGED = 1760, 2.5
"""The finder looks at a sheet with its longer side this long, and at most so much enlarged."""
_COARSE = 608
"""Letters too large for the finder are of its size on a picture this small."""
_DOT = 0.6
_FIRST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a picture came to."""

    lines: tuple[Line, ...]
    names: tuple[str, ...]
    """What the seals on it say."""
    wording: Wording
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class OfflineRecogniser:
    """Sees with networks that lie on this machine."""

    models: Models

    def see(self, scan: Scan) -> Sight:
        """Draw the picture and read it; NotRead when it cannot even be drawn."""
        look = self.look(scan.draw(), is_first=scan.place.get("page", _FIRST) == _FIRST)
        sure = [line.text for line in look.lines if not is_doubtful(line)]
        lines = [line.text for line in look.lines]
        return Sight(
            text="\n".join((look.wording.text, *look.names)).strip(),
            margins=MappingProxyType(
                {Part.HEADER: look.wording.top, Part.FOOTER: look.wording.bottom}
            ),
            is_sure=not look.doubts,
            disagreement=disagreement(scan.layer, lines=lines, sure=sure) if scan.layer else "",
        )

    def look(self, picture: Image.Image, *, is_first: bool = True) -> Look:
        """Read a picture; the head of a first page is part of its text."""
        sheet, names = self._without_seals(sheet_of(picture))
        sheet, found = self._upright(sheet)
        lines = self._lines(sheet, found.boxes)
        left = _left(sheet, lines)
        if left.pictures:
            lines = (*lines, *self._large(sheet, lines))
            left = _left(sheet, lines)
        return Look(
            lines=lines,
            names=names,
            wording=worded(lines, sheet, is_first=is_first),
            doubts=tuple(doubts(sheet, found, lines, left)),
        )

    def _without_seals(self, sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
        red = seals.red_in(sheet.pixels)
        rings = seals.seals_on(red)
        if not rings:
            return sheet, ()
        said = read([seals.unrolled(red, seal) for seal in rings], models=self.models)
        pixels = sheet.pixels.copy()
        for seal in rings:
            seals.lifted(pixels, seal, red=red)
        bare = inked(pixels)
        names = tuple("".join(char.text for char in chars) for chars in said)
        return replace(bare, ink=bare.ink & sheet.ink), names

    def _upright(self, sheet: Sheet) -> tuple[Sheet, Found]:
        found = self._found(sheet)
        quarters = quarters_to_upright(sheet.pixels, found.boxes, models=self.models)
        if not quarters:
            return sheet, found
        turned = quarter_turned(sheet, quarters=quarters)
        return turned, self._found(turned)

    def _found(self, sheet: Sheet) -> Found:
        longest = round(min(_LONGEST, _ENLARGED * sheet.longest))
        return find(sheet.pixels, models=self.models, longest=longest)

    def _lines(self, sheet: Sheet, boxes: tuple[Box, ...]) -> tuple[Line, ...]:
        """Read the boxes; a single sign that is none, or a mere point, is ink and no line."""
        lines = lines_in(sheet.pixels, boxes, models=self.models)
        lines = with_columns(lines, sheet.pixels, models=self.models)
        lines = read_again(lines, sheet.pixels, models=self.models)
        least = _DOT * letter_height(lines, longest=sheet.longest)
        return tuple(line for line in lines if len(line.chars) > 1 or _is_sign(line, least=least))

    def _large(self, sheet: Sheet, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Look once more from afar, for letters as large as a picture."""
        seen = find(sheet.pixels, models=self.models, longest=_COARSE)
        new = tuple(box for box in seen.boxes if not any(_meets(box, line.box) for line in lines))
        return self._lines(sheet, new)


def _is_sign(line: Line, *, least: float) -> bool:
    return max(line.box.width, line.box.height) >= least and not is_doubtful(line)


def _left(sheet: Sheet, lines: tuple[Line, ...]) -> Leftover:
    height = letter_height(lines, longest=sheet.longest) * sheet.scale
    return leftover(sheet, [line.box for line in lines], height=height)


def _meets(one: Box, other: Box) -> bool:
    (left, top), (right, bottom) = one.corners.min(axis=0), one.corners.max(axis=0)
    x, y = other.middle
    return bool(left <= x <= right and top <= y <= bottom)
