"""Half a sign, or one that steers a machine, is refused in Chinese wherever text comes in (S30)."""

from __future__ import annotations

import io
import os
import zipfile

import pytest

from review.commands import ChangePassword, FoundAgency, ResetPassword
from review.domain.errors import TextUnfit
from review.domain.unfit import TextTurning
from review.storage.rows import DocumentRow, StepRow
from review.web.app import create
from tests.builders import OfficeForTests
from tests.web.browser import Browser

BROKEN = "\ud800x"
STEERING = "\x1b[2J"


@pytest.mark.parametrize("sign", [BROKEN, STEERING, "\x00", "\x85"], ids=ascii)
def test_no_text_of_a_command_holds_such_a_sign(bureau: OfficeForTests, sign: str):
    for said in ({"title": sign}, {"number": sign}, {"file_name": f"{sign}.txt"}):
        with pytest.raises(TextUnfit):
            bureau.receive("无碍\n", **said)
    received = bureau.receive("无碍\n")
    for opinion, inputs in ((sign, {}), ("", {"mode": sign}), ("", {sign: "x"})):
        with pytest.raises(TextUnfit):
            bureau.step(received.case, "propose", by="li", opinion=opinion, **inputs)

    assert len(bureau.rows(DocumentRow)) == len(bureau.rows(StepRow)) == 1


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c", "\u200b"], ids=ascii)
def test_nobody_signs_words_that_read_otherwise_than_they_are_written(
    bureau: OfficeForTests, sign: str
):
    """不同意 would read 意同不: titles, numbers, names of files and opinions are what they seem."""
    for said in ({"title": f"关于{sign}供暖的函"}, {"number": f"宝财〔2026〕{sign}5号"}):
        with pytest.raises(TextTurning):
            bureau.receive("无碍\n", **said)
    with pytest.raises(TextTurning):
        bureau.receive("无碍\n", file_name=f"通知{sign}fdp.txt")
    received = bureau.receive("无碍\n")
    for opinion, inputs in ((f"{sign}同意", {}), ("", {"mode": f"主动{sign}公开"})):
        with pytest.raises(TextTurning):
            bureau.step(received.case, "propose", by="li", opinion=opinion, **inputs)

    assert len(bureau.rows(DocumentRow)) == len(bureau.rows(StepRow)) == 1


def test_a_name_inside_an_archive_is_shown_with_what_is_not_seen(bureau: OfficeForTests):
    """It lies in the paper as it is, so it is found as it is, and shown so that nobody misreads."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("名单\u202etxt.fdp.txt", "电话13812345678\n")
    received = bureau.receive(packed.getvalue(), file_name="附件.zip")
    browser = Browser(create(bureau.office))
    browser.post("/sign-in/demo", login="zhou")

    page = browser.get(f"/cases/{received.case}").text

    assert "名单&lt;U+202E&gt;txt.fdp.txt" in page
    assert "\u202e" not in page


def test_a_new_line_in_an_opinion_is_no_such_sign(bureau: OfficeForTests):
    received = bureau.receive()
    opinion = "一、同意\n\t二、尽快"

    bureau.step(received.case, "propose", by="li", opinion=opinion, mode="主动公开")

    assert [row.opinion for row in bureau.rows(StepRow, action="propose")] == [opinion]


def test_a_password_may_hold_any_whole_sign(bureau: OfficeForTests):
    with pytest.raises(TextUnfit):
        bureau.do(ResetPassword(login="li", password=BROKEN), by="guan")
    with pytest.raises(TextUnfit):
        bureau.do(ChangePassword(old="x", new=BROKEN), by="li")
    bureau.do(ResetPassword(login="li", password="first\x07word"), by="guan")


def test_nobody_is_founded_by_such_a_name(tmp_path):
    office = OfficeForTests(tmp_path)

    with pytest.raises(TextUnfit):
        office.office.found(
            FoundAgency(code="x", name=BROKEN, profile="small", sections=("科",), accounts=())
        )
    office.close()


@pytest.mark.parametrize(
    "words",
    [
        ("case", "show", BROKEN),
        ("step", "2026-0001", "propose", "--by", BROKEN),
        ("receive", "x.txt", "--title", BROKEN, "--kind", "通知", "--section", "科"),
    ],
    ids=["case", "step", "receive"],
)
def test_the_command_line_refuses_it_as_wrongly_asked(shell, words):
    said = shell(*words)

    assert said.code == 2
    assert "无法辨认的字符" in said.err


def test_what_is_only_looked_at_may_be_called_anything(shell, tmp_path):
    """A folder of old files is checked, whatever an old system called them."""
    place = os.fsencode(tmp_path) + b"/\xb9\xab\xb8\xe6.txt"
    with open(place, "wb") as file:  # noqa: PTH123  # no text can name it
        file.write("关于通知的公告\n".encode())

    said = shell("check", os.fsdecode(place), "--json")

    assert said.code == 0, said.err
