"""A file laid out to be read: in its order, with nothing hidden, and findings in place."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import Workbook

from review.demo.papers import load_papers, write
from review.domain.findings import Showing
from review.domain.legible import NOTHING, BlockKind
from review.screening.limits import LIMITS
from review.screening.reading_answer import packed, unpacked
from review.screening.reading_child import AHEAD, PART_BLOCKS, laid_out
from review.screening.reading_room import ReadingRoom
from tests.unit.screening.papers import BODY, word, word_with

CARD = "31011319080229999X"


def read(content, ruleset, *, name="通知.docx", part=1):
    given = content.encode() if isinstance(content, str) else content
    return laid_out(given, name=name, ruleset=ruleset, limits=LIMITS, part=part)[0]


def said(block):
    return "".join(piece.text for cell in block.cells for piece in cell)


def marked(legible):
    """Return the marked stretches, by finding."""
    found = {}
    for block in legible.blocks:
        for cell in block.cells:
            for piece in cell:
                for one in piece.findings:
                    found[one] = found.get(one, "") + piece.text
    return found


def lines(legible):
    return [said(block) for block in legible.blocks if block.showing is not Showing.META]


def test_a_finding_is_marked_exactly_where_it_stands_under_the_id_that_screening_gave_it(
    ruleset, examined
):
    content = word(BODY, f"申报人（身份证号{CARD}）已补齐材料。", "特此通知。")

    legible = read(content, ruleset)

    (wanted,) = [
        finding.id
        for finding in examined(content, name="通知.docx").judgement.findings
        if finding.rule == "person.resident_id"
    ]
    assert marked(legible)[wanted] == CARD
    assert legible.where[wanted] == 1
    assert lines(legible)[:3] == [BODY, f"申报人（身份证号{CARD}）已补齐材料。", "特此通知。"]


def test_what_was_deleted_or_noted_stands_where_it_is_hidden_and_says_what_it_is(ruleset):
    paper = write(load_papers()["tracked_changes"])

    legible = read(paper, ruleset)

    hidden = {said(block): block.showing for block in legible.blocks}
    assert hidden["五十万元"] is Showing.DELETED
    assert hidden["限额改动还没有同主管部门商定，先不要对外发。"] is Showing.COMMENT
    order = lines(legible)
    assert order.index("五十万元") == order.index("二、审批权限") + 2
    assert {"五十万元", "三十万元"} <= set(marked(legible).values())


def test_each_cell_of_a_sheet_stands_in_its_row_and_column(ruleset):
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "名单"
    for row in (("姓名", "备注", "身份证号"), ("禾某某", None, CARD)):
        sheet.append(row)
    book.save(file)

    legible = read(file.getvalue(), ruleset, name="名单.xlsx")

    head, first = (block for block in legible.blocks if block.kind is BlockKind.ROW)
    texts = ["".join(piece.text for piece in cell) for cell in first.cells]
    assert legible.blocks[0].place == {"sheet": "名单"}
    assert (head.place, first.place) == ({"row": 1}, {"row": 2})
    assert texts == ["禾某某", "", CARD]
    assert CARD in marked(legible).values()


def test_signs_that_nobody_sees_are_named(ruleset):
    """Text turned round, joined by nothing, or ending the page: it reads as it is stored."""
    legible = read("甲\u202e乙\u200b丙\u2066\n丁\ufeff戊\n", ruleset, name="通知.txt")

    assert "甲‹U+202E›乙‹U+200B›丙" in lines(legible)[0]
    assert not set("\u202e\u200b\u2066\ufeff") & set("".join(lines(legible)))


def test_a_long_paper_comes_in_parts_and_every_finding_knows_its_own(ruleset):
    text = "\n".join(f"第{number}行：请按期报送。" for number in range(PART_BLOCKS + 50))
    text += f"\n末行身份证号{CARD}\n"

    first, last = (read(text, ruleset, name="长文.txt", part=part) for part in (1, 99))

    assert (first.part, first.parts, last.part) == (1, 2, 2)
    assert set(first.where.values()) == {2}
    assert CARD not in marked(first).values()
    assert CARD in marked(last).values()
    assert lines(first)[0] == "第0行：请按期报送。"
    assert lines(last)[0] == f"第{PART_BLOCKS}行：请按期报送。"


def test_like_findings_are_marked_each_at_its_place(ruleset):
    text = "\n".join(f"第{number}户，身份证号{CARD}" for number in range(30))

    legible = read(text, ruleset, name="名单.txt")

    (stretches,) = marked(legible).values()
    assert stretches == CARD * 30


def test_what_cannot_be_read_as_text_is_said_to_be_incomplete(ruleset):
    legible = read(b"\x00\x01\x02 a drawing", ruleset, name="图.dwg")

    assert not legible.is_whole
    assert all(block.showing is Showing.META for block in legible.blocks)


def test_what_is_hidden_in_a_word_file_is_shown_as_hidden(ruleset):
    run = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>先别发</w:t></w:r></w:p>"

    legible = read(word_with(run, BODY), ruleset)

    (block,) = [each for each in legible.blocks if said(each) == "先别发"]
    assert block.showing is Showing.HIDDEN
    assert "先别发" in marked(legible).values()


def test_what_comes_behind_a_part_is_laid_out_with_it(ruleset):
    text = "\n".join(f"第{number}行：请按期报送。" for number in range(PART_BLOCKS * (AHEAD + 2)))
    ask = {"name": "长文.txt", "ruleset": ruleset, "limits": LIMITS}

    shown = laid_out(text.encode(), part=2, **ask)

    assert [legible.part for legible in shown] == list(range(2, AHEAD + 2))
    assert {legible.parts > AHEAD + 1 for legible in shown} == {True}
    assert shown[3] == laid_out(text.encode(), part=5, **ask)[0]


def test_parts_come_out_of_the_child_as_they_went_in(ruleset):
    text = "\n".join(f"第{number}户，身份证号{CARD}" for number in range(PART_BLOCKS + 1))
    paper = write(load_papers()["tracked_changes"])

    for content, name in ((paper, "通知.docx"), (text.encode(), "名单.txt")):
        shown = laid_out(content, name=name, ruleset=ruleset, limits=LIMITS, part=1)

        assert unpacked(packed(shown)) == shown


def test_the_reading_room_lays_out_apart_remembers_and_forgets(ruleset):
    room, content = ReadingRoom(most=1), f"通知\n身份证号{CARD}\n".encode()
    ask = {"name": "通知.txt", "ruleset": ruleset}

    first = room.laid_out(content, part=1, **ask)
    again = room.laid_out(content, part=1, **ask)
    other = room.laid_out(content + b"x", part=1, **ask)
    after = room.laid_out(content, part=1, **ask)
    room.forget()

    assert first is again
    assert first == after
    assert first is not after
    assert other != first
    assert CARD in marked(first).values()
    assert room.laid_out(content, part=1, **ask) is not after


def test_a_child_that_gets_no_time_shows_nothing(ruleset):
    """Fail closed: no text, and nothing that says there is none to be seen."""
    room = ReadingRoom()
    legible = room.laid_out(
        b"text", name="a.txt", ruleset=ruleset, part=1, limits=replace(LIMITS, seconds=0.0)
    )

    assert legible is NOTHING
    assert not legible.is_whole
