"""A paper's way through the pages, and what the pages refuse on it."""

from __future__ import annotations

import html
import json
import re

import pytest

from review.domain.vocabulary import Availability, DisclosureMode
from review.messages import NOT_KEPT
from review.storage.ledger import verify
from review.storage.rows import (
    ActRow,
    CaseRow,
    CosignatureRow,
    DisposalRow,
    DocumentRow,
    OutboxRow,
    ReadingRow,
    StatementRow,
    StepRow,
)
from tests.web.browser import disposal_of, text_of
from tests.web.conftest import CLEAN
from tests.web.kept import entries, rows, the

WITH_ID = "关于发放补助的通知\n\n联系人身份证号：11010519491231002X。\n".encode()
WITHHOLD = {
    "mode": "withheld",
    "withheld-exemption": "deliberative",
    "withheld-deliberative_kind": "draft",
    "withheld-article": "16条2款",
    "withheld-reasons": "方案尚在征求各科室意见，数字每天变动",
    "withheld-ends": "on_event",
    "withheld-on_event": "补助方案正式印发",
    "withheld-latest": "2027-06-30",
}


@pytest.fixture
def office(office_on_both):
    """Cases are what the pages are for: they are walked on either database."""
    return office_on_both


def test_a_paper_goes_from_hand_in_to_the_catalogue_by_pages_alone(as_, brought, stranger, office):
    number = brought("publish")

    catalogue = stranger.get("/catalogue")
    address = re.search(r'href="(/catalogue/\w+/\d+)"', catalogue.text)[1]
    fetched = stranger.get(address)

    assert "关于报送2026年预算的通知" in text_of(catalogue)
    assert fetched.content == CLEAN
    assert the(office, DocumentRow).availability is Availability.PUBLIC
    assert [row.action for row in rows(office, StepRow)] == [
        "open", "propose", "verify", "pass_check", "decide_in_full", "publish",
    ]  # fmt: skip
    assert len(rows(office, OutboxRow, action="publish")) == 1
    with office.database.read() as session:
        assert verify(session) == ()
    shown = text_of(as_("zhou").get(f"/cases/{number}"))
    assert "办结" in shown
    assert "● 已公开" in shown


def test_the_page_says_what_is_offered_and_what_is_refused_and_why(as_, paper):
    number = paper(WITH_ID)
    as_("li").takes(number, "propose", mode="proactive")
    as_("wang").takes(number, "verify", opinion="同意公开")

    as_("zhou").opens_all(number)
    zhou = as_("zhou").get(f"/cases/{number}")
    gu = as_("gu").get(f"/cases/{number}")

    assert "还不能“通过保密审查” ：还有疑点未处置或未复签" in text_of(zhou)
    assert 'value="send_back"' in zhou.text
    assert 'value="pass_check"' not in zhou.text
    assert "应由办公室审查人或保密审查员办理" in text_of(gu)
    assert "11010519491231002X" not in zhou.text
    assert "疑似公民身份号码" in text_of(zhou)


def test_of_two_files_of_one_name_each_has_its_own_findings(as_, paper):
    number = paper(WITH_ID, beside=(CLEAN,))

    page = as_("zhou").get(f"/cases/{number}")

    first, second = re.findall(r'<li[^>]*>(?:(?!</li>).)*class="hashes"', page.text, re.DOTALL)
    assert "疑点 1" in first
    assert "疑点" not in second


def test_publishing_by_force_is_refused(as_, brought, office):
    """S01: the button is not there, and the request does nothing."""
    number, chen = brought("verify"), as_("chen")
    before = entries(office)

    answer = chen.takes(number, "publish")

    assert answer.status_code == 409
    assert "环节没有“" in text_of(answer)
    assert f'href="/cases/{number}"' in answer.text
    assert the(office, CaseRow).stage == "check"
    assert entries(office) == before


def test_who_lacks_the_role_is_refused(as_, brought, office):
    number = brought("propose")

    answer = as_("gu").takes(number, "verify", opinion="同意")

    assert answer.status_code == 403
    assert "应由科室负责人办理" in text_of(answer)
    assert the(office, CaseRow).stage == "section_review"


