"""Nothing in an old Word file stays hidden: in its stories, its tables, its other streams."""

from __future__ import annotations

import struct
import zlib

import pytest

from review.domain.findings import Part
from review.screening.extraction.compound import read_compound
from review.screening.limits import LIMITS
from tests.unit.screening import old_words as old
from tests.unit.screening.canary import COMMENT, DELETED, HIDDEN, META, VISIBLE, Canary, missed
from tests.unit.screening.old_words import HIDDEN_PROPERTIES, OldWord, Run, box_shape, par, sprm
from tests.unit.screening.old_workbooks import properties

BLACK_PEN, VANISH, REMOVED, ADDED = sprm(0x2A0C, 1), sprm(0x083C), sprm(0x0800), sprm(0x0801)
WHITE, WHITE_NUMBER, TINY = sprm(0x6870, b"\xff\xff\xff\0"), sprm(0x2A42, 8), sprm(0x4A43, 2)
CLEAR_BLACK = b"\0\0\0\xff" + b"\0\0\0\0" + b"\0\0"


def read(content):
    return read_compound(content, limits=LIMITS)


def said(extract, word):
    """How and as which part a word is read."""
    return {(it.visibility, it.part) for it in extract.segments if word in it.text}


def shown(extract):
    return [it.text for it in extract.segments if it.visibility is VISIBLE and it.part is Part.BODY]


PLANTED = (
    (Canary("正文", seen=VISIBLE), par(Run("〔正文〕"))),
    (Canary("属性隐藏", seen=HIDDEN, rule="hidden.hidden_text"), par(Run("〔属性隐藏〕", VANISH))),
    (
        Canary("特殊隐藏", seen=HIDDEN, rule="hidden.hidden_text"),
        par(Run("〔特殊隐藏〕", sprm(0x0818))),
    ),
    (
        Canary("片段隐藏", seen=HIDDEN, rule="hidden.hidden_text"),
        par(Run("〔片段隐藏〕", piece=0x5C << 1 | 1 << 8)),
    ),
    (
        Canary("片段引用隐藏", seen=HIDDEN, rule="hidden.hidden_text"),
        par(Run("〔片段引用隐藏〕", piece=1)),
    ),
    (
        Canary("段落样式隐藏", seen=HIDDEN, rule="hidden.hidden_text"),
        par(Run("〔段落样式隐藏〕"), style=2),
    ),
    (
        Canary("字符样式隐藏", seen=HIDDEN, rule="hidden.hidden_text"),
        par(Run("〔字符样式隐藏〕", sprm(0x4A30, 3))),
    ),
    (
        Canary("随样式隐藏", seen=HIDDEN, rule="hidden.hidden_text"),
        par(Run("〔随样式隐藏〕", sprm(0x083C, 0x80)), style=2),
    ),
    (
        Canary("随样式显示", seen=VISIBLE),
        par(Run("〔随样式显示〕", sprm(0x083C, 0x80))),
    ),
    (Canary("反样式显示", seen=VISIBLE), par(Run("〔反样式显示〕", sprm(0x083C, 0x81)), style=2)),
    (Canary("白字", seen=HIDDEN, rule="hidden.white_text"), par(Run("〔白字〕", WHITE))),
    (Canary("旧白字", seen=HIDDEN, rule="hidden.white_text"), par(Run("〔旧白字〕", WHITE_NUMBER))),
    (Canary("涂黑", seen=HIDDEN, rule="hidden.white_text"), par(Run("〔涂黑〕", BLACK_PEN))),
    (Canary("黑底白字", seen=VISIBLE), par(Run("〔黑底白字〕", WHITE + sprm(0xCA71, CLEAR_BLACK)))),
    (
        Canary("黑段白字", seen=VISIBLE),
        par(Run("〔黑段白字〕", WHITE), done=sprm(0xC64D, CLEAR_BLACK)),
    ),
    (Canary("旧底白字", seen=VISIBLE), par(Run("〔旧底白字〕", WHITE + sprm(0x4866, 1 << 5)))),
    (Canary("极小", seen=HIDDEN, rule="hidden.tiny_text"), par(Run("〔极小〕", TINY))),
    (Canary("压扁", seen=HIDDEN, rule="hidden.tiny_text"), par(Run("〔压扁〕", sprm(0x4852, 3)))),
    (
        Canary("删去", seen=DELETED, rule="hidden.tracked_change"),
        par(Run("〔删去〕", REMOVED + sprm(0x4863, 1))),
    ),
    (
        Canary("插入", seen=VISIBLE, rule="hidden.tracked_change"),
        par(Run("〔插入〕", ADDED + sprm(0x4804, 2))),
    ),
    (Canary("删者", rule="hidden.tracked_change"), par("无")),
    (Canary("插者", rule="hidden.tracked_change"), par("无")),
    (
        Canary("改格式者", rule="hidden.tracked_change"),
        par(Run("字", sprm(0xCA57, b"\1" + struct.pack("<HI", 3, 0)))),
    ),
    (
        Canary("改段落者", rule="hidden.tracked_change"),
        par("段", done=sprm(0xC63F, b"\1" + struct.pack("<HI", 4, 0))),
    ),
    (
        Canary("域代码", seen=HIDDEN, rule="hidden.external_link"),
        par(f'{old.BEGIN} INCLUDETEXT "〔域代码〕" {old.SEPARATE}〔域结果〕{old.END}'),
    ),
    (Canary("域结果", seen=VISIBLE), par("无")),
)
STORIES = {
    old.FOOTNOTES: [par("〔脚注〕")],
    old.MARGINS: [par("〔页眉〕"), par("〔页脚〕")],
    old.MACROS: [par("〔宏文字〕")],
    old.COMMENTS: [par("〔批注一〕"), par("〔批注二〕")],
    old.ENDNOTES: [par("〔尾注〕")],
    old.BOXES: [par("〔文本框〕"), par("〔隐藏框〕"), par("〔删去框〕")],
    old.MARGIN_BOXES: [par("〔页眉框〕"), par("〔隐藏页眉框〕")],
}
SHAPES = (box_shape(11), box_shape(12, properties=HIDDEN_PROPERTIES), box_shape(13, flags=0xA08),
          box_shape(21), box_shape(22, properties=HIDDEN_PROPERTIES))  # fmt: skip
