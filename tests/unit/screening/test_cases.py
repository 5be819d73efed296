"""The cases that must be got right, by their numbers, as far as the rules decide them.

The others are for the readers, who must bring what is hidden before the rules: see `READERS`.
"""

from __future__ import annotations

import pytest

from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening.extraction.plain import read_plain
from review.screening.limits import LIMITS
from review.screening.segments import Segment, Visibility
from tests.unit.screening.papers import BODY
from tests.unit.screening.sheets import found, sheet

BLOCK, CONFIRM, INFO = Severity.BLOCK, Severity.CONFIRM, Severity.INFO
MARK, IDENTITY = "marking.classification", "person.resident_id"
ID = "11010519491231002X"

READERS = {
    5: "a text box counts once, not twice with its fallback",
    6: "runs of one paragraph are one text",
    9: "very hidden sheets",
    11: "formats that show nothing",
    12: "orphan shared strings",
    13: "pivot caches",
    14: "speaker notes",
    15: "shapes beside the slide",
    16: "text under a box",
    17: "white text",
    18: "superseded revisions of a PDF",
    19: "attachments of a PDF",
    20: "annotations, attachments and layers of OFD",
    21: "places in EXIF",
    22: "the path of the template",
    23: "archives in papers in archives",
    43: "a scan with a text layer",
}


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


def test_no_case_is_forgotten():
    assert sorted((*FOUND, *CLEAR, *READERS)) == list(range(1, 48))
