"""What of a person a paper gives away, and what of an office is meant to be read."""

from __future__ import annotations

import pytest

from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening.segments import Segment
from tests.unit.screening.sheets import columns, found, sheet

BLOCK, CONFIRM, INFO = Severity.BLOCK, Severity.CONFIRM, Severity.INFO
ID, CARD = "11010519491231002X", "6222021234567890128"
OFFICE = "户名：宝山区财政局\n开户行：上海银行\n"


def severities(text, ruleset):
    """The gravest severity of each rule that a text meets."""
    order = [BLOCK, CONFIRM, INFO]
    met: dict[str, Severity] = {}
    for one in found((Segment(text=text, part=Part.BODY),), ruleset=ruleset):
        met[one.rule] = min(met.get(one.rule, INFO), one.severity, key=order.index)
    return met


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        (f"身份证号：{ID}", "person.resident_id", BLOCK),
        (f"残疾人证号{ID}43", "person.resident_id", BLOCK),
        ("残疾证 31011319800307123143", "person.resident_id", BLOCK),
        ("身份证号：310113800307123", "person.resident_id", BLOCK),
        ("310113800307123", "person.resident_id", CONFIRM),
        ("身份证号：1.10105199003071E+17", "person.resident_id", CONFIRM),
        ("名单 1.10105199003071e+17", "person.resident_id", CONFIRM),
        ("身份证号\n1.10105E+17", "person.resident_id", CONFIRM),
        ("身份证号：110105199003071000", "person.resident_id", CONFIRM),
        (f"学籍号G{ID}", "person.resident_id", BLOCK),
        (f"税号：{ID}", "person.resident_id", BLOCK),
        (f"卡号：{CARD}", "person.bank_card", BLOCK),
        ("卡号：62220212345\n67890128", "person.bank_card", BLOCK),
        (f"户名：张伟，账号：{CARD}", "person.bank_card", BLOCK),
        (f"回单 {CARD}", "person.bank_card", CONFIRM),
        (f"订单号：{CARD}", "person.bank_card", CONFIRM),
        ("收款人：张伟 开户行：农业银行 账号：31001234567890124", "person.bank_account", BLOCK),
        ("账号：03-123456789012", "person.bank_account", CONFIRM),
        ("银行账号：12345678", "person.bank_account", CONFIRM),
        (f"{OFFICE}账号：31001234567890124", "person.bank_account", INFO),
        ("手机：13812345678", "person.mobile", CONFIRM),
        ("联系人电话：13812\n345678", "person.mobile", CONFIRM),
        ("住宅电话：021-56691234", "person.landline", CONFIRM),
        ("家庭电话：56691234", "person.landline", CONFIRM),
        ("护照号：E12345678", "person.passport", BLOCK),
        ("护照号码 EA1234567，", "person.passport", BLOCK),
        ("证件号码：G12345678", "person.passport", CONFIRM),
        ("港澳居民来往内地通行证 H12345678", "person.permit", BLOCK),
        ("台湾居民来往大陆通行证：12345678", "person.permit", BLOCK),
        ("往来港澳通行证号 C12345678", "person.permit", BLOCK),
        ("香港身份证：A123456(3)", "person.permit", CONFIRM),
        ("台湾身份证号 A123456789", "person.permit", CONFIRM),
        ("车牌号：沪A12345", "person.plate", CONFIRM),
        ("沪A·D12345 停放", "person.plate", CONFIRM),
        ("京A 1234学", "person.plate", CONFIRM),
        ("家庭住址：宝山区友谊路15弄3号501室", "person.address", CONFIRM),
        ("住址：罗店镇张家村5组12号", "person.address", CONFIRM),
        ("户籍地址：友谊路 12 号", "person.address", CONFIRM),
        ("张伟，男，家住牡丹江路1588号2号楼3单元402室", "person.address", CONFIRM),
        ("姓名：张伟 罗店镇张家村5组", "person.address", CONFIRM),
        ("姓名：张伟，患有尿毒症", "person.health", CONFIRM),
        ("张伟，男，肢体残疾二级", "person.health", CONFIRM),
        ("户主：张伟，低保户", "person.welfare", CONFIRM),
        ("学生：张伟，三年级", "person.minor", CONFIRM),
        ("申请人：张伟，离异", "person.family", CONFIRM),
        ("坐标：121.489312, 31.412345", "place.coordinates", CONFIRM),
        ("北纬31°24′12″，东经121°29′30″", "place.coordinates", CONFIRM),
        ("统一社会信用代码：91110000600037341L", "organisation.credit_code", INFO),
        ("91110000600037341l", "organisation.credit_code", INFO),
    ],
)  # fmt: skip
def test_what_a_paper_gives_away_is_found(text, rule, severity, ruleset):
    assert severities(f"关于某事的通知\n{text}", ruleset).get(rule) is severity


