"""Texts and tables written as text are cut in place and keep everything else."""

from __future__ import annotations

import pytest

from review.screening.redaction.removal import NotCut, NotRemoved, Removal
from tests.unit.screening.copies import CODE, MASK, NUMBER, copy_of, copy_without

PUT = f"{MASK}〔{CODE}〕"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_keeps_its_encoding_and_its_ends_of_lines(encoding):
    text = f"通知\r\n联系电话{NUMBER}，请查收。\r\n"

    copy = copy_without(text.encode(encoding), NUMBER, name="通知.txt")

    assert copy.content == text.replace(NUMBER, PUT).encode(encoding)
    assert (copy.ending, copy.cuts, copy.left_out) == ("txt", 1, {})


def test_signs_that_nobody_sees_are_gone():
    copy = copy_without("甲\u200b乙\u202e丙\t丁".encode(), name="通知.md")

    assert copy.content.decode() == "甲乙丙\t丁"


def test_a_table_is_cut_cell_by_cell():
    table = f'sep=;\r\n姓名;电话\r\n张三;"转;{NUMBER}"\r\n李四;\r\n'

    copy = copy_without(table.encode("gb18030"), NUMBER, name="名单.csv")

    assert copy.content.decode("gb18030") == table.replace(NUMBER, PUT)


def test_cuts_that_overlap_are_one_and_show_the_first_mask():
    text = "家住友谊路12号张三丰先生"
    first = Removal(start=2, end=10, text=text[2:10], replacement="友谊路****", reason=CODE)
    second = Removal(start=8, end=11, text=text[8:11], replacement="张某", reason=CODE)

    copy = copy_of(text.encode(), first, second, name="x.txt")

    assert copy.content.decode() == f"家住友谊路****〔{CODE}〕先生"
    assert copy.cuts == 1


@pytest.mark.parametrize("replacement", [NUMBER, f"电话{NUMBER}", "138-1234-5678"])
def test_a_mask_that_says_what_was_removed_makes_no_copy(replacement):
    one = Removal(start=0, end=11, text=NUMBER, replacement=replacement)

    with pytest.raises(NotRemoved):
        copy_of(NUMBER.encode(), one, name="x.txt")


def test_a_mask_beside_other_numbers_is_no_alarm():
    one = Removal(start=8, end=19, text="13910001390", replacement="1390*******")

    copy = copy_of("1391000，13910001390".encode(), one, name="x.txt")

    assert copy.content == "1391000，1390*******".encode()


def test_what_was_not_chosen_stays_and_the_proof_knows():
    text = f"甲{NUMBER}，乙{NUMBER}"
    one = Removal(start=1, end=12, text=NUMBER, replacement=MASK)

    assert copy_of(text.encode(), one, name="x.txt").content.decode() == f"甲{MASK}，乙{NUMBER}"


@pytest.mark.parametrize(("start", "end", "text"), [(0, 99, ""), (3, 3, ""), (0, 2, "丙丁")])
def test_a_removal_of_what_is_not_there_makes_no_copy(start, end, text):
    with pytest.raises(NotRemoved):
        copy_of("甲乙丙丁".encode(), Removal(start=start, end=end, text=text), name="x.txt")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\xff\xd8\xff\xe0", "picture"), (b"{\\rtf1 }", "rtf"), (b"<html><body>x", "html")],
)
def test_other_kinds_are_not_cut(content, kind):
    with pytest.raises(NotCut) as refusal:
        copy_of(content, name="x.txt")

    assert refusal.value.kind == kind
