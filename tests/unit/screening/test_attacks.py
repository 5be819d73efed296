"""Ways past the rules that somebody tried and found: each is closed, and what it resembles is not.

Where several offsets could be right, the test asks for a block that touches what was written.
"""

from __future__ import annotations

import pytest

from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening.segments import Segment, Visibility
from tests.unit.screening.sheets import found

MARK, IDENTITY, MOBILE = "marking.classification", "person.resident_id", "person.mobile"
HEAD = "关于做好预算公开工作的通知"
BODY = "\n".join(f"第{number}条内容如下。" for number in range(1, 20))
NUMBER, PHONE = "11010519491231002X", "13812345678"
TURNED = "\u202e{}\u202c".format

STARS = (
    "✶✦✹✵🞴٭☆⭐✩✪✫✬✭✮✯✰✱✴✷✸✺✻✼✽❋⋆⁎⁑🌟🌠⚝⯪🟊＊*※●◆"
    "\uf0aa\uf0ab\uf0ac\uf0ad\uf0ae\uf0af\uf0b0\uf0b1\uf0b2\uf0b3\uf0b4\uf0b5\uf0b6"
)
"""The last are what Wingdings has for stars."""
SPACES = (
    " \t\u00a0\u2002\u2003\u2009\u200a\u202f\u205f\u3000\u1680\u200b\u200c\u200d\u2060\ufeff"
    "\u00ad\u034f\u061c\u115f\u180e\u2028\u2063\u2800\u3164\ufe0f\u0301\U000e0020"
)

AT_THE_HEAD = [
    "工作⏎机密★10年", "工作↵机密★10年", "工作\n机密★10年", "商业\n秘密★10年", "特急\n机密",
    "机密\n★",
    "机密\n★10年", "机密级", "（机密）", "绝密文件", "机密级文件", "密级：☑机密", "密级：√机密",
    "密级：机密",
    "密级：□绝密 ☑机密 □秘密", "密级：绝密□ 机密☑ 秘密□", "密级\t机密", "密级|机密",
    "| 密级 | 机密 |",
    "密级为机密保密期限10年", "密级和保密期限：机密 16年　　编号：47", "机密*十年",
    "机密　　　　　签发人：李某",
    "密 码 电 报",
    *(f"机密{star}10年" for star in STARS), *(f"机{space}密★10年" for space in SPACES),
]  # fmt: skip

BELOW = [
    "机密", "（机密）", "机密级", "绝密文件", "机密\n★", "密级：☑机密", "密级\t机密", "机密★",
    "机密*十年",
    "附件1\n绝密★10年\n物资布点表", "本文件密级为机密，保密期限为10年。", "本方案密级定为绝密。",
    "本件为机密级文件，请按规定保管。", "（此件系秘密件，阅后请退区机要室。）",
    "以上材料属秘密级国家秘密，请勿复制。", "现将《应急物资调度计划》（机密）印送各单位。",
    "关于某某方案的请示（机密）", "说明：本报告涉及国家秘密，密级为机密。",
]  # fmt: skip

PROSE = [
    "国家秘密的密级分为绝密、机密、秘密三级。", "密级为绝密的，由省级机关确定。",
    "密级：□绝密 □机密 □秘密",
    "密级：绝密□ 机密□ 秘密□", "密级（绝密/机密/秘密/无）", "密级：绝密、机密或者秘密",
    "密级：无",
    "密级确定为机密级以上的事项", "本件不属秘密文件。",
    "应当标明密级、保密期限（绝密级不超过三十年）。",
    "机密性、完整性、可用性", "如密级为机密，应当报告。", "保守国家秘密", "商业秘密",
    "绝密级、机密级、秘密级",
]  # fmt: skip

IDENTITIES = [
    "\t".join(NUMBER), "|".join(NUMBER), " | ".join(NUMBER), ".".join(NUMBER), "/".join(NUMBER),
    "_".join(NUMBER), ",".join(NUMBER), "、".join(NUMBER), "\n".join(NUMBER),
    "110105194912\n31002X",
    "110105\n19491231\n002X", "11010519491231002×", "11010519491231002Х",
    NUMBER.replace("0", "O"),
    "110105|19491231|002X", "110105、19491231、002X", "110105*19491231*002X",
    "110105\t19491231\t002X",
    "(110105)(19491231)(002X)", "110105\\19491231\\002X", "110105#19491231#002X",
    TURNED(NUMBER[::-1]),
]  # fmt: skip