"""Those of the text boxes, and of the boxes in the margin, in their order."""
IN_STORIES = [
    Canary("脚注", seen=VISIBLE, place={"file": "footnote"}),
    Canary("页眉", seen=VISIBLE, place={"file": "header"}),
    Canary("页脚", seen=VISIBLE, place={"file": "footer"}),
    Canary("宏文字", seen=HIDDEN),
    Canary("批注一", seen=COMMENT, rule="hidden.comment"),
    Canary("批注二", seen=COMMENT, rule="hidden.comment"),
    Canary("批注人", rule="hidden.comment"),
    Canary("尾注", seen=VISIBLE, place={"file": "endnote"}),
    Canary("文本框", seen=VISIBLE, place={"file": "text_box"}),
    Canary("页眉框", seen=VISIBLE, place={"file": "text_box"}),
    Canary("隐藏框", seen=HIDDEN, rule="hidden.hidden_text", place={"file": "text_box"}),
    Canary("删去框", seen=HIDDEN, rule="hidden.hidden_text", place={"file": "text_box"}),
    Canary("隐藏页眉框", seen=HIDDEN, rule="hidden.hidden_text", place={"file": "text_box"}),
]
AROUND = [
    Canary("先前文字", seen=HIDDEN, rule="hidden.unused_object"),
    Canary("存储人", seen=META, rule="hidden.user_name"),
    Canary("存储路径", seen=META, rule="hidden.user_name"),
    Canary("模板路径", seen=META, rule="hidden.template_path"),
    Canary("文档变量", seen=HIDDEN, rule="hidden.document_variable"),
    Canary("艺术字", seen=VISIBLE),
    Canary("替代文字", seen=HIDDEN, rule="hidden.alt_text"),
    Canary("表中其他", seen=HIDDEN),
    Canary("图文集", seen=HIDDEN, rule="hidden.glossary"),
    Canary("数据流", seen=HIDDEN),
    Canary("共享图片", rule="hidden.external_link"),
    Canary("作者", seen=META, rule="hidden.property"),
    Canary("另一张表", seen=HIDDEN),
]


def wide(text):
    return text.encode("utf-16-le")


def boxes_in(story, *numbers):
    """Which shape each paragraph of a story of boxes is in."""
    ends = [0]
    for paragraph in STORIES[story]:
        ends.append(ends[-1] + len(paragraph.runs[0].text) + 1)
    return old.places(ends, [bytes(14) + struct.pack("<II", number, 0) for number in numbers])


