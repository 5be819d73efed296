"""A workbook with every hiding place that a package has, each with a word of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.unit.screening import hidden_parts
from tests.unit.screening.hiding import SHEET, Hidden, Place
from tests.unit.screening.workbooks import MAIN, NAMESPACES, cell, row

GUID = "{6A1B2C3D-0000-4000-8000-000000000001}"


def hidden_workbook() -> tuple[bytes, dict[str, Place]]:
    """Build it; returns its bytes and its places by name."""
    made = Hidden()
    _cells(made)
    _other_sheets(made)
    _around_the_book(made)
    hidden_parts.notes(made)
    hidden_parts.drawings(made)
    hidden_parts.caches(made)
    hidden_parts.links(made)
    hidden_parts.revisions(made)
    hidden_parts.files(made)
    _strings(made)
    return made.book.packed(comment=made.hide("zip comment", "hidden.archive_comment", "meta")), (
        made.places
    )


_FONTS = (
    '<font><sz val="11"/></font>',
    '<font><sz val="11"/><color rgb="FFFFFFFF"/></font>',
    '<font><sz val="11"/><color theme="0"/></font>',
    '<font><sz val="11"/><color indexed="9"/></font>',
    '<font><sz val="1"/></font>',
    '<font><sz val="11"/><color rgb="FF4F81BD"/></font>',
)
_LOOKS = {
    "plain": (0, 0, 0),
    "no format": (0, 0, 200),
    "white format": (0, 0, 201),
    "white": (1, 0, 0),
    "theme white": (2, 0, 0),
    "indexed white": (3, 0, 0),
    "tiny": (4, 0, 0),
    "blue on blue": (5, 2, 0),
    "literal": (0, 0, 202),
}
"""Font, fill and number format of each style."""
_STYLE = {name: number for number, name in enumerate(_LOOKS)}


def _styles(unused: str, literal: str) -> str:
    formats = (";;;", "[White]General", f"&quot;{literal}&quot;0", f"0&quot;{unused}&quot;")
    own = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats)
    )
    fills = "".join(
        f'<fill><patternFill patternType="{kind}">{colour}</patternFill></fill>'
        for kind, colour in (
            ("none", ""), ("gray125", ""), ("solid", '<fgColor rgb="FF5083BF"/>'),
        )
    )  # fmt: skip
    uses = "".join(
        f'<xf fontId="{font}" fillId="{fill}" numFmtId="{form}"/>'
        for font, fill, form in _LOOKS.values()
    )
    white = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'
    return (
        f"<numFmts>{own}</numFmts><fonts>{''.join(_FONTS)}</fonts><fills>{fills}</fills>"
        f"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>{uses}</cellXfs>"
        f"<dxfs>{white}</dxfs>"
    )


def _looking(made: Hidden, number: int, look: str, rule: str, name: str) -> str:
    """A row with one cell that does not show because of how it looks."""
    word = made.at(name, f"A{number}", rule)
    return row(number, word, style=_STYLE[look])


def _row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _formula(number: int, formula: str) -> str:
    return _row(number, f'<c r="A{number}" t="str"><f>{formula}</f><v>公开</v></c>')


def _cells(made: Hidden) -> None:
    """The public sheet, whose part is number one."""
    at = made.at
    literal = made.at("number format with words", "A20", visibility="visible")
    path = made.at("path in a formula", "A17", "hidden.external_link")
    fetched = made.at("formula that fetches", "A18", "hidden.external_link")
    unused = made.hide("unused number format", file="xl/styles.xml")
    made.book.styles = _styles(unused, literal)
    rich = (
        (Hidden.at, "white run", "A21", "hidden.white_text", '<color rgb="FFFFFFFF"/>'),
        (Hidden.at, "tiny run", "A22", "hidden.tiny_text", '<sz val="1"/>'),
    )
    rows = [
        row(1, "姓名", "单位"),
        _row(2, cell("A2", "赵一"),
             cell("D2", at("hidden column", "D:D", "hidden.columns")),
             cell("F2", at("column without width", "F:F", "hidden.columns"))),
        row(3, at("hidden row", "3:3", "hidden.rows"), attributes='hidden="1"'),
        row(4, "钱二"),
        row(5, at("row without height", "5:5", "hidden.rows"), attributes='ht="0"'),
        row(6, "孙三"),
        row(7, at("grouped row", "7:7", "hidden.rows"), attributes='hidden="1" outlineLevel="1"'),
        _looking(made, 8, "no format", "hidden.number_format", "format of nothing"),
        _looking(made, 9, "white", "hidden.white_text", "white letters"),
        _looking(made, 10, "theme white", "hidden.white_text", "white of the theme"),
        _looking(made, 11, "indexed white", "hidden.white_text", "white by number"),
        _looking(made, 12, "tiny", "hidden.tiny_text", "tiny letters"),
        _looking(made, 13, "blue on blue", "hidden.white_text", "colour of the ground"),
        _row(14, '<c r="A14" s="1"><v>44448888</v></c><c r="B14" s="2"><v>55559999</v></c>'),
        _row(15, cell("A15", "合并"),
             cell("B15", at("under a merged cell", "B15", "hidden.hidden_text"))),
        _formula(16, f'IF(B1=1,"{at("text of a formula", "A16")}","公开")'),
        _formula(17, f'HYPERLINK("\\\\server\\{path}","公开")'),
        _formula(18, f'WEBSERVICE("http://a.example/{fetched}")'),
        _row(20, cell("A20", 7, style=_STYLE["literal"])),
    ]  # fmt: skip
    for number, (method, name, place, rule, properties) in enumerate(rich, start=21):
        word = method(made, name, place, rule)
        made.book.strings.append(f"<r><t>公开</t></r><r><rPr>{properties}</rPr><t>{word}</t></r>")
        index = len(made.book.strings) - 1
        rows.append(f'<row r="{number}"><c r="A{number}" t="s"><v>{index}</v></c></row>')
    said = made.hide("pronunciation", "hidden.hidden_text", file="xl/sharedStrings.xml")
    made.book.strings.append(f"<t>李四</t><rPh sb='0' eb='1'><t>{said}</t></rPh>")
    rows.append(f'<row r="23"><c r="A23" t="s"><v>{len(made.book.strings) - 1}</v></c></row>')
    stray = made.hide("between the rows", "hidden.hidden_text", sheet=SHEET)
    odd = made.hide("attribute of a cell", "hidden.hidden_text", sheet=SHEET)
    rows += [stray, f'<row r="24"><c r="A24" foo="{odd}"><v>1</v></c></row>']
    columns = '<cols><col min="4" max="4" hidden="1"/><col min="6" max="6" width="0.1"/></cols>'
    before = f'<sheetPr codeName="{made.hide("code name", sheet=SHEET)}"/>{columns}'
    made.book.sheet(SHEET, "".join(rows), before=before, after="".join(_around_cells(made)))


def _around_cells(made: Hidden) -> Iterator[str]:
    at, hide = made.at, made.hide
    relate = made.book.package.relate
    part = "xl/worksheets/sheet1.xml"
    yield "<sheetProtection sheet='1' password='CC1A'/>"
    locked = hide("protected range", sheet=SHEET)
    yield f"<protectedRanges><protectedRange name='{locked}'/></protectedRanges>"
    values = f"<inputCells r='A1' val='{hide('scenario', 'hidden.hidden_text', sheet=SHEET)}'/>"
    yield f"<scenarios><scenario name='s' user='周八'>{values}</scenario></scenarios>"
    chosen = f"<filters><filter val='{hide('filter', sheet=SHEET)}'/></filters>"
    column = f"<filterColumn colId='0'>{chosen}</filterColumn>"
    yield f"<autoFilter ref='A1:B9'>{column}</autoFilter>"
    margin = hide("margin of a view", "hidden.hidden_text", sheet=SHEET)
    inner = f"<headerFooter><oddHeader>&amp;L{margin}</oddHeader></headerFooter>"
    view = f"<customSheetView guid='{GUID}'>{inner}</customSheetView>"
    yield f"<customSheetViews>{view}</customSheetViews>"
    yield "<mergeCells><mergeCell ref='A15:C15'/></mergeCells>"
    looked_for = at("condition on a text", "A1:A9")
    yield (
        f"<conditionalFormatting sqref='A1:A9'><cfRule type='containsText' text='{looked_for}'>"
        "<formula>1</formula></cfRule></conditionalFormatting>"
    )
    white = at("condition that whitens", "B1:B9", "hidden.white_text")
    yield (
        "<conditionalFormatting sqref='B1:B9'><cfRule type='expression' dxfId='0'>"
        f'<formula>B1="{white}"</formula></cfRule></conditionalFormatting>'
    )
    prompt, error = (at(name, "C1:C9", "hidden.prompt") for name in ("prompt", "error"))
    choices = f'<formula1>"甲,{at("list to choose from", "D1")}"</formula1>'
    yield (
        "<dataValidations><dataValidation sqref='C1:C9' promptTitle='填写' "
        f"prompt='{prompt}' error='{error}'/><dataValidation type='list' sqref='D1'>"
        f"{choices}</dataValidation></dataValidations>"
    )
    path = hide("link to a share", "hidden.external_link", "meta", sheet=SHEET)
    outside = relate(part, "hyperlink", f"file:///\\\\server\\{path}", mode="External")
    yield (
        f"<hyperlinks><hyperlink ref='A1' r:id='{outside}' "
        f"tooltip='{at('tip of a link', 'A1')}'/></hyperlinks>"
    )
    head = hide("header", visibility="visible", sheet=SHEET)
    even = hide("header that is off", "hidden.hidden_text", sheet=SHEET)
    yield (
        f'<headerFooter><oddHeader>&amp;L&amp;"宋体"&amp;12{head}&amp;R&amp;D</oddHeader>'
        f"<evenHeader>&amp;C{even}</evenHeader></headerFooter>"
    )
    yield f"<cellWatches><cellWatch r='A1' foo='{hide('cell watch', sheet=SHEET)}'/></cellWatches>"
    saved = hide("place of a web page", "hidden.template_path", sheet=SHEET)
    yield f"<webPublishItems><webPublishItem destinationFile='C:\\{saved}.htm'/></webPublishItems>"
    extended = at("prompt of an extension", "E1:E9", "hidden.prompt")
    yield (
        f"<extLst><ext><x14:dataValidations><x14:dataValidation prompt='{extended}'>"
        "<xm:sqref>E1:E9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    yield f"<!-- {hide('remark in the XML', sheet=SHEET)} -->"


def _other_sheets(made: Hidden) -> None:
    sheet, hide = made.book.sheet, made.hide
    sheet("隐藏表", row(1, hide("hidden sheet", "hidden.sheet", sheet="隐藏表")), state="hidden")
    very = hide("very hidden sheet", "hidden.very_hidden_sheet", sheet="深藏表")
    sheet("深藏表", row(1, very), state="veryHidden")
    name = hide("name of a hidden sheet", "hidden.sheet")
    sheet(name, row(1, "空"), state="hidden")
    macro = hide("macro sheet", "hidden.active_content", sheet="宏表")
    sheet("宏表", f'<row r="1"><c r="A1"><f>ALERT("{macro}")</f><v>0</v></c></row>',
          root="macrosheet")  # fmt: skip
    foot = hide("footer of a chart sheet", visibility="visible", sheet="图表页")
    margin = f"<headerFooter><oddFooter>&amp;C{foot}</oddFooter></headerFooter>"
    sheet("图表页", "", root="chartsheet", after=margin)
    lost = hide("sheet that no tab leads to", "hidden.very_hidden_sheet", sheet="sheet99.xml")
    xml = f"<worksheet {NAMESPACES}><sheetData>{row(1, lost)}</sheetData></worksheet>"
    made.book.package.add("xl/worksheets/sheet99.xml", xml, type_="worksheet")


def _around_the_book(made: Hidden) -> None:
    hide, file = made.hide, MAIN
    made.book.before = (
        f"<fileSharing userName='{hide('who reserved it', 'hidden.user_name', file=file)}'/>"
        "<mc:AlternateContent><mc:Choice Requires='x15'><x15ac:absPath "
        'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
        f"url='C:\\Users\\{hide('folder', 'hidden.template_path', file=file)}\\'/></mc:Choice>"
        "</mc:AlternateContent><workbookProtection lockStructure='1'/>"
    )
    named = {
        "hidden name": ("hidden.defined_name", "Sheet1!$A$1", "hidden='1'"),
        "name of a text": ("", '"{word}"', ""),
        "name that reaches out": ("hidden.defined_name", "[1]{word}!$A$1", ""),
        "remark on a name": ("", "Sheet1!$A$1", "comment='{word}'"),
        "name of a program": ("hidden.active_content", "Sheet1!$A$1", "vbProcedure='1'"),
    }
    names = []
    for number, (name, (rule, formula, attributes)) in enumerate(named.items()):
        word = hide(name, rule, file=file)
        own = word if "{word}" not in formula + attributes else f"n{number}"
        said = f"{attributes}>{formula}".format(word=word)
        names.append(f"<definedName name='{own}' {said}</definedName>")
    view = hide("custom view", "hidden.user_name", file=file)
    made.book.after = (
        f"<definedNames>{''.join(names)}</definedNames><customWorkbookViews>"
        f"<customWorkbookView name='{view}' guid='{GUID}' windowWidth='1' windowHeight='1' "
        "activeSheetId='1'/></customWorkbookViews>"
        f"<extLst><ext foo='{hide('extension of the book', file=file)}'/></extLst>"
    )


def _strings(made: Hidden) -> None:
    file = "xl/sharedStrings.xml"
    made.book.string(made.hide("text that no cell shows", "hidden.orphan_string", file=file))
