"""Document numbers: one normal form for every way of writing one, and hints of the Party's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.errors import DocumentNumberMalformed
from review.domain.numbers import DocumentNumber, is_party_issuer, is_party_number, parse

CODES = st.text(alphabet="宝财府办函规沪徐预采监字会第", min_size=1, max_size=8)
NUMBERS = st.builds(
    DocumentNumber,
    CODES,
    st.integers(min_value=1949, max_value=2099),
    st.integers(min_value=1, max_value=999_999),
)


@given(NUMBERS)
def test_every_number_is_read_back_from_its_normal_form(number):
    """parse(str(n)) == n."""
    assert parse(str(number)) == number


@pytest.mark.parametrize(
    "written",
    [
        "宝财〔2023〕15号",
        "宝财[2023]15号",
        "宝财（2023）15号",
        "宝财(2023)15号",
        "宝财﹝2023﹞15号",
        "宝财【2023】15号",
        "宝财［２０２３］１５号",
        "宝财〔２０２３〕１５号",
        " 宝 财 〔 2023 〕 15 号 ",
        "宝财〔2023〕\u300015号",
        "宝财〔2023〕第15号",
        "宝财〔2023〕015号",
        "宝财\u200b〔2023〕15号",
    ],
)
def test_every_way_of_writing_a_number_has_one_normal_form(written):
    """The typist's brackets, widths and spaces make no second paper."""
    assert str(parse(written)) == "宝财〔2023〕15号"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "宝财",
        "15号",
        "〔2023〕15号",
        "宝财〔23〕15号",
        "宝财〔2023]15号",
        "宝财〔2023〕15",
        "宝财〔2023〕0号",
        "宝财〔1023〕15号",
        "宝财〔2023〕十五号",
        "宝财〔2023〕-1号",
        "宝财〔2023〕15号宝财〔2023〕16号",
        "宝2财〔2023〕15号",
        "宝财〔2023〕1000000号",
        "宝财〔2023〕٣号",
    ],
)
def test_what_is_no_number_is_refused(written):
    """A number that no office could have given is not guessed at."""
    with pytest.raises(DocumentNumberMalformed):
        parse(written)


def test_a_number_that_no_office_gives_cannot_be_built():
    """The value itself refuses, not only the parser."""
    with pytest.raises(DocumentNumberMalformed):
        DocumentNumber("宝财", 2023, 0)


@pytest.mark.parametrize(
    "number",
    [
        "宝财党〔2023〕3号",
        "宝财党组〔2023〕3号",
        "宝财党组[2023]3号",
        "宝机关党委〔2023〕3号",
        "宝委〔2023〕3号",
        "宝委办〔2023〕3号",
        "沪委办发〔2023〕3号",
        "宝委宣",
        "中办发〔2016〕8号",
        "厅字〔2016〕8号",
        "宝纪〔2023〕2号",
        "宝 财 党 组（２０２３）３号",
    ],
)
def test_the_partys_numbers_are_recognised(number):
    """党组公文 does not enter this procedure."""
    assert is_party_number(number)


@pytest.mark.parametrize(
    "number",
    [
        "宝财〔2023〕15号",
        "宝财办〔2023〕15号",
        "宝府办〔2022〕11号",
        "沪建委〔2018〕3号",
        "沪发改委〔2018〕3号",
        "沪国资委办〔2018〕3号",
        "宝委托〔2023〕1号",
        "委〔2023〕1号",
        "",
    ],
)
def test_a_government_number_is_not_taken_for_the_partys(number):
    """A commission is a 委 too, and its papers are in scope."""
    assert not is_party_number(number)


@pytest.mark.parametrize(
    ("issuer", "party"),
    [
        ("中共上海市宝山区财政局党组", True),
        ("中国共产党上海市宝山区委员会", True),
        ("宝山区财政局机关党委", True),
        ("中共宝山区委办公室、宝山区人民政府办公室", True),
        ("宝山区委办公室", True),
        ("宝山区纪委", True),
        ("上海市宝山区财政局", False),
        ("上海市宝山区人民政府办公室", False),
        ("上海市宝山区建设和管理委员会", False),
        ("上海市发展改革委", False),
        ("宝山区国有资产监督管理委员会", False),
    ],
)
def test_the_issuer_tells_the_party_from_the_government(issuer, party):
    """Number first, then the body that made the paper; one Party organ among several is enough."""
    assert is_party_issuer(issuer) is party
