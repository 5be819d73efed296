"""What no program can read two people read with the whole list, or it stays blocked (DESIGN §7)."""

from __future__ import annotations

import pytest

from review.commands import OpenCase, ReadByPeople, TakeDown
from review.domain.errors import AlreadyDone, ChecklistIncomplete, SameHands
from review.domain.vocabulary import Availability, Role
from review.services.doctor import examine
from review.storage.rows import DocumentRow, ReadingRow
from tests.journeys.story import UNREADABLE, Story
from workflows.errors import RequirementsUnmet, SamePerson

pytestmark = pytest.mark.journey


def answers(story: Story, **said: str) -> str:
    """The whole check list, cleared but for what is said."""
    lines = (f"{item.id}={said.get(item.id, item.clear.label)}"
             for item in story.office.means.checklist)  # fmt: skip
    return "\n".join(lines)


def unreadable(story: Story) -> tuple[str, str]:
    """A drawing before 周岚; return its case and its file."""
    paper = story.hand_in(UNREADABLE, name="图纸.dwg")
    story.to_check(paper.case)
    return paper.case, story.case(paper.case).files[0].id


def test_an_unreadable_file_passes_when_two_people_read_it_with_the_whole_list(
    story_on_both: Story,
):
    case, file = unreadable(story_on_both)
    list_ = answers(story_on_both)
    assert story_on_both.do("sun", ReadByPeople(case=case, file=file, checklist=list_)) == 1
    with pytest.raises(RequirementsUnmet, match="未经机器检测"):
        story_on_both.step("zhou", case, "pass_check", "已阅")

    assert story_on_both.do("wu", ReadByPeople(case=case, file=file, checklist=list_)) == 2

    assert story_on_both.step("zhou", case, "pass_check", "已阅").stage == "approval"
    assert set(story_on_both.case(case).files[0].read_by) == {"孙强", "吴律"}
    assert story_on_both.flaws() == ()


def published(story: Story) -> tuple[str, str]:
    """A drawing that two have read, and that is public; return its paper and its file."""
    case, file = unreadable(story)
    for reader in ("sun", "wu"):
        story.do(reader, ReadByPeople(case=case, file=file, checklist=answers(story)))
    for who, action in (("zhou", "pass_check"), ("gu", "decide_in_full"), ("chen", "publish")):
        story.step(who, case, action, "同意")
    (paper,) = story.rows(DocumentRow)
    return paper.id, file


def test_who_reads_again_when_it_is_taken_down_and_doubts_makes_no_fault_of_the_decision(
    story_on_both: Story,
):
    """What two had read when it was decided counts; a doubt of today is news."""
    paper, file = published(story_on_both)
    down = story_on_both.do("gu", TakeDown(document=paper, reason="有人来信反映"))

    unsure = answers(story_on_both, A="不能确定；图中有坐标")
    story_on_both.do("sun", ReadByPeople(case=down.case, file=file, checklist=unsure))

    assert [each for each in story_on_both.office.ask(examine) if not each.is_note] == []


def test_who_doubts_when_a_public_paper_is_reviewed_anew_is_heard_and_no_fault_is_made_of_it(
    story_on_both: Story,
):
    paper, file = published(story_on_both)
    anew = story_on_both.do("li", OpenCase(document=paper, procedure="publication"))

    unsure = answers(story_on_both, A="不能确定；图中有坐标")
    story_on_both.do("sun", ReadByPeople(case=anew.case, file=file, checklist=unsure))

    said = story_on_both.office.ask(examine)
    (doubt,) = [each for each in said if each.subject == f"document:{paper}"]
    assert doubt.is_note
    assert "先撤下" in doubt.message


def test_one_uncertain_answer_leaves_a_file_blocked(story: Story):
    case, file = unreadable(story)
    story.do("sun", ReadByPeople(case=case, file=file, checklist=answers(story)))
    unsure = answers(story, A="不能确定；图中有坐标")
    story.do("wu", ReadByPeople(case=case, file=file, checklist=unsure))

    with pytest.raises(RequirementsUnmet):
        story.step("zhou", case, "pass_check", "已阅")

    assert [row.is_clear for row in story.rows(ReadingRow)].count(True) == 1


def test_a_check_list_with_an_item_left_out_is_no_reading(story: Story):
    case, file = unreadable(story)
    short = "\n".join(answers(story).splitlines()[:-1])

    with pytest.raises(ChecklistIncomplete):
        story.do("sun", ReadByPeople(case=case, file=file, checklist=short))

    assert story.rows(ReadingRow) == []


def test_one_person_does_not_read_for_two_and_the_drafter_not_at_all(story: Story):
    case, file = unreadable(story)
    story.also("li", Role.OFFICE_REVIEWER)
    reading = ReadByPeople(case=case, file=file, checklist=answers(story))
    story.do("sun", reading)

    with pytest.raises(AlreadyDone):
        story.do("sun", reading)
    with pytest.raises(SameHands):
        story.do("li", reading)

    assert len(story.rows(ReadingRow)) == 1


@pytest.mark.parametrize("reader", ["sun", "wu"])
def test_neither_of_those_who_read_for_the_machine_decides(story: Story, reader: str):
    case, file = unreadable(story)
    story.also(reader, Role.APPROVING_OFFICIAL)
    for who in ("sun", "wu"):
        story.do(who, ReadByPeople(case=case, file=file, checklist=answers(story)))
    story.step("zhou", case, "pass_check", "已阅")

    with pytest.raises(SamePerson):
        story.step(reader, case, "decide_in_full", "同意")

    assert story.case(case).stage == "approval"
    assert story.paper(story.case(case).document_id).availability is Availability.CLOSED


def test_an_unreadable_file_without_readers_is_never_clear(story: Story):
    case, _ = unreadable(story)

    assert "未经机器检测" in story.refusals(case, "zhou")["pass_check"]
