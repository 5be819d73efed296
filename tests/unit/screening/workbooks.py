"""Invented workbooks, part by part: each sheet and everything around it as raw XML."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
)
DRAWING = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = (
    "<fonts><font><sz val='11'/></font></fonts><fills><fill><patternFill patternType='none'/>"
    "</fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0' fontId='0' fillId='0'/></cellXfs>"
)


@dataclass
class Package:
    """A package under construction."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[str]] = field(default_factory=dict)

    def add(
        self, name: str, content: bytes | str, *, type_: str = "", owner: str = "", kind: str = ""
    ) -> str:
        """Put a part in; returns the id of the relation from its owner, if it is given one."""
        given = content.encode() if isinstance(content, str) else content
        self.parts[name] = given
        if type_:
            self.types[name] = type_ if "/" in type_ else f"{_SHEET_ML}.{type_}+xml"
        target = posixpath.relpath(name, posixpath.dirname(owner) or ".")
        return self.relate(owner, kind, target) if kind else ""

    def relate(self, owner: str, kind: str, target: str, *, mode: str = "") -> str:
        """Lead from one part to another, or outside."""
        listed = self.relations.setdefault(owner, [])
        id_ = f"rId{len(listed) + 1}"
        outside = f' TargetMode="{mode}"' if mode else ""
        type_ = kind if "/" in kind else f"{_OFFICE}/{kind}"
        listed.append(
            f'<Relationship Id="{id_}" Type="{type_}" Target={quoteattr(target)}{outside}/>'
        )
        return id_

    def packed(self, *, comment: str = "") -> bytes:
        """Write the package."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", self._types())
            for owner, listed in self.relations.items():
                folder, _, file = owner.rpartition("/")
                archive.writestr(
                    posixpath.join(folder, "_rels", f"{file}.rels"),
                    f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(listed)}'
                    "</Relationships>",
                )
            for name, content in self.parts.items():
                archive.writestr(name, content)
            archive.comment = comment.encode()
        return buffer.getvalue()

    def _types(self) -> str:
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{type_}"/>'
            for name, type_ in self.types.items()
        )
        return (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="bin" ContentType="application/octet-stream"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="vml" '
            'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            f"{overrides}</Types>"
        )


MAIN = "xl/workbook.xml"


@dataclass
class Book:
    """A workbook under construction: sheets with their rows, and whatever stands around them."""

    package: Package = field(default_factory=Package)
    strings: list[str] = field(default_factory=list)
    """Inner XML of each shared text."""
    styles: str = STYLES
    before: str = ""
    """XML before the sheets in the workbook part."""
    after: str = ""
    _sheets: list[str] = field(default_factory=list)

    def sheet(
        self,
        name: str,
        rows: str,
        *,
        state: str = "visible",
        before: str = "",
        after: str = "",
        root: str = "worksheet",
    ) -> str:
        """Add a sheet with these rows; returns the name of its part."""
        number = len(self._sheets) + 1
        part = f"xl/{root}s/sheet{number}.xml"
        content = (
            f"<{root} {NAMESPACES}>{before}<sheetData>{rows}</sheetData>{after}</{root}>"
            if root != "chartsheet"
            else f"<{root} {NAMESPACES}>{after}</{root}>"
        )
        kind = f"{_MICROSOFT}/xlMacrosheet" if root == "macrosheet" else root
        id_ = self.package.add(part, content, type_=root, owner=MAIN, kind=kind)
        shown = "" if state == "visible" else f' state="{state}"'
        self._sheets.append(
            f'<sheet name={quoteattr(name)} sheetId="{number}"{shown} r:id="{id_}"/>'
        )
        return part

    def string(self, text: str) -> int:
        """Add a shared text; returns its number."""
        self.strings.append(f"<t>{escape(text)}</t>")
        return len(self.strings) - 1

    def packed(self, *, comment: str = "") -> bytes:
        """Write the workbook."""
        add = self.package.add
        if self.strings:
            inner = "".join(f"<si>{text}</si>" for text in self.strings)
            xml = f"<sst {NAMESPACES}>{inner}</sst>"
            add(
                "xl/sharedStrings.xml", xml, type_="sharedStrings", owner=MAIN, kind="sharedStrings"
            )
        xml = f"<styleSheet {NAMESPACES}>{self.styles}</styleSheet>"
        add("xl/styles.xml", xml, type_="styles", owner=MAIN, kind="styles")
        xml = (
            f"<workbook {NAMESPACES}>{self.before}<sheets>{''.join(self._sheets)}</sheets>"
            f"{self.after}</workbook>"
        )
        add(MAIN, xml, type_="sheet.main", owner="", kind="officeDocument")
        return self.package.packed(comment=comment)


def cell(reference: str, value: object, *, style: int | None = None) -> str:
    """A cell: a number as it is, a text in the cell itself."""
    shown = "" if style is None else f' s="{style}"'
    if isinstance(value, str):
        inner = f"<is><t>{escape(value)}</t></is>"
        return f'<c r="{reference}"{shown} t="inlineStr">{inner}</c>'
    return f'<c r="{reference}"{shown}><v>{value}</v></c>'


def row(number: int, *values: object, attributes: str = "", style: int | None = None) -> str:
    """A row of cells from column A on; None leaves one out."""
    cells = "".join(
        cell(f"{chr(ord('A') + at)}{number}", value, style=style)
        for at, value in enumerate(values)
        if value is not None
    )
    spaced = f" {attributes}" if attributes else ""
    return f'<row r="{number}"{spaced}>{cells}</row>'


def workbook(rows: str, *, styles: str = STYLES, **around: str) -> bytes:
    """A workbook of one sheet; `before` and `after` stand around its rows."""
    book = Book(styles=styles)
    book.sheet("名单", rows, **around)
    return book.packed()


def workbook_and(extra: Mapping[str, bytes | str], rows: str = "") -> bytes:
    """A workbook with parts that nothing leads to."""
    book = Book()
    book.sheet("名单", rows or row(1, "公开"))
    for name, content in extra.items():
        book.package.add(name, content)
    return book.packed()
