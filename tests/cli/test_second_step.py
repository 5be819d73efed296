"""The second step from a terminal: the same as on the pages."""

from __future__ import annotations

import re
import sys
from datetime import timedelta

import pytest

from review.bootstrap import wall_clock
from tests.cli.test_accounts import FIRST_PASSWORD, OWN_PASSWORD, ordinary_office, typed
from tests.telephone import Telephone

__all__ = ["ordinary_office", "typed"]
NEXT = timedelta(seconds=30)


class Typist:
    """Types the password, and then the code of what the command has printed by then."""

    def __init__(self, capsys, lines):
        self.capsys, self.lines, self.printed = capsys, iter(lines), ""

    def isatty(self):
        return False

    def readline(self):
        self.printed += self.capsys.readouterr().out
        line = next(self.lines)
        return (line(self.printed) if callable(line) else line) + "\n"


@pytest.fixture
def secured(xianshen, ordinary_office, typed, monkeypatch, capsys):
    """管立's telephone and her recovery codes, after she set the second step up."""
    typed(FIRST_PASSWORD, OWN_PASSWORD)
    assert xianshen("user", "password", "guan").code == 0
    telephones = []

    def code(printed):
        telephones.append(Telephone(re.search("密钥：([A-Z2-7]+)", printed)[1]))
        return telephones[0].shows(wall_clock())

    monkeypatch.setattr(sys, "stdin", Typist(capsys, [OWN_PASSWORD, code]))
    said = xianshen("user", "second-step", "guan")
    assert said.code == 0, said.err
    codes = re.findall(r"^[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}$", said.out, re.MULTILINE)
    assert len(codes) == 10
    return telephones[0], codes


def test_a_token_and_a_new_password_want_a_code(secured, xianshen, typed, monkeypatch):
    """And codes that are spent once; who does not know the password is asked for none."""
    telephone, codes = secured
    typed("wrong")
    stranger = xianshen("user", "token", "guan")
    typed(OWN_PASSWORD, telephone.never_shows(wall_clock()))
    wrong = xianshen("user", "token", "guan")
    typed(OWN_PASSWORD, codes[0])
    right = xianshen("user", "token", "guan")
    typed(OWN_PASSWORD, codes[0], "Dritte-Losung-3")
    spent = xianshen("user", "password", "guan")
    typed(OWN_PASSWORD, codes[1], "Dritte-Losung-3")
    changed = xianshen("user", "password", "guan")

    assert (stranger.code, wrong.code, right.code) == (1, 1, 0)
    assert (spent.code, changed.code) == (1, 0)
    assert "用户名或者口令不对" in stranger.err
    assert "验证码不对" in wrong.err
    assert right.out.startswith("xs_")


def test_its_owner_renews_the_codes_and_turns_it_off(secured, xianshen, typed):
    """What is renewed is good, what was before is not."""
    _, codes = secured
    typed(OWN_PASSWORD, codes[0])
    renewed = xianshen("user", "recovery-codes", "guan")
    typed(OWN_PASSWORD, codes[1])
    old = xianshen("user", "second-step-off", "guan")
    typed(OWN_PASSWORD, renewed.out.split()[0])
    off = xianshen("user", "second-step-off", "guan")
    typed(OWN_PASSWORD)
    token = xianshen("user", "token", "guan")

    assert (renewed.code, old.code, off.code, token.code) == (0, 1, 0, 0)
    assert len(renewed.out.split()) == 10


def test_an_administrator_resets_it_but_nobody_his_own(secured, xianshen, typed, monkeypatch):
    """The list says who has one."""
    _, codes = secured
    typed(OWN_PASSWORD, codes[0])
    monkeypatch.setenv("XIANSHEN_TOKEN", xianshen("user", "token", "guan").out.strip())

    own = xianshen("user", "second-step-reset", "guan", "--by", "guan")
    none = xianshen("user", "second-step-reset", "shen", "--by", "guan")

    assert (own.code, none.code) == (1, 1)
    assert "没有设置两步验证" in none.err
    told = {each["login"]: each for each in xianshen("user", "list", "--by", "guan", "--json").told}
    assert (told["guan"]["second_step"], told["shen"]["second_step"]) == (True, False)


def test_the_doctor_says_how_the_accounts_are_set_up(xianshen, ordinary_office):
    said = xianshen("doctor")

    assert "账号设置方式（某局）：小型单位" in said.out + said.err
    assert "必须设置两步验证" in said.out