PHONES = [
    "13812\n345678", "138\n1234\n5678", "13 81 23 45 678", "13 81 23 45 67 8", "13-81-23-45-678",
    "(138)12345678", "（138）1234-5678", "+8613812345678", "+86 138 1234 5678",
    "+86-138-1234-5678",
    "(+86)13812345678", "+86138 1234 5678", "008613812345678", "86.138.1234.5678",
    "\t".join(PHONE),
    TURNED(PHONE[::-1]),
]  # fmt: skip

ELSEWHERE = [
    (Part.FOOTNOTE, Visibility.VISIBLE), (Part.HEADER, Visibility.VISIBLE),
    (Part.CHART, Visibility.VISIBLE), (Part.TEXT_BOX, Visibility.VISIBLE),
    (Part.NOTES, Visibility.VISIBLE), (Part.COMMENT, Visibility.COMMENT),
    (Part.BODY, Visibility.HIDDEN), (Part.PROPERTIES, Visibility.META),
]  # fmt: skip


def met(text, *, ruleset, rule):
    """The findings of a rule, each with its severity and with what stands at its place."""
    return [
        (one.severity, text[int(one.place["start"]) : int(one.place["end"])])
        for one in found((Segment(text=text, part=Part.BODY),), ruleset=ruleset)
        if one.rule == rule
    ]


@pytest.mark.parametrize("written", AT_THE_HEAD)
def test_a_mark_at_the_head_blocks_however_it_is_written(written, ruleset):
    rule = "marking.cipher_telegram" if "码" in written else MARK
    blocks = met(f"{written}\n{HEAD}\n{BODY}", ruleset=ruleset, rule=rule)

    assert Severity.BLOCK in {severity for severity, _ in blocks}
    assert all(set(said) & set(written) for _, said in blocks)


@pytest.mark.parametrize("written", BELOW)
def test_a_mark_below_the_head_blocks_too(written, ruleset):
    blocks = met(f"{HEAD}\n{BODY}\n{written}\n{BODY}", ruleset=ruleset, rule=MARK)

    assert Severity.BLOCK in {severity for severity, _ in blocks}
    assert all(said in written for _, said in blocks)


@pytest.mark.parametrize(("part", "visibility"), ELSEWHERE)
def test_a_level_alone_blocks_in_every_part(part, visibility, ruleset):
    text = Segment(text=f"{HEAD}\n{BODY}", part=Part.BODY)
    level = Segment(text="机密", part=part, visibility=visibility)

    findings = found((text, level), ruleset=ruleset)

    assert [(one.rule, one.severity, one.part) for one in findings] == [
        (MARK, Severity.BLOCK, part)
    ]


@pytest.mark.parametrize("written", PROSE)
def test_what_only_speaks_of_levels_does_not_block(written, ruleset):
    for text in (f"{HEAD}\n{written}\n{BODY}", f"{HEAD}\n{BODY}\n{written}\n{BODY}"):
        blocks = met(text, ruleset=ruleset, rule=MARK)

        assert Severity.BLOCK not in {severity for severity, _ in blocks}


@pytest.mark.parametrize("written", IDENTITIES)
@pytest.mark.parametrize("before", ["身份证号", ""])
def test_a_resident_number_is_found_however_it_is_parted(written, before, ruleset):
    blocks = met(f"{HEAD}\n张三，{before}{written}\n完", ruleset=ruleset, rule=IDENTITY)

    assert [said.strip("\u202e\u202c()") for _, said in blocks] == [written.strip("\u202e\u202c()")]
    assert not before or blocks[0][0] is Severity.BLOCK


@pytest.mark.parametrize("written", PHONES)
def test_a_labelled_mobile_number_is_found_however_it_is_parted(written, ruleset):
    met_there = met(f"{HEAD}\n张三，手机：{written}\n完", ruleset=ruleset, rule=MOBILE)

    assert len(met_there) == 1
    assert met_there[0][1] in written
