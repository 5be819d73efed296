"""Agencies, sections and rubrics in the browser, and what the public sees of them."""

from __future__ import annotations

import re

import pytest

from review.domain.vocabulary import RubricKind
from review.services.agencies import agencies
from review.services.rubrics import rubric_lines
from review.services.sections import section_lines
from review.storage.rows import DocumentRow, LedgerEntryRow
from review.structure_commands import AddRubric
from review.web.doors import DOORS
from tests.web.browser import text_of
from tests.web.conftest import CAST
from tests.web.kept import rows
from tests.web.test_public import WAY, hand_in

OURS, THEIRS = "宝山市财政局", "宝山市教育局"
TITLE = "关于公布预算的公告"
PAGES = ("/agencies", "/sections", "/rubrics")
ADDED = {
    "name": THEIRS,
    "code": "宝教",
    "profile": "small",
    "sections": "办公室\n基教科\n",
    "system_login": "ding",
    "system_name": "丁可",
    "audit_login": "yan",
    "audit_name": "严审",
}


def section(office, name):
    lines = office.ask(section_lines, caller=office.caller("guan"))
    return next(one for one in lines if one.name == name)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("login", ["li", "zhou", "gu"])
def test_whoever_handles_papers_arranges_nothing(as_, path, login):
    page = as_(login).get(path)

    assert page.status_code == 403
    assert "系统管理员" in text_of(page)


@pytest.mark.parametrize("path", PAGES)
def test_the_auditor_looks_on(as_, path):
    page = as_("shen").get(path)

    assert page.status_code == 200
    assert f'action="{path}' not in page.text


def test_a_section_is_added_renamed_and_ended(as_, office):
    guan = as_("guan")
    assert guan.post("/sections", name="绩效科").headers["location"] == "/sections"
    new = section(office, "绩效科")
    assert guan.post(f"/sections/{new.id}/name", name="绩效管理科", rev="1").status_code == 303

    stale = guan.post(f"/sections/{new.id}/ending", rev="1")
    ended = guan.post(f"/sections/{new.id}/ending", rev="2")

    assert stale.status_code == 409
    assert "已被他人改动" in text_of(stale)
    assert ended.status_code == 303
    assert section(office, "绩效管理科").ended_at is not None
    assert "绩效管理科" not in as_("li").get("/hand-in").text
    taken = guan.post("/sections", name="预算科")
    assert taken.status_code == 409
    assert 'value="预算科"' in taken.text, "what was typed stays"


def test_old_papers_show_the_name_of_an_ended_section_and_new_ones_do_not_come(as_, office, paper):
    number = paper()
    one = section(office, "预算科")
    as_("guan").post(f"/sections/{one.id}/ending", rev=str(one.rev))

    late = as_("li").hands_in(b"\xe5\x8f\xa6\xe4\xb8\x80\xe4\xbb\xb6", title="关于另一件事的通知")

    assert late.status_code == 409
    assert "已于" in text_of(late)
    assert "预算科" in text_of(as_("li").get(f"/cases/{number}"))
    assert 'value="预算科"' in as_("zhou").get("/").text or "预算科" in as_("zhou").get("/").text


def test_a_person_goes_to_another_section(as_, office):
    assert "转科室，承办人须重新确认" in text_of(as_("guan").get("/people"))
    assert as_("guan").post("/people/section", login="feng", section="预算科").status_code == 303

    assert section(office, "国库科").people == 0


def test_nobody_leaves_a_section_by_a_button_pressed_untouched(as_, office):
    guan = as_("guan")
    page = guan.get("/people").text

    untouched = [guan.post("/people/section", login="feng", **one) for one in ({}, {"section": ""})]
    stayed = section(office, "国库科").people
    asked = guan.post("/people/section", login="feng", nowhere="yes")

    assert '<option value="" disabled selected>请选择</option>' in page
    assert [one.status_code for one in untouched] == [422, 422]
    assert stayed == 1
    assert asked.status_code == 303
    assert section(office, "国库科").people == 0
    assert page.count('name="nowhere"') == len(CAST) - 1
    assert guan.get("/people").text.count('name="nowhere"') == len(CAST) - 2


def test_an_agency_is_renamed_by_its_own_administrator(as_, office):
    guan = as_("guan")
    answer = guan.post("/agencies/name", name="宝山市财政和国资局", rev="1")

    assert answer.status_code == 303
    assert "宝山市财政和国资局" in text_of(guan.get("/agencies"))
    assert guan.post("/agencies/name", name="又一个", rev="1").status_code == 409


@pytest.fixture
def beside(as_, office):
    """A second agency, added on the page; its administrator adds nobody yet."""
    answer = as_("guan").post("/agencies", **ADDED)
    assert answer.status_code == 303, text_of(answer)
    return office


def test_another_agency_comes_with_its_administrators(as_, beside):
    ours, theirs = (beside.ask(agencies, caller=beside.caller(who)) for who in ("guan", "ding"))

    assert [one.name for one in ours] == [THEIRS, OURS]
    assert [one.name for one in theirs] == [THEIRS]
    page = text_of(as_("ding").get("/agencies"))
    assert OURS not in page
    assert as_("ding").post("/agencies", **(ADDED | {"code": "x"})).status_code == 403
    assert as_("ding").post("/agencies/ending", code="宝财", rev="1").status_code == 403
    again = as_("guan").post("/agencies", **ADDED)
    assert again.status_code == 409
    assert 'value="宝教"' in again.text
    stale = as_("guan").post("/agencies/ending", code="宝教", rev="9")
    assert stale.status_code == 409
    assert re.search(r'<input id="code"[^>]* value=""', stale.text), "ended is not added"
    slip = ADDED | {"code": "x", "system_password": "First-word-1", "system_again": "First-word-2"}
    assert as_("guan").post("/agencies", **slip).status_code == 422
    assert as_("guan").post("/agencies/ending", code="宝教", rev="1").status_code == 303
    assert beside.ask(agencies, caller=beside.caller("ding"))[0].ended_at is not None


