"""Pieces of text with their places, put together to lines as a reader of the page sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_SAME_LINE: Final = 0.5
_APART, _FAR = 0.6, 2.5
"""In sizes of a letter: a gap as wide as this is a space, or a new column."""
_FEWEST: Final = 3
_REACH: Final = 1.9


@dataclass(frozen=True, slots=True)
class Piece:
    """What one code of text says, from where to where its first line goes, in millimetres."""

    text: str
    x: float
    y: float
    end: float
    size: float


def lines_of(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the lines from top to bottom; then the columns of single letters that stand in one."""
    lines = _rows(pieces)
    for line in lines:
        yield _joined(line)
    yield from _columns([line[0] for line in lines if len(line) == 1 and len(line[0].text) == 1])


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.y, one.x)):
        last = rows[-1] if rows else []
        if last and piece.y - last[0].y <= _SAME_LINE * min(piece.size, last[0].size):
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.x) for row in rows]


def _joined(line: list[Piece]) -> str:
    texts = [line[0].text]
    for before, piece in pairwise(line):
        gap = (piece.x - before.end) / max(piece.size, before.size, 0.1)
        texts.append("\t" if gap > _FAR else " " if gap > _APART else "")
        texts.append(piece.text)
    return "".join(texts)


def _columns(letters: list[Piece]) -> Iterator[str]:
    column: list[Piece] = []
    for piece in sorted(letters, key=lambda one: (round(one.x), one.y)):
        last = column[-1] if column else None
        if last and (
            abs(piece.x - last.x) > _SAME_LINE * piece.size
            or piece.y - last.y > _REACH * piece.size
        ):
            yield from _column(column)
            column = []
        column.append(piece)
    yield from _column(column)


def _column(column: list[Piece]) -> Iterator[str]:
    if len(column) >= _FEWEST:
        yield "".join(piece.text for piece in column)