def test_a_form_drawn_before_somebody_else_acted_is_refused(as_, brought, office):
    """S06: what zhou decides, he decides on what he saw."""
    number = brought("verify")
    zhou = as_("zhou")
    stale = str(the(office, CaseRow).rev - 1)

    answer = zhou.takes(number, "pass_check", opinion="同意", rev=stale)

    assert answer.status_code == 409
    assert "您看到的不是最新情况" in text_of(answer)
    assert the(office, CaseRow).stage == "check"


@pytest.mark.parametrize("rev", ["", "x", "1.0", "-1", "９", "99999999999"])
def test_a_form_without_a_revision_is_refused(as_, paper, office, rev):
    number, li = paper(), as_("li")

    answer = li.post(f"/cases/{number}/steps", action="propose", mode="proactive", rev=rev)

    assert answer.status_code == 422
    assert the(office, CaseRow).rev == 1


def test_the_same_form_twice_is_one_step(as_, paper, office):
    number, li = paper(), as_("li")

    first = li.takes(number, "propose", mode="proactive", rev="1")
    second = li.takes(number, "propose", mode="proactive", rev="1")

    assert (first.status_code, second.status_code) == (303, 409)
    assert len(rows(office, StepRow, action="propose")) == 1
    assert len(rows(office, ActRow)) == 1


def test_what_will_not_do_is_said_on_the_page_and_nothing_has_to_be_written_again(
    as_, paper, office
):
    number, li = paper(), as_("li")

    answer = li.takes(number, "propose", **(WITHHOLD | {"withheld-article": "第十四条"}))

    assert answer.status_code == 422
    assert "政府信息公开条例第十六条第二款" in text_of(answer)
    assert "方案尚在征求各科室意见，数字每天变动" in answer.text
    assert 'value="withheld" checked' in answer.text
    assert 'value="2027-06-30"' in answer.text
    assert rows(office, StatementRow) == []


def test_a_withheld_paper_says_why_and_until_when(as_, paper, office):
    number, li = paper(), as_("li")

    answer = li.takes(number, "propose", **WITHHOLD)

    assert answer.status_code == 303, text_of(answer)
    stated = the(office, StatementRow)
    assert stated.mode is DisclosureMode.WITHHELD
    assert stated.article == "政府信息公开条例第十六条第二款"
    assert stated.ending_event == "补助方案正式印发"
    shown = text_of(li.get(f"/cases/{number}"))
    assert "过程稿" in shown
    assert "最迟 2027-06-30" in shown


def test_what_was_written_under_a_choice_not_made_does_not_count(as_, paper, office):
    """Without JavaScript the fields of the other choice are sent too."""
    number, li = paper(), as_("li")
    other = {"on_request-on_request_reason": "not_listed", "on_request-ends": "reassess_on"}
    dates = {"on_request-reassess_on": "2027-01-01", "mode": "proactive"}

    answer = li.takes(number, "propose", **(WITHHOLD | other | dates))

    assert answer.status_code == 303, text_of(answer)
    stated = the(office, StatementRow)
    assert stated.mode is DisclosureMode.PROACTIVE
    assert stated.ends_on is None


def test_choosing_a_state_secret_intercepts_the_paper(as_, paper, office):
    number, li = paper(), as_("li")
    originals = office.settings.data_dir / "originals"
    kept = [path for path in originals.rglob("*") if path.is_file() and path.read_bytes() == CLEAN]

    chosen = WITHHOLD | {"withheld-exemption": "state_secret"}
    asked = li.takes(number, "propose", **chosen)
    before = the(office, CaseRow).stage
    answer = li.takes(number, "propose", confirmed="yes", **chosen)

    assert "确认销毁本件的全部文件？" in text_of(asked)
    assert before == "attribution"
    assert answer.status_code == 303, text_of(answer)
    assert the(office, CaseRow).stage == "intercepted"
    assert NOT_KEPT in text_of(li.get(f"/cases/{number}"))
    assert len(kept) == 1
    assert not kept[0].exists()


