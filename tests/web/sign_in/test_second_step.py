"""The second step of signing in, in an ordinary office whose clock the test moves."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import cv2
import numpy as np
import pytest

from review.services.second_step import pass_second_step
from review.services.sign_in import SignedIn
from review.storage.rows import LedgerEntryRow, SessionRow, TokenRow
from review.web.access import Access
from review.web.doors import DOORS
from tests.web.browser import Browser, text_of
from tests.web.kept import rows
from tests.web.sign_in.owner import CODES, OWN, SECRET, Owner


def test_it_is_set_up_by_a_code_of_the_telephone(owner):
    page = owner.begins()
    before = owner.row()
    answer = owner.browser.post("/second-step/confirmation", code=owner.code())

    assert "扫描二维码" in text_of(page)
    assert before.second_since is None
    assert owner.row().second_since == owner.clock()
    assert len(set(CODES.findall(answer.text))) == 10
    assert "只显示这一次" in text_of(answer)
    again = owner.browser.get("/second-step").text
    assert not SECRET.findall(again)  # neither is ever shown again
    assert not CODES.findall(again)


def test_the_picture_says_what_the_text_says(owner):
    """The QR code, drawn and read by another library, is the address with this very secret."""
    page = owner.begins()
    size = int(re.search(r'viewBox="0 0 (\d+) \d+"', page.text)[1])
    drawn = np.full((size, size), 255, dtype=np.uint8)
    for across, down in re.findall(r"M(\d+) (\d+)h1v1h-1z", page.text):
        drawn[int(down), int(across)] = 0

    read, *_ = cv2.QRCodeDetectorAruco().detectAndDecode(
        cv2.resize(drawn, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    )

    secret = owner.telephone.secret.replace(" ", "")
    assert read.startswith("otpauth://totp/%E5%85%88%E5%AE%A1")
    assert f"?secret={secret}&issuer=" in read
    assert read.endswith("&algorithm=SHA1&digits=6&period=30")


def test_without_the_password_it_is_not_begun(owner):
    """Who sits down at a browser that was left open locks nobody out."""
    answer = owner.browser.post("/second-step", password="wrong")

    assert answer.status_code == 403
    assert owner.row().second_secret is None
    assert owner.row().failed_sign_ins == 1


def test_a_wrong_code_does_not_confirm_it_and_the_secret_stays(owner):
    owner.begins()

    answer = owner.browser.post("/second-step/confirmation", code=owner.wrong())

    assert answer.status_code == 403
    assert SECRET.findall(answer.text) == [owner.telephone.secret]
    assert owner.row().second_since is None


def test_what_was_begun_is_over_after_a_quarter_of_an_hour(owner):
    owner.begins()
    owner.clock.later(minutes=15)

    answer = owner.browser.post("/second-step/confirmation", code=owner.code())

    assert answer.status_code == 409
    assert not SECRET.findall(owner.browser.get("/second-step").text)
    assert owner.row().second_since is None


def test_confirming_it_signs_out_every_other_browser(owner):
    """They proved only the password."""
    other = Browser(owner.door)
    owner.proves_password(other)
    owner.sets_up()

    assert other.get("/").headers["location"] == "/sign-in?next=/"
    assert owner.browser.get("/").status_code == 200


def test_the_password_alone_opens_nothing_any_more(secured):
    """Every page and every form treats who still owes the code like a stranger."""
    half = secured.elsewhere()
    sessions = len(rows(secured.office, SessionRow))

    for door in DOORS:
        if door.access in (Access.PUBLIC, Access.FOUNDING, Access.CODE):
            continue
        path = re.sub(r"\{\w+\}", "2026-0001", door.path)
        if door.method == "GET":
            assert half.get(path).headers["location"] == f"/sign-in?next={path}", path
        else:
            assert half.post(path).status_code == 403, path

    assert "管立" not in half.get("/catalogue").text
    assert len(rows(secured.office, SessionRow)) == sessions


def test_the_code_opens_a_session_of_its_own(secured):
    """S28: under another cookie; the one that owed the code is over."""
    half = secured.elsewhere()
    owed = dict(half.client.cookies)

    answer = half.post("/sign-in/code", code=secured.code(), next="/register")

    assert answer.headers["location"] == "/register"
    assert dict(half.client.cookies) != owed
    assert half.get("/").status_code == 200
    thief = Browser(secured.door)
    thief.client.cookies.update(owed)
    assert thief.get("/").status_code == 303
    assert thief.get("/sign-in/code").headers["location"] == "/sign-in?done=late"


def test_a_form_of_nobody_passes_no_code(secured):
    answer = Browser(secured.door).post("/sign-in/code", code=secured.code())

    assert answer.headers["location"] == "/sign-in?done=late"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("mark", ["", "0" * 64])
def test_a_code_without_the_mark_of_its_session_is_refused(secured, mark):
    """S25."""
    half = secured.elsewhere()

    answer = half.client.post(
        "/sign-in/code", data={"csrf": mark, "code": secured.code()}, headers={"origin": half.base}
    )

    assert answer.status_code == 403
    assert "不是从本系统的页面提交的" in text_of(answer)


def test_no_code_is_good_twice(secured):
    """S29: not within the same half minute, and not in another browser."""
    first, second = secured.elsewhere(), secured.elsewhere()
    code = secured.code()

    passed = first.post("/sign-in/code", code=code)
    replayed = second.post("/sign-in/code", code=code)
    earlier = second.post("/sign-in/code", code=secured.code(periods=-1))
    later = second.post("/sign-in/code", code=secured.code(periods=1))

    assert passed.status_code == 303
    assert replayed.status_code == earlier.status_code == 403
    assert "已经用过" in text_of(replayed)
    assert later.status_code == 303  # her clock is a little ahead


def test_of_many_who_come_with_one_code_one_comes_in(secured):
    """S06, S29: all at once, each with a session of his own that owes the code."""
    office, code = secured.office, secured.code()
    owed = [secured.elsewhere().client.cookies["xianshen"] for _ in range(4)]

    with ThreadPoolExecutor(max_workers=4) as crowd:
        answers = list(
            crowd.map(lambda cookie: office.change(pass_second_step, cookie, code), owed)
        )

    assert sum(isinstance(answer, SignedIn) for answer in answers) == 1


def test_the_telephones_clock_may_be_half_a_minute_off(secured):
    secured.clock.later(minutes=3)
    half = secured.elsewhere()

    for periods in (-2, 2):
        answer = half.post("/sign-in/code", code=secured.code(periods=periods))
        assert answer.status_code == 403, periods

    for periods in (-1, 0, 1):
        answer = secured.elsewhere().post("/sign-in/code", code=secured.code(periods=periods))
        assert answer.status_code == 303, periods


def test_wrong_codes_lock_as_wrong_passwords_do_and_the_password_forgets_none(secured):
    """S29: who knows the password gets no more tries by proving it again."""
    for _ in range(5):
        half = secured.elsewhere()
        assert half.post("/sign-in/code", code=secured.wrong()).status_code == 403

    assert secured.row().failed_sign_ins == 5
    assert secured.row().locked_until == secured.clock() + timedelta(minutes=1)
    assert half.post("/sign-in/code", code=secured.code()).status_code == 403
    assert secured.proves_password(Browser(secured.door)).status_code == 403
    secured.clock.later(minutes=1)
    assert half.post("/sign-in/code", code=secured.code()).status_code == 303
    assert secured.row().failed_sign_ins == 0


def test_the_code_must_come_within_five_minutes(secured):
    half = secured.elsewhere()
    secured.clock.later(minutes=5)

    late = half.post("/sign-in/code", code=secured.code())

    assert late.headers["location"] == "/sign-in?done=late"
    assert "请重新登录" in text_of(half.get("/sign-in?done=late"))


def test_a_recovery_code_is_good_once_however_it_is_typed(secured):
    shown, small, whole, spaced = secured.codes[:4]
    for typed in (shown, small.lower(), whole.replace("-", ""), spaced.replace("-", " ")):
        half, again = secured.elsewhere(), secured.elsewhere()

        assert half.post("/sign-in/code", code=typed).status_code == 303, typed
        assert again.post("/sign-in/code", code=typed).status_code == 403, typed

    assert "还有 6 个恢复码" in text_of(half.get("/second-step"))


def test_a_code_may_be_typed_in_full_width(secured):
    """As the input method of an office leaves it."""
    wide = secured.code().translate({ord("0") + n: ord("０") + n for n in range(10)})

    assert secured.elsewhere().post("/sign-in/code", code=wide).status_code == 303


def test_a_token_is_not_given_for_the_password_alone(secured):
    asked = {"scope": "act", "days": "30", "password": OWN}

    without = secured.browser.post("/token", **asked)
    wrong = secured.browser.post("/token", **asked, code=secured.wrong())
    given = secured.browser.post("/token", **asked, code=secured.code())

    assert without.status_code == wrong.status_code == 403
    assert "xs_" not in without.text + wrong.text
    assert "xs_" in given.text
    assert len(rows(secured.office, TokenRow)) == 1


def test_new_recovery_codes_end_the_old_ones(secured):
    answer = secured.browser.post("/second-step/codes", password=OWN, code=secured.code())
    fresh = CODES.findall(answer.text)

    assert len(fresh) == 10
    half = secured.elsewhere()
    assert half.post("/sign-in/code", code=secured.codes[0]).status_code == 403
    assert half.post("/sign-in/code", code=fresh[0]).status_code == 303


@pytest.mark.parametrize("words", [{"password": "wrong"}, {"code": "000000x"}], ids=str)
def test_neither_codes_nor_the_step_are_changed_for_less(secured, words):
    for path in ("/second-step/codes", "/second-step/end"):
        asked = {"password": OWN, "code": secured.code()} | words
        assert secured.browser.post(path, **asked).status_code == 403

    assert secured.row().second_since is not None
    assert secured.row().failed_sign_ins == 2


def test_in_a_small_office_it_can_be_turned_off_and_the_password_opens_again(secured):
    ended = secured.browser.post("/second-step/end", password=OWN, code=secured.code())

    assert ended.headers["location"] == "/second-step?done=ended"
    kept = secured.row()
    assert (kept.second_secret, kept.second_since, kept.recovery_codes) == (None, None, "")
    answer = secured.proves_password(Browser(secured.door))
    assert answer.headers["location"] == "/"


def test_what_it_is_made_of_lies_nowhere_in_the_clear(secured, tmp_path):
    """S63: neither the secret nor a code is in the database, its log of writes, or the ledger."""
    secured.elsewhere().post("/sign-in/code", code=secured.codes[0])
    secret = secured.telephone.secret.replace(" ", "")
    codes = [secured.code(periods=one) for one in (-1, 0)]
    told = "".join(entry.body for entry in rows(secured.office, LedgerEntryRow))

    lying = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("office.db*"))

    for one in (secret, *secured.codes, *(code.replace("-", "") for code in secured.codes)):
        assert one.encode() not in lying
    assert not [code for code in codes if f'"{code}"' in told]


def test_under_another_key_no_code_is_right_but_recovery_codes_are(secured, tmp_path):
    """A database that was restored without its key: fail closed, and a way in."""
    (tmp_path / "data" / "keys" / "second-step.key").write_bytes(b"\1" * 32)
    half = secured.elsewhere()

    assert half.post("/sign-in/code", code=secured.code()).status_code == 403
    assert half.post("/sign-in/code", code=secured.codes[0]).status_code == 303


def test_only_its_owner_reads_the_key(secured, tmp_path):
    assert (tmp_path / "data" / "keys" / "second-step.key").stat().st_mode & 0o077 == 0


def test_a_sealed_secret_is_good_for_nobody_else(secured):
    """Who can write the database moves no second step from one person to another."""
    seal, person = secured.office.means.seal, secured.row()

    assert seal.open(person.second_secret, of=person.id) is not None
    assert seal.open(person.second_secret, of="another") is None
    assert seal.open(person.second_secret[:-4] + "AAAA", of=person.id) is None
    assert seal.open("?", of=person.id) is None


def test_an_administrator_resets_what_was_lost(secured):
    """沈审 lost her telephone; 管立 resets it, and neither can reset her own."""
    audit = Owner(secured.office, login="shen", first="First-word-2")
    audit.owns_password()
    audit.sets_up()

    own = secured.browser.post("/people/second-step", login="guan")
    offered = secured.browser.get("/people").text
    done = secured.browser.post("/people/second-step", login="shen")
    again = secured.browser.post("/people/second-step", login="shen")

    assert own.status_code == 403
    assert offered.count("重置两步验证") == 1
    assert done.headers["location"] == "/people"
    assert again.status_code == 409
    assert audit.row().second_since is None
    assert audit.browser.get("/").status_code == 303  # signed out
    assert audit.proves_password(Browser(audit.door)).headers["location"] == "/"
    assert audit.proves_password(audit.browser).status_code == 303
    assert audit.browser.post("/people/second-step", login="guan").status_code == 403
