"""A workbook with every hiding place that a package has, each with a word of its own."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.unit.screening.papers import word
from tests.unit.screening.workbooks import DRAWING, MAIN, NAMESPACES, STYLES, Book, cell, row

SHEET = "公开名单"
_CHART = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_MS = "http://schemas.microsoft.com/office"
_THREADS = f'xmlns="{_MS}/spreadsheetml/2018/threadedcomments"'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GUID = "{6A1B2C3D-0000-4000-8000-000000000001}"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Place:
    """One hiding place: the word that lies there, and how it must be found."""

    word: str
    rule: str
    visibility: str
    where: Mapping[str, str]


@dataclass
class Hidden:
    """Writes the workbook and remembers where each word went."""

    book: Book = field(default_factory=Book)
    places: dict[str, Place] = field(default_factory=dict)

    def hide(self, name: str, rule: str = "", visibility: str = "hidden", **where: str) -> str:
        """Return a word for a place; it must be found by the rule, and as text, at `where`."""
        word = f"藏{len(self.places) + 1:03d}处"
        self.places[name] = Place(word, rule, visibility, where)
        return word

    def at(self, name: str, cell_: str, rule: str = "", visibility: str = "hidden") -> str:
        """The same for a place at a cell of the public sheet."""
        return self.hide(name, rule, visibility, sheet=SHEET, cell=cell_)

    def add(self, name: str, content: bytes | str, **given: str) -> str:
        """Put a part in that the workbook, or another owner, leads to."""
        owner = given.pop("owner", MAIN)
        return self.book.package.add(name, content, owner=owner, **given)


def hidden_workbook() -> tuple[bytes, dict[str, Place]]:
    """Build it; returns its bytes and its places by name."""
    made = Hidden()
    _cells(made)
    _other_sheets(made)
    _around_the_book(made)
    _notes(made)
    _drawings(made)
    _caches(made)
    _links(made)
    _revisions(made)
    _files(made)
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


def _cells(made: Hidden) -> None:
    """The public sheet, whose part is number one."""
    at = made.at
    literal = made.at("number format with words", "A20", visibility="visible")
    unused = made.hide("unused number format", file="xl/styles.xml")
    made.book.styles = _styles(unused, literal)
    rich = (
        (Hidden.at, "white run", "A21", "hidden.white_text", '<color rgb="FFFFFFFF"/>'),
        (Hidden.at, "tiny run", "A22", "hidden.tiny_text", '<sz val="1"/>'),
    )
    rows = [
        row(1, "姓名", "单位"),
        f'<row r="2">{cell("A2", "赵一")}{cell("D2", at("hidden column", "D:D", "hidden.columns"))}'
        f"{cell('F2', at('column without width', 'F:F', 'hidden.columns'))}</row>",
        row(3, at("hidden row", "3:3", "hidden.rows"), attributes='hidden="1"'),
        row(4, "钱二"),
        row(
            5, at("row without height", "5:5", "hidden.rows"), attributes='ht="0" customHeight="1"'
        ),
        row(6, "孙三"),
        row(7, at("grouped row", "7:7", "hidden.rows"), attributes='hidden="1" outlineLevel="1"'),
        _looking(made, 8, "no format", "hidden.number_format", "format of nothing"),
        _looking(made, 9, "white", "hidden.white_text", "white letters"),
        _looking(made, 10, "theme white", "hidden.white_text", "white of the theme"),
        _looking(made, 11, "indexed white", "hidden.white_text", "white by number"),
        _looking(made, 12, "tiny", "hidden.tiny_text", "tiny letters"),
        _looking(made, 13, "blue on blue", "hidden.white_text", "colour of the ground"),
        '<row r="14"><c r="A14" s="1"><v>44448888</v></c><c r="B14" s="2"><v>55559999</v></c></row>',
        f'<row r="15">{cell("A15", "合并")}'
        f"{cell('B15', at('under a merged cell', 'B15', 'hidden.hidden_text'))}</row>",
        f'<row r="16"><c r="A16" t="str"><f>IF(B1=1,"{at("text of a formula", "A16")}","公开")</f>'
        "<v>公开</v></c></row>",
        '<row r="17"><c r="A17" t="str"><f>HYPERLINK("\\\\server\\'
        f'{at("path in a formula", "A17", "hidden.external_link")}","链接")</f><v>链接</v></c></row>',
        f'<row r="18"><c r="A18"><f>WEBSERVICE("http://a.example/'
        f'{at("formula that fetches", "A18", "hidden.external_link")}")</f><v>1</v></c></row>',
        f'<row r="20">{cell("A20", 7, style=_STYLE["literal"])}</row>',
    ]
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
    yield f"<protectedRanges><protectedRange name='{hide('protected range', sheet=SHEET)}'/></protectedRanges>"
    values = f"<inputCells r='A1' val='{hide('scenario', 'hidden.hidden_text', sheet=SHEET)}'/>"
    yield f"<scenarios><scenario name='s' user='周八'>{values}</scenario></scenarios>"
    chosen = hide("filter", sheet=SHEET)
    yield f"<autoFilter ref='A1:B9'><filterColumn colId='0'><filters><filter val='{chosen}'/></filters></filterColumn></autoFilter>"
    margin = f"<headerFooter><oddHeader>&amp;L{hide('margin of a view', 'hidden.hidden_text', sheet=SHEET)}</oddHeader></headerFooter>"
    yield f"<customSheetViews><customSheetView guid='{GUID}'>{margin}</customSheetView></customSheetViews>"
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
    yield (
        "<dataValidations><dataValidation sqref='C1:C9' promptTitle='填写' "
        f"prompt='{at('prompt', 'C1:C9', 'hidden.prompt')}' "
        f"error='{at('error', 'C1:C9', 'hidden.prompt')}'/>"
        "<dataValidation type='list' sqref='D1'>"
        f'<formula1>"甲,{at("list to choose from", "D1")}"</formula1></dataValidation></dataValidations>'
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
        attributes, formula = attributes.format(word=word), formula.format(word=word)
        names.append(f"<definedName name='{own}' {attributes}>{formula}</definedName>")
    view = hide("custom view", "hidden.user_name", file=file)
    made.book.after = (
        f"<definedNames>{''.join(names)}</definedNames><customWorkbookViews>"
        f"<customWorkbookView name='{view}' guid='{GUID}' windowWidth='1' windowHeight='1' activeSheetId='1'/></customWorkbookViews>"
        f"<extLst><ext foo='{hide('extension of the book', file=file)}'/></extLst>"
    )


def _notes(made: Hidden) -> None:
    part, at, hide = "xl/worksheets/sheet1.xml", made.at, made.hide
    note, who = (
        at("comment", "A4", "hidden.comment", "comment"),
        made.at("author of a comment", "A4", "hidden.comment", "comment"),
    )
    answer = at("threaded comment", "B4", "hidden.comment", "comment")
    person = at("person of a thread", "B4", "hidden.comment", "comment")
    account = hide("account of a person", "hidden.user_name", "meta", file="xl/persons/person.xml")
    made.add(
        "xl/comments1.xml",
        f"<comments {NAMESPACES}><authors><author>{who}</author><author>tc=1</author></authors>"
        f'<commentList><comment ref="A4" authorId="0"><text><r><t>{note}</t></r></text></comment>'
        f'<comment ref="B4" authorId="1"><text><t>[Threaded comment] {answer}</t></text></comment>'
        "</commentList></comments>",
        type_="comments", owner=part, kind="comments",
    )  # fmt: skip
    made.add(
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments {_THREADS}><threadedComment ref="B4" personId="{{P}}" id="{{1}}">'
        f"<text>{answer}</text></threadedComment></ThreadedComments>",
        owner=part, kind=f"{_MS}/2017/10/relationships/threadedComment",
    )  # fmt: skip
    made.add(
        "xl/persons/person.xml",
        f'<personList {_THREADS}><person displayName="{person}" id="{{p}}" userId="{account}"/>'
        "</personList>",
        kind=f"{_MS}/2017/10/relationships/person",
    )


def _shape(text: str, *, properties: str = "", fill: str = "", run: str = "") -> str:
    return (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:row>4</xdr:row></xdr:from>"
        f"<xdr:sp {'macro=' + chr(34) + 'Run' + chr(34) if 'macro' in properties else ''}>"
        f"<xdr:nvSpPr><xdr:cNvPr id='1' name='s' {properties.replace('macro', '')}/></xdr:nvSpPr>"
        f"<xdr:spPr>{fill}</xdr:spPr><xdr:txBody><a:p><a:r><a:rPr{run}"
        f"<a:t>{text[:2]}</a:t></a:r><a:r><a:rPr{run}<a:t>{text[2:]}</a:t></a:r></a:p></xdr:txBody>"
        "</xdr:sp></xdr:twoCellAnchor>"
    )


def _drawings(made: Hidden) -> None:
    at = made.at
    drawing = "xl/drawings/drawing1.xml"
    white = "><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></a:rPr>"
    shapes = (
        _shape(at("text box", "D5", visibility="visible"), run="/>"),
        _shape(at("hidden shape", "D5", "hidden.hidden_text"), properties="hidden='1'", run="/>"),
        _shape(at("white in a text box", "D5", "hidden.white_text"), fill="<a:noFill/>", run=white),
        _shape(at("tiny in a text box", "D5", "hidden.tiny_text"), run=" sz='100'/>"),
        _shape("公开按钮", properties=f"macro descr='{at('alternative text', 'D5', 'hidden.alt_text')}'",
               run="/>"),
    )  # fmt: skip
    made.add(
        drawing,
        f"<xdr:wsDr {DRAWING}>{''.join(shapes)}</xdr:wsDr>",
        type_="application/vnd.openxmlformats-officedocument.drawing+xml",
        owner="xl/worksheets/sheet1.xml", kind="drawing",
    )  # fmt: skip
    button = made.hide("form control", visibility="visible", sheet=SHEET)
    macro = made.hide("macro of a control", "hidden.active_content", sheet=SHEET)
    made.add(
        "xl/drawings/vmlDrawing1.vml",
        f"<xml xmlns:v='urn:schemas-microsoft-com:vml' xmlns:x='y'><v:shape><v:textbox><div>{button}"
        f"<br></div></v:textbox><x:ClientData><x:FmlaMacro>{macro}</x:FmlaMacro></x:ClientData>"
        "</v:shape></xml>",
        owner="xl/worksheets/sheet1.xml", kind="vmlDrawing",
    )  # fmt: skip
    chart = "xl/charts/chart1.xml"
    title = made.hide("title of a chart", visibility="visible", file=chart)
    cached = made.hide("figures of a chart", "hidden.chart_cache", file=chart)
    made.add(
        chart,
        f"<c:chartSpace {_CHART}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r>"
        "</a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:cat><c:strRef><c:f>Sheet9!"
        f"$A$1</c:f><c:strCache><c:pt idx='0'><c:v>{cached}</c:v></c:pt></c:strCache></c:strRef>"
        "</c:cat></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>",
        type_="application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        owner=drawing, kind="chart",
    )  # fmt: skip


def _caches(made: Hidden) -> None:
    hide = made.hide
    definition = "xl/pivotCache/pivotCacheDefinition1.xml"
    shared = hide("value of a pivot table", "hidden.pivot_cache", file=definition)
    record = hide("record of a pivot table", "hidden.pivot_cache", file=definition)
    who = hide("who refreshed it", "hidden.user_name", file=definition)
    made.add(
        definition,
        f"<pivotCacheDefinition {NAMESPACES} refreshedBy='{who}'><cacheSource><worksheetSource "
        "ref='A1:B9' sheet='原表'/></cacheSource><cacheFields><cacheField name='姓名'><sharedItems>"
        f"<s v='{shared}'/></sharedItems></cacheField><cacheField name='证件'><sharedItems/>"
        "</cacheField></cacheFields></pivotCacheDefinition>",
        type_="pivotCacheDefinition", kind="pivotCacheDefinition",
    )  # fmt: skip
    made.add(
        "xl/pivotCache/pivotCacheRecords1.xml",
        f"<pivotCacheRecords {NAMESPACES}><r><x v='0'/><s v='{record}'/></r></pivotCacheRecords>",
        type_="pivotCacheRecords", owner=definition, kind="pivotCacheRecords",
    )  # fmt: skip
    slicer = hide("cache of a slicer", file="xl/slicerCaches/slicerCache1.xml")
    made.add(
        "xl/slicerCaches/slicerCache1.xml",
        f"<slicerCacheDefinition {NAMESPACES} name='{slicer}'/>",
        kind=f"{_MS}/2007/relationships/slicerCache",
    )
    column = hide("column of a table", file="xl/tables/table1.xml")
    made.add(
        "xl/tables/table1.xml",
        f"<table {NAMESPACES}><tableColumns><tableColumn name='{column}'/></tableColumns></table>",
        type_="table", owner="xl/worksheets/sheet1.xml", kind="table",
    )  # fmt: skip


def _links(made: Hidden) -> None:
    hide = made.hide
    part = "xl/externalLinks/externalLink1.xml"
    kept = hide("cell of another workbook", "hidden.external_cache", file=part)
    made.add(
        part,
        f"<externalLink {NAMESPACES}><externalBook><sheetNames><sheetName val='内表'/></sheetNames>"
        "<sheetDataSet><sheetData sheetId='0'><row r='1'><cell r='B1' t='str'>"
        f"<v>{kept}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>",
        type_="externalLink", kind="externalLink",
    )  # fmt: skip
    path = hide("path of another workbook", "hidden.external_link", "meta")
    made.book.package.relate(part, "externalLinkPath", f"file:///D:\\{path}.xlsx", mode="External")
    dde = hide(
        "program asked for data", "hidden.external_link", file="xl/externalLinks/externalLink2.xml"
    )
    made.add(
        "xl/externalLinks/externalLink2.xml",
        f"<externalLink {NAMESPACES}><ddeLink ddeService='cmd' ddeTopic='/c {dde}'/></externalLink>",
        type_="externalLink", kind="externalLink",
    )  # fmt: skip
    asked = hide("question to a database", "hidden.external_link", file="xl/connections.xml")
    made.add(
        "xl/connections.xml",
        f"<connections {NAMESPACES}><connection id='1' name='库'><dbPr connection='Server=a' "
        f"command='select {asked}'/></connection></connections>",
        type_="connections", kind="connections",
    )  # fmt: skip
    query = hide("query", "hidden.external_link", file="customXml/item2.xml")
    made.add("customXml/item2.xml", _mashup(query), kind="customXml")
    web = hide("web extension", "hidden.active_content", file="xl/webextensions/webextension1.xml")
    made.add(
        "xl/webextensions/webextension1.xml",
        f"<we:webextension xmlns:we='{_MS}/webextensions/webextension/2010/11'><we:properties>"
        f"<we:property name='a' value='{web}'/></we:properties></we:webextension>",
        kind=f"{_MS}/2011/relationships/webextension",
    )


def _mashup(word_: str) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Formulas/Section1.m", f'section a; b = File.Contents("C:\\{word_}");')
    package = buffer.getvalue()
    content = struct.pack("<II", 0, len(package)) + package + struct.pack("<I", 0)
    text = base64.b64encode(content).decode()
    return f"<DataMashup xmlns='{_MS}/DataMashup'>{text}</DataMashup>"


def _revisions(made: Hidden) -> None:
    headers, log = "xl/revisions/revisionHeaders.xml", "xl/revisions/revisionLog1.xml"
    before = made.at("earlier value", "B2", "hidden.tracked_change", "deleted")
    who = made.hide("who changed it", "hidden.user_name", file=headers)
    user = made.hide(
        "user of a shared workbook", "hidden.user_name", file="xl/revisions/userNames.xml"
    )
    made.add(
        log,
        f"<revisions {NAMESPACES}><rcc rId='1' sId='1'><oc r='B2' t='inlineStr'><is><t>{before}</t>"
        "</is></oc><nc r='B2'><v>1</v></nc></rcc></revisions>",
        type_="revisionLog", owner=headers, kind="revisionLog",
    )  # fmt: skip
    made.add(
        headers,
        f"<headers {NAMESPACES}><header userName='{who}' r:id='rId1'/></headers>",
        type_="revisionHeaders", kind="revisionHeaders",
    )  # fmt: skip
    made.add(
        "xl/revisions/userNames.xml",
        f"<users {NAMESPACES}><userInfo guid='{GUID}' name='{user}'/></users>",
        type_="userNames", kind="usernames",
    )  # fmt: skip


def _files(made: Hidden) -> None:
    hide, add = made.hide, made.add
    sheet = "xl/worksheets/sheet1.xml"
    note = hide("custom data", "hidden.custom_xml", file="customXml/item1.xml")
    add("customXml/item1.xml", f"<a><b>{note}</b></a>", kind="customXml")
    core, custom = "docProps/core.xml", "docProps/custom.xml"
    author = hide("author", "hidden.property", "meta", file=core)
    add(core, "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/"
        f"core-properties' xmlns:dc='x'><dc:creator>{author}</dc:creator></cp:coreProperties>",
        owner="", kind="metadata/core-properties")  # fmt: skip
    own = hide("own property", "hidden.property", "meta", file=custom)
    add(custom, f"<Properties xmlns='x'><property name='p'><v>{own}</v></property></Properties>",
        owner="", kind="custom-properties")  # fmt: skip
    printer = hide("printer", "hidden.property", "meta",
                   file="xl/printerSettings/printerSettings1.bin")  # fmt: skip
    device = printer.encode("utf-16-le").ljust(64, b"\0") + b"\1\4" * 40
    add("xl/printerSettings/printerSettings1.bin", device, owner=sheet, kind="printerSettings")
    value = hide(
        "own property of a sheet", "hidden.document_variable", file="xl/customProperty1.bin"
    )
    add("xl/customProperty1.bin", value.encode("utf-16-le"), owner=sheet, kind="customProperty")
    add("xl/vbaProject.bin", _OLE + b"\0" * 600, kind=f"{_MS}/2006/relationships/vbaProject")
    add("xl/activeX/activeX1.xml", "<ax:ocx xmlns:ax='x'/>", owner=sheet, kind="control")
    add("xl/embeddings/a.docx", word("嵌入的文件"), owner=sheet, kind="package")
    add("xl/media/image1.png", PIXEL, owner="xl/drawings/drawing1.xml", kind="image")
    add("docProps/thumbnail.png", PIXEL, owner="", kind="metadata/thumbnail")
    signer = hide("signer", "hidden.user_name", "meta", file="_xmlsignatures/sig1.xml")
    add("_xmlsignatures/sig1.xml",
        "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><X509SubjectName>"
        f"{signer}</X509SubjectName></Signature>")  # fmt: skip
    left = hide("part of no known kind", file="xl/odd.xml")
    made.book.package.add("xl/odd.xml", f"<odd><a b='{left}'/></odd>")


def _strings(made: Hidden) -> None:
    word_ = made.hide(
        "text that no cell shows", "hidden.orphan_string", file="xl/sharedStrings.xml"
    )
    made.book.string(word_)


__all__ = ["STYLES", "Place", "hidden_workbook"]