def full():
    marks = ("批注一", "批注二")
    ends = [0, len("〔页眉〕") + 1, len("〔页眉〕〔页脚〕") + 2]
    notes = [0, *(len("〔批注一〕") + 1 for _ in marks)]
    margins = [0] * 7 + [ends[1], ends[1], ends[2], ends[2]]
    paper = OldWord(
        {old.BODY: [it for _, it in PLANTED], **STORIES},
        areas={
            old.STYLES: old.style_sheet(
                (1, 0xFFF, b""), (1, 0xFFF, b""), (1, 0xFFF, VANISH), (2, 0xFFF, VANISH)
            ),
            old.REVISERS: old.table_of(
                ("Unknown", "〔删者〕", "〔插者〕", "〔改格式者〕", "〔改段落者〕")
            ),
            old.MARGIN_PLACES: old.places(margins),
            old.COMMENT_REFS: old.places([0, 1, 2], [old.comment_about(1), old.comment_about(0)]),
            old.COMMENT_TEXTS: old.places([0, notes[1], 2 * notes[1], 2 * notes[1] + 1]),
            old.OWNERS: b"".join(
                struct.pack("<H", len(it)) + wide(it) for it in ("别人", "〔批注人〕")
            ),
            old.SAVED_BY: old.table_of(("〔存储人〕", "D:\\内网\\〔存储路径〕.doc")),
            old.ASSOCIATED: old.table_of(("", "\\\\host\\〔模板路径〕.dot")),
            old.VARIABLES: old.table_of(("变量", "〔文档变量〕")),
            old.DRAWINGS: old.drawing(0xF000, b"", container=True)
            + b"\1"
            + old.drawing(
                0xF002,
                old.shape_texts({0xC0: "〔艺术字〕", 0x381: "〔替代文字〕"}) + b"".join(SHAPES),
                container=True,
            ),
            old.BOX_PLACES: boxes_in(old.BOXES, 11, 12, 13),
            old.MARGIN_BOX_PLACES: boxes_in(old.MARGIN_BOXES, 21, 22),
            21: old.table_of(["〔表中其他〕"]),
        },
        carried=[VANISH],
        before=wide("〔先前文字〕和后来删去的一整段"),
        glossary=OldWord({old.BODY: [par("〔图文集〕")]}),
    )
    return paper.packed(
        {
            ("Data",): wide("〔数据流〕") + b"\0\0" + b"\\\\host\\" + "〔共享图片〕".encode("gbk"),
            ("\x05SummaryInformation",): properties({4: "〔作者〕"}),
            ("0Table",): wide("〔另一张表〕"),
        }
    )


def test_everything_that_an_old_word_file_hides_is_found():
    planted = [*(it for it, _ in PLANTED), *IN_STORIES, *AROUND]

    extract = read(full())

    assert missed(planted, extract) == []
    assert "0Table" in [t.text for t in extract.traces if t.rule == "hidden.embedded_file"]
    assert extract.unread is None
    assert len(planted) >= 52


def test_each_story_is_read_as_what_it_is():
    extract = read(full())

    assert said(extract, "〔页眉〕") == {(VISIBLE, Part.HEADER)}
    assert said(extract, "〔页脚〕") == {(VISIBLE, Part.FOOTER)}
    assert said(extract, "〔页眉框〕") == {(VISIBLE, Part.TEXT_BOX)}
    assert [(t.who, t.text) for t in extract.traces if t.rule == "hidden.comment"] == [
        ("〔批注人〕", "〔批注一〕"),
        ("别人", "〔批注二〕"),
    ]
    changes = [(t.who, t.text) for t in extract.traces if t.rule == "hidden.tracked_change"]
    assert ("〔删者〕", "〔删去〕") in changes
    assert ("〔插者〕", "〔插入〕") in changes


def test_narrow_and_wide_pieces_make_one_line_and_signs_are_what_they_look_like():
    star = Run("(", sprm(0x6A09, struct.pack("<HH", 1, 0xF0AB)))
    paper = OldWord(
        {
            old.BODY: [
                par(Run("No. 12 ", wide=False), Run("机密"), star, Run("10年\x1e\x1f甲\x0b乙")),
                par("不分", mark_done=VANISH),
                par("行"),
                par(Run("𠀀机密"), Run("★")),
            ]
        },
        areas={old.FONTS: old.fonts("宋体", "Wingdings")},
    )

    extract = read(paper.packed())

    assert shown(extract) == ["No. 12 机密★10年-甲\n乙", "不分行", "𠀀机密★"]
    assert extract.segments[0].place == {"paragraph": 1}


def test_what_a_piece_adds_holds_for_each_of_its_paragraphs():
    hiding = 0x5C << 1 | 1 << 8
    paper = OldWord({old.BODY: [par(Run("甲\r乙", piece=hiding), "丙")]})

    extract = read(paper.packed())

    assert said(extract, "甲") == said(extract, "乙") == {(HIDDEN, Part.BODY)}
    assert said(extract, "丙") == {(VISIBLE, Part.BODY)}


def test_a_field_over_several_paragraphs_keeps_its_code_apart_and_one_without_end_hides_nothing():
    whole = [par(f"{old.BEGIN} TOC {old.SEPARATE}目录一"), par(f"目录二{old.END}正文")]
    broken = [par(f"{old.BEGIN} 机密★10年"), par("正文")]

    assert shown(read(OldWord({old.BODY: whole}).packed())) == ["目录一", "目录二正文"]
    assert shown(read(OldWord({old.BODY: broken}).packed())) == [" 机密★10年", "正文"]


