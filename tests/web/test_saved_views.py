"""What is chosen in the inbox is kept under a name: for its owner alone, and without a script."""

from __future__ import annotations

import json

import pytest

from review.domain.saved_views import LONGEST_NAME, MOST
from review.storage.rows import LedgerEntryRow, PersonRow
from tests.web.browser import text_of
from tests.web.kept import rows, the

LETTERS = {"box": "open", "kind": "letter", "q": "口径"}


def kept(browser, name, *, status=303, **words):
    answer = browser.post("/views", name=name, **words)
    assert answer.status_code == status, text_of(answer)
    return answer


def test_a_view_leads_back_to_what_was_chosen_and_is_marked_there(as_, paper):
    paper()
    zhou = as_("zhou")
    place = kept(zhou, "口径类的函", **LETTERS).headers["location"]

    page = zhou.get(place)

    assert 'aria-current="page">口径类的函' in page.text
    assert 'value="letter" selected' in page.text
    assert 'value="口径"' in page.text
    assert "口径类的函" not in as_("sun").get("/?box=open").text


def test_the_one_that_opens_first_opens_the_inbox_and_leaves_every_box_open(as_):
    zhou = as_("zhou")
    kept(zhou, "在办", box="open", first="yes")
    kept(zhou, "函", first="yes", **LETTERS)

    assert zhou.get("/").headers["location"] == "/?box=open&q=%E5%8F%A3%E5%BE%84&kind=letter"
    assert zhou.get("/?box=mine").status_code == 200
    assert text_of(zhou.get("/?box=mine")).count("先开") == 1


def test_the_same_name_replaces_and_what_is_dropped_is_gone(as_):
    zhou = as_("zhou")
    kept(zhou, "我的", box="open")
    kept(zhou, " 我的 ", box="done", first="yes")
    assert zhou.get("/").headers["location"] == "/?box=done"

    assert zhou.post("/views/removal", name="我的").status_code == 303

    assert zhou.get("/").status_code == 200
    assert zhou.post("/views/removal", name="我的").status_code == 404


def test_what_is_no_filter_is_not_kept_and_what_means_nothing_any_more_chooses_nothing(as_):
    zhou = as_("zhou")
    kept(zhou, "旧的", box="open", stage="no_such_stage", page="7", section="没有的科室")

    place = zhou.get("/?box=open").text
    assert "stage=no_such_stage" in place
    assert "page=7" not in place
    assert zhou.get("/?box=open&stage=no_such_stage").status_code == 200


@pytest.mark.parametrize("name", ["", "  ", "名" * (LONGEST_NAME + 1)])
def test_a_view_without_a_fit_name_is_refused_in_words(as_, name):
    assert "名称" in text_of(kept(as_("zhou"), name, status=422, box="open"))


def test_nobody_keeps_more_than_he_can_overlook(as_):
    zhou = as_("zhou")
    for number in range(MOST):
        kept(zhou, f"第{number}个", box="open")
    assert f"最多存{MOST}个" in text_of(kept(zhou, "再一个", status=422, box="open"))
    kept(zhou, "第0个", box="done")


def test_the_ledger_tells_that_views_are_kept_and_not_what_is_looked_for(as_, office):
    kept(as_("zhou"), "口径类的函", **LETTERS)

    entry = rows(office, LedgerEntryRow)[-1]
    assert entry.event == "person:views_kept"
    assert json.loads(entry.body)["body"]["views"] == 1
    assert "口径" not in entry.body
    assert "口径" in the(office, PersonRow, login="zhou").views
