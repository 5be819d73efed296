"""A Word file with something in every place where a Word file can hide it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.unit.screening.canaries_word import SPACES, W, planted
from tests.unit.screening.canary import COMMENT, HIDDEN, META, VISIBLE, Canary

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_UNSHOWN, _OUT = "hidden.hidden_text", "hidden.external_link"


@dataclass(frozen=True, kw_only=True)
class Held:
    """A part that holds canaries; in `xml` `{}` is the word of the first, `{1}` of the second."""

    name: str
    xml: str
    canaries: tuple[Canary, ...]
    relation: str = ""
    """What leads to it from the body; from the package where it begins with a slash."""
    type: str = "application/xml"


def _story(root: str, inner: str) -> str:
    return f"<w:{root} {SPACES}>{inner}</w:{root}>"


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _held(name: str, xml: str, *canaries: Canary, relation: str = "", type_: str = "") -> Held:
    declared = type_ or "application/xml"
    return Held(name=name, xml=xml, canaries=canaries, relation=relation, type=declared)


def _at(name: str, rule: str, seen: object, file: str, **more: int) -> Canary:
    return Canary(name, rule=rule, seen=seen, place={"file": file, **more})  # type: ignore[arg-type]


_PROPERTIES = (
    "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/"
    "core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{}</dc:title>"
    "<dc:creator>{1}</dc:creator><cp:lastModifiedBy>{2}</cp:lastModifiedBy></cp:coreProperties>"
)
_APP = (
    "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
    "extended-properties'><Template>C:\\Users\\{}\\a.dotm</Template><Company>{1}</Company>"
    "</Properties>"
)
_CUSTOM = (
    "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
    "custom-properties'><property name='经办'><lpwstr>{}</lpwstr></property></Properties>"
)
_SETTINGS = (
    "<w:docVars><w:docVar w:name='甲' w:val='{}'/></w:docVars>"
    "<w:mailMerge><w:query w:val='SELECT * FROM {1}'/></w:mailMerge>"
)
_STYLES = (
    "<w:style w:type='character' w:styleId='Unseen'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Base'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Child'><w:basedOn w:val='Base'/></w:style>"
    "<w:style w:type='table' w:styleId='Gone'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Pale'><w:rPr><w:color w:val='FFFFFF'/></w:rPr>"
    "</w:style><w:style w:type='character' w:styleId='Speck'><w:name w:val='{}'/><w:rPr>"
    "<w:sz w:val='2'/></w:rPr></w:style>"
)
_CHART = (
    "<c:chartSpace xmlns:c='%s/chart' xmlns:a='%s/main'><c:chart><c:title><c:tx><c:rich><a:p><a:r>"
    "<a:t>{}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:ser><c:cat><c:strRef>"
    "<c:strCache><c:pt idx='0'><c:v>{1}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser>"
    "</c:plotArea></c:chart></c:chartSpace>"
).replace("%s", _DRAWING)
_DIAGRAM = "<dgm:dataModel xmlns:dgm='{d}/diagram' xmlns:a='{d}/main'>{p}</dgm:dataModel>"
_DRAWN = (
    "<dsp:drawing xmlns:dsp='http://schemas.microsoft.com/office/drawing/2008/diagram' "
    "xmlns:a='{d}/main'>{p}</dsp:drawing>"
)


def _points(template: str, *texts: str) -> str:
    points = "".join(f"<x><a:p><a:r><a:t>{text}</a:t></a:r></a:p></x>" for text in texts)
    return template.replace("{d}", _DRAWING).replace("{p}", points)


PARTS = (
    _held("word/header1.xml", _story("hdr", _p("{}") + (
        "<w:p><w:r><w:pict><v:shape><v:textpath string='{1}'/></v:shape></w:pict></w:r></w:p>")),
        _at("页眉", "", VISIBLE, "word/header1.xml", paragraph=1),
        _at("水印", "", VISIBLE, "word/header1.xml", paragraph=2),
        relation="header", type_=f"{_MAIN}.header+xml"),
    _held("word/header2.xml", _story("hdr", _p("{}")),
          _at("首页不显示的页眉", _UNSHOWN, HIDDEN, "word/header2.xml"),
          relation="header", type_=f"{_MAIN}.header+xml"),
    _held("word/header3.xml", _story("hdr", _p("{}")),
          _at("偶数页不显示的页眉", _UNSHOWN, HIDDEN, "word/header3.xml"),
          relation="header", type_=f"{_MAIN}.header+xml"),
    _held("word/footer1.xml", _story("ftr", _p("{}")),
          _at("页脚", "", VISIBLE, "word/footer1.xml"),
          relation="footer", type_=f"{_MAIN}.footer+xml"),
    _held("word/footnotes.xml", _story("footnotes",
          f"<w:footnote w:id='2'>{_p('{}')}</w:footnote>"
          f"<w:footnote w:id='3'>{_p('{1}')}</w:footnote>"),
          _at("脚注", "", VISIBLE, "word/footnotes.xml", paragraph=1),
          _at("无人提到的脚注", _UNSHOWN, HIDDEN, "word/footnotes.xml", paragraph=2),
          relation="footnotes", type_=f"{_MAIN}.footnotes+xml"),
    _held("word/endnotes.xml", _story("endnotes", f"<w:endnote w:id='2'>{_p('{}')}</w:endnote>"),
          _at("尾注", "", VISIBLE, "word/endnotes.xml"),
          relation="endnotes", type_=f"{_MAIN}.endnotes+xml"),
    _held("word/comments.xml", _story("comments",
          f"<w:comment w:id='0' w:author='周岚'>{_p('{}')}</w:comment>"
          f"<w:comment w:id='1' w:author='{{1}}'>{_p('答复')}</w:comment>"),
          _at("批注", "hidden.comment", COMMENT, "word/comments.xml", paragraph=1),
          _at("答复人", "hidden.comment", None, "word/comments.xml", paragraph=2),
          relation="comments", type_=f"{_MAIN}.comments+xml"),
    _held("word/people.xml", "<w15:people xmlns:w15='urn:w15'><w15:person w15:author='{}'/>"
          "</w15:people>", _at("参与人", "hidden.user_name", META, "word/people.xml"),
          relation="people"),
    _held("word/settings.xml", _story("settings", _SETTINGS),
          _at("文档变量", "hidden.document_variable", HIDDEN, "word/settings.xml"),
          _at("邮件合并", _OUT, META, "word/settings.xml"),
          relation="settings", type_=f"{_MAIN}.settings+xml"),
    _held("word/styles.xml", _story("styles", _STYLES), _at("样式名", "", META, "word/styles.xml"),
          relation="styles", type_=f"{_MAIN}.styles+xml"),
    _held("word/numbering.xml", _story("numbering", "<w:abstractNum><w:lvl><w:lvlText w:val='{}'/>"
          "</w:lvl></w:abstractNum>"), _at("编号文字", "", META, "word/numbering.xml"),
          relation="numbering"),
    _held("word/glossary/document.xml", _story("glossaryDocument", f"<w:docParts>{_p('{}')}"
          "</w:docParts>"), _at("图文集", "hidden.glossary", HIDDEN, "word/glossary/document.xml"),
          relation="glossaryDocument", type_=f"{_MAIN}.document.glossary+xml"),
    _held("word/charts/chart1.xml", _CHART, _at("图表标题", "", VISIBLE, "word/charts/chart1.xml"),
          _at("图表缓存", "hidden.chart_cache", HIDDEN, "word/charts/chart1.xml"),
          relation="chart"),
    _held("word/diagrams/drawing1.xml", _points(_DRAWN, "{}"),
          _at("图示", "", VISIBLE, "word/diagrams/drawing1.xml"), relation="diagramDrawing"),
    _held("word/diagrams/data1.xml", _points(_DIAGRAM, "〔图示〕", "{}"),
          _at("图示之外", _UNSHOWN, HIDDEN, "word/diagrams/data1.xml"), relation="diagramData"),
    _held("customXml/item1.xml", "<root note='{}'><a>{1}</a></root>",
          _at("自定义属性", "hidden.custom_xml", HIDDEN, "customXml/item1.xml"),
          _at("自定义数据", "hidden.custom_xml", HIDDEN, "customXml/item1.xml"),
          relation="customXml"),
    _held("word/activeX/activeX1.xml", "<ax:ocx xmlns:ax='urn:ax' ax:value='{}'/>",
          _at("控件内容", "", META, "word/activeX/activeX1.xml"), relation="control"),
    _held("docProps/core.xml", _PROPERTIES, _at("标题属性", "", META, "docProps/core.xml"),
          _at("作者属性", "hidden.property", META, "docProps/core.xml"),
          _at("修改人属性", "hidden.user_name", META, "docProps/core.xml"),
          relation="/core-properties"),
    _held("docProps/app.xml", _APP,
          _at("模板路径", "hidden.template_path", META, "docProps/app.xml"),
          _at("单位属性", "hidden.property", META, "docProps/app.xml"),
          relation="/extended-properties"),
    _held("docProps/custom.xml", _CUSTOM,
          _at("自定义文档属性", "hidden.property", META, "docProps/custom.xml"),
          relation="/custom-properties"),
    _held("word/afchunk.htm", "<html><body>{}</body></html>",
          Canary("并入的网页", rule="hidden.embedded_file", inside="word/afchunk.htm"),
          relation="aFChunk", type_="text/html"),
    _held("word/embeddings/book.csv", "甲,{}",
          Canary("嵌入的表", rule="hidden.embedded_file", inside="word/embeddings/book.csv"),
          relation="package", type_="application/octet-stream"),
    _held("word/vbaProject.bin", "Attribute {}",
          Canary("宏", rule="hidden.active_content", inside="word/vbaProject.bin"),
          relation="vbaProject", type_="application/octet-stream"),
    _held("word/media/image1.png", "\x89PNG\r\n\x1a\n{}",
          Canary("图片", inside="word/media/image1.png"), relation="image", type_="image/png"),
    _held("word/orphan.xml", "<a>{}</a>", Canary("无主的部件", seen=META,
          place={"file": "word/orphan.xml"})),
    _held("_xmlsignatures/sig1.xml", "<Signature><X509IssuerName>{}</X509IssuerName></Signature>",
          _at("签名人", "hidden.user_name", META, "_xmlsignatures/sig1.xml"),
          relation="signature"),
)  # fmt: skip

_LINKS: Mapping[str, str] = {
    "attachedTemplate": "外部模板",
    "image": "外部图片",
    "oleObject": "外部对象",
    "frame": "外部框架",
    "subDocument": "外部子文档",
    "aFChunk": "外部并入",
}


def canaries() -> Iterator[Canary]:
    """Yield every canary of the file."""
    yield from (canary for canary, _ in planted())
    for part in PARTS:
        yield from part.canaries
    rels = {"file": "word/_rels/document.xml.rels"}
    for name in _LINKS.values():
        yield Canary(name, rule=_OUT, seen=META, place=rels)
    yield Canary("压缩包注释", rule="hidden.archive_comment", seen=META)
    yield Canary("条目注释", seen=META)


def word_file() -> bytes:
    """Make the file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types())
        archive.writestr("_rels/.rels", _relations("/"))
        archive.writestr("word/document.xml", _document())
        archive.writestr("word/_rels/document.xml.rels", _relations(""))
        for part in PARTS:
            words = [canary.word for canary in part.canaries]
            text = part.xml.replace("{}", words[0])
            for at, word in enumerate(words):
                text = text.replace(f"{{{at}}}", word)
            archive.writestr(part.name, text.encode("latin-1" if text.isascii() else "utf-8"))
        archive.comment = "〔压缩包注释〕".encode()
        archive.getinfo("word/people.xml").comment = "〔条目注释〕".encode()
    return buffer.getvalue()


