"""Agencies, sections and the catalogue's rubrics, from the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest

from review.bootstrap import Office, open_office, wall_clock
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role, RubricKind
from review.settings import read_settings
from review.structure_commands import AddAgency, AddRubric, EndAgency, EndRubric, EndSection
from tests.cli.conftest import CAST, Calls, receive

FIRST_PASSWORD = "Erste-Losung-1"


@pytest.fixture
def office(environment) -> None:
    """A demo office with its keeper: people act by name alone."""
    founded(environment).close()


def founded(environment, *, clock=wall_clock) -> Office:
    """Found it, at a time of one's own."""
    keepers = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    people = {**{login: (name, (role,)) for login, (name, role) in CAST.items()}}
    people |= {"guan": ("管立", keepers), "shen": ("沈审", (Role.AUDITOR,))}
    accounts = tuple(
        NewAccount(login=login, name=name, password=None, roles=roles, section="预算科")
        for login, (name, roles) in people.items()
    )
    opened = open_office(read_settings(environment), clock=clock)
    opened.found(
        FoundAgency(
            code="BS",
            name="某局",
            profile="small",
            sections=("预算科", "办公室"),
            accounts=accounts,
            is_demo=True,
        )
    )
    return opened


def test_what_ended_in_the_small_hours_ended_that_day(xianshen: Calls, environment):
    """Half past midnight in Shanghai is the day before by the time that is kept."""
    opened = founded(environment, clock=lambda: datetime(2025, 3, 3, 16, 30, tzinfo=UTC))
    guan = opened.caller("guan")
    accounts = tuple(
        NewAccount(login=login, name="某人", password=None, roles=(role,))
        for login, role in (("ding", Role.SYSTEM_ADMIN), ("yan", Role.AUDITOR))
    )
    for command in (
        AddAgency(
            code="JY", name="教育局", profile="small", sections=("办公室",), accounts=accounts
        ),
        EndAgency(code="JY"),
        EndSection(section="预算科"),
        AddRubric(kind=RubricKind.TAG, name="惠企政策"),
        EndRubric(kind=RubricKind.TAG, rubric="惠企政策"),
    ):
        opened.do(command, caller=guan)
    opened.close()

    for group in ("agency", "section", "catalogue"):
        assert "2025-03-04 终止" in xianshen(group, "list", "--by", "guan").out, group


def section_of(word: object) -> object:
    """Return a word of a hand-in, for the section that has ended."""
    return "国库管理科" if word == "办公室" else word


def test_sections_are_added_renamed_and_ended(xianshen: Calls, office, notice):
    assert xianshen("section", "add", " 国库科", "--by", "guan").out == "已添加 国库科。\n"
    assert xianshen("section", "rename", "国库科", "国库管理科", "--by", "guan").code == 0
    moved = xianshen("user", "move", "li", "--section", "国库管理科", "--by", "guan")
    again = xianshen("user", "confirm", "li", "drafter", "--by", "shen")
    ended = xianshen("section", "end", "国库管理科", "--by", "guan")
    listed = xianshen("section", "list", "--by", "shen", "--json")
    late = xianshen(*(section_of(one) for one in receive(notice)))

    assert "承办人须另一人用 xianshen user confirm 重新确认" in moved.out
    assert again.code == 0, again.err
    assert "已终止" in ended.out
    told = {one["name"]: (one["people"], one["ended_at"] is None) for one in listed.told}
    assert told == {"办公室": (0, True), "预算科": (8, True), "国库管理科": (1, False)}
    assert late.code == 1
    assert "已于" in late.err
    assert xianshen("section", "add", "甲科", "--by", "li").code == 1


def test_an_agency_comes_with_its_own_administrators(
    xianshen: Calls, on_both, office, monkeypatch: pytest.MonkeyPatch
):
    typed = "".join(f"{FIRST_PASSWORD}\n" for _ in range(2))
    monkeypatch.setattr("sys.stdin", StringIO(typed))
    asked = ("--name", "某区教育局", "--section", "办公室", "--auditor", "yan:严审")

    added = xianshen("agency", "add", "JY", *asked, "--profile", "small", "--admin", "ding:丁可",
                     "--by", "guan")  # fmt: skip
    wrong = xianshen("agency", "add", "X", *asked, "--profile", "mlps3", "--admin", "d:丁",
                     "--by", "guan")  # fmt: skip
    ours = xianshen("agency", "list", "--by", "guan", "--json")
    theirs = xianshen("agency", "list", "--by", "ding", "--json")

    assert added.code == 0, added.err
    assert wrong.code == 2
    assert [one["code"] for one in ours.told] == ["BS", "JY"]
    assert [one["code"] for one in theirs.told] == ["JY"]
    assert [one["login"] for one in xianshen("user", "list", "--by", "ding", "--json").told] == [
        "ding",
        "yan",
    ]
    assert xianshen("agency", "rename", "某区教育和体育局", "--by", "ding").code == 0
    assert xianshen("agency", "end", "JY", "--by", "ding").code == 1
    assert xianshen("agency", "end", "JY", "--by", "guan").code == 0
    assert "某区教育和体育局" in xianshen("agency", "list", "--by", "guan").out


def test_a_password_is_reset_wherever_the_rows_lie(
    xianshen: Calls, on_both, office, monkeypatch: pytest.MonkeyPatch
):
    """What is asked before the password is typed changes nothing, and locks nothing."""
    monkeypatch.setattr("sys.stdin", StringIO(f"{FIRST_PASSWORD}\n"))

    done = xianshen("user", "reset", "li", "--by", "guan")
    own = xianshen("user", "reset", "guan", "--by", "guan")
    nobody = xianshen("user", "reset", "keiner", "--by", "guan")

    assert done.code == 0, done.err
    assert (own.code, nobody.code) == (1, 1)
    told = {each["login"]: each for each in xianshen("user", "list", "--by", "guan", "--json").told}
    assert (told["li"]["waiting"], told["li"]["must_change_password"]) == (["drafter"], True)


def test_papers_are_placed_under_rubrics_and_tags(xianshen: Calls, office, notice):
    paper = xianshen(*receive(notice)).told["document"]
    assert xianshen("catalogue", "add", "财政预决算", "--by", "guan").code == 0
    assert xianshen("catalogue", "add", "惠企", "--kind", "标签", "--by", "guan").code == 0
    renamed = xianshen("catalogue", "rename", "惠企", "惠企政策", "--kind", "tag", "--by", "guan")

    asked = ("--under", "财政预决算", "--tag", "惠企政策")
    placed = xianshen("catalogue", "place", paper, *asked, "--by", "li")
    unknown = xianshen("catalogue", "place", paper, "--under", "没有的栏目", "--by", "li")
    assert xianshen("catalogue", "end", "财政预决算", "--by", "guan").code == 0

    assert renamed.code == 0, renamed.err
    assert "财政预决算（目录栏目）、惠企政策（标签）" in placed.out
    assert unknown.code == 1
    assert "财政预决算" in unknown.err
    listed = xianshen("catalogue", "list", "--by", "shen", "--json").told
    assert [(one["name"], one["kind"], one["papers"]) for one in listed] == [
        ("财政预决算", "catalogue", 1),
        ("惠企政策", "tag", 1),
    ]