def table(*rows, shades=b""):
    """Rows of cells; the last sign of each only ends it."""
    in_table, ends = sprm(0x2416), sprm(0x2416) + sprm(0x2417) + shades
    for cells in rows:
        yield from (par(cell, mark="\x07", done=in_table) for cell in cells)
        yield par("", mark="\x07", done=ends)


def test_the_cells_of_a_table_are_labelled_by_its_head():
    rows = table(("姓名", "身份证号"), ("张三", "11010519491231002X"))

    extract = read(OldWord({old.BODY: [*rows, par("表后")]}).packed())

    cell = next(it for it in extract.segments if "1949" in it.text)
    assert cell.column == "身份证号"
    assert cell.heading == "张三\n姓名身份证号\n"
    assert next(it for it in extract.segments if it.text == "表后").column == ""


@pytest.mark.parametrize(
    ("shades", "seen"),
    [
        (b"", HIDDEN),
        (sprm(0xD612, b"\0\0\0\xff\0\0\0\0\0\0" * 2), VISIBLE),
        (sprm(0xD609, struct.pack("<HH", 1 << 5, 1 << 5)), VISIBLE),
        (sprm(0x563A, 7), VISIBLE),
    ],
    ids=["on white", "on black", "on black of old", "on what a style may shade"],
)
def test_white_letters_in_a_cell_are_hidden_where_the_cell_is_white(shades, seen):
    rows = list(table((Run("白字", WHITE),), shades=shades))

    extract = read(OldWord({old.BODY: [*rows, par("正文")]}).packed())

    assert said(extract, "白字") == {(seen, Part.BODY)}


def native(name, content):
    label = name.encode("gbk") + b"\0"
    body = b"\2\0" + label + b"C:\\" + label + b"\0\0\3\0" + struct.pack("<I", len(label)) + label
    body += struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(body)) + body


def test_objects_in_the_pool_are_handed_on_as_files():
    inner = OldWord({old.BODY: [par("内嵌")]})
    objects = {
        ("ObjectPool", "_1", "Package"): b"PK",
        ("ObjectPool", "_2", "\x01Ole10Native"): native("名单.txt", "张三".encode()),
        ("ObjectPool", "_3", "\x01Ole"): wide("\\\\host\\机要.xls"),
        **{("ObjectPool", "_3", *path): it for path, it in inner.streams().items()},
        ("Macros", "VBA", "dir"): b"",
        ("Other",): wide("别的数据"),
    }

    extract = read(OldWord({old.BODY: [par("正文")]}).packed(objects))

    files = {it.name: it for it in extract.embedded}
    assert files["ObjectPool/_1/Package"].content == b"PK"
    assert files["ObjectPool/_2/名单.txt"].content == "张三".encode()
    assert shown(read(files["ObjectPool/_3"].content)) == ["内嵌"]
    assert files["Macros"].part is Part.MACRO
    rules = [(t.rule, t.text) for t in extract.traces]
    assert ("hidden.external_link", "\\\\host\\机要.xls") in rules
    assert ("hidden.active_content", "Macros") in rules
    assert said(extract, "别的数据") == {(HIDDEN, Part.OTHER)}


def blip(kind, instance, content, *, before=17):
    body = b"\0" * before + content
    return struct.pack("<HHI", instance << 4, kind, len(body)) + body


def test_pictures_are_taken_out_wherever_they_lie():
    packed = zlib.compress(b"metafile")
    data = b"\x44\0" + blip(0xF01E, 0x6E0, b"\x89PNG...") + blip(0xF01A, 0x3D4, packed, before=50)
    paper = OldWord(
        {old.BODY: [par("这一份文件的正文里有足够多的字，图片只是插图而已。")]},
        before=blip(0xF01D, 0x46A, b"\xff\xd8jpg"),
        areas={old.DRAWINGS: blip(0xF01E, 0x6E0, b"\x89PNG")},
    )

    extract = read(paper.packed({("Data",): data}))

    assert [(it.name, it.content, it.is_picture) for it in extract.embedded] == [
        ("WordDocument-image1.jpg", b"\xff\xd8jpg", True),
        ("Table-image1.png", b"\x89PNG", True),
        ("Data-image1.png", b"\x89PNG...", True),
        ("Data-image2.emf", b"metafile", True),
    ]


def test_where_a_paper_says_next_to_nothing_its_pictures_are_the_paper():
    paper = OldWord({old.BODY: [par("\x01")]})

    extract = read(paper.packed({("Data",): blip(0xF01E, 0x6E0, b"\x89PNG...")}))

    assert extract.unread is None
    assert [it.is_picture for it in extract.embedded] == [False]
