"""What a reader sees is what is written: no sign of a text hides or turns the others (S30, S49)."""

from __future__ import annotations

import unicodedata

import pytest

from review.commands import HandedFile, ReadByPeople, TakeStep
from review.domain.errors import TextUnfit
from review.domain.text import refuse_unfit_text, shown, turning
from review.domain.unfit import TextTurning

TURNING = [
    *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C,
    0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E, 0x3164, 0x2800, 0xE0041,
]  # fmt: skip


def list_of(text):
    return ReadByPeople(case="2026-0001", file="f", checklist=text)


def step(**said):
    return TakeStep(case="2026-0001", action="propose", **said)


@pytest.mark.parametrize("point", TURNING, ids=hex)
def test_no_text_hides_or_turns_what_is_read(point):
    sign = chr(point)
    for said in (
        step(opinion=f"同意{sign}公开"),
        step(inputs={"title": f"关于{sign}供暖的函"}),
        step(inputs={f"mo{sign}de": "主动公开"}),
        step(files=(HandedFile(name=f"通知{sign}fdp.exe", content=b"x"),)),
    ):
        with pytest.raises(TextTurning, match=f"U\\+{point:04X}"):
            refuse_unfit_text(said)


def test_every_format_sign_of_unicode_is_one():
    """A newer Unicode may know more; none is let through for that."""
    formats = [
        chr(point)
        for point in range(0x110000)
        if unicodedata.category(chr(point)) == "Cf" and not _is_written(point)
    ]

    assert len(formats) > 100
    assert [sign for sign in formats if not turning(sign)] == []


def _is_written(point: int) -> bool:
    """Signs of numbers and of hieroglyphs, which show though they are called formats."""
    return (
        0x0600 <= point <= 0x0605
        or 0x13430 <= point <= 0x1343F
        or point in (0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD)
    )


@pytest.mark.parametrize(
    "text",
    ["葛\U000e0100城", "㐂︀", "第一条　同意\n\t二、尽快", "“公开”——A→B", "ئۇيغۇر", "朱镕堃𠀀", ""],
    ids=ascii,
)
def test_what_people_write_is_let_through(text):
    refuse_unfit_text(step(opinion=text))


def test_a_check_list_as_windows_saves_it_is_let_through():
    refuse_unfit_text(list_of("\ufeff一 无\n"))
    with pytest.raises(TextTurning):
        refuse_unfit_text(list_of("一\ufeff 无\n"))


def test_a_password_may_hold_any():
    refuse_unfit_text({"password": "first\u200bword"})


def test_the_refusal_names_a_few_of_the_signs_and_says_what_to_do():
    with pytest.raises(TextTurning) as refused:
        refuse_unfit_text("".join(map(chr, TURNING)))

    assert "（U+202A、U+202B、U+202C、U+202D、U+202E）" in refused.value.message
    assert "删去后重新输入" in refused.value.advice
    with pytest.raises(TextUnfit):
        refuse_unfit_text("\x1b\u202e")


def test_a_name_that_others_gave_is_shown_with_what_is_not_seen():
    assert shown("附件\u202efdp.exe") == "附件<U+202E>fdp.exe"
    assert shown("附件\n二.docx") == "附件<U+000A>二.docx"
    assert shown("附件 　一.docx") == "附件 　一.docx"
