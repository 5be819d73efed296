"""The tables of an old Word file: rows of cells, what labels them, what they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from review.screening.extraction import doc_sprms as sprm
from review.screening.extraction.colours import WHITE, Colour
from review.screening.extraction.doc_looks import shade
from review.screening.extraction.doc_text import CELL, Raw, is_row_end
from review.screening.extraction.word_paragraph import Paragraph

_NEW, _OLD = 10, 2
_MOST = 200
"""So many characters of a cell label others: a head is short."""
_MOST_TITLES, _MOST_COLUMNS = 3, 512


@dataclass(slots=True)
class Row:
    """Paragraphs that stand together: those of one row, or one that stands alone."""

    raws: list[Raw]
    grounds: list[Colour | None] | None = None
    """For each cell what it stands on; nothing where this is no row."""


def rows(raws: Iterable[Raw]) -> Iterator[Row]:
    """Yield what stands together."""
    waiting = list[Raw]()
    for raw in raws:
        if is_row_end(raw):
            cells = sum(one.mark == CELL for one in waiting)
            yield Row([*waiting, raw], _grounds(raw, cells))
            waiting = []
        elif raw.mark == CELL or raw.does(sprm.IN_TABLE):
            waiting.append(raw)
        else:
            yield from (Row([one]) for one in waiting)
            waiting = []
            yield Row([raw])
    yield from (Row([one]) for one in waiting)


def _grounds(end: Raw, count: int) -> list[Colour | None]:
    """Return the grounds of the cells of a row; where a style may shade them, nothing is known."""
    styled = any(order == sprm.TABLE_STYLE for order, _ in end.done)
    grounds: list[Colour | None] = [None if styled else WHITE] * count
    for order, operand in end.done:
        if order in {sprm.CELL_SHADES, sprm.CELL_SHADES_OLD}:
            size = _NEW if order == sprm.CELL_SHADES else _OLD
            for cell in range(min(count, len(operand) // size)):
                is_shaded, colour = shade(operand[cell * size : (cell + 1) * size])
                if is_shaded:
                    grounds[cell] = colour
    return grounds


@dataclass(slots=True)
class Heads:
    """What labels the cells of the table that is being read."""

    said: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    _is_known: bool = False

    def label(self, cells: Sequence[Sequence[Paragraph]]) -> None:
        """Label the cells of one more row."""
        texts = [_said(cell) for cell in cells]
        if not self._is_known:
            self.said += texts[:_MOST_COLUMNS]
            self.columns = texts[:_MOST_COLUMNS] if len(texts) > 1 else []
            self._is_known = len(texts) > 1 or len(self.said) >= _MOST_TITLES
        first = texts[0] if texts else ""
        heading = f"{first}\n{''.join(self.said)}\n"
        for number, cell in enumerate(cells):
            for paragraph in cell:
                paragraph.context.heading = heading
                if number < len(self.columns):
                    paragraph.context.column = self.columns[number]


def _said(cell: Iterable[Paragraph]) -> str:
    return " ".join(" ".join("".join(it.shown) for it in cell).split())[:_MOST]