def test_what_no_form_asks_for_is_not_stored(as_, paper, office):
    """S08: a stage, an agency, a mode written into a form."""
    number, li = paper(), as_("li")

    answer = li.takes(
        number, "propose", mode="proactive", stage="closed", agency_id="x", availability="public"
    )

    assert answer.status_code == 303
    assert the(office, CaseRow).stage == "section_review"
    assert json.loads(rows(office, StepRow, action="propose")[0].inputs) == {"mode": "proactive"}


def test_a_blocking_finding_takes_two_people(as_, paper, office):
    number = paper(WITH_ID)
    as_("li").takes(number, "propose", mode="proactive")
    as_("wang").takes(number, "verify", opinion="同意公开")
    zhou, sun = as_("zhou"), as_("sun")
    place = disposal_of(zhou.get(f"/cases/{number}"), number)
    under = place.replace("/disposal", "/cosignature")

    missing = zhou.post(place, kind="lawful", reason="本人书面同意公开")
    zhou.post(place, kind="lawful", reason="本人书面同意公开", article="条例第十五条")
    alone = zhou.post(under, disposal="1")
    still = text_of(zhou.get(f"/cases/{number}"))
    signed = sun.post(under, disposal=shown_to(sun, number))
    passed = zhou.takes(number, "pass_check", opinion="已核对同意书")

    assert missing.status_code == 422
    assert alone.status_code == 403
    assert "须由另一人办理" in text_of(alone)
    assert "待复签" in still
    assert "还不能“通过保密审查”" in still
    assert signed.headers["location"].startswith(f"/cases/{number}#finding-")
    assert len(rows(office, DisposalRow)) == len(rows(office, CosignatureRow)) == 1
    assert passed.status_code == 303


def shown_to(browser, number):
    """Return which disposal the form of co-signing says that it is about."""
    found = re.search(r'name="disposal" value="(\d+)"', browser.get(f"/cases/{number}").text)
    return found[1]


def test_who_signs_under_an_old_page_is_told_what_changed(as_, paper, office):
    """The reader saw one disposal; meanwhile another stands there."""
    number = paper(WITH_ID)
    as_("li").takes(number, "propose", mode="proactive")
    as_("wang").takes(number, "verify", opinion="同意公开")
    zhou, sun = as_("zhou"), as_("sun")
    place = disposal_of(zhou.get(f"/cases/{number}"), number)
    under = place.replace("/disposal", "/cosignature")
    zhou.post(place, kind="lawful", reason="本人书面同意公开", article="条例第十五条")
    seen = shown_to(sun, number)
    zhou.post(place, kind="false-alarm", reason="测试号码", article="条例第十五条")

    stale, bare = sun.post(under, disposal=seen), sun.post(under)

    assert (stale.status_code, bare.status_code) == (409, 422)
    assert "第2次处置“误报”，由周岚作出" in text_of(stale)
    assert rows(office, CosignatureRow) == []
    assert sun.post(under, disposal=shown_to(sun, number)).status_code == 303


def test_an_unreadable_file_is_read_by_two_people(as_, paper, office):
    number = paper(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name="old.doc")
    zhou, sun = as_("zhou"), as_("sun")
    page = zhou.get(f"/cases/{number}")
    place = re.search(r'action="(/cases/[^"]+/reading)"', page.text)[1]
    answers = {f"answer-{item.id}": item.clear.value for item in office.means.checklist}

    half = zhou.post(place, **dict(list(answers.items())[:1]))
    zhou.post(place, **answers, **{"note-A": "逐页看过"})
    again = zhou.post(place, **answers, **{"note-A": "逐页看过"})
    sun.post(place, **answers)

    assert "未经机器检测" in text_of(page)
    assert half.status_code == 422
    assert again.status_code == 409
    kept = rows(office, ReadingRow)
    assert len({row.person_id for row in kept}) == len(kept) == 2
    assert "逐页看过" in kept[0].answers + kept[1].answers
    assert "已由两人阅看：" in text_of(sun.get(f"/cases/{number}"))
    assert "没有经过检测" not in text_of(sun.get(f"/cases/{number}"))


