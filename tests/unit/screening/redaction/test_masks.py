"""What was removed is masked as notices are, and the reason stands beside it."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import Exemption
from review.screening.redaction.masks import masks
from tests.unit.screening.copies import TABLE


@pytest.mark.parametrize(
    ("rule", "text", "mask"),
    [
        ("person.mobile", "13812341234", "138****1234"),
        ("person.mobile", "+86 138-1234-1234", "138****1234"),
        ("person.mobile", "１３８１２３４１２３４", "138****1234"),
        ("person.resident_id", "11010119900307003x", "11*************03X"),
        ("person.resident_id", "110101900307003", "11**********003"),
        ("person.bank_card", "6222 0212 3456 7890 123", "6222***********0123"),
        ("person.bank_account", "123456", "******"),
        ("person.passport", "E12345678", "E******78"),
        ("person.name", "张三", "张某"),
        ("person.name", "欧阳 娜娜", "欧阳某"),
        ("person.name", "李", "（删减）"),
        ("person.address", "宝山区友谊路街道牡丹江路1号301室", "宝山区友谊路街道****"),
        ("person.address", "罗泾镇海星村12号", "罗泾镇****"),
        ("person.address", "牡丹江路1号", "（删减）"),
        ("person.health", "患有高血压", "（删减）"),
        ("marking.internal", "内部资料", "（删减）"),
    ],
)
def test_each_thing_is_masked_in_its_way(rule, text, mask):
    assert masks().instead(text, rule=rule, table=TABLE) == mask


@pytest.mark.parametrize(
    ("rule", "exemption", "code"),
    [
        ("person.mobile", None, "15·隐私"),
        ("marking.trade_secret", None, "15·商密"),
        ("marking.process", None, "16·过程"),
        ("place.coordinates", None, ""),
        ("person.mobile", Exemption.INTERNAL_AFFAIRS, "16·内部"),
    ],
)
def test_the_reason_is_the_one_given_or_goes_with_the_rule(rule, exemption, code):
    assert masks().reason(rule, exemption) == code


def test_every_exemption_has_a_code():
    codes = {masks().reason("x", exemption) for exemption in Exemption}

    assert len(codes) == len(Exemption)
    assert "" not in codes
