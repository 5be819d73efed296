"""加签, 会签, 委派: others are asked, the step waits, and four eyes hold for who answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.commands import Deactivate
from review.domain.errors import AlreadyDone, GroundsMissing, NoSuchCase, NoSuchPerson, StaleCase
from review.domain.side_refusals import (
    AnswerFirst,
    AnswerUnfit,
    AskedAlready,
    CannotDoIt,
    NoSuchSideAct,
    NotAskedOfYou,
    NotToOneself,
    OneOnly,
    SeesNothing,
    ThresholdUnfit,
)
from review.domain.vocabulary import Act, AskStanding, Role, SideAnswer, SideVerb
from review.services.boxes import Box
from review.services.doctor import examine
from review.storage.rows import ActRow, SideActRow
from tests.journeys import neighbours
from tests.journeys.beside import beside, lying, open_to, refusal_of
from tests.journeys.story import ON_REQUEST, Story
from workflows.errors import SamePerson, StepHeld, WrongRole

pytestmark = pytest.mark.journey
ADD, CONCUR, DELEGATE = SideVerb.ADD_SIGNATURE, SideVerb.CONCUR, SideVerb.DELEGATE
ANSWER, BACK = SideVerb.ANSWER, SideVerb.TAKE_BACK
AGREES, OBJECTS, REPORTS = SideAnswer.AGREES, SideAnswer.OBJECTS, SideAnswer.REPORTS
WHY, SAID = "请就测算口径提意见", "口径与去年一致"


def checked(story: Story) -> str:
    """A paper that waits for its check."""
    case = story.hand_in().case
    story.to_check(case)
    return case


def answers(
    story: Story,
    who: str,
    case: str,
    answer: SideAnswer | None,
    words: str = SAID,
    *,
    of: int | None = 1,
):
    return beside(story, who, case, ANSWER, of=of, answer=answer, words=words)


def passes(story: Story, case: str, who: str = "zhou") -> None:
    story.step(who, case, "pass_check", "未见不宜公开的内容")


def test_one_more_signature_is_waited_for_and_shown(story_on_both: Story):
    story = story_on_both
    case = checked(story)

    asked = beside(story, "zhou", case, ADD, "wu", words=WHY)
    refused = story.refusals(case, "zhou")
    mine = list(lying(story, "wu", Box.ASKED))
    with pytest.raises(StepHeld):
        passes(story, case)
    told = answers(story, "wu", case, AGREES)
    passes(story, case)

    assert asked.sentence == "周岚：请吴律加签"
    assert refused["pass_check"] == (
        "周岚的加签（流程以外第 1 项）还在等吴律答复，"
        "须有 1 人答复同意或者报告，已有 0 人；周岚可以收回"
    )
    assert refused["send_back"] == refused["refer_legal"] == refused["pass_check"]
    assert {"intercept"} <= story.offers(case, "zhou")
    assert mine == [case]
    assert lying(story, "wu", Box.ASKED) == {}
    assert told.sentence == "吴律：答复周岚的加签：同意"
    assert SAID in [line.opinion for line in story.case(case).chronicle]
    assert story.standing(case)[Act.CHECK] == "周岚"
    assert story.flaws() == ()
    assert all(one.is_note for one in story.office.ask(examine))


def test_the_ledger_keeps_who_and_a_hash_of_what_was_said(story: Story):
    case = checked(story)
    beside(story, "zhou", case, CONCUR, "wu", "zheng", needed=1, words=WHY)
    answers(story, "wu", case, OBJECTS, "口径未定，不宜公开")

    asked, answered = story.entries()[-2:]

    assert (asked.event, answered.event) == ("beside:concur", "beside:answer")
    assert all(story.person(who) in asked.body for who in ("zhou", "wu", "zheng"))
    assert not [word for word in (WHY, "口径未定") if word in asked.body + answered.body]
    assert '"said":"' in answered.body


@pytest.mark.parametrize(
    ("needed", "said", "standing"),
    [
        (None, (AGREES, AGREES, None), AskStanding.OPEN),
        (None, (AGREES, AGREES, AGREES), AskStanding.MET),
        (None, (AGREES, OBJECTS, None), AskStanding.FAILED),
        (2, (AGREES, None, None), AskStanding.OPEN),
        (2, (AGREES, OBJECTS, AGREES), AskStanding.MET),
        (2, (OBJECTS, OBJECTS, None), AskStanding.FAILED),
        (1, (OBJECTS, OBJECTS, None), AskStanding.OPEN),
        (1, (OBJECTS, AGREES, None), AskStanding.MET),
    ],
    ids=["all, two", "all", "all, one objects", "2 of 3, one", "2 of 3", "2 fail", "any", "one"],
)
def test_so_many_of_so_many_must_agree(story: Story, needed, said, standing):
    case = checked(story)
    beside(story, "zhou", case, CONCUR, "sun", "wu", "zheng", needed=needed, words=WHY)
    for who, answer in zip(("sun", "wu", "zheng"), said, strict=True):
        if answer is not None:
            answers(story, who, case, answer)

    asked = story.case(case).beside.acts[0]
    offers = story.offers(case, "zhou")

    assert asked.standing is standing
    assert sorted(one.answer.value for one in asked.to if one.answer) == sorted(
        answer.value for answer in said if answer
    )
    assert ("send_back" in offers) is (standing is not AskStanding.OPEN)
    if standing is AskStanding.MET:
        passes(story, case)
    else:
        with pytest.raises(StepHeld):
            passes(story, case)


def test_an_objection_is_shown_and_the_paper_goes_back_or_it_is_taken_back(story: Story):
    case = checked(story)
    beside(story, "zhou", case, ADD, "wu", words=WHY)
    answers(story, "wu", case, OBJECTS, "口径未定")
    why = story.refusals(case, "zhou")["pass_check"]

    back = beside(story, "zhou", case, BACK, of=1)
    passes(story, case)

    assert "吴律不同意，已达不到；可以退回，或者由周岚收回后再办" in why
    assert back.sentence == "周岚：收回周岚的加签"
    sentences = [line.sentence for line in story.case(case).chronicle]
    assert "吴律：答复周岚的加签：不同意" in sentences
    told = [event for event in story.events() if event.startswith("beside:")]
    assert told == ["beside:add_signature", "beside:answer", "beside:take_back"]


def test_who_is_asked_to_do_it_first_reports_and_does_not_take_the_step(story_on_both: Story):
    story = story_on_both
    case = checked(story)
    offers = story.offers(case, "zheng")
    beside(story, "zhou", case, DELEGATE, "zheng", words="请先核对附表")

    with pytest.raises(WrongRole):
        passes(story, case, "zheng")
    with pytest.raises(StepHeld):
        passes(story, case)
    with pytest.raises(AnswerUnfit):
        answers(story, "zheng", case, AGREES)
    answers(story, "zheng", case, REPORTS, "附表逐行核过")

    assert story.offers(case, "zheng") == offers
    passes(story, case)
    assert story.standing(case)[Act.CHECK] == "周岚"


@pytest.mark.parametrize("verb", [ADD, CONCUR, DELEGATE])
def test_who_helped_to_check_does_not_decide(story_on_both: Story, verb: SideVerb):
    """H3: check and decision are different people, also across delegation."""
    story = story_on_both
    case = checked(story)
    beside(story, "zhou", case, verb, "gu", words=WHY)
    answers(story, "gu", case, REPORTS if verb is DELEGATE else AGREES)
    passes(story, case)

    with pytest.raises(SamePerson):
        story.step("gu", case, "decide_in_full", "同意")
    assert "保密审查" in story.refusals(case, "gu")["decide_in_full"]
    assert {who: case in lying(story, who, Box.MINE) for who in ("gu", "qian")} == {
        "gu": False,
        "qian": True,
    }
    with pytest.raises(CannotDoIt, match="已办理本件的保密审查"):
        beside(story, "qian", case, ADD, "gu", words=WHY)
    story.step("qian", case, "decide_in_full", "同意")


def test_who_acted_before_is_not_asked(story: Story):
    """S02: neither the drafter nor who reviewed it comes to have a say in its check."""
    case = checked(story)
    for verb in (ADD, CONCUR, DELEGATE):
        for who in ("li", "wang"):
            with pytest.raises(CannotDoIt):
                beside(story, "zhou", case, verb, who, words=WHY)
        assert {"li", "wang", "zhou"}.isdisjoint(open_to(story, case, "zhou", verb))
    assert story.rows(SideActRow) == []


def test_what_counts_as_a_hand_ends_with_the_act(story: Story):
    """The check in which he had a say is void: he may decide on what others check anew."""
    case = checked(story)
    beside(story, "zhou", case, ADD, "gu", words=WHY)
    answers(story, "gu", case, AGREES)
    passes(story, case)
    story.step("qian", case, "send_back", reason="请写明联系方式")
    story.to_check(case)
    passes(story, case)

    story.step("gu", case, "decide_in_full", "同意")


def test_only_who_may_act_asks_and_nobody_hands_the_question_on(story: Story):
    """A chain of delegates leads nowhere: who is asked answers, he does not ask others."""
    case = checked(story)
    for who in ("li", "wang", "gu", "wu"):
        assert refusal_of(story, case, who, DELEGATE) == str(NotAskedOfYou(verb=DELEGATE))
        with pytest.raises(NotAskedOfYou):
            beside(story, who, case, DELEGATE, "zheng", words=WHY)
    beside(story, "zhou", case, DELEGATE, "sun", words=WHY)

    with pytest.raises(AnswerFirst):
        beside(story, "sun", case, DELEGATE, "zhou", words=WHY)
    assert refusal_of(story, case, "sun", ADD) == str(AnswerFirst())
    with pytest.raises(AskedAlready):
        beside(story, "zhou", case, ADD, "sun", words=WHY)
    assert len(story.rows(SideActRow)) == 1


def test_what_will_not_do_is_refused_and_leaves_nothing(story: Story):
    story.of_another_section("tan", "谭静", Role.DRAFTER)
    case = checked(story)
    for refusal, verb, to, said in (
        (OneOnly, ADD, ("wu", "zheng"), {}),
        (OneOnly, DELEGATE, ("wu", "zheng"), {}),
        (NotToOneself, ADD, ("zhou",), {}),
        (SeesNothing, CONCUR, ("wu", "tan"), {}),
        (SeesNothing, CONCUR, ("shen",), {}),
        (NoSuchPerson, CONCUR, ("wu", "nobody"), {}),
        (ThresholdUnfit, CONCUR, ("wu", "zheng"), {"needed": 3}),
        (ThresholdUnfit, CONCUR, ("wu", "zheng"), {"needed": 0}),
        (GroundsMissing, CONCUR, ("wu",), {"words": " "}),
        (StaleCase, CONCUR, ("wu",), {"expected_rev": 1}),
    ):
        with pytest.raises(refusal):
            beside(story, "zhou", case, verb, *to, **{"words": WHY, **said})
    with pytest.raises(NoSuchCase):
        beside(story, "tan", case, CONCUR, "wu", words=WHY)
    assert story.rows(SideActRow) == []


def test_only_who_was_asked_answers_once_and_in_time(story: Story):
    case = checked(story)
    beside(story, "zhou", case, CONCUR, "wu", "zheng", needed=1, words=WHY)
    beside(story, "zhou", case, SideVerb.COPY, "gu")

    for who, number in (("gu", 1), ("zhou", 1), ("wu", 9), ("gu", 2), ("wu", None)):
        with pytest.raises(NoSuchSideAct):
            answers(story, who, case, AGREES, of=number)
    with pytest.raises(AnswerUnfit):
        answers(story, "wu", case, REPORTS)
    with pytest.raises(AnswerUnfit):
        answers(story, "wu", case, None)
    with pytest.raises(GroundsMissing):
        answers(story, "wu", case, OBJECTS, "")
    answers(story, "wu", case, AGREES, "")
    with pytest.raises(AlreadyDone):
        answers(story, "wu", case, OBJECTS)
    passes(story, case)
    with pytest.raises(NoSuchSideAct):
        answers(story, "zheng", case, OBJECTS)
    assert lying(story, "zheng", Box.ASKED) == {}


def test_it_is_taken_back_by_who_asked_or_by_who_acts_where_he_is_gone(story: Story):
    case = checked(story)
    beside(story, "zhou", case, ADD, "wu", words=WHY)
    for who in ("sun", "wu", "li"):
        with pytest.raises(NotAskedOfYou):
            beside(story, who, case, BACK, of=1)
    story.do("guan", Deactivate(login="zhou"))

    beside(story, "sun", case, BACK, of=1)
    with pytest.raises(NoSuchSideAct):
        beside(story, "sun", case, BACK, of=1)
    with pytest.raises(NoSuchSideAct):
        answers(story, "wu", case, AGREES)
    passes(story, case, "sun")


def test_silence_is_no_answer_however_long_it_lasts(story: Story):
    """H4."""
    case = checked(story)
    beside(story, "zhou", case, ADD, "wu", words=WHY)
    story.clock.at += timedelta(days=60)
    story.nights(2)

    with pytest.raises(StepHeld):
        passes(story, case)
    assert story.case(case).stage == "check"


def test_a_section_asks_others_before_it_hands_a_paper_on(story: Story):
    """The drafter asks who is to agree at source; who agreed there does not check it."""
    case = story.hand_in().case
    beside(story, "li", case, CONCUR, "zheng", "sun", words="请会签")
    with pytest.raises(StepHeld):
        story.step("li", case, "propose", mode="主动公开")
    answers(story, "zheng", case, AGREES)
    answers(story, "sun", case, AGREES)
    story.to_check(case)

    with pytest.raises(SamePerson):
        passes(story, case, "sun")
    passes(story, case, "zhou")


def test_a_question_at_the_decision_holds_it_and_all_its_ways(story: Story):
    case = story.hand_in().case
    story.to_approval(case)
    beside(story, "gu", case, ADD, "he", words=WHY)
    for action, said in (("decide_in_full", {}), ("decide_on_request", ON_REQUEST)):
        with pytest.raises(StepHeld):
            story.step("gu", case, action, "同意", **said)
    answers(story, "he", case, AGREES)
    story.step("gu", case, "decide_in_full", "同意")

    assert story.standing(case)[Act.DECISION] == "顾平"


def test_the_drafter_takes_it_back_and_secrets_go_with_their_words(story: Story):
    for number, action in enumerate(("withdraw", "intercept")):
        case = story.hand_in(f"关于第{number}号事项的通知\n请按时报送。\n").case
        story.to_check(case)
        beside(story, "zhou", case, DELEGATE, "wu", words="某工程的坐标")
        story.step("li", case, action, reason="另行处理")

    assert [row.words for row in story.rows(SideActRow)] == ["某工程的坐标", ""]
    assert story.flaws() == ()


def test_another_agency_is_not_asked_and_does_not_answer(story_on_both: Story):
    story = neighbours.beside(story_on_both)
    case = checked(story)
    with pytest.raises(NoSuchPerson):
        beside(story, "zhou", case, CONCUR, "wu", "shi", words=WHY)
    beside(story, "zhou", case, ADD, "wu", words=WHY)
    with pytest.raises(NoSuchCase):
        answers(story, "shi", case, AGREES)
    with pytest.raises(NoSuchCase):
        beside(story, "shi", case, BACK, of=1)
    assert not [row for row in story.rows(ActRow) if row.act is Act.CHECK]


def test_that_it_may_be_the_partys_is_an_act_and_waits_too(story_on_both: Story):
    """The drafter asked others first; that he takes it back or mends it waits for nothing."""
    story = story_on_both
    case = story.hand_in().case
    beside(story, "li", case, CONCUR, "sun", "chen", words=WHY)

    with pytest.raises(StepHeld):
        story.step("li", case, "suggest_exclusion", reason="疑为党组公文")
    assert "suggest_exclusion" in story.refusals(case, "li")
    assert {"revise", "withdraw"} <= story.offers(case, "li")

    beside(story, "li", case, BACK, of=1)
    assert (
        story.step("li", case, "suggest_exclusion", reason="疑为党组公文").stage == "scope_review"
    )