@pytest.mark.parametrize("login", ["feng", "shen", "guan"])
def test_who_may_not_see_a_case_is_told_what_he_is_told_of_none(as_, paper, login):
    """S07: another section's drafter and the administrators learn nothing, not even that it is."""
    number, someone = paper(), as_(login)
    file = re.search(r'href="(/cases/[^"]+/files/\w+)"', as_("li").get(f"/cases/{number}").text)[1]
    paths = [f"/cases/{number}", file, f"/cases/{number}/record.json"]

    for path in paths:
        mine = someone.get(path)
        none = someone.get(path.replace(number, "2026-9999"))
        assert mine.status_code == none.status_code == 404
        assert mine.text.replace(number, "N") == none.text.replace("2026-9999", "N")
        assert dict(mine.headers) | {"content-length": ""} == dict(none.headers) | {
            "content-length": ""
        }
    assert number not in someone.get("/?box=open").text


@pytest.mark.parametrize(
    "place",
    ["steps", "findings/x/disposal", "findings/x/cosignature", "files/x/reading", "takedown"],
)
def test_who_may_not_see_a_case_cannot_act_on_it(as_, paper, office, place):
    number, feng = paper(), as_("feng")
    before = entries(office)

    answer = feng.post(
        f"/cases/{number}/{place}", action="withdraw", rev="1", kind="lawful", reason="x"
    )

    assert answer.status_code == 404
    assert entries(office) == before


def test_words_of_people_stay_words(as_, paper):
    """S20, S46: script, template and format in title, file name and opinion."""
    evil = "<script>alert(1)</script>{{7*7}}{% raw %}${7*7}"
    number = paper(title=evil, name="<img src=x onerror=alert(1)>.txt")
    li = as_("li")
    li.takes(number, "withdraw", reason=evil)

    page = li.get(f"/cases/{number}")

    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert html.unescape(page.text).count(evil) >= 3  # in title, heading and trail, as written


def test_a_file_is_handed_out_as_a_download(as_, paper):
    """S41, S43, S51: the bytes as they came, run by no browser, whatever range is asked for."""
    number, li = paper(name="通知 “一”.txt"), as_("li")
    address = re.search(r'href="(/cases/[^"]+/files/\w+)"', li.get(f"/cases/{number}").text)[1]

    answer = li.get(address, headers={"range": "bytes=" + ",".join(["0-1"] * 10_000)})

    assert answer.status_code == 200
    assert answer.content == CLEAN
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E9%80%9A%E7%9F%A5" in answer.headers["content-disposition"]
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("kind", "begins"), [("json", b"{"), ("docx", b"PK"), ("pdf", b"%PDF")], ids=str
)
def test_the_form_of_a_case_is_handed_out(as_, brought, kind, begins):
    number = brought("decide_in_full")

    answer = as_("zhou").get(f"/cases/{number}/record.{kind}")

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f"record-{number}.{kind}" in answer.headers["content-disposition"]


def test_there_is_no_form_of_another_kind(as_, paper):
    assert as_("li").get(f"/cases/{paper()}/record.exe").status_code == 404


def test_a_withdrawn_paper_is_gone_for_the_public(as_, brought, stranger, office):
    """S16: 410 for page and file, absent from the list; a second person confirms."""
    number = brought("publish")
    office.send()
    paper = the(office, DocumentRow).id

    down = as_("sun").post(f"/cases/{number}/takedown", reason="附表列有个人信息")

    assert down.status_code == 303, text_of(down)
    assert stranger.get(f"/catalogue/{paper}").status_code == 410
    assert stranger.get(f"/catalogue/{paper}/0").status_code == 410
    assert "没有公开的文件" in text_of(stranger.get("/catalogue"))
    assert the(office, DocumentRow).availability is Availability.WITHDRAWN
