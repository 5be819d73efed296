"""The package of a clean workbook: these parts, these relations, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from review.screening.redaction.packing import packed, seen
from review.screening.redaction.sheet_plan import Cell, Plan
from review.screening.redaction.sheet_styles import Face, Styles
from review.screening.segments import column_name

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,9})(?:\.[0-9]{1,10})?")
"""Such a number looks in a sheet as it is kept; a longer one does not."""
_OWN_FORMS: Final = 164
"""From here on formats are a workbook's own."""
_LINES: Final = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))

_FILLS: Final = "".join(
    f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125")
)
"""The two that every workbook must begin with."""


def packed_workbook(plans: Sequence[Plan], styles: Styles) -> bytes:
    """Return a workbook with these sheets; one empty sheet where there is none."""
    plans = plans or (Plan(name="Sheet1", cells=()),)
    numbers = range(1, len(plans) + 1)
    parts = {
        "[Content_Types].xml": _types(numbers),
        "_rels/.rels": _relations((("w1", "officeDocument", "xl/workbook.xml"),)),
        "xl/workbook.xml": _workbook(plans),
        "xl/_rels/workbook.xml.rels": _relations(_of_workbook(numbers)),
        "xl/styles.xml": _styles(styles.faces),
    }
    for number, plan in enumerate(plans, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(plan, styles)
    return packed(parts)


def _workbook(plans: Sequence[Plan]) -> bytes:
    told = "".join(
        f'<sheet name={quoteattr(seen(plan.name))} sheetId="{number}" r:id="s{number}"/>'
        for number, plan in enumerate(plans, start=1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{told}</sheets></workbook>'
    ).encode()


def _sheet(plan: Plan, styles: Styles) -> bytes:
    columns = "".join(
        f'<col min="{first}" max="{last}" width="{width:.2f}" customWidth="1"/>'
        for first, last, width in plan.widths
    )
    areas = "".join(
        f'<mergeCell ref="{column_name(left)}{top}:{column_name(right)}{bottom}"/>'
        for top, left, bottom, right in plan.merged
    )
    rows = "".join(_rows(plan.cells, styles))
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}">'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>{rows}</sheetData>"
        f"{f'<mergeCells>{areas}</mergeCells>' if areas else ''}</worksheet>"
    ).encode()


def _rows(cells: Sequence[Cell], styles: Styles) -> Iterator[str]:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    for row, mine in groupby(ordered, key=lambda cell: cell.row):
        told = "".join(_cell(cell, styles) for cell in mine)
        yield f'<row r="{row}">{told}</row>'


def _cell(cell: Cell, styles: Styles) -> str:
    face = styles.by_style.get(cell.style, 0)
    place = f'r="{column_name(cell.column)}{cell.row}" s="{face}"'
    number = styles.faces[face].shown(cell.text) if cell.was_number else ""
    if _NUMBER.fullmatch(number):
        return f"<c {place}><v>{number}</v></c>"
    text = escape(_ESCAPED.sub("_x005F_", seen(cell.text)))
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _styles(faces: Sequence[Face]) -> bytes:
    fonts = "".join(
        f'<font>{"<b/>" if face.is_bold else ""}<sz val="{face.size:g}"/></font>' for face in faces
    )
    looks = "".join(
        f'<xf numFmtId="{_OWN_FORMS + number}" fontId="{number}" fillId="0" '
        f'borderId="{int(face.has_lines)}" xfId="0">'
        f"{_aligned(face)}</xf>"
        for number, face in enumerate(faces)
    )
    forms = "".join(
        f'<numFmt numFmtId="{_OWN_FORMS + number}" formatCode={quoteattr(face.form or "General")}/>'
        for number, face in enumerate(faces)
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>{forms}</numFmts>'
        f"<fonts>{fonts}</fonts><fills>{_FILLS}</fills>"
        f"<borders><border/><border>{_LINES}</border></borders>"
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f"<cellXfs>{looks}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


def _aligned(face: Face) -> str:
    told = (("horizontal", face.across), ("vertical", face.up), ("wrapText", "1" * face.wraps))
    return f"<alignment{''.join(f' {name}={quoteattr(value)}' for name, value in told if value)}/>"


def _of_workbook(numbers: Iterable[int]) -> Iterator[tuple[str, str, str]]:
    for number in numbers:
        yield f"s{number}", "worksheet", f"worksheets/sheet{number}.xml"
    yield "l1", "styles", "styles.xml"


def _types(numbers: Iterable[int]) -> bytes:
    names = {"workbook.xml": "sheet.main", "styles.xml": "styles"}
    names |= {f"worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    told = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_SHEET}{kind}+xml"/>'
        for name, kind in names.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{told}</Types>"
    ).encode()


def _relations(related: Iterable[tuple[str, str, str]]) -> bytes:
    told = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in related
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'.encode()
