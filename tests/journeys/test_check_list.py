"""The check list of a check: every item that can apply is answered, by itself, and kept."""

from __future__ import annotations

import io
import json
import zipfile

import pypdfium2
import pytest

from review.domain.checklist_refusals import ChecklistUnexplained, ChecklistUnsure
from review.domain.errors import ChecklistIncomplete, GroundsMissing
from review.domain.vocabulary import DocumentKind
from review.records.approval_form import approval_docx, approval_json, approval_pdf
from review.services.record_facts import approval_facts
from review.storage.rows import StepRow
from tests.journeys.story import Story
from tests.readers import nothing_found


@pytest.fixture
def case(story: Story) -> str:
    paper = story.hand_in()
    story.to_check(paper.case)
    return str(paper.case)


def passes(story: Story, case: str, checklist: str) -> str:
    return story.step("zhou", case, "pass_check", "逐项看过", checklist=checklist).stage


def changed(story: Story, **items: str) -> str:
    """Return the list of who found nothing, but for these items."""
    kept = dict(line.split("=", 1) for line in nothing_found(story.office).splitlines())
    return "\n".join(f"{item}={said}" for item, said in (kept | items).items() if said)


def test_a_check_without_a_list_or_with_an_open_item_is_refused_and_says_which(story, case):
    with pytest.raises(GroundsMissing, match="检查清单"):
        passes(story, case, " ")
    with pytest.raises(ChecklistIncomplete, match="C、K"):
        passes(story, case, changed(story, C="", K=""))
    assert story.case(case).stage == "check"


def test_who_is_not_sure_passes_nothing(story, case):
    with pytest.raises(ChecklistUnsure, match="D"):
        passes(story, case, changed(story, D="不能确定；请安全部门看"))


def test_an_answer_that_does_not_clear_says_what_is_done_about_it(story, case):
    with pytest.raises(ChecklistUnexplained, match="F"):
        passes(story, case, changed(story, F="是"))

    assert passes(story, case, changed(story, F="是；已遮盖")) == "approval"


def test_what_cannot_apply_to_its_kind_is_not_asked_and_not_kept(story):
    """A notice makes no enforcement file, and no term of display ends for it; a letter may."""
    letter = story.hand_in("复函正文\n", kind=DocumentKind.LETTER)
    notice = story.hand_in("通知正文\n")
    for paper in (letter, notice):
        story.to_check(paper.case)

    with pytest.raises(ChecklistIncomplete, match="I"):
        passes(story, letter.case, changed(story, I=""))
    assert passes(story, notice.case, changed(story, I="", P="是")) == "approval"

    step = story.row(StepRow, action="pass_check")
    assert not {"I", "P"} & set(json.loads(json.loads(step.inputs)["checklist"]))


def test_the_answers_are_kept_with_the_step_and_shown(story, case):
    passes(story, case, changed(story, F="是；已遮盖"))

    step = story.row(StepRow, action="pass_check")
    kept = json.loads(json.loads(step.inputs)["checklist"])
    assert kept["F"] == ["yes", "已遮盖"]
    assert kept["A"] == ["no", ""]
    (check,) = [act for act in story.case(case).acts if act.act.value == "check"]
    assert ("F", "是", "已遮盖") in [
        (name, said.label, note) for name, said, note in check.checklist
    ]
    assert story.flaws() == ()


def test_the_form_lists_each_item_as_it_was_answered_and_why_others_were_not(story, case):
    """A check that a return voided stays on the form beside the one that stands."""
    passes(story, case, changed(story, F="是；已遮盖"))
    story.step("gu", case, "send_back", reason="再核一遍住址")
    story.step("li", case, "propose", mode="主动公开", subjects="无")
    story.step("wang", case, "verify", "属实")
    passes(story, case, changed(story, F="是；住址已遮盖"))

    facts = story.office.ask(approval_facts, case, caller=story.caller("gu"))
    first, second = json.loads(approval_json(facts))["checks"]
    assert (first["standing"], second["standing"]) == (False, True)
    assert (first["by"], first["version"]) == ("周岚", 1)
    items = {one["item"].partition(" ")[0]: one for one in second["items"]}
    assert items["F"]["answer"]["label"] == "是"
    assert items["F"]["note"] == "住址已遮盖"
    assert items["I"]["answer"] is None
    assert "不形成执法案卷" in items["I"]["why_not"]
    assert len(items) == len(story.office.means.checklist)

    printed = pypdfium2.PdfDocument(approval_pdf(facts))
    pages = "".join(page.get_textpage().get_text_bounded() for page in printed)
    with zipfile.ZipFile(io.BytesIO(approval_docx(facts))) as packed:
        written = packed.read("word/document.xml").decode()
    for form in (pages, written):
        assert "检查清单（审查人逐项回答）" in form
        assert form.count("已遮盖") >= 2
        assert "不适用" in form


def test_a_file_taken_for_the_list_is_not_repeated(story, case):
    with pytest.raises(Exception, match="……") as refusal:
        passes(story, case, "申请人禾某某的住址=否\n")
    assert "禾某某" not in str(refusal.value)
