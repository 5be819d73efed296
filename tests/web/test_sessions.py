"""Signing in and out, passwords and tokens, in an ordinary office."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from review.services.tokens import caller_of_token
from review.storage.rows import LedgerEntryRow, PersonRow, SessionRow
from review.web.app import create
from review.web.origin import local_path
from tests.web.browser import Browser, text_of
from tests.web.conftest import FIRST_PASSWORD
from tests.web.kept import rows, the

PASSWORD = FIRST_PASSWORD
NEW = "a better word than 1"


@pytest.fixture
def door(ordinary_office):
    """The pages of an office that was just founded."""
    return create(ordinary_office)


def signed_in(door):
    guan = Browser(door)
    guan.post("/sign-in", login="guan", password=PASSWORD)
    guan.post("/password", old=PASSWORD, new=NEW)
    answer = guan.post("/sign-in", login="guan", password=NEW)
    assert answer.headers["location"] == "/"
    return guan


def person(office):
    return the(office, PersonRow, login="guan")


def test_the_first_password_is_changed_before_anything_else(door, ordinary_office):
    guan = Browser(door)

    entered = guan.post("/sign-in", login="guan", password=PASSWORD)
    led = guan.get("/")
    changed = guan.post("/password", old=PASSWORD, new=NEW)

    assert entered.headers["location"] == "/password"
    assert led.headers["location"] == "/password"
    assert changed.headers["location"] == "/sign-in?done=password"
    assert not person(ordinary_office).must_change_password
    assert guan.get("/").headers["location"] == "/sign-in?next=/"  # every session ended with it


def test_a_weak_password_is_refused_with_what_would_do(door, ordinary_office):
    guan = Browser(door)
    guan.post("/sign-in", login="guan", password=PASSWORD)

    answer = guan.post("/password", old=PASSWORD, new="short")

    assert answer.status_code == 422
    assert "至少8个字符" in text_of(answer)
    assert person(ordinary_office).must_change_password


def test_every_failure_reads_the_same(door, ordinary_office):
    """S29: a stranger's name and a wrong password get one answer; the wrong one is counted."""
    wrong = Browser(door).post("/sign-in", login="guan", password="wrong")
    unknown = Browser(door).post("/sign-in", login="nobody", password="wrong")

    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text.replace("guan", "") == unknown.text.replace("nobody", "")
    assert "用户名或者口令不对" in text_of(wrong)
    assert person(ordinary_office).failed_sign_ins == 1


def test_the_cookie_says_nothing_and_goes_nowhere_else(door, ordinary_office):
    guan = Browser(door)

    answer = guan.post("/sign-in", login="guan", password=PASSWORD)

    cookie = answer.headers["set-cookie"]
    value = cookie.partition("=")[2].partition(";")[0]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Domain" not in cookie
    row = the(ordinary_office, SessionRow)
    assert value not in (row.cookie_hash, row.csrf_hash)  # only hashes are kept


