"""Rows in the one strict form in which most programs write them, read by a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from types import MappingProxyType

from review.screening.extraction.sheet_chunks import unescaped

Raw = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""Letters of the column, style, type, formula, value, text in the cell."""
Cell = tuple[int, str | None, str | None, str | None, str | None, str | None]
"""The same with the number of the column."""
Found = Sequence[str | None]
"""What stood in each place, None where nothing did."""
RowHead = tuple[str, Mapping[str, str]]
"""Its number, empty where it has none; how high it is and whether hidden."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that follow one another and have cells in the same columns, styles and types."""

    heads: Sequence[RowHead]
    letters: Sequence[str]
    """Of one row, as are styles and types."""
    styles: Found
    kinds: Found
    formulas: Found
    """Of all rows, one after another, as are values and texts in the cells."""
    values: Found
    texts: Found

    def said(self) -> Sequence[str]:
        """Return the value of each cell, or the text in it."""
        return [value or text or "" for value, text in zip(self.values, self.texts, strict=True)]

    def cells(self, columns: Sequence[int]) -> Iterator[Iterator[Cell]]:
        """Yield the cells of each row, with the numbers of their columns."""
        width = len(columns)
        for row in range(len(self.heads)):
            these = slice(row * width, (row + 1) * width)
            said = self.formulas[these], self.values[these], self.texts[these]
            yield zip(columns, self.styles, self.kinds, *said, strict=True)


_VALUE = r'="(?:[0-9]{0,10}+(?:[.:][0-9]{0,17}+)?+|true|false)"'
ROW_NAMES = (
    r"spans|s|ht|hidden|customHeight|customFormat|outlineLevel|collapsed|thickTop|thickBot|ph"
    r"|x14ac:dyDescent"
)
_REST = rf"(?: (?:{ROW_NAMES}){_VALUE})*+"
_PLAIN_ROW = rf'<row(?: r="[0-9]{{1,7}}")?+{_REST} ?'
_SKIPPED = rf"(?:\s*+(?:</row>|{_PLAIN_ROW}/>|{_PLAIN_ROW}>\s*+(?=</row>)))*+\s*+"
"""Ends of rows, and rows without cells."""
_FOLLOWING = re.compile(rf'</row><row r="([0-9]{{1,7}}+)"({_REST})>')
_OPENING = re.compile(rf'{_SKIPPED}<row(?: r="([0-9]{{1,7}}+)")?+({_REST}) ?>\s*+')
_CLOSING = re.compile(_SKIPPED)
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)[0-9]{1,7}+"(?: s="([0-9]{1,6}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+'
    r'(?:/>|>(?:<f(?: (?:t|ref|si|ca)="[A-Za-z0-9:]{0,20}+")*+(?:/>|>([^<]*+)</f>))?+'
    r'(?:<v>([^<]*+)</v>|<v ?/>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)?+</c>)'
)
_GROUPS = _CELL.groups + 1
_NAMES, _SAID = (1, 2, 3), (4, 5, 6)
"""Of the groups of a cell: what names it; formula, value and text."""
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


def one_row(head: RowHead, cells: Iterable[Raw]) -> Rows:
    """Return one row alone."""
    letters, styles, kinds, formulas, values, texts = tuple(zip(*cells, strict=True)) or [()] * 6
    return Rows([head], letters, styles, kinds, formulas, values, texts)


def strict_rows(chunk: str) -> Iterator[Rows] | None:
    """Read a chunk by the pattern; nothing when that leaves a gap."""
    pieces = _CELL.split(chunk)
    *gaps, closing = pieces[::_GROUPS]
    openings = {gap: _FOLLOWING.fullmatch(gap) or _OPENING.fullmatch(gap) for gap in {*gaps} - {""}}
    if not gaps or not gaps[0] or not all(openings.values()) or not _CLOSING.fullmatch(closing):
        return None
    named, said = ([pieces[at::_GROUPS] for at in these] for these in (_NAMES, _SAID))
    if "&" in chunk:
        said = list(map(unescaped, said))
    begins = [at for at, gap in enumerate(gaps) if gap]
    heads = [_head(openings[gaps[begin]]) for begin in begins]
    return _alike(heads, list(pairwise((*begins, len(gaps)))), named=named, said=said)


def _alike(
    heads: list[RowHead],
    bounds: list[tuple[int, int]],
    *,
    named: Sequence[list[str]],
    said: Sequence[Found],
) -> Iterator[Rows]:
    """Put rows together whose cells are named alike."""
    letters, styles, kinds = named

    def names(row: int) -> tuple[list[str], list[str], list[str]]:
        these = slice(*bounds[row])
        return letters[these], styles[these], kinds[these]

    for alike, group in groupby(range(len(heads)), key=names):
        rows = list(group)
        these = slice(bounds[rows[0]][0], bounds[rows[-1]][1])
        formulas, values, texts = (each[these] for each in said)
        yield Rows([heads[row] for row in rows], *alike, formulas, values, texts)


def _head(opening: re.Match[str] | None) -> RowHead:
    number, rest = ("", "") if opening is None else opening.group(1, 2)
    return number or "", dict(_ATTRIBUTE.findall(rest)) if "h" in rest else _NO_ATTRIBUTES
