"""What anybody reads: the catalogue, without a sign-in and without a cookie."""

from __future__ import annotations

import pytest

from review.storage.rows import DocumentRow
from tests.web.browser import text_of
from tests.web.kept import rows, the

CONTENT = "关于公布2026年预算的公告\n\n现予公布。\n".encode()
WAY = (
    ("li", "propose", {"mode": "proactive"}),
    ("wang", "verify", {"opinion": "同意公开"}),
    ("zhou", "pass_check", {"opinion": "未见不宜公开的内容"}),
    ("gu", "decide_in_full", {"opinion": "同意"}),
    ("chen", "publish", {}),
)


def hand_in(as_, title, **words):
    answer = as_("li").hands_in(CONTENT + title.encode(), title=title, **words)
    return answer.headers["location"].rpartition("/")[2]


@pytest.fixture
def published(as_, office):
    """One paper that is public, and one that is not."""
    number = hand_in(as_, "关于公布预算的公告")
    for login, action, words in WAY:
        assert as_(login).takes(number, action, **words).status_code == 303
    paper = the(office, DocumentRow)
    hand_in(as_, "关于内部分工的通知")
    return paper.id


def test_only_what_is_public_is_listed(published, stranger):
    page = stranger.get("/catalogue")

    assert "关于公布预算的公告" in text_of(page)
    assert "关于内部分工的通知" not in page.text
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize("query", ["内部", "分工 通知"])
def test_a_search_tells_nothing_of_what_is_not_public(published, stranger, query):
    """S17: the same page as for words that occur nowhere."""
    hidden = stranger.get("/catalogue", params={"q": query})
    nowhere = stranger.get("/catalogue", params={"q": "天外来客"})

    assert hidden.text.replace(query, "") == nowhere.text.replace("天外来客", "")


@pytest.mark.parametrize(
    "query",
    ["%", "_", "' OR 1=1 --", '" OR NEAR(', "\x00", "预算%", "<script>", "x" * 5000, "{{7*7}}"],
)
def test_a_search_is_words_and_nothing_else(published, stranger, query):
    """S44."""
    page = stranger.get("/catalogue", params={"q": query})

    assert page.status_code == 200
    assert "<script>" not in page.text
    assert ("关于公布预算的公告" in page.text) == (query == "\x00")  # nothing was asked


def test_words_find_the_paper_in_any_order(published, stranger):
    assert "关于公布预算的公告" in stranger.get("/catalogue?q=公告+预算").text


def test_a_paper_has_its_page_and_its_file(published, stranger):
    page = stranger.get(f"/catalogue/{published}")
    file = stranger.get(f"/catalogue/{published}/1")
    first = stranger.get(f"/catalogue/{published}/0")

    assert "索引号" in text_of(page)
    assert "预算科" in text_of(page)
    assert {file.status_code, first.status_code} == {200, 404}
    handed = file if file.status_code == 200 else first
    assert handed.content.startswith(CONTENT)
    assert handed.headers["content-disposition"].startswith("attachment;")


def test_what_is_not_public_is_not_there(published, as_, office, stranger):
    number = hand_in(as_, "另一份通知")
    hidden = as_("li").get(f"/cases/{number}").text
    assert number in hidden
    ids = {row.id for row in rows(office, DocumentRow)} - {published}
    assert len(ids) == 2

    for paper in ids:
        mine, none = stranger.get(f"/catalogue/{paper}"), stranger.get("/catalogue/" + "0" * 32)
        assert mine.status_code == none.status_code == 404
        assert mine.text.replace(paper, "") == none.text.replace("0" * 32, "")


@pytest.mark.parametrize("position", ["-1", "x", "1.0", "９", "99999", "1e3"])
def test_a_position_is_a_number(published, stranger, position):
    assert stranger.get(f"/catalogue/{published}/{position}").status_code == 404


def test_the_health_of_the_process_can_be_asked(stranger):
    assert stranger.get("/healthz").text == "ok"
