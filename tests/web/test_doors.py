"""Every route says whom it lets in, and lets nobody else in."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from review.storage.rows import CaseRow
from review.web.access import Access
from review.web.api.doors import API_DOORS
from review.web.doors import DOORS
from review.web.forms import LARGEST_FORM
from tests.web.browser import HERE, text_of
from tests.web.kept import entries, the

CLOSED = [
    door for door in DOORS if door.access in (Access.SIGNED_IN, Access.OWNER, Access.SETTING_UP)
]


def named(door):
    return f"{door.method} {door.path}"


def path_of(door):
    return re.sub(r"\{\w+\}", "2026-0001", door.path)


def test_there_is_no_route_but_those_of_the_table(app):
    """Nobody adds a page and forgets to say who may see it."""
    routed = {(method, route.path) for route in app.routes for method in route.methods}

    assert routed == {(door.method, door.path) for door in (*DOORS, *API_DOORS)}
    assert len(DOORS) + len(API_DOORS) == len(routed)


@pytest.mark.parametrize("door", [one for one in CLOSED if one.method == "GET"], ids=named)
def test_a_stranger_is_led_to_the_sign_in_page(stranger, door):
    answer = stranger.get(path_of(door))

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next={path_of(door)}"
    assert answer.text == ""


@pytest.mark.parametrize("door", [one for one in CLOSED if one.method == "POST"], ids=named)
def test_a_strangers_form_is_refused(stranger, office, door):
    before = entries(office)

    answer = stranger.post(path_of(door), action="publish", rev="1", kind="lawful", reason="x")

    assert answer.status_code == 403
    assert "请先登录" in text_of(answer)
    assert entries(office) == before


@pytest.mark.parametrize("door", [one for one in DOORS if one.method == "POST"], ids=named)
@pytest.mark.parametrize(
    "said",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
        {"origin": "http://127.0.0.1:9000"},
    ],
    ids=["unsaid", "foreign", "null", "cross-site", "two-stories", "other-port"],
)
def test_a_form_from_elsewhere_is_refused(as_, office, door, said):
    """S25: however it is dressed, only our own page may act for somebody."""
    li = as_("li")
    li.get("/password")
    before = entries(office)

    answer = li.client.post(path_of(door), data={"csrf": li.csrf}, headers=said)

    assert answer.status_code == 403
    assert "不是从本系统的页面提交的" in text_of(answer)
    assert entries(office) == before


def test_a_form_whose_origin_the_browser_withholds_is_ours_when_the_browser_says_so(as_):
    """Our pages send no referrer; then browsers write the origin of a form as null."""
    li = as_("li")
    li.get("/password")

    answer = li.client.post(
        "/sign-out",
        data={"csrf": li.csrf},
        headers={"origin": "null", "sec-fetch-site": "same-origin"},
    )

    assert answer.headers["location"] == "/sign-in"


TAKES_FILES = {
    "POST /hand-in",
    "POST /hand-in/file",
    "POST /calendar",
    "POST /procedures",
    "POST /cases/{number}/steps",
}
"""Every page that is given files, written by hand."""


def test_only_where_files_are_asked_for_much_may_come(as_):
    """S39: whatever is sent lies in memory; a choice of mails is no file of 200 MB."""
    guan = as_("guan")
    guan.get("/password")
    told = {"origin": HERE, "content-type": "multipart/form-data; boundary=x"}
    told["content-length"] = str(LARGEST_FORM + 1)

    for door in (one for one in CLOSED if one.method == "POST"):
        answer = guan.client.post(path_of(door), content=b"--x--", headers=told)
        takes_it = answer.status_code != 413
        assert takes_it is (named(door) in TAKES_FILES), named(door)
        assert takes_it or "一次最多256千字节" in text_of(answer)


def test_who_holds_his_form_back_does_not_act_by_a_session_that_was_ended(as_, office, paper):
    """S10: the session was good when the headers came; its owner ended it before the form did."""
    number, thief, owner = paper(), as_("li"), as_("li")
    words = {"action": "propose", "mode": "proactive", "subjects": "none"}
    words |= {"rev": thief.revision(number), "csrf": thief.csrf}

    def held_back():
        assert owner.post("/sessions").status_code == 303
        yield urlencode(words).encode()

    kind = "application/x-www-form-urlencoded"
    answer = thief.client.post(
        f"/cases/{number}/steps",
        content=held_back(),
        headers={"origin": HERE, "content-type": kind},
    )

    assert answer.status_code == 403
    assert "请先登录" in text_of(answer)
    assert the(office, CaseRow).rev == int(words["rev"])
    assert owner.takes(number, "propose", mode="proactive", subjects="none").status_code == 303


@pytest.mark.parametrize("mark", ["", "0" * 64])
def test_a_form_without_the_sessions_mark_is_refused(as_, office, mark):
    li = as_("li")
    before = entries(office)

    answer = li.client.post("/sign-out", data={"csrf": mark}, headers={"origin": HERE})

    assert answer.status_code == 403
    assert li.get("/").status_code == 200
    assert entries(office) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/hand-in", "/cases/2026-0001/steps", "/catalogue"])
def test_other_methods_do_nothing(as_, office, method, path):
    """S12: a state changes by POST only."""
    li = as_("li")
    before = entries(office)

    answer = li.client.request(method, path, headers={"x-http-method-override": "POST"})

    assert answer.status_code == 405
    assert entries(office) == before


def test_a_change_by_get_is_refused(as_, office):
    li = as_("li")
    before = entries(office)

    answer = li.get("/cases/2026-0001/steps?action=publish&rev=1")

    assert answer.status_code == 405
    assert entries(office) == before


@pytest.mark.parametrize(
    "path",
    ["/docs", "/redoc", "/openapi.json", "/metrics", "/.git/config", "/static/../app.py", "/%00"],
)
def test_nothing_else_is_served(stranger, path):
    """S62: no description, no measurements, no files of the machine."""
    answer = stranger.get(path)

    assert answer.status_code == 404
    assert "没有这个页面" in text_of(answer)
    assert "工作人员登录" in text_of(answer)


def test_who_is_signed_in_stays_so_where_nothing_is(as_):
    answer = as_("li").get("/no-such-page")

    assert answer.status_code == 404
    assert "李明" in text_of(answer)
    assert "工作人员登录" not in text_of(answer)
