"""An OFD in which something lies in every place that can hide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.unit.screening.canary import COMMENT, HIDDEN, META, VISIBLE, Canary
from tests.unit.screening.made_fonts import typeface
from tests.unit.screening.ofd_papers import box, ofd, page, root, text
from tests.unit.screening.papers import BODY

_ON_FIRST: Mapping[str, str | int] = {"page": 1}
_SHOWN = "〔字形〕"


def canaries() -> Iterator[Canary]:
    """Yield what is planted."""
    for name, rule in (
        ("不可见层", "hidden.layer"),
        ("不着墨", "hidden.invisible_text"),
        ("全透明", "hidden.invisible_text"),
        ("白字", "hidden.white_text"),
        ("白色参数", "hidden.white_text"),
        ("极小", "hidden.tiny_text"),
        ("页外", "hidden.clipped_text"),
        ("遮盖", "hidden.covered_text"),
        ("页中注释", "hidden.custom_xml"),
        ("怪元素", "hidden.unused_object"),
    ):
        yield Canary(name, rule=rule, seen=HIDDEN, place=_ON_FIRST)
    yield Canary("字形", rule="hidden.other_glyphs", seen=VISIBLE, place=_ON_FIRST)
    yield Canary("链接", rule="hidden.external_link", place=_ON_FIRST)
    yield Canary("第二页隐藏层", rule="hidden.layer", seen=HIDDEN, place={"page": 2})
    yield Canary("模板", seen=VISIBLE, place=_ON_FIRST)
    yield Canary("图元", seen=VISIBLE, place=_ON_FIRST)
    yield Canary("大纲", seen=VISIBLE)
    yield Canary("书签", seen=VISIBLE)
    yield Canary("注释说明", rule="hidden.annotation", seen=COMMENT)
    yield Canary("注释外观", rule="hidden.annotation", seen=VISIBLE)
    yield Canary("隐藏注释", rule="hidden.annotation", seen=HIDDEN)
    yield Canary("注释参数", rule="hidden.annotation", seen=COMMENT)
    yield Canary("注释人", rule="hidden.annotation")
    yield Canary("附件名", rule="hidden.attachment", seen=META)
    yield Canary("附件", inside="Doc_0/Attachs/f.txt")
    yield Canary("标引", rule="hidden.custom_tag", seen=HIDDEN)
    yield Canary("扩展", rule="hidden.custom_xml", seen=HIDDEN)
    yield Canary("作者", rule="hidden.property", seen=META)
    yield Canary("自定义属性", rule="hidden.property", seen=META)
    yield Canary("标题属性", seen=META)
    yield Canary("签章人", rule="hidden.user_name", seen=META)
    yield Canary("无主页", rule="hidden.unused_object", seen=HIDDEN)
    yield Canary("无用图元", rule="hidden.unused_object", seen=HIDDEN)
    yield Canary("无用模板", rule="hidden.unused_object", seen=HIDDEN)
    yield Canary("较早版本", seen=HIDDEN)
    yield Canary("封面", inside="Doc_0/c.txt")
    yield Canary("散落文件", inside="Doc_0/left.txt")
    yield Canary("无用图片", inside="Doc_0/p.png")
    yield Canary("包注释", rule="hidden.archive_comment")


def _pages() -> tuple[bytes, bytes]:
    drawn = (
        "<ofd:CGTransform CodePosition='0' CodeCount='4' GlyphCount='4'>"
        "<ofd:Glyphs>1 2 3 4</ofd:Glyphs></ofd:CGTransform>"
    )
    glyphs = text("〔公开〕", y=90).replace('Font="1"', 'Font="2"')
    first = page(
        text(BODY),
        text("〔不可见层〕", y=40, more="Visible='false'"),
        text("〔不着墨〕", y=46, more="Fill='false'"),
        text("〔全透明〕", y=52, more="Alpha='0'"),
        text("〔白字〕", y=58, fill="Value='255 255 255'"),
        text("〔白色参数〕", y=64, more="DrawParam='5'"),
        text("〔极小〕", y=70, size=0.2),
        text("〔页外〕", y=400),
        text("〔遮盖〕", y=76),
        box(x=10, y=75, height=10),
        glyphs.replace("<ofd:TextCode", f"{drawn}<ofd:TextCode"),
        "<ofd:CompositeObject Boundary='0 100 9 9' ResourceID='7'/>",
        "<!-- 〔页中注释〕 -->",
        f"<ofd:Strange>{text('〔怪元素〕')}</ofd:Strange>",
        "<ofd:Action><ofd:URI URI='file:///d:/〔链接〕.doc'/></ofd:Action>",
        before="<ofd:Template TemplateID='4'/>",
    )
    return first, page(text("第二页"), text("〔第二页隐藏层〕"), layer="Visible='false'")


def _unit(number: int, said: str) -> str:
    inner = f"<ofd:Content>{text(said)}</ofd:Content>"
    return f"<ofd:CompositeGraphicUnit ID='{number}'>{inner}</ofd:CompositeGraphicUnit>"


def _resources() -> bytes:
    return root(
        "Res",
        "<ofd:Fonts><ofd:Font ID='2' FontName='甲'><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font>"
        "</ofd:Fonts><ofd:DrawParams><ofd:DrawParam ID='5'><ofd:FillColor Value='255 255 255'/>"
        "</ofd:DrawParam></ofd:DrawParams><ofd:MultiMedias><ofd:MultiMedia ID='3' Type='Image'>"
        "<ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>"
        f"<ofd:CompositeGraphicUnits>{_unit(7, '〔图元〕')}{_unit(17, '〔无用图元〕')}"
        "</ofd:CompositeGraphicUnits>",
    )


def _notes() -> bytes:
    look = "<ofd:Appearance Boundary='10 10 90 90'>{}</ofd:Appearance>".format
    return root(
        "PageAnnot",
        "<ofd:Annot Type='Highlight' Creator='〔注释人〕'><ofd:Remark>〔注释说明〕</ofd:Remark>"
        f"{look(text('〔注释外观〕'))}<ofd:Parameters><ofd:Parameter Name='a'>〔注释参数〕"
        "</ofd:Parameter></ofd:Parameters></ofd:Annot>"
        f"<ofd:Annot Type='Stamp' Visible='false'>{look(text('〔隐藏注释〕'))}</ofd:Annot>",
    )


def _der(tag: int, raw: bytes) -> bytes:
    return bytes([tag, len(raw)]) + raw


def ofd_file() -> bytes:
    """Return the file."""
    first, second = _pages()
    old = "<ofd:CommonData/><ofd:Pages><ofd:Page ID='1' BaseLoc='Old.xml'/></ofd:Pages>"
    content = ofd(
        first,
        second,
        information="<ofd:Title>〔标题属性〕</ofd:Title><ofd:Author>〔作者〕</ofd:Author>"
        "<ofd:Cover>Doc_0/c.txt</ofd:Cover><ofd:CustomDatas><ofd:CustomData Name='a'>〔自定义属性〕"
        "</ofd:CustomData></ofd:CustomDatas>",
        common="<ofd:TemplatePage ID='4' BaseLoc='Tpls/T.xml'/>"
        "<ofd:TemplatePage ID='14' BaseLoc='Tpls/U.xml'/><ofd:PublicRes>R.xml</ofd:PublicRes>",
        beside="<ofd:Outlines><ofd:OutlineElem Title='〔大纲〕'/></ofd:Outlines>"
        "<ofd:Bookmarks><ofd:Bookmark Name='〔书签〕'/></ofd:Bookmarks>",
        parts={
            "Doc_0/R.xml": _resources(),
            "Doc_0/f.ttf": typeface(*_SHOWN),
            "Doc_0/p.png": "〔无用图片〕".encode(),
            "Doc_0/c.txt": "〔封面〕".encode(),
            "Doc_0/left.txt": "〔散落文件〕".encode(),
            "Doc_0/Tpls/T.xml": page(text("〔模板〕", y=110)),
            "Doc_0/Tpls/U.xml": page(text("〔无用模板〕")),
            "Doc_0/Annots/a.xml": _notes(),
            "Doc_0/Attachs/A.xml": root(
                "Attachments",
                "<ofd:Attachment Name='〔附件名〕'><ofd:FileLoc>f.txt</ofd:FileLoc>"
                "</ofd:Attachment>",
            ),
            "Doc_0/Attachs/f.txt": "〔附件〕".encode(),
            "Doc_0/Tags/CustomTags.xml": root(
                "CustomTags", "<ofd:CustomTag><ofd:FileLoc>t.xml</ofd:FileLoc></ofd:CustomTag>"
            ),
            "Doc_0/Tags/t.xml": "<a>〔标引〕</a>".encode(),
            "Doc_0/Extensions.xml": root(
                "Extensions", "<ofd:Extension><ofd:Property>〔扩展〕</ofd:Property></ofd:Extension>"
            ),
            "Doc_0/Signs/SignedValue.dat": _der(0x30, _der(0x0C, "〔签章人〕".encode())),
            "Doc_0/Pages/Left.xml": page(text("〔无主页〕")),
            "Doc_0/Document_1.xml": root("Document", old),
            "Doc_0/Old.xml": page(text("〔较早版本〕")),
        },
    )
    remark = "〔包注释〕".encode()
    return content[:-2] + len(remark).to_bytes(2, "little") + remark