def test_no_page_of_theirs_shows_anything_of_ours(as_, beside, paper):
    """Every page that has an address of its own, as their administrators open it."""
    title = "关于内部分工的通知"
    number = paper(title=title)
    document = rows(beside, DocumentRow)[0].id
    beside.do(AddRubric(kind=RubricKind.TAG, name="惠企政策"), caller=beside.caller("guan"))
    ours = (title, OURS, "李明", "管立", "国库科", "惠企政策", number, document)
    known = {"number": number, "document_id": document, "kind": "xlsx", "year": "2026"}
    paths = [door.path for door in DOORS if door.method == "GET" and "catalogue" not in door.path]
    plain = [path for path in paths if "{" not in path and not path.startswith(("/sign-in", "/st"))]

    for who in ("ding", "yan"):
        browser = as_(who)
        for path in plain:
            page = browser.get(path)
            assert page.status_code in {200, 303, 403, 404}, path
            shown = [word for word in ours if word in page.text and page.status_code != 303]
            assert shown == [], (who, path, shown)
        for path in ("/cases/{number}", "/papers/{document_id}", "/papers/{document_id}/rubrics"):
            page = browser.get(path.format(**known))
            assert page.status_code == 404
            assert title not in page.text


def test_a_doubtful_name_is_no_tag(as_, office):
    answer = as_("guan").post("/rubrics", kind="tag", name="联系人31011319080229999X")

    assert answer.status_code == 422
    assert "有疑点" in text_of(answer)
    assert office.ask(rubric_lines, caller=office.caller("guan")) == ()


@pytest.fixture
def placed(as_, office):
    """One public paper under a rubric and a tag, and one paper that is not public under another."""
    guan = as_("guan")
    for kind, name in (("catalogue", "财政预决算"), ("tag", "惠企政策"), ("tag", "内部分工")):
        assert guan.post("/rubrics", kind=kind, name=name).status_code == 303
    numbers = [hand_in(as_, title) for title in (TITLE, "关于内部分工的通知")]
    for login, action, words in WAY:
        assert as_(login).takes(numbers[0], action, **words).status_code == 303
    papers = {one.title: one.id for one in rows(office, DocumentRow)}
    lines = {one.name: one.id for one in office.ask(rubric_lines, caller=office.caller("guan"))}
    for title, ticked in (
        (TITLE, {"catalogue": lines["财政预决算"], "tag": lines["惠企政策"]}),
        ("关于内部分工的通知", {"tag": lines["内部分工"]}),
    ):
        address = f"/papers/{papers[title]}/rubrics"
        rev = re.search(r'name="rev" value="(\d+)"', as_("li").get(address).text)[1]
        answer = as_("li").post(address, rev=rev, **ticked)
        assert answer.status_code == 303, text_of(answer)
        assert as_("li").post(address, rev=rev, **ticked).status_code == 409
    return lines | {"paper": papers[TITLE]}


def test_the_public_finds_papers_by_rubric_and_tag(as_, placed, stranger):
    everything = stranger.get("/catalogue")
    by_both = stranger.get(f"/catalogue?rubric={placed['财政预决算']}&tag={placed['惠企政策']}")
    by_words = stranger.get(f"/catalogue?tag={placed['惠企政策']}&q=天外来客")

    shown = text_of(everything)
    assert "目录栏目 全部 财政预决算" in shown
    assert "标签 全部 惠企政策" in shown
    assert TITLE in by_both.text
    assert 'aria-current="true">财政预决算' in by_both.text
    assert TITLE not in by_words.text
    assert "在所选的范围里" in text_of(by_words)
    page = text_of(stranger.get(f"/catalogue/{placed['paper']}"))
    assert "目录栏目 财政预决算" in page
    assert "标签 惠企政策" in page


def test_what_leads_to_nothing_public_is_as_if_it_were_not_there(placed, stranger):
    """S17 of rubrics: neither the list nor a guessed address tells of it."""
    everything = stranger.get("/catalogue")
    guessed = stranger.get(f"/catalogue?tag={placed['内部分工']}")
    nowhere = stranger.get("/catalogue?tag=nothing")

    assert "内部分工" not in everything.text
    assert guessed.text == nowhere.text


def test_an_ended_rubric_still_leads_to_its_papers(as_, office, placed, stranger):
    rubric = placed["财政预决算"]
    assert as_("guan").post(f"/rubrics/{rubric}/name", kind="catalogue", name="预决算",
                            rev="1").status_code == 303  # fmt: skip
    answer = as_("guan").post(f"/rubrics/{rubric}/ending", kind="catalogue", rev="2")

    assert answer.status_code == 303
    assert TITLE in stranger.get(f"/catalogue?rubric={rubric}").text
    assert "已终止的仍留：预决算" in text_of(as_("li").get(f"/papers/{placed['paper']}/rubrics"))
    events = [row.event for row in rows(office, LedgerEntryRow) if "rubric" in row.event]
    assert events[-2:] == ["rubric:renamed", "rubric:ended"]


def test_the_catalogue_of_two_agencies_is_narrowed_to_one(as_, beside, placed, stranger):
    everything, theirs = (stranger.get(f"/catalogue{which}") for which in ("", "?agency=宝教"))

    assert "机关 全部" in text_of(everything)
    assert TITLE in everything.text
    assert TITLE not in theirs.text
    assert "惠企政策" not in theirs.text
    ours = stranger.get("/catalogue?agency=宝财")
    assert TITLE in ours.text
    assert "标签 全部 惠企政策" in text_of(ours)