def test_over_tls_the_cookie_is_bound_to_this_host(ordinary_office):
    door = create(ordinary_office, names=("office.example",))
    guan = Browser(door, base="https://office.example")

    answer = guan.post("/sign-in", login="guan", password=PASSWORD)

    assert answer.headers["set-cookie"].startswith("__Host-xianshen=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_signing_in_gives_a_new_session_whatever_cookie_came_along(door):
    """S28: nobody can plant a session."""
    guan = Browser(door)
    guan.client.cookies.set("xianshen", "planted")

    guan.post("/sign-in", login="guan", password=PASSWORD)

    assert guan.client.cookies.get("xianshen", domain="127.0.0.1") != "planted"


def test_signing_out_ends_the_session_in_the_database(door, ordinary_office):
    guan = signed_in(door)
    kept = dict(guan.client.cookies)

    guan.post("/sign-out")

    assert all(row.ended_at for row in rows(ordinary_office, SessionRow))
    thief = Browser(door)
    thief.client.cookies.update(kept)
    assert thief.get("/").status_code == 303


def test_another_sign_in_is_said_and_can_be_ended(door, ordinary_office):
    """Who signs in anew sees that an older sign-in is still open, and ends it without asking."""
    old, here = signed_in(door), Browser(door)
    here.post("/sign-in", login="guan", password=NEW)

    told, shown = text_of(here.get("/")), text_of(here.get("/sessions"))
    ended = here.post("/sessions")
    after = text_of(here.get(ended.headers["location"]))

    assert "管立 另有 1 处登录" in told
    assert shown.count("其他登录") == 2  # one in the table, one on the button
    assert "已结束其他 1 处登录" in after
    assert "没有其他登录" in after
    assert here.get("/").status_code == 200
    assert old.get("/").headers["location"] == "/sign-in?next=/"
    assert "处登录" not in text_of(here.get("/"))


def test_nobody_ends_the_sessions_of_others(door, ordinary_office):
    shen = Browser(door)
    shen.post("/sign-in", login="shen", password="First-word-2")
    shen.post("/password", old="First-word-2", new=NEW)
    shen.post("/sign-in", login="shen", password=NEW)
    guan = signed_in(door)

    guan.post("/sessions")

    assert shen.get("/").status_code == 200


def test_a_token_is_shown_once_and_is_good_for_its_owner(door, ordinary_office):
    guan = signed_in(door)

    answer = guan.post("/token", scope="act", days="30", password=NEW)
    again = guan.get("/token")

    token = re.search(r'class="token">(xs_[\w-]+)<', answer.text)[1]
    assert token not in again.text
    caller = ordinary_office.ask(caller_of_token, "guan", token, None)
    assert caller.person_id == person(ordinary_office).id
    assert len(rows(ordinary_office, LedgerEntryRow, event="person:token_issued")) == 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ({"password": "wrong"}, 403, "用户名或者口令不对"),
        ({"days": "91"}, 422, "1至90天"),
        ({"days": "-1"}, 422, "1至90天"),
        ({"days": "９"}, 422, "1至90天"),
        ({"scope": "everything"}, 422, "范围只能是"),
    ],
    ids=["password", "days", "negative", "full-width", "scope"],
)
def test_a_token_is_not_given_for_less(door, words, status, said):
    guan = signed_in(door)

    answer = guan.post("/token", **({"scope": "act", "days": "30", "password": NEW} | words))

    assert answer.status_code == status
    assert said in text_of(answer)
    assert "xs_" not in answer.text


def test_in_an_ordinary_office_nobody_comes_in_by_name(door, ordinary_office):
    """The entrance of the demo does not exist here."""
    answer = Browser(door).post("/sign-in/demo", login="guan")

    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert "演示" not in Browser(door).get("/sign-in").text


def test_a_closed_account_is_out_at_the_next_request(as_, office):
    """S10: sessions are asked of the database each time."""
    li = as_("li")
    assert li.get("/").status_code == 200

    with office.database.write() as session:
        row = session.execute(select(SessionRow)).scalar_one()
        row.ended_at = office.now()

    assert li.get("/").headers["location"] == "/sign-in?next=/"


@pytest.mark.parametrize(
    "given",
    [
        "//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/a\r\nx: y",
        "javascript:alert(1)", "/\t/evil.example", "\\\\evil.example", "/" + "a" * 600,
    ],
)  # fmt: skip
def test_the_way_after_signing_in_leads_nowhere_else(given):
    """S27."""
    assert local_path(given) == "/"


def test_after_signing_in_one_is_where_one_wanted_to_be(stranger):
    led = stranger.get("/cases/2026-0001")
    page = stranger.get(led.headers["location"])

    going = stranger.post("/sign-in/demo", login="li", next="/cases/2026-0001")

    assert 'name="next" value="/cases/2026-0001"' in page.text
    assert going.headers["location"] == "/cases/2026-0001"


@pytest.mark.parametrize(
    "said",
    [
        {"remote-user": "guan"},
        {"x-remote-user": "guan"},
        {"x-forwarded-user": "guan"},
        {"x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1"},
        {"authorization": "Basic Z3VhbjpGaXJzdC13b3JkLTE="},
    ],
    ids=["remote", "x-remote", "forwarded", "address", "basic"],
)
def test_a_name_in_a_header_is_nobody(door, said):
    """S61: only a session says who comes, whatever a proxy or a stranger writes beside it."""
    answer = Browser(door).get("/", headers=said)

    assert answer.headers["location"] == "/sign-in?next=/"
