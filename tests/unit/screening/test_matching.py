"""Which writings are marks and which are prose: SCREENING's cases, with invented papers."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import Severity
from tests.unit.screening.papers import BODY, word

FAR_BELOW = "\n".join(f"第{number}条内容如下。" for number in range(1, 20))
CLASSIFIED = "marking.classification"


def rules(examination):
    return {finding.rule for finding in examination.judgement.findings}


def severities(examination):
    return {finding.rule: finding.severity for finding in examination.judgement.findings}


@pytest.mark.parametrize(
    "text",
    [
        f"机密★10年\n{BODY}",
        f"秘 密★长 期\n{BODY}",
        f"机密★\n{BODY}",
        f"000012\n机密★10年 特急\n{BODY}",
        f"000001\n绝密\n{BODY}",
        f"份号：000001\n绝 密\n{BODY}",
        f"000001 绝密\n{BODY}",
        f"绝密★启用前\n{BODY}",
        f"机密★会议开始前\n{BODY}",
        f"秘密★2030年12月31日\n{BODY}",
        f"機密☆１０年\n{BODY}",
        f"絕密★長期\n{BODY}",
        f"机\u200b密★\ufeff10年\n{BODY}",
        f"机\n密★10年\n{BODY}",
        f"秘密＊5年\n{BODY}",
        f"机密10年\n{BODY}",
        f"密级：机密\n{BODY}",
        f"{BODY}\n附件2 秘密★5年 名单",
        f"{BODY}\n附注\n（机密★10年）",
    ],
)
def test_a_mark_by_structure_is_refused_and_blocks(examined, text):
    examination = examined(text)

    assert examination.judgement.refused == CLASSIFIED
    assert severities(examination)[CLASSIFIED] is Severity.BLOCK


@pytest.mark.parametrize(
    "name",
    ["【机密】关于某事的通知.docx", "机密★10年.pdf", "内网/（秘密）名单.txt", "机密-通知.txt"],
)
def test_a_mark_in_the_file_s_name_is_refused(examined, name):
    examination = examined(BODY, name=name)

    assert examination.judgement.refused == CLASSIFIED
    assert examination.judgement.findings[0].part == "file_name"


@pytest.mark.parametrize(
    "text",
    [
        "除涉及国家秘密、工作秘密、商业秘密外，应当公开。",
        "根据《中华人民共和国保守国家秘密法》制定本办法。",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "绝密级国家秘密是最重要的国家秘密；机密级次之；秘密级又次之。",
        "关于公开征求意见的公告\n现向社会公开征求意见。",
        "选举采用秘密投票的方式，注意机密性，不得秘密侦查。",
        "国办发〔2024〕1号\n国务院办公厅关于某事的通知",
        "党组成员、副局长出席会议，党组书记作报告。",
        "加强内部控制制度建设，内部审计由内部机构负责。",
        "服务评价：★★★★★\n省略……",
        "投诉请拨打12345，办公电话021-56691234。",
        "目录…………………………3\n姓名＿＿＿＿＿＿＿＿",
        "身份证号110105194912310021有误，已打码1101********1234。",
        "不得侵犯商业秘密\n★ 保护个人隐私",
        "**国家秘密**和**商业秘密**",
        "任何单位不得泄露工作秘密，不得公开他人隐私。",
        "宝财〔2023〕15号\n沪发改委〔2023〕3号",
        "请登录统一社会信用代码91310113MA1GK12345查询。",
        "附件：密级分为绝密、机密、秘密",
        "密级：□绝密 □机密 □秘密 □无",
    ],
)
def test_prose_that_speaks_of_secrets_is_no_finding(examined, text):
    assert rules(examined(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "密级的标志形式为“秘密★1年”，由各单位自行加盖。",
        "请在左上角标注“机密★10年”字样。",
    ],
)
def test_a_quoted_example_of_a_mark_is_for_a_person_to_confirm(examined, text):
    examination = examined(f"{BODY}\n{text}")

    assert examination.judgement.refused is None
    assert severities(examination) == {CLASSIFIED: Severity.CONFIRM}


def test_a_level_alone_in_its_line_at_the_head_is_refused(examined):
    examination = examined(f"机密\n{BODY}")

    assert examination.judgement.refused == CLASSIFIED
    assert severities(examination) == {CLASSIFIED: Severity.BLOCK}


def test_a_level_alone_in_its_line_elsewhere_blocks_and_the_file_is_kept(examined):
    examination = examined(f"{BODY}\n{FAR_BELOW}\n机密\n附件正文")

    assert examination.judgement.refused is None
    assert severities(examination) == {CLASSIFIED: Severity.BLOCK}


def test_punctuation_inside_a_mark_does_not_hide_it(examined):
    assert severities(examined(f"机·密★10年\n{BODY}"))[CLASSIFIED] is Severity.BLOCK


def test_a_copy_number_counts_at_the_head_only(examined):
    assert rules(examined(f"000012\n{BODY}")) == {"marking.copy_number"}
    assert rules(examined(f"{BODY}\n本页编码\n甲\n乙\n丙\n200000\n完")) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"内部资料\n{BODY}", "marking.internal"),
        (f"{BODY}\n（内部文件，注意保存）", "marking.internal"),
        (f"內部資料　請勿外傳\n{BODY}".replace("請", "请"), "marking.internal"),
        (f"{BODY}\n不得公开", "marking.internal"),
        (f"{BODY}\n仅供内部参考", "marking.internal"),
        (f"工作秘密\n{BODY}", "marking.work_secret"),
        (f"工作秘密★5年\n{BODY}", "marking.work_secret"),
        (f"某某办法\n（征求意见稿）\n{BODY}", "marking.process"),
        ("某某管理办法（送审稿）\n第一条", "marking.process"),
        ("某某管理办法 讨论稿\n第一条", "marking.process"),
        ("宝财党组发〔2024〕3号\n关于某事的通知", "party.number"),
        ("根据某党组发[2024]3号文件要求", "party.number"),
        ("宝委办〔2023〕5号\n关于某事的通知", "party.number"),
        ("中共宝山区财政局党组文件\n关于某事的通知", "party.issuer"),
        ("传真电报\n关于某事的通知", "marking.cipher_telegram"),
    ],
)
def test_other_marks_are_confirmed_and_never_refused(examined, text, rule):
    examination = examined(text)

    assert severities(examination) == {rule: Severity.CONFIRM}
    assert examination.judgement.refused is None


def test_a_process_suffix_in_the_file_s_name_is_found(examined):
    assert rules(examined(word(BODY), name="某某办法（征求意见稿）.docx")) >= {"marking.process"}


def test_a_draft_that_is_published_for_comment_is_no_process_paper(examined):
    text = "关于某某办法公开征求意见的公告\n附件\n某某办法（征求意见稿）"

    assert rules(examined(text)) == set()


def test_a_cipher_telegram_is_refused(examined):
    examination = examined(f"密码电报\n{BODY}")

    assert examination.judgement.refused == "marking.cipher_telegram"


def test_a_resident_id_blocks_and_a_mobile_is_confirmed(examined):
    found = severities(examined("联系人张三，身份证110105 19491231 002X，手机13812345678。"))

    assert found == {"person.resident_id": Severity.BLOCK, "person.mobile": Severity.CONFIRM}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("银行卡号：6222021234567890128", Severity.BLOCK),
        ("姓名\t一卡通账号\t金额\n张三\t6222021234567890128\t100", Severity.BLOCK),
        ("订单6222021234567890128已发货", Severity.CONFIRM),
    ],
    ids=["labelled", "under a heading", "an order number"],
)
def test_a_card_number_blocks_beside_its_label_only(examined, text, severity):
    assert severities(examined(text))["person.bank_card"] is severity


def test_a_finding_points_at_the_text_as_given(examined):
    text = f"{BODY}\n经办人 1\u200b38 1234 5678 。"

    finding = examined(text).judgement.findings[0]

    assert text[finding.place["start"] : finding.place["end"]] == "1\u200b38 1234 5678"
    assert finding.place["paragraph"] == 2
    assert finding.excerpt == "138****5678"