@pytest.mark.parametrize(
    "text",
    [
        "办公电话：021-56691234、56691235，传真56691236",
        "咨询热线：12345、962200，全国统一400-888-8888",
        "联系人：张科长，联系电话：56691234",
        "办公地址：宝山区友谊路15号3号楼302室",
        "供应商地址：上海市宝山区长江西路2311弄5号501室",
        "地址：友谊路1588弄1号楼1003室 电话：56781234",
        "会议地点：漠河路700号4楼402会议室",
        "罗店镇张家村5组道路硬化项目",
        "保障低保对象12345人次，残疾人234人，孤儿12人",
        "申请人患有重大疾病的，由监护人代为申请，并提供身份证、银行卡复印件",
        "项目编号：310113000230627123456-13061234",
        "合同编号13812345678，金额13912345678.00元，合计：13712345678元",
        "发票号码：24312000000123456789 校验码：12345 67890 12345 67890",
        "流水号：31202306271234567894",
        "http://www.example.cn/t20230627_13812345678.html?id=110105194912310021",
        "13812345678.html",
        "税号：91110000600037341M",
        "E12345678号公告，G12345678",
        "设备编号H12345678，型号A123456(7)",
        "沪A股代码600000，京津冀A12协同",
        "面积121.4893公顷，比例31.4123",
        "银行账户是指单位在银行开立的结算账户；社保卡遗失的拨打12333，或者95588",
        "准考证号310113202301123，学号2023062712345678",
        "2023年1月1日至2023年12月31日，共1,381,234,567.80元",
        "支付令号 20230627123456789012 指标编码3101132300001234567",
        "邮编201999，标准号GB/T 9704-2012，ISBN 978-7-5095-1234-5",
        "版本12.10.13812345678a，哈希3f13812345678ab",
    ],
)
def test_what_an_office_prints_every_day_is_clear(text, ruleset):
    assert severities(f"关于某事的通知\n{text}", ruleset) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("姓名：张伟，患有尿毒症", "患有尿毒症"),
        ("家庭住址：宝山区友谊路15弄3号501室。", "宝山区***********室"),
        ("护照号：E12345678", "E1*****78"),
        ("车牌号：沪A12345", "沪A***45"),
        ("银行账号：31001234567890124", "3100**********124"),
        (f"身份证号：{ID}", "11*************02X".replace("02X", "02x")),
    ],
)
def test_an_excerpt_gives_nothing_away(text, said, ruleset):
    excerpts = [
        one.excerpt for one in found((Segment(text=text, part=Part.BODY),), ruleset=ruleset)
    ]

    shortened = [excerpt.replace("*", "") for excerpt in excerpts]
    assert said.replace("*", "") in shortened
    assert all(ID not in excerpt and "张伟" not in excerpt for excerpt in excerpts)


def test_a_person_in_one_row_of_a_table_says_nothing_of_the_next(ruleset):
    """The illness of a row is that row's; a total has none."""
    rows = (("姓名", "情况"), ("张伟", "肢体残疾"), ("合计", "残疾1人"))

    health = [one for one in found(sheet(rows), ruleset=ruleset) if one.rule == "person.health"]

    assert [one.place["cell"] for one in health] == ["B2"]


def test_a_landline_in_a_list_of_persons_is_theirs(ruleset):
    persons = (("姓名", "联系电话"), ("张伟", "56691234"))
    offices = (("部门", "联系电话"), ("预算科", "56691234"))

    assert "person.landline" in {one.rule for one in found(sheet(persons), ruleset=ruleset)}
    assert found(sheet(offices), ruleset=ruleset) == ()


def test_a_credit_code_that_could_be_an_id_is_what_its_label_says(ruleset):
    """Of digits alone, with region, birthday and both check digits right; without a label an ID."""
    both = "123101198501070129"

    assert severities(f"统一社会信用代码：{both}", ruleset) == {"organisation.credit_code": INFO}
    assert severities(f"身份证号：{both}", ruleset) == {"person.resident_id": BLOCK}
    assert severities(both, ruleset) == {"person.resident_id": BLOCK}


def test_columns_without_a_name_are_still_read_by_their_headings(ruleset):
    rows = (("序号", "卡号", "金额"), ("1", CARD, "100"), ("2", "6217001234567890124", "200"))

    met = {one.rule: one.severity for one in found(columns(rows, border="\t"), ruleset=ruleset)}

    assert met["person.bank_card"] is BLOCK
