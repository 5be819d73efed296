"""The journeys of the cast, from hand-in to the end, by hand in a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.commands import RunReassessment
from review.domain.vocabulary import Availability
from review.storage.rows import CaseRow, DocumentRow, RefusalRow
from tests.browser.acting import answers, hands_in, kept, number_in, step_form, takes
from tests.browser.acting import opened as opens
from tests.browser.people import people
from tests.browser.states import DRAWING, WITH_ID, WITHHELD

pytestmark = pytest.mark.journey

CLEAN = "云溪区财政局关于{}的通知\n\n各单位：\n请于本月底前报送。\n（此件公开发布）\n"
PROACTIVE = {"mode": "proactive", "subjects": "none"}
SECRET = "机密★10年\n云溪区财政局关于库房钥匙交接演示的通知\n各单位：\n请知悉。\n"


@pytest.fixture(scope="module")
def premises(opened):
    with opened() as place:
        yield place


@pytest.fixture(scope="module", params=["scripts", "plain"])
def cast(request, premises, browser):
    """The people at their browsers; half of them have scripts switched off."""
    with people(
        browser, premises.office.office, premises.base, scripted=request.param == "scripts"
    ) as present:
        yield present


@pytest.fixture
def scripted(premises):
    return premises.people


def paper_of(premises, number):
    year, serial = number.split("-")
    (case,) = premises.office.rows(CaseRow, year=int(year), serial=int(serial))
    (document,) = premises.office.rows(DocumentRow, id=case.document_id)
    return document


def clean(premises, about):
    """A paper that waits for its check, brought there by the office itself."""
    received = premises.office.receive(CLEAN.format(about), title=f"关于{about}的通知")
    to_check(premises, received.case)
    return received.case


def to_check(premises, case):
    premises.office.step(case, "propose", by="li", mode="主动公开", subjects="无")
    premises.office.step(case, "verify", by="wang", opinion="属实，同意公开")


def test_a_notice_goes_from_hand_in_to_the_public(premises, cast, artefacts):
    """With scripts and without: the same pages, the same words, the same paper in public."""
    about = f"开展第{len(premises.office.rows(DocumentRow))}次绩效评价"
    number = hands_in(cast("li"), CLEAN.format(about), title=f"关于{about}的通知")
    takes(cast("li"), number, "propose", **PROACTIVE)
    takes(cast("wang"), number, "verify", opinion="情况属实")
    takes(cast("zhou"), number, "pass_check", opinion="未见不宜公开的内容")
    takes(cast("gu"), number, "decide_in_full", opinion="同意")
    page = takes(cast("chen"), number, "publish")
    kept(page, artefacts, "journey-published")

    document = paper_of(premises, number)
    assert document.availability is Availability.PUBLIC
    read = cast.stranger().goes(f"/catalogue/{document.id}")
    assert f"关于{about}的通知" in read.inner_text("main")
    with read.expect_download() as download:
        read.locator(".files a").first.click()
    assert download.value.path().read_text("utf-8") == CLEAN.format(about)
    assert cast.complaints() == []


def test_a_notice_with_a_number_in_it_comes_back_corrected(premises, scripted):
    """周岚 sends it back, 李明 hands in another version, and everybody looks at it anew."""
    batch = f"第{len(premises.office.rows(DocumentRow))}批。\n"
    number = hands_in(scripted("li"), WITH_ID + batch, title="关于发放补助的通知")
    takes(scripted("li"), number, "propose", **PROACTIVE)
    takes(scripted("wang"), number, "verify", opinion="情况属实")
    held = opens(scripted("zhou"), number)
    assert "还有疑点未处置" in held.inner_text("main")
    assert held.locator('input[name="action"][value="pass_check"]').count() == 0
    takes(scripted("zhou"), number, "send_back", reason="写有身份证号，须删去后重送")

    corrected = takes(scripted("li"), number, "revise", file=CLEAN.format("发放" + batch).encode())
    assert "第 2 稿" in corrected.inner_text("main")
    takes(scripted("li"), number, "propose", **PROACTIVE)
    takes(scripted("wang"), number, "verify", opinion="已删去")
    takes(scripted("zhou"), number, "pass_check", opinion="重新检查，未见不宜公开的内容")
    takes(scripted("gu"), number, "decide_in_full", opinion="同意")
    takes(scripted("chen"), number, "publish")

    assert paper_of(premises, number).availability is Availability.PUBLIC
    assert scripted.complaints() == []


def test_a_marked_paper_is_refused_by_the_plain_form(premises, browser):
    with people(browser, premises.office.office, premises.base, scripted=False) as plain:
        page = plain("li").goes("/hand-in")
        page.set_input_files(
            "#files", [{"name": "通知.txt", "mimeType": "text/plain", "buffer": SECRET.encode()}]
        )
        page.fill("#title", "关于钥匙交接的通知")
        page.select_option("#kind", "notice")
        page.check("#source-own")
        with page.expect_navigation():
            page.click("button.primary")

        assert "没有收下这份文件" in page.inner_text("h1")
        assert "内容没有保存" in page.inner_text("main")
        assert len(premises.office.rows(RefusalRow)) == 1


def test_what_is_withheld_is_registered_with_its_end(premises, scripted, artefacts):
    number = hands_in(
        scripted("li"), "关于研究编制口径的会议纪要\n尚无结论。\n", title="研究口径的会议纪要",
        kind="minutes",
    )  # fmt: skip
    form = step_form(opens(scripted("li"), number), "propose")
    page = scripted("li").page
    form.locator('[name="mode"][value="withheld"]').check()
    form.locator('[name="withheld-exemption"][value="deliberative"]').check()
    form.locator('[name$="deliberative_kind"][value="discussion_record"]').check()
    form.locator('[name="withheld-article"]').fill(WITHHELD["article"])
    form.locator('[name="withheld-reasons"]').fill(WITHHELD["reasons"])
    form.locator('[name="withheld-ends"][value="reassess_on"]').check()
    form.locator('[name="withheld-reassess_on"]').fill("2026-12-01")
    form.locator('[name="subjects"][value="none"]').check()
    kept(page, artefacts, "journey-withheld")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()

    takes(scripted("wang"), number, "verify", opinion="属实")
    takes(scripted("zhou"), number, "pass_check", opinion="属讨论记录")
    decided = takes(scripted("gu"), number, "decide_withheld", opinion="同意不公开")

    assert "在册" in decided.inner_text("main")
    assert paper_of(premises, number).reassess_on.isoformat() == "2026-12-01"
    assert scripted.complaints() == []


def test_a_public_paper_is_taken_down_and_the_public_is_told(premises, scripted, artefacts):
    public = premises.office.published(CLEAN.format("公示名单"), title="关于公示名单的通知")
    page = scripted("zhou").goes(f"/cases/{public.case}")
    page.locator("details.act", has_text="撤下").locator("summary").click()
    page.fill("#takedown-reason", "附件列有个人信息")
    with page.expect_navigation():
        page.locator("form[action$=takedown] button").click()
    takedown = number_in(page)

    takes(scripted("sun"), takedown, "confirm", opinion="属实，确认撤下")

    gone = scripted.stranger().goes(f"/catalogue/{public.document}", status=410)
    assert "本件已从公开渠道撤下" in gone.inner_text("main")
    kept(gone, artefacts, "journey-gone")


def test_a_grave_finding_takes_two_people(premises, scripted):
    """周岚 disposes of what is no harm, 孙强 signs under it, and only then it passes."""
    received = premises.office.receive(WITH_ID + "公示。\n", title="关于发放补助的公示")
    to_check(premises, received.case)
    zhou = scripted("zhou")
    for _ in range(8):
        page = zhou.goes(f"/cases/{received.case}")
        ways = page.locator('.finding:not(:has(.disposal)) .ways a[data-key="4"]')
        if ways.count() == 0:
            break
        with page.expect_navigation():
            ways.first.click()
        form = page.locator("form[action$=disposal]").first
        form.locator('[name="reason"]').fill("核对原件，是样例号码")
        form.locator('[name="article"]').fill("政府信息公开条例第十五条")
        with page.expect_navigation():
            form.locator("button[type=submit], button").first.click()
    held = opens(zhou, received.case)
    assert "待复签" in held.inner_text("main")
    assert held.locator('input[name="action"][value="pass_check"]').count() == 0

    page = scripted("sun").goes(f"/cases/{received.case}")
    while page.locator("form[action$=cosignature]").count():
        with page.expect_navigation():
            page.locator("form[action$=cosignature] button").first.click()

    takes(zhou, received.case, "pass_check", opinion="疑点均已核对")
    assert scripted.complaints() == []


def test_what_no_machine_reads_two_people_read(premises, scripted):
    received = premises.office.receive(DRAWING, title="关于平面图的通知", file_name="平面图.dwg")
    to_check(premises, received.case)
    for login in ("zhou", "sun"):
        page = scripted(login).goes(f"/cases/{received.case}")
        page.locator("#unread details > summary").first.click()
        form = page.locator("form[action$=reading]").first
        for item in premises.office.office.means.checklist:
            form.locator(f'[name="answer-{item.id}"][value="{item.clear.value}"]').check()
        with page.expect_navigation():
            form.locator("button").click()

    takes(scripted("zhou"), received.case, "pass_check", opinion="两人阅看，未见不宜公开的内容")


def test_others_are_asked_and_their_answer_is_on_record(premises, scripted):
    number = clean(premises, "联合检查")
    takes(scripted("zhou"), number, "consult", addressee="云溪区审计局", reason="共同制作")
    asked = scripted("zhou").goes(f"/cases/{number}")
    assert "暂停计时" in asked.inner_text("main")

    takes(scripted("zhou"), number, "record_answer", answer="同意公开")

    page = takes(scripted("zhou"), number, "pass_check", opinion="审计局同意公开")
    assert "周岚：登记答复或逾期未答复，转入“保密审查”" in page.inner_text("main")


def test_what_was_kept_back_is_looked_at_again_and_opened(premises, scripted):
    """The bell proposes, 郑雪 says what is to be, 孙强 checks, 顾平 decides, 陈静 publishes."""
    office = premises.office
    soon = office.clock.at.date() + timedelta(days=1)
    letter = office.on_request(CLEAN.format("口径"), title="关于口径的复函", until=soon)
    office.clock.later(days=1)
    office.consented(letter.document)
    scripted.come_back()  # a night has passed: everybody signs in anew
    office.office.reassess(RunReassessment(), caller=None)
    cases = office.rows(CaseRow, document_id=letter.document)
    newest = max(cases, key=lambda one: one.serial)
    number = f"{newest.year}-{newest.serial:04d}"

    page = scripted("zheng").goes("/reassessment")
    assert "关于口径的复函" in page.inner_text("main")
    takes(scripted("zheng"), number, "propose_outcome", outcome="proactive", reason="已书面同意")
    takes(scripted("sun"), number, "pass_check", opinion="同意")
    takes(scripted("gu"), number, "decide_convert", opinion="同意公开")
    takes(scripted("chen"), number, "publish")

    read = scripted.stranger().goes(f"/catalogue/{letter.document}")
    assert "由依申请公开转为主动公开" in read.inner_text("main")
    assert scripted.complaints() == []


def test_a_stale_page_is_told_that_the_case_has_moved(premises, scripted):
    """李明's window was open when the case went on: nothing is overwritten, and he is told."""
    number = clean(premises, "值守安排")
    zhou, sun = scripted("zhou"), scripted("sun")
    stale = step_form(opens(zhou, number), "pass_check")
    answers(stale)
    stale.locator('[name="opinion"]').fill("同意")
    takes(sun, number, "pass_check", opinion="先办的一位")

    with zhou.page.expect_navigation():
        stale.locator("button[type=submit]").click()

    told = zhou.page.locator(".notice.refused").inner_text()
    assert "已被他人办理过" in told
    assert "同意" not in premises.office.view(number).acts[-1].opinion
