"""The ways out and the ways back, by the command line alone."""

from __future__ import annotations

import hashlib

import pytest

from tests.cli.conftest import NOTHING_FOUND, receive
from tests.journeys.story import WITHHELD

MARKED = "机密★10年\n\n关于某某事项的函\n"
CONFIRMED = ("--confirmed-by", "区保密机要局　赵科", "--number", "云保函〔2026〕1号",
             "--date", "2026-01-04")  # fmt: skip


@pytest.fixture
def step(xianshen):
    """Take a step of a case: `step(case, "verify", "wang", mode="proactive")`."""

    def take(case: str, action: str, login: str, **given: str):
        filled = [word for key, value in given.items() for word in ("--set", f"{key}={value}")]
        return xianshen("step", case, action, "--by", login, "--opinion", "同意", *filled, "--json")

    return take


def test_a_refused_paper_comes_in_once_after_two_have_confirmed_it(xianshen, demo_office, tmp_path):
    path = tmp_path / "文件.txt"
    path.write_text(MARKED, encoding="utf-8")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert xianshen(*receive(path)).code == 1

    assert xianshen("clear", sha256, *CONFIRMED, "--by", "sun").code == 0
    by_one = xianshen(*receive(path))
    assert xianshen("clear", sha256, "--cosign", "--by", "sun").code == 1
    assert xianshen("clear", sha256, "--cosign", "--by", "gu").code == 0
    by_two, again = xianshen(*receive(path)), xianshen(*receive(path))

    assert [each.told["case"] is None for each in (by_one, by_two, again)] == [True, False, True]


def test_an_unreadable_file_passes_when_two_have_read_it(xianshen, step, demo_office, tmp_path):
    path, list_ = tmp_path / "图纸.dwg", tmp_path / "清单.txt"
    path.write_bytes(b"AC1032\x00 nothing opens this")
    told = xianshen(*receive(path)).told
    case, file = told["case"], told["files"][0]["sha256"]
    list_.write_text(NOTHING_FOUND, encoding="utf-8")
    read = ("read-by-people", case, file, "--checklist", list_)
    step(case, "propose", "li", mode="主动公开")
    step(case, "verify", "wang")
    xianshen("case", "open", case, file, "--by", "zhou")

    assert xianshen(*read, "--by", "sun").code == 0
    by_one = step(case, "pass_check", "zhou", checklist=NOTHING_FOUND)
    assert xianshen(*read, "--by", "wang").code == 0
    by_two = step(case, "pass_check", "zhou", checklist=NOTHING_FOUND)

    assert (by_one.code, "两人" in by_one.err) == (1, True)
    assert by_two.told["stage"] == "approval"


def test_what_was_approved_is_revoked_goes_its_way_again_and_is_registered_as_withheld(
    xianshen, step, demo_office, tmp_path
):
    path = tmp_path / "通知.txt"
    path.write_text("关于更换办公室门锁的通知\n各科室：\n请于本周内领取钥匙。\n", encoding="utf-8")
    told = xianshen(*receive(path)).told
    case, file = told["case"], told["files"][0]["sha256"]

    def taken(*steps: tuple[str, str], **given: str) -> list[str]:
        stages = []
        for action, login in steps:
            if action == "pass_check":
                xianshen("case", "open", case, file, "--by", login)
            said = step(case, action, login, **given.get(action, {}))
            assert said.code == 0, said.err
            stages.append(said.told["stage"])
        return stages

    checked = {"pass_check": {"checklist": NOTHING_FOUND}}
    approved = taken(
        *(("propose", "li"), ("verify", "wang"), ("pass_check", "zhou"), ("decide_in_full", "gu")),
        **checked,
        propose={"mode": "主动公开"},
    )
    revoked = taken(("revoke", "gu"), revoke={"reason": "发布日期另定"})
    withheld = taken(
        *(("propose", "li"), ("verify", "wang"), ("pass_check", "zhou"), ("decide_withheld", "gu")),
        ("close", "zhou"),
        **checked,
        propose={"mode": "不予公开", **WITHHELD},
        decide_withheld=WITHHELD,
    )

    assert approved[-1] == "awaiting_publication"
    assert revoked == ["returned"]
    assert withheld[-2:] == ["registered", "closed"]
    assert xianshen("case", "show", case, "--json").told["availability"] == "closed"


def test_a_proposed_paper_is_withdrawn_by_its_drafter_alone(xianshen, step, received):
    case = received["case"]
    step(case, "propose", "li", mode="主动公开")

    by_another, by_drafter = (
        step(case, "withdraw", who, reason="文号写错") for who in ("wang", "li")
    )

    assert (by_another.code, by_drafter.told["stage"]) == (1, "withdrawn")
