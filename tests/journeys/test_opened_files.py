"""Who checks has opened every file: the page, the commands and the engine ask the same."""

from __future__ import annotations

import pytest

from review.commands import OpenFile, TakeStep
from review.domain.errors import AlreadyDone, BytesChanged, NotYours
from review.domain.vocabulary import Role
from review.storage.rows import FileRow, LedgerEntryRow, OpeningRow
from tests.journeys.story import PLAIN, Story, handed
from tests.readers import nothing_found
from workflows.errors import RequirementsUnmet
from workflows.words import Requirement

TWO = (handed("通知正文\n", name="正文.txt"), handed("附件内容\n", name="附件一.txt"))


def passes(story: Story, who: str, case: str) -> None:
    """Pass the check straight away, without looking at anything."""
    answers = {"checklist": nothing_found(story.office)}
    command = TakeStep(case=case, action="pass_check", opinion="未发现", inputs=answers)
    story.office.do(command, caller=story.caller(who))


def opens(story: Story, who: str, case: str, file: str) -> None:
    story.do(who, OpenFile(case=case, file=file))


@pytest.fixture
def case(story: Story) -> str:
    paper = story.hand_in(files=TWO)
    story.to_check(paper.case)
    return str(paper.case)


def test_a_check_is_refused_until_every_file_was_opened_and_says_which_are_left(story, case):
    with pytest.raises(RequirementsUnmet, match=r"正文\.txt、附件一\.txt") as refusal:
        passes(story, "zhou", case)
    opens(story, "zhou", case, "正文.txt")
    said = story.refusals(case, "zhou")["pass_check"]
    opens(story, "zhou", case, "附件一.txt")

    passes(story, "zhou", case)

    assert refusal.value.unmet == (Requirement.FILES_OPENED,)
    assert said == "您还没有打开看过每个文件（附件一.txt）"
    assert story.case(case).stage == "approval"
    assert story.flaws() == ()


def test_each_opening_is_one_entry_with_person_version_and_hash(story, case):
    opens(story, "zhou", case, "正文.txt")

    opening, entry = story.row(OpeningRow), story.row(LedgerEntryRow, event="file:opened")
    file = story.row(FileRow, id=opening.file_id)
    assert opening.sha256 == file.sha256
    assert file.sha256 in entry.body
    assert file.version_id in entry.body
    assert "正文" not in entry.body
    assert opening.person_id in entry.body


def test_what_another_opened_nobody_else_has_seen(story, case):
    for name in ("正文.txt", "附件一.txt"):
        opens(story, "sun", case, name)

    with pytest.raises(RequirementsUnmet):
        passes(story, "zhou", case)
    assert "pass_check" in story.offers(case, "sun")


def test_a_new_version_is_opened_anew(story, case):
    story.step("zhou", case, "send_back", reason="请改正")
    opens_before = len(story.rows(OpeningRow))
    story.step("li", case, "revise", files=(handed(PLAIN, name="正文.txt"),))
    story.to_check(case)

    with pytest.raises(RequirementsUnmet, match=r"正文\.txt"):
        passes(story, "zhou", case)
    assert len(story.rows(OpeningRow)) == opens_before


@pytest.mark.parametrize("who", ["li", "gu", "chen"])
def test_nobody_opens_for_the_record_who_does_not_check(story, case, who):
    with pytest.raises(NotYours):
        opens(story, who, case, "正文.txt")


def test_a_drafter_who_is_a_reviewer_too_opens_nothing_for_the_record(story, case):
    story.also("li", Role.OFFICE_REVIEWER)

    with pytest.raises(NotYours):
        opens(story, "li", case, "正文.txt")


def test_a_file_is_opened_once(story, case):
    opens(story, "zhou", case, "正文.txt")

    with pytest.raises(AlreadyDone):
        opens(story, "zhou", case, "正文.txt")
    assert len(story.rows(OpeningRow)) == 1


def test_what_is_not_what_was_handed_in_cannot_be_opened(story, case):
    file = next(row for row in story.rows(FileRow) if row.name == "正文.txt")
    path = story.folder / "originals" / file.sha256[:2] / file.sha256
    path.write_bytes(b"another")

    with pytest.raises(BytesChanged):
        opens(story, "zhou", case, "正文.txt")
    assert story.rows(OpeningRow) == []
