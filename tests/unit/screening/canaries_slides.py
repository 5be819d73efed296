"""A presentation with something in every place where a presentation can hide it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.unit.screening.canary import COMMENT, HIDDEN, META, VISIBLE, Canary

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = (
    "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' "
    f"xmlns:a='{_DRAWING}/main' xmlns:r='{_OFFICE}' "
    "xmlns:p14='http://schemas.microsoft.com/office/powerpoint/2010/main'"
)
_UNSHOWN, _OUT, _OFF = "hidden.hidden_text", "hidden.external_link", "hidden.off_slide"
_FIRST = {"page": 1}


def _shape(
    text: str, *, at: str = "0,0,9,9", named: str = "", looks: str = "", fill: str = "",
    filled: str = "", box: bool = True,
) -> str:  # fmt: skip
    left, top, wide, high = at.split(",")
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='2' name='形' {named}/>"
        f"<p:cNvSpPr txBox='{int(box)}'/><p:nvPr>{filled}</p:nvPr>"
        f"</p:nvSpPr><p:spPr><a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='{wide}' cy='{high}'/>"
        f"</a:xfrm>{fill}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f"<a:rPr {looks}</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    ).replace("<a:rPr </a:rPr>", "<a:rPr/>")


def _solid(colour: str) -> str:
    return f"<a:solidFill>{colour}</a:solidFill>"


_WHITE = _solid("<a:srgbClr val='FFFFFF'/>")
_GROUP = (
    "<p:grpSp><p:nvGrpSpPr><p:cNvPr id='3' name='组'/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
    "<a:off x='9000' y='0'/><a:ext cx='100' cy='100'/><a:chOff x='0' y='0'/>"
    "<a:chExt cx='100' cy='100'/></a:xfrm></p:grpSpPr>{shape}</p:grpSp>"
)
_TABLE = (
    "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name='表'/><p:nvPr/></p:nvGraphicFramePr>"
    "<p:xfrm><a:off x='0' y='0'/><a:ext cx='9' cy='9'/></p:xfrm><a:graphic><a:graphicData><a:tbl>"
    "<a:tr><a:tc><a:txBody/></a:tc></a:tr><a:tr><a:tc><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    "</p:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
)
_SEEN, _GONE = VISIBLE, HIDDEN

SHAPES: tuple[tuple[Canary, str], ...] = (
    (Canary("标题", seen=VISIBLE), _shape("{}", filled="<p:ph type='title'/>", box=False)),
    (Canary("文本框", seen=VISIBLE), _shape("{}")),
    (Canary("表格", seen=VISIBLE), _TABLE),
    (Canary("画面外", rule=_OFF, seen=HIDDEN), _shape("{}", at="-500,0,100,100")),
    (Canary("组里画面外", rule=_OFF, seen=HIDDEN),
     _GROUP.replace("{shape}", _shape("{}", at="2500,0,100,100"))),
    (Canary("占位画面外", rule=_OFF, seen=HIDDEN),
     _shape("{}", filled="<p:ph type='body' idx='7'/>").replace(
         "<a:xfrm><a:off x='0' y='0'/><a:ext cx='9' cy='9'/></a:xfrm>", "")),
    (Canary("隐藏的形状", rule=_UNSHOWN, seen=HIDDEN), _shape("{}", named="hidden='1'")),
    (Canary("白字", rule="hidden.white_text", seen=HIDDEN),
     _shape("{}", at="100,100,9,9", looks=f">{_WHITE}")),
    (Canary("主题白字", rule="hidden.white_text", seen=HIDDEN),
     _shape("{}", at="200,200,9,9", looks=">" + _solid("<a:schemeClr val='bg1'/>"))),
    (Canary("底色同字", rule="hidden.white_text", seen=HIDDEN),
     _shape("{}", looks=">" + _solid("<a:srgbClr val='203040'/>"),
            fill=_solid("<a:srgbClr val='203040'/>"))),
    (Canary("极小字", rule="hidden.tiny_text", seen=HIDDEN), _shape("{}", looks="sz='100'>")),
    (Canary("缩小的字", rule="hidden.tiny_text", seen=HIDDEN),
     _shape("{}", looks="sz='800'>").replace(
         "<a:bodyPr/>", "<a:bodyPr><a:normAutofit fontScale='10000'/></a:bodyPr>")),
    (Canary("无色字", rule="hidden.invisible_text", seen=HIDDEN),
     _shape("{}", looks="><a:noFill/>")),
    (Canary("透明字", rule="hidden.invisible_text", seen=HIDDEN),
     _shape("{}", looks=">" + _solid("<a:srgbClr val='000000'><a:alpha val='0'/></a:srgbClr>"))),
    (Canary("替代文字", rule="hidden.alt_text", seen=HIDDEN), _shape("图", named="descr='{}'")),
    (Canary("替代标题", rule="hidden.alt_text", seen=HIDDEN), _shape("图", named="title='{}'")),
    (Canary("链接提示", seen=META),
     _shape("链").replace("<a:rPr/>", "<a:rPr><a:hlinkClick tooltip='{}' r:id=''/></a:rPr>")),
    (Canary("运行宏", rule="hidden.active_content"),
     _shape("按").replace("<a:rPr/>",
                          "<a:rPr><a:hlinkClick action='ppaction://macro?name={}'/></a:rPr>")),
    (Canary("形状名", seen=META), _shape("形").replace("name='形'", "name='{}'")),
    (Canary("标记里的注释", seen=META), "<!--{}-->"),
    (Canary("别家的元素", seen=META), "<x:note xmlns:x='urn:x'>{}</x:note>"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Held:
    """A part that holds canaries; `source` is the part that leads to it."""

    name: str
    xml: str
    canaries: tuple[Canary, ...]
    source: str
    relation: str
    type: str = "application/xml"


def _slide(*shapes: str, root: str = "sld", more: str = "", after: str = "") -> str:
    tree = "".join(shapes)
    return (
        f"<p:{root} {_SPACES} {more}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld>{after}</p:{root}>"
    )


def _held(name: str, xml: str, *canaries: Canary, by: str, type_: str = "application/xml") -> Held:
    source, _, relation = by.rpartition(":")
    return Held(name=name, xml=xml, canaries=canaries, source=source, relation=relation, type=type_)


def _at(name: str, rule: str, seen: object, file: str = "", **more: int) -> Canary:
    place: Mapping[str, str | int] = ({"file": file} if file else {}) | more
    return Canary(name, rule=rule, seen=seen, place=place)  # type: ignore[arg-type]


_ONE, _SHOW = "ppt/slides/slide1.xml", "ppt/presentation.xml"
_LAYOUT, _MASTER = "ppt/slideLayouts/slideLayout1.xml", "ppt/slideMasters/slideMaster1.xml"
_CHART = (
    f"<c:chartSpace xmlns:c='{_DRAWING}/chart' xmlns:a='{_DRAWING}/main'><c:title><a:p><a:r>"
    "<a:t>{}</a:t></a:r></a:p></c:title><c:v>{1}</c:v></c:chartSpace>"
)
_POINT = "<x xmlns:a='%s/main'><a:p><a:r><a:t>{}</a:t></a:r></a:p></x>" % _DRAWING  # noqa: UP031
_CM = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"

PARTS = (
    _held("ppt/slides/slide2.xml", _slide(_shape("{}"), more="show='0'"),
          _at("隐藏的幻灯片", "hidden.slide", HIDDEN, page=2), by=f"{_SHOW}:slide",
          type_=f"{_MAIN}.slide+xml"),
    _held("ppt/slides/slide9.xml", _slide(_shape("{}")),
          _at("未列入的幻灯片", "hidden.slide", HIDDEN, "ppt/slides/slide9.xml"), by="",
          type_=f"{_MAIN}.slide+xml"),
    _held("ppt/notesSlides/notesSlide1.xml",
          _slide(_shape("{}", filled="<p:ph type='body'/>"), root="notes"),
          _at("备注", "hidden.notes", HIDDEN, page=1), by=f"{_ONE}:notesSlide"),
    _held("ppt/comments/comment1.xml",
          f"<p:cmLst {_SPACES}><p:cm authorId='0'><p:text>{{}}</p:text></p:cm></p:cmLst>",
          _at("批注", "hidden.comment", COMMENT, page=1), by=f"{_ONE}:comments"),
    _held("ppt/comments/modernComment_100_0.xml",
          f"<q:cmLst xmlns:q='{_CM}' xmlns:a='{_DRAWING}/main'><q:cm authorId='{{{{B}}}}'>"
          "<q:replyLst><q:reply authorId='{{B}}'><q:txBody><a:p><a:r><a:t>{1}</a:t></a:r></a:p>"
          "</q:txBody></q:reply></q:replyLst><q:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p>"
          "</q:txBody></q:cm></q:cmLst>",
          _at("新式批注", "hidden.comment", COMMENT, page=1),
          _at("批注的答复", "hidden.comment", COMMENT, page=1), by=f"{_ONE}:comments"),
    _held("ppt/commentAuthors.xml",
          f"<p:cmAuthorLst {_SPACES}><p:cmAuthor id='0' name='{{}}'/></p:cmAuthorLst>",
          _at("批注人", "hidden.user_name", META, "ppt/commentAuthors.xml"),
          by=f"{_SHOW}:commentAuthors"),
    _held("ppt/authors.xml", f"<q:authorLst xmlns:q='{_CM}'><q:author id='{{{{B}}}}' name='{{}}'/>"
          "</q:authorLst>", _at("新式批注人", "hidden.user_name", META, "ppt/authors.xml"),
          by=f"{_SHOW}:authors"),
    _held("ppt/changesInfos/changes1.xml", "<c:chgInfo xmlns:c='urn:c'><c:chgData name='{}'/>"
          "</c:chgInfo>",
          _at("改动的人", "hidden.user_name", META, "ppt/changesInfos/changes1.xml"),
          by=f"{_SHOW}:changesInfo"),
    _held(_LAYOUT, _slide(_shape("{}"), _shape("{1}", at="99999,0,9,9",
          filled="<p:ph type='body' idx='7'/>"), root="sldLayout"),
          _at("版式上的字", "", VISIBLE, _LAYOUT), _at("版式的提示", "", META, _LAYOUT),
          by=f"{_ONE}:slideLayout"),
    _held(_MASTER, _slide(_shape("{}"), root="sldMaster",
          after="<p:clrMap bg1='lt1' tx1='dk1'/>"),
          _at("母版上的字", "", VISIBLE, _MASTER), by=f"{_LAYOUT}:slideMaster"),
    _held("ppt/slideLayouts/slideLayout2.xml", _slide(_shape("{}"), root="sldLayout"),
          _at("未用版式上的字", _UNSHOWN, HIDDEN, "ppt/slideLayouts/slideLayout2.xml"),
          by=f"{_MASTER}:slideLayout"),
    _held("ppt/notesMasters/notesMaster1.xml", _slide(_shape("{}"), root="notesMaster"),
          _at("备注母版", _UNSHOWN, HIDDEN, "ppt/notesMasters/notesMaster1.xml"),
          by=f"{_SHOW}:notesMaster"),
    _held("ppt/handoutMasters/handoutMaster1.xml", _slide(_shape("{}"), root="handoutMaster"),
          _at("讲义母版", _UNSHOWN, HIDDEN, "ppt/handoutMasters/handoutMaster1.xml"),
          by=f"{_SHOW}:handoutMaster"),
    _held("ppt/tags/tag1.xml", f"<p:tagLst {_SPACES}><p:tag name='A' val='{{}}'/></p:tagLst>",
          _at("标签", "hidden.custom_xml", HIDDEN, "ppt/tags/tag1.xml"), by=f"{_ONE}:tags"),
    _held("ppt/charts/chart1.xml", _CHART, _at("图表标题", "", VISIBLE, page=1),
          _at("图表缓存", "hidden.chart_cache", HIDDEN, page=1), by=f"{_ONE}:chart"),
    _held("ppt/diagrams/drawing1.xml", _POINT.replace("<x", "<drawing").replace("/x>", "/drawing>"),
          _at("图示", "", VISIBLE, page=1), by=f"{_ONE}:diagramDrawing"),
    _held("ppt/diagrams/data1.xml", f"<dataModel>{_POINT.replace('{}', '〔图示〕')}{_POINT}"
          "</dataModel>", _at("图示之外", _UNSHOWN, HIDDEN, page=1), by=f"{_ONE}:diagramData"),
    _held("customXml/item1.xml", "<a b='{}'>甲</a>",
          _at("自定义数据", "hidden.custom_xml", HIDDEN, "customXml/item1.xml"),
          by=f"{_SHOW}:customXml"),
    _held("docProps/core.xml", "<coreProperties><title>{}</title><lastModifiedBy>{1}"
          "</lastModifiedBy></coreProperties>", _at("标题属性", "", META, "docProps/core.xml"),
          _at("修改人属性", "hidden.user_name", META, "docProps/core.xml"), by=":core-properties"),
    _held("ppt/presProps.xml", f"<p:presentationPr {_SPACES} x='{{}}'/>",
          _at("放映属性", "", META, "ppt/presProps.xml"), by=f"{_SHOW}:presProps"),
    _held("ppt/embeddings/book.csv", "甲,{}",
          Canary("嵌入的表", rule="hidden.embedded_file", inside="ppt/embeddings/book.csv"),
          by=f"{_ONE}:package"),
    _held("ppt/media/media1.mp3", "ID3{}",
          Canary("声音", rule="hidden.embedded_file", inside="ppt/media/media1.mp3"),
          by=f"{_ONE}:audio"),
    _held("ppt/media/image1.png", "\x89PNG\r\n\x1a\n{}",
          Canary("图片", inside="ppt/media/image1.png"), by=f"{_ONE}:image"),
    _held("ppt/vbaProject.bin", "宏{}",
          Canary("宏", rule="hidden.active_content", inside="ppt/vbaProject.bin"),
          by=f"{_SHOW}:vbaProject"),
    _held("ppt/orphan.xml", "<a>{}</a>", _at("无主的部件", "", META, "ppt/orphan.xml"), by=""),
)  # fmt: skip
_LINKS = {
    "hyperlink": "共享链接",
    "video": "外部视频",
    "image": "外部图片",
    "oleObject": "外部对象",
}


def canaries() -> Iterator[Canary]:
    """Yield every canary of the file."""
    for canary, _ in SHAPES:
        place = {} if canary.seen is META else _FIRST
        yield Canary(canary.name, rule=canary.rule, seen=canary.seen, place=place)
    for part in PARTS:
        yield from part.canaries
    for name in _LINKS.values():
        file = {"file": "ppt/slides/_rels/slide1.xml.rels"}
        yield Canary(name, rule=_OUT, seen=META, place=file)
    yield Canary("节名", seen=META, place={"file": _SHOW})
    yield Canary("自定义放映", seen=META, place={"file": _SHOW})
    yield Canary("压缩包注释", rule="hidden.archive_comment", seen=META)


def slides_file() -> bytes:
    """Make the file."""
    shapes = [xml.replace("{}", canary.word) for canary, xml in SHAPES]
    parts = {_SHOW: _presentation(), _ONE: _slide(*shapes)} | dict(_filled())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types())
        for name, text in parts.items():
            archive.writestr(name, text)
        for source in ("", _SHOW, _ONE, _LAYOUT, _MASTER):
            folder, _, file = source.rpartition("/")
            archive.writestr(f"{folder}/_rels/{file}.rels".lstrip("/"), _relations(source))
        archive.comment = "〔压缩包注释〕".encode()
    return buffer.getvalue()


def _filled() -> Iterator[tuple[str, str]]:
    for part in PARTS:
        words = [canary.word for canary in part.canaries]
        text = part.xml.replace("{{B}}", "【乙】").replace("{}", words[0])
        for at, word in enumerate(words):
            text = text.replace(f"{{{at}}}", word)
        yield part.name, text


def _presentation() -> str:
    return (
        f"<p:presentation {_SPACES}><p:sldIdLst><p:sldId id='256' r:id='s1'/>"
        "<p:sldId id='257' r:id='r0'/></p:sldIdLst><p:sldSz cx='10000' cy='7500'/>"
        "<p:custShowLst><p:custShow name='〔自定义放映〕'/></p:custShowLst><p:extLst><p14:section "
        "name='〔节名〕'/></p:extLst></p:presentation>"
    )


def _types() -> str:
    mains = {_SHOW: f"{_MAIN}.presentation.main+xml", _ONE: f"{_MAIN}.slide+xml"}
    declared = mains | {part.name: part.type for part in PARTS if part.name.endswith(".xml")}
    overrides = "".join(
        f"<Override PartName='/{name}' ContentType='{type_}'/>" for name, type_ in declared.items()
    )
    return (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' "
        "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"{overrides}</Types>"
    )


def _relations(source: str) -> str:
    listed = [(part.relation, f"/{part.name}", "") for part in PARTS
              if part.relation and part.source == source]  # fmt: skip
    relations = "".join(
        f"<Relationship Id='r{at}' Type='{_OFFICE}/{kind}' Target='{target}'/>"
        for at, (kind, target, _) in enumerate(listed)
    )
    first = {"": ("officeDocument", _SHOW), _SHOW: ("slide", _ONE)}.get(source)
    if first:
        relations += f"<Relationship Id='s1' Type='{_OFFICE}/{first[0]}' Target='/{first[1]}'/>"
    if source == _ONE:
        relations += "".join(
            f"<Relationship Id='o{kind}' Type='{_OFFICE}/{kind}' TargetMode='External' "
            f"Target='file:///\\\\server\\〔{name}〕'/>"
            for kind, name in _LINKS.items()
        )
    return (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"{relations}</Relationships>"
    )
