"""Letters under letters: found one by one, they are one line that runs downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.screening.recognition.box import Box, around
from review.screening.recognition.lines import Line, lines_in
from review.screening.recognition.models import Models, Pixels

_ALIGNED = 0.35
_CLOSE, _NEAR = 0.4, 1.5
"""In widths of a letter: letters of one word, and letters that are set apart."""


def with_columns(lines: Sequence[Line], pixels: Pixels, *, models: Models) -> tuple[Line, ...]:
    """Read as one what stands letter close under letter."""
    columns = [column for column in columns_of(lines, within=_CLOSE) if len(column) > 1]
    boxes = [around([line.box for line in column]) for column in columns]
    taken: list[Line] = []
    kept: list[Line] = []
    for column, line in zip(columns, lines_in(pixels, boxes, models=models), strict=True):
        if line.score > min(part.score for part in column):
            taken += column
            kept.append(line)
    others = [line for line in lines if line not in taken and not _is_in(line, kept)]
    return (*others, *kept)


def columns_of(lines: Sequence[Line], *, within: float = _NEAR) -> Iterator[list[Line]]:
    """Put together what runs downwards, or stands letter under letter no further than this."""
    letters = sorted(
        (line for line in lines if line.is_tall or len(line.text) == 1),
        key=lambda line: line.box.middle[1],
    )
    while letters:
        column = [letters.pop(0)]
        for line in list(letters):
            if _follows(column[-1], line, within=within):
                column.append(line)
                letters.remove(line)
        if (len(column) > 1 or column[0].is_tall) and not _are_numbers(column):
            yield column


def _are_numbers(column: Sequence[Line]) -> bool:
    """The numbers of a table's rows stand under one another too."""
    return all(line.text.isdigit() for line in column)


def _follows(above: Line, line: Line, *, within: float) -> bool:
    size = max(above.box.width, line.box.width)
    gap = line.box.corners[:, 1].min() - above.box.corners[:, 1].max()
    aside = abs(above.box.middle[0] - line.box.middle[0])
    return bool(aside < _ALIGNED * size and gap < within * size)


def _is_in(line: Line, columns: Sequence[Line]) -> bool:
    return any(_holds(column.box, line.box.middle) for column in columns)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    low, high = box.corners.min(axis=0), box.corners.max(axis=0)
    return bool(low[0] <= point[0] <= high[0] and low[1] <= point[1] <= high[1])
