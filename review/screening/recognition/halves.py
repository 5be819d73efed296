"""A sheet set in columns is read column by column, not across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.screening.recognition.lines import Line

_LONG = 5.0
"""In heights: a line so long is set in a column, no cell or heading."""
_ENOUGH = 5
"""So many long lines on either side make two columns."""


def columns_across(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield groups of lines, each to be read by itself, in the order of reading."""
    gutter = _gutter(lines)
    if gutter is None:
        yield list(lines)
        return
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in sorted(lines, key=lambda line: line.box.middle[1]):
        begin, end = line.reach
        if begin < gutter < end:
            yield from _both(sides)
            sides = ([], [])
            yield [line]
        else:
            sides[begin >= gutter].append(line)
    yield from _both(sides)


def _both(sides: tuple[list[Line], list[Line]]) -> Iterator[list[Line]]:
    for side in sides:
        if side:
            yield from columns_across(side)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where a gap runs down between long lines on both sides, if anywhere."""
    long = sorted(
        (line.reach for line in lines if line.box.width >= _LONG * line.box.height),
        key=lambda reach: reach[0],
    )
    for number in range(_ENOUGH, len(long) - _ENOUGH + 1):
        before = max(end for _, end in long[:number])
        after = long[number][0]
        if before < after:
            return (before + after) / 2
    return None
