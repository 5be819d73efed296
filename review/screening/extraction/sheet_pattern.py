"""Rows in the one strict form in which most programs write them, read by a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from review.screening.extraction.sheet_chunks import unescaped

Raw = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""Letters of the column, style, type, formula, value, text in the cell."""
Row = tuple[str, Mapping[str, str], list[Raw]]
"""Its number, empty where it has none, how high it is and whether hidden, and its cells."""
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
_FIRST_TEXT = 3
"""Of the groups of a cell: formula, value and text follow what names the cell."""
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


def strict_rows(chunk: str) -> Iterator[Row] | None:
    """Read a chunk by the pattern; nothing when that leaves a gap."""
    pieces = _CELL.split(chunk)
    *gaps, closing = pieces[::_GROUPS]
    openings = {gap: _FOLLOWING.fullmatch(gap) or _OPENING.fullmatch(gap) for gap in {*gaps} - {""}}
    if not gaps or not gaps[0] or not all(openings.values()) or not _CLOSING.fullmatch(closing):
        return None
    columns = [pieces[at::_GROUPS] for at in range(1, _GROUPS)]
    if "&" in chunk:
        columns[_FIRST_TEXT:] = map(unescaped, columns[_FIRST_TEXT:])
    return _split(list(zip(*columns, strict=True)), gaps, openings)


def _split(
    cells: list[Raw], gaps: list[str], openings: Mapping[str, re.Match[str] | None]
) -> Iterator[Row]:
    """Put the cells between two gaps, each of which begins a row, together."""
    begins = [at for at, gap in enumerate(gaps) if gap]
    for begin, end in zip(begins, [*begins[1:], len(cells)], strict=True):
        opening = openings[gaps[begin]]
        number, rest = ("", "") if opening is None else opening.group(1, 2)
        attributes = dict(_ATTRIBUTE.findall(rest)) if "h" in rest else _NO_ATTRIBUTES
        yield number or "", attributes, cells[begin:end]
