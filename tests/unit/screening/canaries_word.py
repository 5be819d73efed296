"""What the body of a Word file can hide, each thing in a paragraph or a table of its own."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.unit.screening.canary import DELETED, HIDDEN, META, VISIBLE, Canary

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TRACKED, _UNSHOWN = "hidden.tracked_change", "hidden.hidden_text"
_WHITE, _TINY, _CLIPPED = "hidden.white_text", "hidden.tiny_text", "hidden.clipped_text"
_ALT, _CODE, _OUT = "hidden.alt_text", "hidden.field_code", "hidden.external_link"


@dataclass(frozen=True)
class Planted:
    """A canary and the paragraphs, or rows, of the body that hold it; `{}` is its word."""

    canary: Canary
    xml: str


def _run(looks: str, text: str = "{}") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def _p(inner: str, looks: str = "") -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr>{inner}</w:p>"


def _row(properties: str, cell: str = "{}", cell_properties: str = "") -> str:
    cells = f"<w:tc><w:tcPr>{cell_properties}</w:tcPr>{_p(_run('', cell))}</w:tc>"
    return (
        "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>行</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr></w:tbl>"
    )


def _field(*code: str, result: str = "结果") -> str:
    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in code)
    return _p(
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + pieces
        + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + f"<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )  # fmt: skip


def _box(text: str, *, position: str = "", described: str = "", grows: str = "") -> str:
    return (
        f"<w:drawing><wp:anchor>{position}<wp:extent cx='900000' cy='900000'/>"
        f"<wp:docPr id='9' name='框' {described}/><a:graphic><a:graphicData><wps:wsp><wps:spPr/>"
        f"<wps:txbx><w:txbxContent>{_p(_run('', text))}</w:txbxContent></wps:txbx>"
        f"<wps:bodyPr>{grows}</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing>"
    )


def _vml(style: str, inner: str, more: str = "") -> str:
    return f"<w:pict><v:shape id='s' style='{style}' {more}>{inner}</v:shape></w:pict>"


def _vml_box(text: str) -> str:
    return f"<v:textbox><w:txbxContent>{_p(_run('', text))}</w:txbxContent></v:textbox>"


_FAR = (
    "<wp:positionH relativeFrom='page'><wp:posOffset>99000000</wp:posOffset></wp:positionH>"
    "<wp:positionV relativeFrom='page'><wp:posOffset>0</wp:posOffset></wp:positionV>"
)
_BY = "w:id='1' w:author='{}'"
_DATA = base64.b64encode("〔域数据〕".encode("utf-16-le")).decode()

BODY = (
    Planted(Canary("插入的文字", rule=_TRACKED, seen=VISIBLE),
            _p(f"<w:ins w:id='1' w:author='李明'>{_run('')}</w:ins>")),
    Planted(Canary("插入者", rule=_TRACKED), _p(f"<w:ins {_BY}>{_run('', '增')}</w:ins>")),
    Planted(Canary("删去的文字", rule=_TRACKED, seen=DELETED),
            _p("<w:del w:id='1' w:author='李明'><w:r><w:delText>{}</w:delText></w:r></w:del>")),
    Planted(Canary("移走的文字", rule=_TRACKED, seen=DELETED),
            _p(f"<w:moveFrom w:id='1' w:author='李明'>{_run('')}</w:moveFrom>")),
    Planted(Canary("移来的文字", rule=_TRACKED, seen=VISIBLE),
            _p(f"<w:moveTo w:id='1' w:author='李明'>{_run('')}</w:moveTo>")),
    Planted(Canary("删去的行", rule=_TRACKED, seen=DELETED),
            _row("<w:del w:id='1' w:author='李明'/>")),
    Planted(Canary("删去的单元格", rule=_TRACKED, seen=DELETED),
            _row("", cell_properties="<w:cellDel w:id='1' w:author='李明'/>")),
    Planted(Canary("字体修订人", rule=_TRACKED),
            _p(_run(f"<w:b/><w:rPrChange {_BY}><w:rPr/></w:rPrChange>", "粗"))),
    Planted(Canary("段落修订人", rule=_TRACKED),
            _p(_run("", "移"), f"<w:pPrChange {_BY}><w:pPr/></w:pPrChange>")),
    Planted(Canary("段落标记修订人", rule=_TRACKED),
            _p(_run("", "段"), f"<w:rPr><w:ins {_BY}/></w:rPr>")),
    Planted(Canary("原编号", seen=DELETED),
            _p(_run("", "号"), "<w:numPr><w:numberingChange w:id='1' w:author='李明' "
                               "w:original='{}'/></w:numPr>")),
    Planted(Canary("隐藏文字", rule=_UNSHOWN, seen=HIDDEN), _p(_run("<w:vanish/>"))),
    Planted(Canary("特殊隐藏", rule=_UNSHOWN, seen=HIDDEN), _p(_run("<w:specVanish/>"))),
    Planted(Canary("网页隐藏", rule=_UNSHOWN, seen=VISIBLE), _p(_run("<w:webHidden/>"))),
    Planted(Canary("字符样式隐藏", rule=_UNSHOWN, seen=HIDDEN),
            _p(_run("<w:rStyle w:val='Unseen'/>"))),
    Planted(Canary("段落样式隐藏", rule=_UNSHOWN, seen=HIDDEN),
            _p(_run(""), "<w:pStyle w:val='Child'/>")),
    Planted(Canary("表格样式隐藏", rule=_UNSHOWN, seen=HIDDEN),
            _row("").replace("<w:tblPr/>", "<w:tblPr><w:tblStyle w:val='Gone'/></w:tblPr>")),
    Planted(Canary("隐藏的行", rule=_UNSHOWN, seen=HIDDEN), _row("<w:hidden/>")),
    Planted(Canary("白字", rule=_WHITE, seen=HIDDEN), _p(_run("<w:color w:val='FFFFFF'/>"))),
    Planted(Canary("主题白字", rule=_WHITE, seen=HIDDEN),
            _p(_run("<w:color w:val='000000' w:themeColor='background1'/>"))),
    Planted(Canary("样式白字", rule=_WHITE, seen=HIDDEN), _p(_run("<w:rStyle w:val='Pale'/>"))),
    Planted(Canary("底色同字", rule=_WHITE, seen=HIDDEN),
            _p(_run("<w:color w:val='FFE599'/>"), "<w:shd w:val='clear' w:fill='FFE599'/>")),
    Planted(Canary("涂黑的字", rule=_WHITE, seen=HIDDEN), _p(_run("<w:highlight w:val='black'/>"))),
    Planted(Canary("极小字", rule=_TINY, seen=HIDDEN), _p(_run("<w:sz w:val='2'/>"))),
    Planted(Canary("样式极小字", rule=_TINY, seen=HIDDEN), _p(_run("<w:rStyle w:val='Speck'/>"))),
    Planted(Canary("压扁的字", rule=_TINY, seen=HIDDEN), _p(_run("<w:w w:val='1'/>"))),
    Planted(Canary("压扁的段", rule=_TINY, seen=HIDDEN),
            _p(_run(""), "<w:spacing w:line='20' w:lineRule='exact'/>")),
    Planted(Canary("压扁的行", rule=_TINY, seen=HIDDEN),
            _row("<w:trHeight w:val='10' w:hRule='exact'/>")),
    Planted(Canary("透明字", rule="hidden.invisible_text", seen=HIDDEN),
            _p(_run("<w14:textFill><w14:noFill/></w14:textFill>"))),
    Planted(Canary("文本框", seen=VISIBLE), _p(f"<w:r>{_box('{}')}</w:r>")),
    Planted(Canary("后备框", seen=VISIBLE),
            _p("<w:r><mc:AlternateContent><mc:Choice Requires='wps'>" + _box("别的")
               + "</mc:Choice><mc:Fallback>" + _vml("", _vml_box("{}"))
               + "</mc:Fallback></mc:AlternateContent></w:r>")),
    Planted(Canary("页外框", rule=_CLIPPED, seen=HIDDEN),
            _p(f"<w:r>{_box('{}', position=_FAR)}</w:r>")),
    Planted(Canary("隐藏框", rule=_UNSHOWN, seen=HIDDEN),
            _p("<w:r>" + _box("{}", described="hidden='1'") + "</w:r>")),
    Planted(Canary("隐藏旧框", rule=_UNSHOWN, seen=HIDDEN),
            _p(f"<w:r>{_vml('visibility:hidden', _vml_box('{}'))}</w:r>")),
    Planted(Canary("页外旧框", rule=_CLIPPED, seen=HIDDEN),
            _p(f"<w:r>{_vml('margin-left:-9999pt', _vml_box('{}'))}</w:r>")),
    Planted(Canary("页外图文框", rule=_CLIPPED, seen=HIDDEN),
            _p(_run(""), "<w:framePr w:w='100' w:x='30000' w:y='1'/>")),
    Planted(Canary("替代文字", rule=_ALT, seen=HIDDEN),
            _p("<w:r>" + _box("图", described="descr='{}'") + "</w:r>")),
    Planted(Canary("替代标题", rule=_ALT, seen=HIDDEN),
            _p("<w:r>" + _box("图", described="title='{}'") + "</w:r>")),
    Planted(Canary("旧替代文字", rule=_ALT, seen=HIDDEN),
            _p("<w:r>" + _vml("", "", "alt='{}'") + "</w:r>")),
    Planted(Canary("表格说明", rule=_ALT, seen=HIDDEN),
            _row("").replace("<w:tblPr/>", "<w:tblPr><w:tblDescription w:val='{}'/></w:tblPr>")
                    .replace("<w:t>{}</w:t>", "<w:t>表</w:t>")),
    Planted(Canary("旧图形链接", rule=_OUT, seen=META),
            _p("<w:r>" + _vml("", "", "href='\\\\服务器\\{}'") + "</w:r>")),
    Planted(Canary("索引项", rule=_CODE, seen=HIDDEN), _field(' XE "{}" ')),
    Planted(Canary("条件分支", rule=_CODE, seen=HIDDEN), _field(' IF 1 = 2 "{}" "别的" ')),
    Planted(Canary("拆开的域", rule=_OUT, seen=HIDDEN), _field(" INCLUDE", 'TEXT "', '{}" ')),
    Planted(Canary("动态交换", rule=_OUT, seen=HIDDEN), _field(' DDEAUTO c:\\\\cmd "{}" ')),
    Planted(Canary("简单域", rule=_OUT, seen=HIDDEN),
            _p("<w:fldSimple w:instr=' INCLUDEPICTURE \"{}\" '><w:r><w:t>图</w:t></w:r>"
               "</w:fldSimple>")),
    Planted(Canary("共享链接", rule=_OUT, seen=META), _field(' HYPERLINK "\\\\\\\\host\\\\{}" ')),
    Planted(Canary("域内文字", seen=HIDDEN),
            _p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + _run("")
               + "<w:r><w:instrText> PAGE </w:instrText></w:r>"
               "<w:r><w:fldChar w:fldCharType='end'/></w:r>")),
    Planted(Canary("域数据", seen=HIDDEN),
            _p(f"<w:r><w:fldChar w:fldCharType='begin'><w:fldData>{_DATA}</w:fldData>"
               "</w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>")),
    Planted(Canary("下拉选项", seen=HIDDEN),
            _p("<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='{}' w:value='1'/>"
               "</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>选</w:t></w:r></w:sdtContent>"
               "</w:sdt>")),
    Planted(Canary("控件标题", seen=HIDDEN),
            _p("<w:sdt><w:sdtPr><w:alias w:val='{}'/></w:sdtPr><w:sdtContent><w:r><w:t>填</w:t>"
               "</w:r></w:sdtContent></w:sdt>")),
    Planted(Canary("表单提示", seen=HIDDEN),
            _p("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:helpText w:val='{}'/>"
               "</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>")),
    Planted(Canary("可编辑人", rule="hidden.user_name", seen=META),
            _p("<w:permStart w:id='7' w:ed='{}'/><w:permEnd w:id='7'/>" + _run("", "段"))),
    Planted(Canary("注音", seen=VISIBLE),
            _p("<w:r><w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t>"
               "</w:r></w:rubyBase></w:ruby></w:r>")),
    Planted(Canary("公式", seen=VISIBLE), _p("<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>")),
    Planted(Canary("书签名", seen=META), _p("<w:bookmarkStart w:id='3' w:name='{}'/>")),
    Planted(Canary("链接提示", seen=META),
            _p("<w:hyperlink w:anchor='a' w:tooltip='{}'><w:r><w:t>链</w:t></w:r></w:hyperlink>")),
    Planted(Canary("标记里的注释", seen=META), _p("<!--{}-->" + _run("", "段"))),
    Planted(Canary("别家的元素", seen=META), _p("<x:note xmlns:x='urn:x'>{}</x:note>")),
    Planted(Canary("折叠的标题", rule=_UNSHOWN, seen=VISIBLE), _p(_run(""), "<w15:collapsed/>")),
)  # fmt: skip


def planted() -> Iterator[tuple[Canary, str]]:
    """Yield every canary of the body with its place, and the XML that holds it."""
    number = 1
    for one in BODY:
        last = number + one.xml.count("<w:p>")
        within = range(number, last) if one.canary.seen is not META else range(0)
        yield replace(one.canary, within=within), one.xml.replace("{}", one.canary.word)
        number = last
