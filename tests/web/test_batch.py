"""One case after the other: each has its own form, opinion, entry and time; haste is told."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pypdfium2
import pytest

from review.records.approval_form import approval_docx, approval_json, approval_pdf
from review.services.pacing import hasty_acts
from review.services.record_facts import approval_facts
from review.storage.rows import ActRow, CaseRow, LedgerEntryRow, StepRow
from tests.web.browser import nothing_found, text_of
from tests.web.conftest import CLEAN
from tests.web.kept import rows

FORM = re.compile(r'<form method="post" action="/cases/([\d-]+)/steps".*?</form>', re.DOTALL)


@pytest.fixture
def three(brought):
    """Three papers that wait for 顾平."""
    return [brought("pass_check", CLEAN + f"第{number}批。\n".encode()) for number in range(3)]


def forms_of(page):
    return {match[1]: match[0] for match in FORM.finditer(page.text)}


def decided(browser, number, form, opinion):
    (rev,) = re.findall(r'name="rev" value="(\d+)"', form)
    (stage,) = re.findall(r'name="stage" value="(\w+)"', form)
    return browser.post(
        f"/cases/{number}/steps", action="decide_in_full", rev=rev, opinion=opinion,
        back="batch", stage=stage,
    )  # fmt: skip


def test_each_case_has_its_own_form_and_no_act_is_for_several(as_, three):
    page = as_("gu").get("/batch")

    forms = forms_of(page)
    assert sorted(forms) == sorted(three)
    for number, form in forms.items():
        assert form.count("<button") == 1
        assert form.count('name="opinion"') == 1
        assert not set(three) - {number} & set(re.findall(r"\d{4}-\d{4}", form))
    assert "全选" not in page.text
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_one_post_is_one_case_one_entry_and_leads_to_the_next(as_, office, three):
    gu = as_("gu")
    forms = forms_of(gu.get("/batch"))
    entries = len(rows(office, LedgerEntryRow))

    answer = decided(gu, three[1], forms[three[1]], "同意第二件")

    assert answer.headers["location"] == f"/batch?stage=approval&done={three[1]}"
    assert len(rows(office, LedgerEntryRow)) == entries + 1
    after = gu.get(answer.headers["location"])
    assert sorted(forms_of(after)) == sorted({*three} - {three[1]})
    assert f"已办理 {three[1]}" in text_of(after)
    opinions = {one.opinion for one in rows(office, StepRow) if one.action == "decide_in_full"}
    assert opinions == {"同意第二件"}


def test_what_was_done_too_fast_is_a_fact_of_the_case_and_told(as_, office, three):
    """The first has nothing before it; the second comes seconds later, and everybody sees it."""
    gu = as_("gu")
    forms = forms_of(gu.get("/batch"))
    decided(gu, three[0], forms[three[0]], "同意")
    told = gu.get(decided(gu, three[1], forms[three[1]], "同意").headers["location"])

    assert "快于能读完的速度" in text_of(told)
    acts = {one.case_id: one.haste for one in rows(office, ActRow) if one.act.value == "decision"}
    by_number = {f"{one.year}-{one.serial:04d}": acts.get(one.id) for one in rows(office, CaseRow)}
    assert by_number[three[0]] is None
    assert by_number[three[1]] is not None
    entry = rows(office, LedgerEntryRow)[-1]
    assert json.loads(entry.body)["body"]["haste"] == by_number[three[1]]
    assert "快于能读完的速度" in text_of(as_("he").get(f"/cases/{three[1]}"))

    facts = office.ask(approval_facts, three[1], caller=office.caller("gu"))
    decision = json.loads(approval_json(facts))["opinions"][-1]
    assert decision["haste"] == by_number[three[1]]
    drawn = pypdfium2.PdfDocument(approval_pdf(facts))
    printed = "".join(page.get_textpage().get_text_bounded() for page in drawn)
    assert "快于能读完的速度" in printed
    with zipfile.ZipFile(io.BytesIO(approval_docx(facts))) as packed:
        assert "快于能读完的速度" in packed.read("word/document.xml").decode()

    listed = office.ask(hasty_acts, caller=office.caller("shen"))
    assert (three[1], "顾平") in {(one.number, one.by) for one in listed}
    page = text_of(as_("shen").get("/pace"))
    assert three[1] in page
    assert "预算的通知" not in page


def test_who_passes_checks_opens_the_file_and_answers_the_list_of_each_by_itself(as_, brought):
    numbers = [brought("verify", CLEAN + f"第{one}批。\n".encode()) for one in range(2)]
    zhou = as_("zhou")
    page = zhou.get("/batch?stage=check")
    assert forms_of(page) == {}
    assert "还不能“通过保密审查”" in text_of(page)

    place = re.search(r'action="(/cases/([\d-]+)/files/\w+/opening)"', page.text)
    answer = zhou.post(place[1], back="batch", stage="check")
    read = zhou.get(answer.headers["location"].removesuffix("#paper"))
    assert "请于本月底前报送预算" in text_of(read)
    (number,) = forms_of(read)
    assert number == place[2]
    assert number in numbers
    (rev,) = re.findall(r'name="rev" value="(\d+)"', forms_of(read)[number])
    passed = zhou.post(
        f"/cases/{number}/steps", action="pass_check", rev=rev, opinion="逐项看过",
        back="batch", stage="check", **nothing_found(read),
    )  # fmt: skip
    assert passed.headers["location"] == f"/batch?stage=check&done={number}"


def test_only_who_audits_sees_the_list_of_haste(as_, three):
    assert as_("li").get("/pace").status_code == 403
    assert as_("guan").get("/pace").status_code == 403
    assert "/pace" in as_("shen").get("/").text
    assert "/pace" not in as_("gu").get("/").text
