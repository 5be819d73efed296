"""Which digits are a person's number: the law's own check digits decide, not a guess."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from stdnum import luhn
from stdnum.cn import ric

from review.screening.codes import code_signs
from review.screening.digits import Digits
from review.screening.fold import FoldTable, fold
from review.screening.personal import windows
from review.screening.personal_forms import lengths_of, readings
from review.screening.ways import NumberForm

TABLE = FoldTable({"–": "-", "—": "-", "•": "·"})
DIGITS = Digits(dict(zip("oli零〇一二三四五六七八九", "01100123456789", strict=True)))
LABELLED = {
    NumberForm.ACCOUNT,
    NumberForm.CREDIT_CODE,
    NumberForm.LANDLINE,
    NumberForm.RESIDENT_ID_ROUNDED,
}
"""Forms that count beside a label only."""
ID = "11010519491231002X"
CARD = "6222021234567890128"


def found(text, *, unless=LABELLED):
    """The numbers of a text, each taken for the surest thing it could be."""
    folded = fold(text, table=TABLE)
    _, named = code_signs(DIGITS.named).places(folded.joined)
    met, taken = [], 0
    forms = set(NumberForm) - unless
    for run in windows(folded, digits=DIGITS, named=named, lengths=lengths_of(forms)):
        for window in run:
            read = list(readings(window, folded, forms=forms))
            if read and window.start >= taken:
                taken = window.end
                met.append((read[0].form, read[0].digits))
    return met


@pytest.mark.parametrize(
    "text",
    [
        ID,
        ID.lower(),
        "身份证号:" + ID + "。",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002x",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110105194912\u200b31002X",
        "1101051949\n1231002X",
        "2023年110105194912 31002X",
    ],
    ids=[
        "plain", "small x", "in a sentence", "full width", "spaced", "dashed", "digit by digit",
        "zero width", "broken over two lines", "after a year",
    ],
)  # fmt: skip
def test_a_resident_id_is_known_however_it_is_written(text):
    assert found(text) == [(NumberForm.RESIDENT_ID_18, ID.lower())]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",
        "110105194913311008",
        "990105194912311018",
        "1101********1234",
        "12345",
        "021-56691234",
        "(021)56691234",
        "400-820-8820",
        "12345678901.50",
        "0.13812345678",
        "3f13812345678ab",
        "2023年1月1日至2023年12月31日",
        "1,381,234,567.80",
        "91310113MA1GK12345",
    ],
    ids=[
        "wrong check digit", "no such month", "no such region", "masked", "hotline", "landline",
        "landline in brackets", "service number", "amount", "fraction", "hash", "dates",
        "amount in groups", "credit code",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_person_s_number_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    ["13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", "8613812345678",
     "１３８１２３４５６７８", "138—1234—5678"],
)  # fmt: skip
def test_a_mobile_is_known_however_it_is_written(text):
    assert found(text) == [(NumberForm.MOBILE, "13812345678")]


def test_numbers_in_one_row_are_each_one_finding():
    row = f"张三 13812345678 13912345678 {ID} {CARD}"

    assert [form for form, _ in found(row)] == [
        NumberForm.MOBILE, NumberForm.MOBILE, NumberForm.RESIDENT_ID_18, NumberForm.BANK_CARD,
    ]  # fmt: skip


def test_a_column_of_numbers_is_not_run_together():
    assert found("13812345678\n13912345678\n13712345678") == [
        (NumberForm.MOBILE, "13812345678"),
        (NumberForm.MOBILE, "13912345678"),
        (NumberForm.MOBILE, "13712345678"),
    ]


@pytest.mark.parametrize("text", [CARD, "6222 0212 3456 7890 128", "622202 1234567890128"])
def test_a_bank_card_is_known_however_it_is_written(text):
    assert found(text) == [(NumberForm.BANK_CARD, CARD)]


def test_a_card_that_fails_luhn_is_none():
    assert found(CARD[:-1] + "7") == []


def test_an_id_from_before_1999_is_known_by_region_and_birthday():
    assert found("310113800229123") == [(NumberForm.RESIDENT_ID_15, "310113800229123")]
    assert found("310113800230123") == []


def test_the_check_digits_agree_with_an_independent_library():
    """GB 11643 and Luhn against python-stdnum, over drawn numbers, right and wrong ones."""
    draw = random.Random(20231)  # noqa: S311 - a fixed drawing, nothing secret
    agreed = 0
    for _ in range(400):
        born = date(1930, 1, 1) + timedelta(days=draw.randrange(33000))
        body = f"310113{born:%Y%m%d}{draw.randrange(1000):03d}"
        whole = body + draw.choice("0123456789X")
        ours = (NumberForm.RESIDENT_ID_18, whole.lower()) in found(whole)
        assert ours == (ric.calc_check_digit(whole) == whole[-1])
        agreed += ours
        card = "622202" + "".join(draw.choice("0123456789") for _ in range(13))
        assert bool(found(card)) == luhn.is_valid(card)
    assert agreed > 10
