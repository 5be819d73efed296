"""转办: a stage goes to one person who may do it; it narrows who acts, and lets nobody do more."""

from __future__ import annotations

import pytest

from review.commands import Deactivate, Dispose, EndRole, Substitute
from review.domain.errors import GroundsMissing, NoSuchPerson, StaleCase
from review.domain.side_refusals import (
    CannotDoIt,
    HeldAlready,
    NobodyElse,
    NotAskedOfYou,
    OneOnly,
    SeesNothing,
)
from review.domain.vocabulary import DisposalKind, Role, SideVerb
from review.services.boxes import Box
from review.storage.rows import AddresseeRow, SideActRow
from tests.journeys import neighbours
from tests.journeys.beside import beside, lying, open_to, refusal_of
from tests.journeys.story import WITH_ID, Story
from workflows.errors import SamePerson, StepHeld, WrongRole

pytestmark = pytest.mark.journey
REASSIGN = SideVerb.REASSIGN
WHY = "周岚出差"


@pytest.fixture
def checked(story: Story) -> tuple[Story, str]:
    """A paper that waits for its check, which 周岚 or 孙强 may make."""
    case = story.hand_in().case
    story.to_check(case)
    return story, case


def test_the_stage_lies_with_one_alone_and_he_does_it(story_on_both: Story):
    story = story_on_both
    case = story.hand_in().case
    story.to_check(case)
    before = story.case(case)

    given = beside(story, "zhou", case, REASSIGN, "sun", words=WHY)
    held = story.case(case)
    boxes = {who: case in lying(story, who, Box.MINE) for who in ("zhou", "sun")}
    refused = story.refusals(case, "zhou")
    with pytest.raises(StepHeld):
        story.step("zhou", case, "pass_check", "未见不宜公开的内容")
    story.step("sun", case, "pass_check", "未见不宜公开的内容")

    after = story.case(case)
    assert (given.sentence, given.words) == ("周岚：转办孙强", WHY)
    assert boxes == {"zhou": False, "sun": True}
    assert refused["pass_check"] == "本环节已由周岚转办孙强，由孙强办理；周岚可以收回"
    assert refused["send_back"] == refused["pass_check"]
    assert "intercept" not in refused
    assert (held.rev, held.stage_due_on) == (before.rev, before.stage_due_on)
    assert after.acts[-1].by == "孙强"
    assert WHY in [line.opinion for line in after.chronicle]
    assert story.flaws() == ()


def test_the_ledger_tells_of_it_without_its_words(checked):
    story, case = checked
    beside(story, "zhou", case, REASSIGN, "sun", words=WHY)

    entry = story.entries()[-1]

    assert entry.event == "beside:reassign"
    assert WHY not in entry.body
    assert story.person("sun") in entry.body


def test_what_was_done_before_bars_from_being_given_it(checked):
    """S02: neither the drafter nor who reviewed it comes to check it, by whatever role."""
    story, case = checked
    for who in ("li", "wang"):
        story.also(who, Role.OFFICE_REVIEWER)

    for who, why in (("li", "已办理本件的源头认定"), ("wang", "已办理本件的科室审核")):
        with pytest.raises(CannotDoIt, match=why):
            beside(story, "zhou", case, REASSIGN, who, words=WHY)
        with pytest.raises(SamePerson):
            story.step(who, case, "pass_check", "未见不宜公开的内容")
    with pytest.raises(CannotDoIt, match="没有办公室审查人、保密审查员的角色"):
        beside(story, "zhou", case, REASSIGN, "gu", words=WHY)

    assert story.rows(SideActRow) == []
    assert open_to(story, case, "zhou", REASSIGN) == {"sun": "孙强"}


def test_only_whose_it_is_gives_it_away(checked):
    story, case = checked
    for who in ("li", "gu", "wu"):
        assert refusal_of(story, case, who, REASSIGN) == str(NotAskedOfYou(verb=REASSIGN))
        with pytest.raises(NotAskedOfYou):
            beside(story, who, case, REASSIGN, "sun", words=WHY)
    for refusal, to, words in (
        (OneOnly, ("sun", "gu"), WHY),
        (GroundsMissing, ("sun",), "  "),
        (NoSuchPerson, ("nobody",), WHY),
        (SeesNothing, ("shen",), WHY),
    ):
        with pytest.raises(refusal):
            beside(story, "zhou", case, REASSIGN, *to, words=words)
    with pytest.raises(StaleCase):
        beside(story, "zhou", case, REASSIGN, "sun", words=WHY, expected_rev=1)
    assert story.rows(SideActRow) == story.rows(AddresseeRow) == []


