"""However somebody writes a mark or a number past the rules: found, exactly where it stands."""

from __future__ import annotations

import pytest

from review.domain.findings import Part
from review.screening.segments import Segment
from tests.unit.screening.sheets import found

MARK, IDENTITY, MOBILE, CARD = (
    "marking.classification", "person.resident_id", "person.mobile", "person.bank_card",
)  # fmt: skip
NUMBER, INTERNAL, WORK, PROCESS = (
    "party.number", "marking.internal", "marking.work_secret", "marking.process",
)  # fmt: skip

VARIANTS = {
    MARK: [
        "机密★10年", "机 密★10年", "机　密 ★ 10 年", "机密★１０年", "機密★10年", "絕密★長期",
        "絶密★长期", "祕密★5年", "秘宻★5年", "㊙密★10年", "机\u200b密★10年",
        "机\u200d密\ufeff★10年", "机\u2060密★10年", "机\u00ad密★10年", "机\ufe0f密★10年",
        "机\u034f密★10年", "机\u0301密★10年", "机\u3164密★10年", "机\u2800密★10年",
        "机\U000e0061密★10年", "机\n密★10年", "机密\n★10年", "机密★10\n年", "机密★\r\n10年",
        "机\u2028密★10年", "机\t密★10年", "机·密★10年", "机.密★10年", "机-密★10年", "机|密★10年",
        "机,密★10年", "机“密★10年", "机/密★10年", "机密·★10年", "机密☆10年", "机密⭐10年",
        "机密＊10年", "机密✩10年", "机密🌟10年", "机密※10年", "机密●10年", "机密★十年",
        "机密★①〇年", "机密★l0年", "机密★IO年", "机密★1O年", "机密★𝟏𝟎年", "机密★⑩年", "机密★⻓期",
        "木几密★10年", "年01★密机", "杋密★10年", "机蜜★10年", "机宓★10年",
    ],
    IDENTITY: [
        "11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X", "110105-19491231-002X", "110105—19491231—002X",
        "110105–19491231–002X", "110105.19491231.002X", "110105/19491231/002X",
        "110105_19491231_002X", "110105·19491231·002X", "110105,19491231,002X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "1101 0519 4912 3100 2X",
        "110105194912\u200b31002X", "1101\u00ad0519491231002X", "1101051949\n1231002X",
        "11O1O519491231OO2X", "l10105l949l23l002X", "11010519491231002Х", "11010519491231002Χ",
        "11010519491231002×", "①①0①05①949①23①002X", "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐X",
        "一一〇一〇五一九四九一二三一〇〇二X", "壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰X",
        "11010519491231002 X", "110105）19491231002X", "1101051949－1231－002X",
        "110105１９４９1231002X",
    ],
    MOBILE: [
        "13812345678", "138 1234 5678", "138-1234-5678", "138—1234—5678",
        "１３８１２３４５６７８", "138.1234.5678", "138·1234·5678", "138/1234/5678",
        "138_1234_5678", "138~1234~5678", "138（1234）5678", "1 3 8 1 2 3 4 5 6 7 8",
        "138\u200b1234\u200b5678", "一三八一二三四五六七八", "幺三八一二三四五六七八",
        "壹叁捌壹贰叁肆伍陆柒捌", "l38I2345678", "138 12345678", "1381234 5678", "①③⑧①②③④⑤⑥⑦⑧",
        "13812\n345678",
    ],
    CARD: [
        "6222021234567890128", "6222 0212 3456 7890 128", "6222-0212-3456-7890-128",
        "622202 1234567890128", "６２２２０２１２３４５６７８９０１２８",
        "6222.0212.3456.7890.128", "6222\u200b021234567890128", "6222O21234567890128",
        "622202123456\n7890128",
    ],
    NUMBER: [
        "宝财党组发〔2024〕3号", "寶財黨組發〔2024〕3號", "宝财党组发[2024]3号",
        "宝财党组发（2024）3号", "宝财党组发﹝2024﹞３号", "宝财党组发【2024】3号",
        "宝 财 党 组 发〔 2024 〕3 号",
    ],
    INTERNAL: [
        "內部資料", "内 部 资 料", "【内部资料】", "内部资料，注意保存", "內部文件 嚴禁外傳",
    ],
    WORK: [
        "工作祕密", "工 作 秘 密★3年",
    ],
    PROCESS: [
        "（徵求意見稿）", "（征 求 意 见 稿）",
    ],
}  # fmt: skip
"""For each rule ways of writing one thing."""

BEFORE = {
    IDENTITY: "联系人：张三，",
    MOBILE: "联系人：张三，手机：",
    CARD: "联系人：张三，卡号",
    PROCESS: "某某办法",
}
"""What stands on the line before it."""

MISSED = {
    "138,1234,5678": "three values of a list look the same",
    "13812\n345678": "without a label two lines of figures look the same",
}
"""What is known to get past the rules, and why it is left."""


def met(rule, text, *, ruleset):
    """Where a rule was met in a text."""
    places = [
        one.place
        for one in found((Segment(text=text, part=Part.BODY),), ruleset=ruleset)
        if one.rule == rule
    ]
    return [text[int(place["start"]) : int(place["end"])] for place in places]


@pytest.mark.parametrize(
    ("rule", "written"),
    [(rule, written) for rule, variants in VARIANTS.items() for written in variants],
)
def test_it_is_found_where_it_was_written(rule, written, ruleset):
    text = f"关于做好预算公开工作的通知\n{BEFORE.get(rule, '')}{written}\n此致"

    assert met(rule, text, ruleset=ruleset) == [written]


@pytest.mark.parametrize("written", MISSED)
def test_what_is_missed_is_known_by_name(written, ruleset):
    """Should it be found one day, its name goes from the list."""
    text = f"关于做好预算公开工作的通知\n联系人：张三，{written}\n此致"

    assert met(MOBILE, text, ruleset=ruleset) == []


def test_there_are_enough_variants_and_few_misses():
    assert sum(map(len, VARIANTS.values())) >= 60 + len(MISSED)
    assert len(MISSED) <= 2
