"""The table of profiles: what it says, and that a slip in it opens no office."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.domain.account_rules import AccountTableError, Profile, account_table
from review.shipped import shipped

TEXT = shipped("data/reference/profiles.toml").read_text("utf-8")


def test_the_third_level_is_nowhere_weaker_than_a_small_office():
    small, strict = (account_table(TEXT).rules[one] for one in Profile)

    assert strict.second_step_demanded
    assert not strict.keepers_may_meet
    assert strict.least_length >= small.least_length
    assert strict.least_kinds >= small.least_kinds
    assert strict.passwords_remembered > small.passwords_remembered
    assert 0 < strict.password_days <= 90
    assert strict.tries <= small.tries
    assert strict.idle <= small.idle
    assert strict.lock_after(strict.tries) >= small.lock_after(small.tries)
    assert strict.sessions_at_once == 1


def test_each_row_of_the_table_is_told():
    lines = dict(account_table(TEXT).lines(Profile.MLPS3))

    assert lines["口令最多用几天，到期须修改"] == "90"
    assert lines["必须设置两步验证"] == "是"
    assert dict(account_table(TEXT).lines(Profile.SMALL))["口令最多用几天，到期须修改"] == "不限"


def test_a_lock_doubles_up_to_the_longest():
    rules = account_table(TEXT).rules[Profile.MLPS3]

    assert rules.lock_after(rules.tries - 1) is None
    waits = [rules.lock_after(rules.tries + one) for one in (0, 1, 2, 3, 400)]
    assert waits == [timedelta(minutes=one) for one in (10, 20, 40, 60, 60)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("least_length = 10", "least_length = 7"),
        ("least_kinds = 3", "least_kinds = 0"),
        ("tries = 5", "tries = 0"),
        ("first_lock_minutes = 10", "first_lock_minutes = 0"),
        ("longest_session_hours = 8", "longest_session_hours = -1"),
        ("idle_minutes = 15", 'idle_minutes = "15"'),
        ("password_days = 90", "password_days = true"),
        ("second_step_demanded = true", "second_step_demanded = 1"),
        ("passwords_remembered = 5\n", ""),
        ("passwords_remembered = 5", "passwords_remembered = 5\nsurprise = 1"),
        ("[mlps3]", "[mlps4]"),
        ('yes = "是"\n', ""),
    ],
    ids=str,
)
def test_a_table_with_a_slip_is_no_table(old, new):
    assert TEXT.count(old) >= 1

    with pytest.raises(AccountTableError):
        account_table(TEXT.replace(old, new))
