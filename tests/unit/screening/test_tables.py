"""Under which heading a value stands, in whatever shape the table comes."""

from __future__ import annotations

from collections import Counter

import pytest

from review.domain.vocabulary import Severity
from tests.unit.screening.sheets import SHAPES, columns, found, sheet

ID, CARD, ACCOUNT = "11010519491231002X", "6222021234567890128", "31001234567890124"
PEOPLE = (
    ("序号", "姓名", "身份证号", "银行账号", "补贴金额（元）"),
    ("1", "张伟", ID, CARD, "1200"),
    ("2", "欧阳建华", "310113198003071231", ACCOUNT, "800"),
)
SHAPED = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())


def counted(findings):
    """How often each rule was met, groups counted out, with its severity."""
    counts: Counter[tuple[str, Severity]] = Counter()
    for one in findings:
        counts[one.rule, one.severity] += one.count
    return dict(counts)


@SHAPED
def test_a_list_of_persons_is_known_by_its_headings(shape, ruleset):
    assert counted(found(shape(PEOPLE), ruleset=ruleset)) == {
        ("person.name", Severity.CONFIRM): 2,
        ("person.resident_id", Severity.BLOCK): 2,
        ("person.bank_card", Severity.BLOCK): 1,
        ("person.bank_account", Severity.BLOCK): 1,
    }


@SHAPED
def test_a_title_over_the_headings_does_not_hide_them(shape, ruleset):
    titled = (("2023年补贴发放名单", "", "", "", ""), *PEOPLE)

    assert ("person.bank_account", Severity.BLOCK) in counted(found(shape(titled), ruleset=ruleset))


def test_two_tables_in_one_sheet_have_each_their_own_headings(ruleset):
    """A number under 订单编号 is not an account because another table had accounts there."""
    firms = (
        ("编号", "企业名称", "订单编号", "订单金额", ""),
        ("1", "某某公司", ACCOUNT, "3", ""),
    )

    both = found(sheet((*PEOPLE, *firms)), ruleset=ruleset)

    assert counted(both)["person.bank_account", Severity.BLOCK] == 1
    assert ("person.bank_account", Severity.CONFIRM) not in counted(both)


def test_a_heading_counts_for_its_own_column_only(ruleset):
    rows = (("姓名", "银行账号", "流水号"), ("张伟", "", ACCOUNT))

    assert counted(found(sheet(rows), ruleset=ruleset)) == {("person.name", Severity.CONFIRM): 1}


def test_a_label_to_the_left_goes_before_the_heading(ruleset):
    """A form with labels beside the values, not above them; the ID says that it is a person's."""
    rows = (("姓名", "张伟", "性别", "男"), ("身份证号", ID, "银行账号", ACCOUNT))

    assert counted(found(sheet(rows), ruleset=ruleset)) == {
        ("person.resident_id", Severity.BLOCK): 1,
        ("person.bank_account", Severity.BLOCK): 1,
    }


def test_words_of_two_cells_make_no_label(ruleset):
    """收款人 and 账号 are two headings, though 收款人账号 is a label too."""
    rows = (("收款人", "账号"), ("张伟", ACCOUNT))

    assert counted(found(columns(rows, border="\t"), ruleset=ruleset)) == {
        ("person.name", Severity.CONFIRM): 1,
        ("person.bank_account", Severity.BLOCK): 1,
    }


def test_a_list_with_one_heading_over_it_is_a_table_too(ruleset):
    lines = columns((("银行卡号",), (CARD,), (CARD[:-1] + "8",)), border="\t")

    assert ("person.bank_card", Severity.BLOCK) in counted(found(lines, ruleset=ruleset))


@pytest.mark.parametrize(
    "row",
    [
        ("合计", "", ""),
        ("张某", ID[:6] + "*" * 12, ""),
        ("李某某", "", ""),
        ("某公司", "", ""),
        ("无", "", ""),
    ],
    ids=["total", "covered", "covered too", "a firm", "nobody"],
)
def test_what_stands_under_a_name_and_is_none_is_no_finding(row, ruleset):
    rows = (("姓名", "身份证号", "备注"), row)

    assert found(sheet(rows), ruleset=ruleset) == ()


@SHAPED
def test_officials_with_their_posts_are_no_list_of_persons(shape, ruleset):
    rows = (
        ("姓名", "职务", "分管工作"),
        ("张建华", "局长", "主持全面工作"),
        ("李明", "副局长", "预算管理"),
    )

    assert found(shape(rows), ruleset=ruleset) == ()


@SHAPED
def test_a_table_of_figures_is_clear(shape, ruleset):
    rows = (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("2010601", "行政运行", "13812345678", "35821934", "0"),
        ("2080505", "养老保险", "6222021234567890", "13912345678", "12345"),
    )

    assert [
        one.rule for one in found(shape(rows), ruleset=ruleset) if one.severity is Severity.BLOCK
    ] == []
    assert "person.mobile" not in {one.rule for one in found(shape(rows), ruleset=ruleset)}


def test_a_few_names_are_one_finding_with_samples(ruleset):
    """Nobody should dispose of a list name by name."""
    rows = (("姓名", "备注"), *((f"张{given}", "") for given in "伟芳娜敏静"))

    (names,) = found(sheet(rows), ruleset=ruleset)

    assert (names.rule, names.count, names.place["cell"]) == ("person.name", 5, "A2:A6")
    assert [sample.excerpt for sample in names.samples] == ["张*"] * 5


def test_a_large_sheet_of_figures_takes_no_longer_than_its_text(ruleset):
    """No number goes on over the border of a cell."""
    rows = [("项目", *(f"{year}年" for year in range(2012, 2022)))]
    rows += [(f"指标{n}", *(str(10**9 + 7919 * n + k) for k in range(10))) for n in range(3000)]

    assert found(sheet(rows), ruleset=ruleset) == ()
