"""What a profile rules is what happens: passwords that wear out, locks, idle time, one place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from review.commands import ChangePassword, ResetPassword
from review.domain.account_refusals import PasswordChangeDue, PasswordKnown
from review.domain.errors import SignInFailed
from review.services.account_rules import account_sets
from review.services.people import change_password, reset_password
from review.services.sign_in import SignedIn, admit, caller_of_cookie, keep_open
from review.services.tokens import issue
from tests.storage.staff import OWN


@pytest.fixture
def strict(staff):
    """An office of the third level."""
    staff.mlps3()
    return staff


def enters(staff, login, password=None):
    proof = staff.proof(login, password or OWN + login)
    with staff.work() as work:
        return admit(work, proof)


def knows(staff, cookie):
    with staff.reading() as work:
        return caller_of_cookie(work, cookie) is not None


def test_at_the_third_level_a_password_wears_out_after_ninety_days(strict):
    strict.later(days=89)
    assert not enters(strict, "guan").must_change_password

    strict.later(days=1)
    signed = enters(strict, "guan")
    assert signed.must_change_password
    change = ChangePassword(old=OWN + "guan", new="Next-word-3")
    assert strict.does("guan", change_password, change) is None
    assert not enters(strict, "guan", "Next-word-3").must_change_password


def test_no_token_is_given_for_a_worn_password(strict):
    strict.later(days=90)
    proof = strict.proof("guan", OWN + "guan")
    with strict.work() as work, pytest.raises(PasswordChangeDue):
        issue(work, proof, scope="act", days=1)


def test_the_last_five_passwords_do_not_return(strict):
    words = [OWN + "guan", *(f"Next-word-{one}" for one in range(3, 8))]
    for old, new in pairwise(words):
        assert strict.does("guan", change_password, ChangePassword(old=old, new=new)) is None

    for known in words[1:]:  # the present one, and four before it
        with pytest.raises(PasswordKnown):
            strict.does("guan", change_password, ChangePassword(old=words[-1], new=known))
    back = ChangePassword(old=words[-1], new=words[0])
    assert strict.does("guan", change_password, back) is None


def test_a_reset_makes_nobody_forget(strict):
    strict.does("guan", reset_password, ResetPassword(login="bao", password="First-word-9"))

    with pytest.raises(PasswordKnown):
        strict.does("bao", change_password, ChangePassword(old="First-word-9", new=OWN + "bao"))


def test_in_a_small_office_only_the_present_one_is_known(staff):
    staff.small()
    one, other = OWN + "guan", "Next-word-3"

    assert staff.does("guan", change_password, ChangePassword(old=one, new=other)) is None
    assert staff.does("guan", change_password, ChangePassword(old=other, new=one)) is None
    assert staff.row("guan").former_passwords == ""


def test_at_the_third_level_one_is_signed_in_at_one_place(strict):
    """Whoever comes later ends who came before; in a small office both stay."""
    first, second = enters(strict, "guan").cookie, enters(strict, "guan").cookie
    other = enters(strict, "bao").cookie

    assert [knows(strict, one) for one in (first, second, other)] == [False, True, True]


def test_at_the_third_level_a_quarter_of_an_hour_is_idle(strict):
    cookie = enters(strict, "guan").cookie
    strict.later(minutes=14)
    assert knows(strict, cookie)
    with strict.work() as work:
        keep_open(work, cookie)
    strict.later(minutes=15)

    assert not knows(strict, cookie)


def test_at_the_third_level_the_lock_begins_with_ten_minutes(strict):
    for _ in range(5):
        assert isinstance(enters(strict, "guan", "Wrong-word-1"), SignInFailed)
    strict.later(minutes=9)
    assert isinstance(enters(strict, "guan"), SignInFailed)
    strict.later(minutes=1)
    assert isinstance(enters(strict, "guan"), SignedIn)


def test_the_doctor_is_told_the_table_of_the_office(strict):
    with strict.reading() as work:
        (told,) = account_sets(work)

    assert told.label == "等保三级"
    assert ("必须设置两步验证", "是") in told.lines
