"""抄送 and 催办: told beside the procedure, moving nothing and letting nobody do more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.domain.case_refusals import NothingLeft
from review.domain.errors import AlreadyDone, NoSuchCase, NoSuchPerson, StaleCase
from review.domain.side_refusals import (
    CopyUnread,
    NobodyNamed,
    NobodyToRemind,
    NoSuchSideAct,
    NotToOneself,
    NotWaiting,
    RemindedToday,
    SeesNothing,
    WaitsForYou,
)
from review.domain.vocabulary import Role, SideVerb
from review.services.boxes import Box
from review.services.doctor import examine
from review.services.lists import case_lines
from review.services.views import CaseLine
from review.storage.rows import AddresseeRow, LedgerEntryRow, SideActRow
from tests.journeys import neighbours
from tests.journeys.beside import beside, lying, open_to, refusal_of
from tests.journeys.story import Story

pytestmark = pytest.mark.journey
COPY, READ, REMIND = SideVerb.COPY, SideVerb.READ, SideVerb.REMIND


def _stands(story: Story, case: str) -> tuple[object, ...]:
    view = story.case(case)
    return view.rev, view.stage, view.stage_due_on, view.deadline, len(view.trail)


def _listed(story: Story, who: str) -> tuple[CaseLine, ...]:
    return story.office.ask(case_lines, caller=story.caller(who), box=Box.COPIED)


def test_a_copy_is_read_and_gives_nobody_anything_to_do(story_on_both: Story):
    story = story_on_both
    case = story.hand_in().case
    story.to_check(case)
    before, offers = _stands(story, case), story.offers(case, "wu")

    sent = beside(story, "zhou", case, COPY, "wu", "gu")
    unread = lying(story, "wu", Box.COPIED)[case]
    read = beside(story, "wu", case, READ, of=sent.number)

    assert unread.is_unread_copy
    assert not lying(story, "wu", Box.COPIED)[case].is_unread_copy
    assert lying(story, "gu", Box.COPIED)[case].is_unread_copy
    assert lying(story, "sun", Box.COPIED) == {}
    assert [line.number for line in _listed(story, "gu")] == [case]
    assert sent.sentence in ("周岚：抄送顾平、吴律", "周岚：抄送吴律、顾平")
    assert read.sentence == "吴律：阅知周岚的抄送"
    seen = {one.name: one.answered_at for one in story.case(case).beside.acts[0].to}
    assert seen == {"吴律": story.clock.at, "顾平": None}
    assert (_stands(story, case), story.offers(case, "wu")) == (before, offers)
    assert story.events()[-2:] == ["beside:copy", "beside:read"]
    assert story.flaws() == ()
    assert all(one.is_note for one in story.office.ask(examine))


def test_the_chronicle_tells_it_between_the_steps(story: Story):
    case = story.hand_in().case
    beside(story, "wang", case, COPY, "zhou")
    story.to_check(case)

    sentences = [line.sentence for line in story.case(case).chronicle]

    assert sentences[1] == "王芳：抄送周岚"
    assert len(sentences) == 4
    assert len(story.case(case).trail) == 3


def test_a_copy_widens_nobodys_sight_and_goes_to_who_is_there(story: Story):
    """S04, S07: neither another section nor an administrator comes to see it."""
    story.of_another_section("tan", "谭静", Role.DRAFTER)
    case = story.hand_in().case
    refused = {
        SeesNothing: ("tan", "shen", "bao"),
        NoSuchPerson: ("nobody", ""),
        NotToOneself: ("zhou",),
    }
    before = len(story.rows(LedgerEntryRow))

    for refusal, logins in refused.items():
        for login in logins:
            with pytest.raises(refusal):
                beside(story, "zhou", case, COPY, "gu", login)
    with pytest.raises(NobodyNamed):
        beside(story, "zhou", case, COPY)
    with pytest.raises(NoSuchCase):
        beside(story, "tan", case, COPY, "gu")
    with pytest.raises(NoSuchCase):
        beside(story, "shen", case, COPY, "gu")

    assert len(story.rows(LedgerEntryRow)) == before
    assert story.rows(SideActRow) == story.rows(AddresseeRow) == []
    assert set(open_to(story, case, "zhou", COPY)) == {
        *("li", "wang", "sun", "gu", "qian", "he", "chen", "wu", "zheng"),
    }


def test_only_who_was_sent_it_reads_it_and_once(story: Story):
    case = story.hand_in().case
    beside(story, "zhou", case, COPY, "gu")

    for number in (1, 2, None):
        with pytest.raises(NoSuchSideAct):
            beside(story, "wu", case, READ, of=number)
    with pytest.raises(CopyUnread):
        beside(story, "sun", case, COPY, "gu")
    beside(story, "gu", case, READ, of=1)
    with pytest.raises(AlreadyDone):
        beside(story, "gu", case, READ, of=1)
    with pytest.raises(NoSuchSideAct):
        beside(story, "gu", case, READ, of=2)  # that is the reading itself
    story.clock.at += timedelta(minutes=1)
    again = beside(story, "sun", case, COPY, "gu")

    assert again.number == 3
    assert list(lying(story, "gu", Box.COPIED)) == [case]


def test_who_waits_reminds_once_a_day(story: Story):
    case = story.hand_in().case
    before_all = refusal_of(story, case, "li", REMIND)
    story.to_check(case)
    before = _stands(story, case)

    pressed = beside(story, "li", case, REMIND)
    with pytest.raises(RemindedToday):
        beside(story, "li", case, REMIND)
    beside(story, "wang", case, REMIND)
    story.clock.at += timedelta(days=1)
    beside(story, "li", case, REMIND)

    assert before_all == str(WaitsForYou())
    assert pressed.sentence == "李明：催办"
    assert lying(story, "zhou", Box.MINE)[case].reminders == 3
    assert _stands(story, case)[:3] == before[:3]
    assert story.events()[-1] == "beside:remind"
    story.step("zhou", case, "pass_check", "未见不宜公开的内容")
    assert lying(story, "gu", Box.MINE)[case].reminders == 0


def test_nobody_presses_himself_or_for_what_is_not_his_to_wait_for(story: Story):
    paper = story.hand_in()
    story.to_check(paper.case)
    for who, refusal in (("zhou", WaitsForYou), ("sun", WaitsForYou), ("chen", NotWaiting)):
        assert refusal_of(story, paper.case, who, REMIND) == str(refusal())
        with pytest.raises(refusal):
            beside(story, who, paper.case, REMIND)
    story.step("li", paper.case, "withdraw", reason="另行处理")

    assert refusal_of(story, paper.case, "li", REMIND) == str(NobodyToRemind())
    with pytest.raises(NobodyToRemind):
        beside(story, "li", paper.case, REMIND)


def test_who_looks_at_an_old_page_is_told_so(story: Story):
    case = story.hand_in().case
    story.to_check(case)

    with pytest.raises(StaleCase):
        beside(story, "li", case, REMIND, expected_rev=1)

    assert story.rows(SideActRow) == []


def test_what_was_intercepted_is_copied_to_nobody(story: Story):
    case = story.hand_in().case
    story.step("li", case, "intercept", reason="疑似涉密")

    assert refusal_of(story, case, "zhou", COPY) == str(NothingLeft())
    with pytest.raises(NothingLeft):
        beside(story, "zhou", case, COPY, "gu")


def test_another_agency_has_no_part_in_it(story_on_both: Story):
    story = neighbours.beside(story_on_both)
    case = story.hand_in().case
    identity = story.case(case).id

    for reference in (case, identity):
        with pytest.raises(NoSuchCase):
            beside(story, "shi", reference, COPY, "tian")
    with pytest.raises(NoSuchPerson):
        beside(story, "zhou", case, COPY, "shi")
    assert story.rows(SideActRow) == []
