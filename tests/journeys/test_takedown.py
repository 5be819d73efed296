"""A public paper is taken down at once by one, confirmed by another, and comes back only anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from review.commands import OpenCase, TakeDown
from review.domain.case_refusals import NotPublic
from review.domain.errors import GroundsMissing, NoSuchDocument, NotYours
from review.domain.vocabulary import Act, Availability, Role
from review.services.boxes import Box, Sieve
from review.services.contents import public_file
from review.services.inbox import inbox_view
from review.services.lists import was_withdrawn
from review.storage.rows import CaseRow
from tests.journeys.story import MORNING, NOTICE, WITHHELD, Story
from workflows.errors import NoSuchStep, RequirementsUnmet, SamePerson

pytestmark = pytest.mark.journey


def taken_down(story: Story, *, leak: bool = False) -> tuple[str, str]:
    """周岚 takes a public notice down; return the takedown's case and the paper."""
    paper = story.published()
    command = TakeDown(document=paper.document, reason="附件列有个人信息", is_suspected_leak=leak)
    return story.do("zhou", command).case, paper.document


def test_one_person_takes_a_paper_down_at_once(story_on_both: Story):
    case, document = taken_down(story_on_both)

    assert story_on_both.paper(document).availability is Availability.WITHDRAWN
    assert story_on_both.listed() == set()
    assert story_on_both.office.ask(was_withdrawn, document)
    with pytest.raises(NoSuchDocument):
        story_on_both.office.ask(public_file, document, 0)
    assert story_on_both.case(case).stage == "taken_down"
    assert not story_on_both.case(case).is_closed
    assert story_on_both.flaws() == ()


def test_the_folder_keeps_a_tombstone_that_says_nothing_of_the_paper(story_on_both: Story):
    _, document = taken_down(story_on_both)

    story_on_both.office.send()

    assert list(story_on_both.lying(document)) == ["withdrawn.json"]
    tombstone = story_on_both.lying(document)["withdrawn.json"].decode()
    assert document in tombstone
    assert "绩效" not in tombstone
    assert "公文" not in tombstone


def test_a_takedown_overtakes_a_publication_that_was_not_yet_carried(story: Story):
    paper = story.hand_in()
    story.approved(paper.case)
    story.cut_off()
    story.step("chen", paper.case, "publish")
    story.do("zhou", TakeDown(document=paper.document, reason="附件列有个人信息"))

    story.reachable_again()

    assert list(story.lying(paper.document)) == ["withdrawn.json"]
    assert story.everywhere(NOTICE.splitlines()[0])[0].startswith("originals/")
    assert not [p for p in story.everywhere(NOTICE.splitlines()[0]) if p.startswith("published")]


def test_another_confirms_a_takedown_never_the_same(story: Story):
    case, _ = taken_down(story)

    with pytest.raises(SamePerson):
        story.step("zhou", case, "confirm", "属实")
    story.step("sun", case, "confirm", "属实，应当撤下")

    assert story.case(case).stage == "closed"
    assert story.standing(case) == {Act.TAKEDOWN: "周岚", Act.CONFIRMATION: "孙强"}


@pytest.mark.parametrize(("who", "other"), [("sun", "gu"), ("gu", "zhou")])
def test_the_officer_and_the_signatory_take_down_as_the_office_does(
    story: Story, who: str, other: str
):
    document = story.published().document

    case = story.do(who, TakeDown(document=document, reason="附件列有个人信息")).case

    assert story.paper(document).availability is Availability.WITHDRAWN
    assert story.step(other, case, "confirm", "属实").stage == "closed"


def test_a_takedown_that_nobody_confirms_within_a_working_day_is_late(story: Story):
    case, _ = taken_down(story)  # on a Monday
    assert story.case(case).stage_due_on == date(2026, 1, 6)

    lates = []
    for day in (date(2026, 1, 6), date(2026, 1, 7)):
        story.on(day)
        (line,) = story.office.ask(
            inbox_view, caller=story.caller("sun"), box=Box.MINE, sieve=Sieve()
        ).lines
        lates.append(line.is_overdue)

    assert lates == [False, True]


def test_what_is_taken_down_already_says_so(story: Story):
    """Who comes second learns where the paper stands, not that he may not."""
    _, document = taken_down(story)

    with pytest.raises(NotPublic, match="本件现在是“已撤下”"):
        story.do("sun", TakeDown(document=document, reason="附件列有个人信息"))


