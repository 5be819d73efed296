"""Half a sign, or one that steers a machine, is refused in Chinese wherever text comes in (S30)."""

from __future__ import annotations

import os

import pytest

from review.commands import ChangePassword, FoundAgency, ResetPassword
from review.domain.errors import TextUnfit
from review.storage.rows import DocumentRow, StepRow
from tests.builders import OfficeForTests

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


def test_a_new_line_in_an_opinion_is_no_such_sign(bureau: OfficeForTests):
    received = bureau.receive()

    bureau.step(received.case, "propose", by="li", opinion="一、同意\n\t二、尽快", mode="主动公开")


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
