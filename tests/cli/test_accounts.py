"""An ordinary office: people act by their own tokens, and a name alone opens nothing."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from review.bootstrap import open_office
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.settings import read_settings
from tests.cli.conftest import receive

FIRST_PASSWORD, OWN_PASSWORD = "Erste-Losung-1", "Eigene-Losung-2"


@pytest.fixture
def ordinary_office(data_dir) -> None:
    """An office that is no demo, as founded."""
    office = open_office(read_settings({"XIANSHEN_DATA_DIR": str(data_dir)}))
    keepers = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    accounts = (
        NewAccount(login="guan", name="管立", password=FIRST_PASSWORD, roles=keepers),
        NewAccount(login="shen", name="沈审", password=FIRST_PASSWORD, roles=(Role.AUDITOR,)),
    )
    office.found(
        FoundAgency(
            code="BS", name="某局", profile="small", sections=("办公室",), accounts=accounts
        )
    )
    office.close()


def test_a_name_alone_opens_nothing_in_an_ordinary_office(xianshen, ordinary_office, notice):
    """One shell user must not be able to play all signatories."""
    said = xianshen(*receive(notice))

    assert said.code == 1
    assert "xianshen user token" in said.err
    assert "XIANSHEN_TOKEN" in said.err


@pytest.fixture
def typed(monkeypatch):
    """What the person types when asked."""

    def lines(*given: str) -> None:
        monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in given)))

    return lines


def test_an_owner_changes_the_first_password_and_fetches_a_token(
    xianshen, ordinary_office, typed, monkeypatch
):
    typed(FIRST_PASSWORD)
    early = xianshen("user", "token", "guan")
    typed(FIRST_PASSWORD, OWN_PASSWORD)
    changed = xianshen("user", "password", "guan")
    typed("wrong")
    wrong = xianshen("user", "token", "guan")
    typed(OWN_PASSWORD)
    issued = xianshen("user", "token", "guan", "--days", "1")

    assert (early.code, changed.code, wrong.code, issued.code) == (1, 0, 1, 0)
    assert "须先修改口令" in early.err
    assert issued.out.startswith("xs_")
    monkeypatch.setenv("XIANSHEN_TOKEN", issued.out.strip())
    people = xianshen("user", "list", "--by", "guan", "--json").told
    assert [each["login"] for each in people] == ["guan", "shen"]
    assert xianshen("user", "list", "--by", "shen").code == 1  # another's name, one's own token


def test_an_account_is_made_and_its_role_waits_for_another(
    xianshen, ordinary_office, typed, monkeypatch
):
    typed(FIRST_PASSWORD, OWN_PASSWORD)
    xianshen("user", "password", "guan")
    typed(OWN_PASSWORD)
    monkeypatch.setenv("XIANSHEN_TOKEN", xianshen("user", "token", "guan").out.strip())
    typed(FIRST_PASSWORD)

    added = xianshen(
        *("user", "add", "li", "--name", "李明", "--role", "承办人", "--section", "办公室"),
        *("--by", "guan"),
    )

    assert added.code == 0, added.err
    told = {each["login"]: each for each in xianshen("user", "list", "--by", "guan", "--json").told}
    assert told["li"]["waiting"] == ["drafter"]
    assert xianshen("user", "confirm", "li", "drafter", "--by", "guan").code == 1


def test_the_last_auditor_stays(xianshen, ordinary_office, typed, monkeypatch):
    """S65: an administrator alone ends neither the role nor the account."""
    typed(FIRST_PASSWORD, OWN_PASSWORD)
    xianshen("user", "password", "guan")
    typed(OWN_PASSWORD)
    monkeypatch.setenv("XIANSHEN_TOKEN", xianshen("user", "token", "guan").out.strip())

    role = xianshen("user", "end-role", "shen", "auditor", "--by", "guan")
    account = xianshen("user", "close", "shen", "--by", "guan")

    assert (role.code, account.code) == (1, 1)
    assert "唯一在任的安全审计员" in role.err
    assert "唯一在任的安全审计员" in account.err
    told = {each["login"]: each for each in xianshen("user", "list", "--by", "guan", "--json").told}
    assert (told["shen"]["roles"], told["shen"]["is_active"]) == (["auditor"], True)


def test_an_office_is_founded_from_the_command_line(xianshen, typed, data_dir):
    words = (
        *("user", "init", "--code", "BS", "--name", "某局", "--section", "办公室"),
        *("--admin", "guan:管立", "--auditor", "shen：沈审", "--profile"),
    )
    typed(FIRST_PASSWORD, FIRST_PASSWORD)
    odd = xianshen(*("B/S" if one == "BS" else one for one in words), "small")

    assert (odd.code, "机关代码“B/S”不能使用" in odd.err) == (1, True)
    assert xianshen(*words, "mlps3").code == 2
    assert xianshen(*words, "small").code == 0
    again = xianshen("case", "list", "--json")
    assert json.loads(again.out) == []
    typed(FIRST_PASSWORD, FIRST_PASSWORD)
    assert xianshen(*words, "small").code == 1


@pytest.fixture
def at_terminal(monkeypatch):
    """Somebody sits at a terminal and answers, in order, what he is asked; return what he was."""
    asked: list[str] = []

    def answers(*given: str) -> list[str]:
        waiting = iter(given)

        def prompt(question: str) -> str:
            asked.append(question)
            return next(waiting)

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        for function in ("visible_prompt_func", "hidden_prompt_func"):
            monkeypatch.setattr(f"click.termui.{function}", prompt)
        return asked

    return answers


def test_who_gives_no_options_is_asked_one_thing_after_another(xianshen, at_terminal, data_dir):
    asked = at_terminal(
        *("BS", "某局", "小单位", "小型单位", "办公室、人事科", "guan", "guan:管立", "shen:沈审"),
        *(FIRST_PASSWORD, FIRST_PASSWORD, FIRST_PASSWORD, FIRST_PASSWORD),
    )

    said = xianshen("user", "init")

    assert said.code == 0, said.err
    assert "已建立 某局" in said.out
    assert "没有“小单位”这个选择" in said.err
    assert "应写成 用户名:姓名" in said.err
    told = " ".join(asked)
    assert told.index("科室") < told.index("系统管理员") < told.index("初始口令")
    assert "安全保密管理员（用户名" not in told


def test_without_a_terminal_what_is_missing_is_named(xianshen, typed):
    typed(FIRST_PASSWORD)

    said = xianshen("user", "init", "--code", "BS")

    assert said.code == 2
    for name in ("--name", "--profile", "--section", "--admin", "--auditor"):
        assert name in said.err
    assert "--code" not in said.err.partition("缺少选项")[2]


def test_nobody_types_a_password_for_what_is_refused_anyway(
    xianshen, ordinary_office, typed, at_terminal, monkeypatch
):
    typed(FIRST_PASSWORD, OWN_PASSWORD)
    xianshen("user", "password", "guan")
    typed(OWN_PASSWORD)
    monkeypatch.setenv("XIANSHEN_TOKEN", xianshen("user", "token", "guan").out.strip())
    asked = at_terminal()
    new = ("user", "add", "li", "--name", "李明", "--by", "guan")
    init = ("user", "init", "--code", "B", "--name", "乙局", "--section", "办公室")

    for words, why in (
        (("user", "add", "shen", "--name", "沈", "--by", "guan"), "已经有人使用"),
        ((*new, "--section", "人事科"), "本机关的科室：办公室"),
        ((*new, "--role", "drafter", "--role", "auditor"), "不能由同一账号担任"),
        (("user", "reset", "guan", "--by", "guan"), "不能对自己的账号办理"),
        (("user", "reset", "nobody", "--by", "guan"), "没有用户"),
        (
            (*init, "--profile", "small", "--admin", "a:甲", "--auditor", "b:乙"),
            "这个库里已经建立了机关",
        ),
    ):
        said = xianshen(*words)
        assert said.code == 1
        assert why in said.err
    assert asked == []