def test_a_suspected_leak_starts_twenty_four_hours_and_must_be_reported(story: Story):
    case, _ = taken_down(story, leak=True)
    row = story.row(CaseRow, id=story.case(case).id)
    assert row.is_suspected_leak
    assert row.breach_due_at == MORNING + timedelta(hours=24)
    with pytest.raises(RequirementsUnmet, match="泄密"):
        story.step("sun", case, "confirm", "属实")

    story.step(
        "zhou", case, "report_breach", reported_to="区国家保密局", number="云财密〔2026〕1号"
    )

    assert story.step("sun", case, "confirm", "属实").stage == "closed"


def test_a_breach_report_names_to_whom_and_by_what_number(story: Story):
    case, _ = taken_down(story, leak=True)

    with pytest.raises(GroundsMissing):
        story.step("zhou", case, "report_breach", reported_to="区国家保密局")

    assert "泄密" in story.refusals(case, "sun")["confirm"]


def test_without_a_reason_nothing_is_taken_down(story: Story):
    paper = story.published()

    with pytest.raises(GroundsMissing):
        story.do("zhou", TakeDown(document=paper.document, reason=" "))

    assert story.paper(paper.document).availability is Availability.PUBLIC
    assert story.listed() == {paper.document}


@pytest.mark.parametrize("who", ["li", "wang", "chen", "guan"])
def test_who_has_no_such_duty_takes_nothing_down(story: Story, who: str):
    paper = story.published()

    with pytest.raises(NotYours):
        story.do(who, TakeDown(document=paper.document, reason="想撤"))

    assert story.listed() == {paper.document}


def test_what_was_never_public_is_not_taken_down(story: Story):
    paper = story.hand_in()

    with pytest.raises(NotPublic, match="本件现在是“不公开”"):
        story.do("zhou", TakeDown(document=paper.document, reason="附件列有个人信息"))

    assert story.paper(paper.document).availability is Availability.CLOSED


def test_what_was_taken_down_returns_only_by_a_new_publication_case(story_on_both: Story):
    case, document = taken_down(story_on_both)
    story_on_both.step("sun", case, "confirm", "属实")
    with pytest.raises(NoSuchStep):
        story_on_both.step("chen", case, "publish")

    anew = story_on_both.do("li", OpenCase(document=document))
    assert story_on_both.paper(document).availability is Availability.WITHDRAWN
    story_on_both.clock.at += timedelta(hours=1)
    story_on_both.approved(anew.case)
    assert story_on_both.listed() == set()
    story_on_both.step("chen", anew.case, "publish")
    story_on_both.office.send()

    assert story_on_both.paper(document).availability is Availability.PUBLIC
    assert "manifest.json" in story_on_both.lying(document)
    assert story_on_both.flaws() == ()


def test_a_paper_under_a_new_review_can_still_be_taken_down_at_once(story_on_both: Story):
    """李明 prepares a correction while the faulty paper is public: 周岚 need not wait for him."""
    paper = story_on_both.published()
    anew = story_on_both.do("li", OpenCase(document=paper.document))
    story_on_both.approved(anew.case)
    story_on_both.clock.at += timedelta(hours=1)

    story_on_both.do("zhou", TakeDown(document=paper.document, reason="附件列有个人信息"))

    assert story_on_both.paper(paper.document).availability is Availability.WITHDRAWN
    with pytest.raises(RequirementsUnmet):
        story_on_both.step("chen", anew.case, "publish")
    assert story_on_both.listed() == set()
    assert story_on_both.flaws() == ()


def test_a_public_paper_that_a_new_review_withholds_leaves_the_channels_too(story: Story):
    paper = story.published()
    anew = story.do("li", OpenCase(document=paper.document))
    story.to_approval(anew.case, mode="不予公开", **WITHHELD)

    story.step("gu", anew.case, "decide_withheld", "不予公开", **WITHHELD)
    story.office.send()

    assert story.paper(paper.document).availability is Availability.CLOSED
    assert story.listed() == set()
    assert list(story.lying(paper.document)) == ["withdrawn.json"]
    assert story.flaws() == ()


def test_four_eyes_hold_for_a_takedown_by_who_holds_both_roles(story: Story):
    story.also("zhou", Role.APPROVING_OFFICIAL)
    case, _ = taken_down(story)

    assert "confirm" not in story.offers(case, "zhou")
    assert "confirm" in story.offers(case, "gu")
