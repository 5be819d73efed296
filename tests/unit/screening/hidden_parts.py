"""The parts beside the sheets of a workbook, with something hidden in each."""

from __future__ import annotations

import base64
import io
import struct
import zipfile

from tests.unit.screening.hiding import SHEET, Hidden
from tests.unit.screening.papers import word
from tests.unit.screening.workbooks import DRAWING, NAMESPACES

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


def notes(made: Hidden) -> None:
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


def drawings(made: Hidden) -> None:
    at = made.at
    drawing = "xl/drawings/drawing1.xml"
    described = at("alternative text", "D5", "hidden.alt_text")
    white = "><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></a:rPr>"
    shapes = (
        _shape(at("text box", "D5", visibility="visible"), run="/>"),
        _shape(at("hidden shape", "D5", "hidden.hidden_text"), properties="hidden='1'", run="/>"),
        _shape(at("white in a text box", "D5", "hidden.white_text"), fill="<a:noFill/>", run=white),
        _shape(at("tiny in a text box", "D5", "hidden.tiny_text"), run=" sz='100'/>"),
        _shape("公开按钮", properties=f"macro descr='{described}'", run="/>"),
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
        "<xml xmlns:v='urn:schemas-microsoft-com:vml' xmlns:x='y'><v:shape><v:textbox>"
        f"<div>{button}<br></div></v:textbox><x:ClientData><x:FmlaMacro>{macro}</x:FmlaMacro></x:ClientData>"
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


def caches(made: Hidden) -> None:
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


def links(made: Hidden) -> None:
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
        f"<externalLink {NAMESPACES}><ddeLink ddeService='cmd' ddeTopic='/c {dde}'/>"
        "</externalLink>",
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


def revisions(made: Hidden) -> None:
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


def files(made: Hidden) -> None:
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