def test_it_is_taken_back_given_on_and_back_again(checked):
    """Round and round it goes, each time told: who holds it is whoever was given it last."""
    story, case = checked
    story.also("zheng", Role.OFFICE_REVIEWER)
    beside(story, "zhou", case, REASSIGN, "sun", words=WHY)
    with pytest.raises(HeldAlready):
        beside(story, "zhou", case, REASSIGN, "sun", words=WHY)
    assert refusal_of(story, case, "zheng", REASSIGN) == str(NotAskedOfYou(verb=REASSIGN))

    beside(story, "sun", case, REASSIGN, "zheng", words="保密办有急件")
    assert refusal_of(story, case, "zhou", REASSIGN) == str(NotAskedOfYou(verb=REASSIGN))
    beside(story, "sun", case, REASSIGN, "sun", words="急件已办完")
    beside(story, "sun", case, REASSIGN, "zhou", words="还给周岚")
    with pytest.raises(StepHeld, match="由周岚办理"):
        story.step("sun", case, "pass_check", "未见不宜公开的内容")
    story.step("zhou", case, "pass_check", "未见不宜公开的内容")

    assert len(story.rows(SideActRow)) == 4


def test_it_ends_with_the_stage(checked):
    story, case = checked
    beside(story, "zhou", case, REASSIGN, "sun", words=WHY)
    story.step("sun", case, "send_back", reason="请写明联系方式")
    story.to_check(case)

    assert {who: case in lying(story, who, Box.MINE) for who in ("zhou", "sun")} == {
        "zhou": True,
        "sun": True,
    }
    story.step("zhou", case, "pass_check", "未见不宜公开的内容")


@pytest.mark.parametrize("gone", ["account", "role"])
def test_who_can_no_longer_act_keeps_nobody_from_acting(checked, gone: str):
    story, case = checked
    beside(story, "zhou", case, REASSIGN, "sun", words=WHY)
    if gone == "account":
        story.do("guan", Deactivate(login="sun"))
    else:
        story.do("bao", EndRole(login="sun", role=Role.CONFIDENTIALITY_OFFICER))

    assert case in lying(story, "zhou", Box.MINE)
    assert refusal_of(story, case, "zhou", REASSIGN) == str(NobodyElse(verb=REASSIGN))
    story.step("zhou", case, "pass_check", "未见不宜公开的内容")


def test_who_holds_it_on_leave_is_deputised(checked):
    story, case = checked
    story.also("zheng", Role.CONFIDENTIALITY_OFFICER)
    beside(story, "zhou", case, REASSIGN, "sun", words=WHY)
    today = story.clock.at.date()
    story.do(
        "sun",
        Substitute(
            substitute="wu", role=Role.CONFIDENTIALITY_OFFICER, first_day=today, last_day=today
        ),
    )

    with pytest.raises(StepHeld):
        story.step("zheng", case, "pass_check", "未见不宜公开的内容")
    assert case in lying(story, "wu", Box.MINE)
    story.step("wu", case, "pass_check", "未见不宜公开的内容")

    assert story.case(case).acts[-1].principal == "孙强"


def test_who_was_given_it_is_bound_by_all_that_bound_who_gave_it(story: Story):
    """Findings stay open, files stay unread, and the drafter's section stays apart."""
    case = story.hand_in(WITH_ID).case
    story.to_check(case)
    beside(story, "zhou", case, REASSIGN, "sun", words=WHY)

    assert "疑点" in story.refusals(case, "sun")["pass_check"]
    with pytest.raises(WrongRole):
        story.step("gu", case, "pass_check", "同意")
    finding = story.finding(case)
    story.do(
        "zhou",
        Dispose(case=case, finding=finding.id, kind=DisposalKind.REDACT, reason="删去证件号"),
    )
    story.step("sun", case, "send_back", reason="请删去证件号")


def test_the_drafter_takes_it_back_and_secrets_are_destroyed_all_the_same(story: Story):
    for action in ("withdraw", "intercept"):
        case = story.hand_in(f"关于第{len(action)}号事项的通知\n请按时报送。\n").case
        story.to_check(case)
        beside(story, "zhou", case, REASSIGN, "sun", words="内容涉及某工程")
        story.step("li", case, action, reason="另行处理")

    assert [row.words for row in story.rows(SideActRow)] == ["内容涉及某工程", ""]
    assert story.flaws() == ()


def test_another_agency_is_given_nothing(story_on_both: Story):
    story = neighbours.beside(story_on_both)
    case = story.hand_in().case
    story.to_check(case)

    with pytest.raises(NoSuchPerson):
        beside(story, "zhou", case, REASSIGN, "shi", words=WHY)
    assert story.rows(SideActRow) == []
