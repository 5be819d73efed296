"""The cases that must be got right, by their numbers.

Some the rules decide alone; in the others a reader must bring what is hidden before the rules,
and there a whole file goes through the whole screening (`IN_FILES`).
"""

from __future__ import annotations

import pytest

from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening.extraction.plain import read_plain
from review.screening.limits import LIMITS
from review.screening.segments import Segment, Visibility
from tests.unit.screening.cases_in_files import IN_FILES, scan_with_layer
from tests.unit.screening.papers import BODY
from tests.unit.screening.sheets import found, sheet

BLOCK, CONFIRM, INFO = Severity.BLOCK, Severity.CONFIRM, Severity.INFO
MARK, IDENTITY = "marking.classification", "person.resident_id"
ID = "11010519491231002X"
PICTURES = frozenset({21})
"""Cases that lie in a picture, which stays unread without recognition."""
WITH_LAYER = 43


def line(text, *, part=Part.BODY, visibility=Visibility.VISIBLE):
    return (Segment(text=text, part=part, visibility=visibility),)


def headed(text):
    return line(f"{text}\n{BODY}\n一、总体要求")


def under(text):
    return line(f"{BODY}\n一、总体要求\n{text}\n二、其他")


FOUND = {
    1: (headed("机密★10年"), MARK, BLOCK),
    2: (headed("秘 密★长 期"), MARK, BLOCK),
    3: (headed("000001\n绝密"), MARK, BLOCK),
    4: (line("机密★10年", part=Part.HEADER) + line(BODY), MARK, BLOCK),
    7: (
        line(BODY) + line("张三13812345678", visibility=Visibility.DELETED),
        "person.mobile",
        BLOCK,
    ),
    8: (line(BODY) + line(ID, part=Part.COMMENT, visibility=Visibility.COMMENT), IDENTITY, BLOCK),
    10: (line("13812345678", visibility=Visibility.HIDDEN), "person.mobile", BLOCK),
    24: (under("１１０１０５１９４９１２３１００２ｘ"), IDENTITY, BLOCK),
    25: (headed("机\u200b密★\ufeff10年"), MARK, BLOCK),
    26: (headed("机\n密★10年"), MARK, BLOCK),
    27: (headed("宝财党组发〔2024〕3号"), "party.number", CONFIRM),
    28: (sheet((("姓名", "身份证号"), ("张伟", "1.10105199003071E+17"))), IDENTITY, CONFIRM),
    29: (under("信用代码91110000600037341l"), "organisation.credit_code", INFO),
    30: (headed("宝山区专项资金管理办法（征求意见稿）"), "marking.process", CONFIRM),
    31: (read_plain(f"机密★10年\n{BODY}".encode("gbk"), limits=LIMITS).segments, MARK, BLOCK),
    38: (under("6222021234567890128"), "person.bank_card", CONFIRM),
    41: (under("91110000600037341L"), "organisation.credit_code", INFO),
}
"""What must be found, and how grave it is."""

CLEAR = {
    32: under("除涉及国家秘密、工作秘密、商业秘密外，一律公开。"),
    33: headed("关于学习贯彻《保守国家秘密法》的通知"),
    34: under("国家秘密的密级分为绝密、机密、秘密三级。"),
    35: headed("关于公开征求意见的公告"),
    36: under("秘密投票；注意机密性；秘密侦查"),
    37: under("编号110105194912310021"),
    39: under("身份证号：1101********1234"),
    40: under("拨打12345热线，或者021-56691234"),
    42: under("国办发〔2024〕1号"),
    44: under("目录…………………………3\n姓名＿＿＿＿＿＿＿＿"),
    45: under("党组成员、副局长出席会议"),
    46: under("内部控制制度\n内部审计\n内部机构"),
    47: under("服务评价\n★★★★★\n……"),
}
"""In which nothing must be found."""


@pytest.mark.parametrize("number", FOUND)
def test_what_must_be_found_is(number, ruleset):
    segments, rule, severity = FOUND[number]

    met = {one.rule: one.severity for one in found(segments, ruleset=ruleset)}

    assert met.get(rule) is severity


@pytest.mark.parametrize("number", CLEAR)
def test_what_must_not_be_found_is_not(number, ruleset):
    assert found(CLEAR[number], ruleset=ruleset) == ()


def test_an_order_number_that_passes_for_a_card_does_not_block(ruleset):
    """Case 38, also where its label says what it is."""
    for text in ("6222021234567890128", "订单号：6222021234567890128"):
        assert BLOCK not in {one.severity for one in found(under(text), ruleset=ruleset)}


@pytest.mark.parametrize(
    ("number", "case"), [(number, case) for number, cases in IN_FILES.items() for case in cases]
)
def test_what_lies_in_a_file_is_found_where_it_lies(number, case, screened):
    """By the whole screening, in its child; what must count once is met once, as one thing."""
    report = screened(case.made(), name=case.name)

    met = [one for one in report.findings if one.rule in case.rules]
    first = next(iter(case.rules))
    assert {one.rule: one.severity for one in met} == case.rules
    assert not case.once or [one.count for one in met] == [1]
    assert any(case.place.items() <= one.place.items() for one in met if one.rule == first)
    assert (report.unreadable is None) is (number not in PICTURES)


def test_a_scan_with_a_text_layer_hides_nothing(screened):
    """Case 43: readable, its text screened, and its picture left to be looked at."""
    report = screened(scan_with_layer(), name="a.pdf")

    assert report.unreadable is None
    assert {one.rule for one in report.findings} == {"hidden.picture"}


def test_no_case_is_forgotten():
    assert sorted((*FOUND, *CLEAR, *IN_FILES, WITH_LAYER)) == list(range(1, 48))