def _document() -> str:
    sections = (
        "<w:sectPr><w:headerReference w:type='default' r:id='r0'/>"
        "<w:headerReference w:type='first' r:id='r1'/><w:headerReference w:type='even' r:id='r2'/>"
        "<w:footerReference w:type='default' r:id='r3'/></w:sectPr>"
    )
    notes = (
        "<w:p><w:r><w:t>关于做好2023年度部门预算公开工作的通知</w:t></w:r><w:r>"
        "<w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='2'/></w:r></w:p>"
    )
    body = "".join(xml for _, xml in planted())
    return f"<w:document {SPACES}><w:body>{body}{notes}{sections}</w:body></w:document>"


def _types() -> str:
    overrides = "".join(
        f"<Override PartName='/{part.name}' ContentType='{part.type}'/>" for part in PARTS
    )
    return (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' "
        "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{_MAIN}.document.main+xml'/>"
        f"{overrides}</Types>"
    )


def _relations(source: str) -> str:
    """Return what leads from the body, or with a slash from the package."""
    listed = [
        (part.relation.lstrip("/"), f"/{part.name}", "")
        for part in PARTS
        if part.relation and part.relation.startswith("/") == bool(source)
    ]
    if source:
        listed.append(("officeDocument", "/word/document.xml", ""))
    else:
        outside = "file:///\\\\server\\〔{}〕"
        listed += [(kind, outside.format(name), "External") for kind, name in _LINKS.items()]
    relations = "".join(
        f"<Relationship Id='r{at}' Type='{_OFFICE}/{kind}' Target='{target}'"
        + (f" TargetMode='{mode}'/>" if mode else "/>")
        for at, (kind, target, mode) in enumerate(listed)
    )
    return (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"{relations}</Relationships>"
    )


__all__ = ["W", "canaries", "word_file"]
