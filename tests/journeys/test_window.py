"""The window is stopped by people, and lies under an authorisation that is in force."""

from __future__ import annotations

from datetime import date

import pytest

from review.commands import (
    DraftAuthorisation,
    RevokeAuthorisation,
    SignRules,
)
from review.domain.errors import GroundsMissing
from review.domain.vocabulary import Availability, Role
from review.storage.rows import (
    AuthorisationRow,
    CaseRow,
)
from tests.journeys.letters import CONSENT, due, held
from tests.journeys.story import AUTHORISATION, LETTER, Story
from workflows.errors import WrongRole

pytestmark = pytest.mark.journey


# ── 叫停 ─────────────────────────────────────────────────────────────────
def test_whoever_reviews_can_stop_a_conversion_in_its_window(story_on_both: Story):
    document = held(story_on_both)
    case = story_on_both.case_of(document).id

    story_on_both.step("sun", case, "stop", reason="中心来电称仍有异议")
    story_on_both.nights(9)

    assert story_on_both.case(case).stage == "needs_person"
    assert story_on_both.case(case).hold_until is None
    assert story_on_both.standing(case) == {}
    assert story_on_both.paper(document).availability is Availability.ON_REQUEST
    assert story_on_both.flaws() == ()


def test_the_drafter_stops_nothing_and_nobody_stops_without_a_reason(story: Story):
    document = held(story)
    case = story.case_of(document).id

    with pytest.raises(WrongRole):
        story.step("li", case, "stop", reason="不想公开")
    with pytest.raises(GroundsMissing):
        story.step("sun", case, "stop")

    assert story.case(case).stage == "hold_window"


def test_a_stopped_item_gives_its_place_under_the_cap_back(story: Story):
    first, second = due(story, letters=2, cap=1)
    story.nights(1)
    (one,) = (d for d in (first, second) if story.case_of(d).stage == "hold_window")
    (other,) = {first, second} - {one}

    story.step("sun", story.case_of(one).id, "stop", reason="中心来电称仍有异议")
    story.nights(1)

    assert story.case_of(other).stage == "hold_window"


# ── 授权 ─────────────────────────────────────────────────────────────────
def test_a_revoked_authorisation_takes_everything_out_of_the_window_at_once(story_on_both: Story):
    document = held(story_on_both)

    taken_out = story_on_both.do("he", RevokeAuthorisation(reference=AUTHORISATION))

    assert taken_out == 1
    assert story_on_both.case_of(document).stage == "assessed"
    assert story_on_both.standing(story_on_both.case_of(document).id) == {}
    story_on_both.nights(9)
    assert story_on_both.listed() == set()
    assert story_on_both.flaws() == ()


def test_an_authorisation_can_be_revoked_after_one_of_its_items_was_stopped(story: Story):
    document = held(story)
    case = story.case_of(document).id
    story.step("sun", case, "stop", reason="中心来电称仍有异议")

    taken_out = story.do("he", RevokeAuthorisation(reference=AUTHORISATION))

    assert taken_out == 0
    assert story.case(case).stage == "needs_person"


def test_no_more_is_converted_than_the_cap_allows(story: Story):
    papers = due(story, letters=3, cap=2)

    story.nights(9)

    assert len(story.listed()) == 2
    (left,) = set(papers) - story.listed()
    assert story.case_of(left).stage == "assessed"


def test_what_the_authorisation_does_not_name_is_only_proposed(story: Story):
    (document,) = due(story, grounds=("several_requesters",))

    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert story.row(CaseRow, id=story.case_of(document).id).outcome == "proactive"
    assert story.listed() == set()


def test_an_authorisation_that_ends_in_the_window_converts_nothing(story: Story):
    (document,) = due(story, last_day=date(2026, 3, 3))

    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert story.listed() == set()


def test_a_draft_of_an_authorisation_authorises_nothing(story: Story):
    document = story.registered_on_request().document
    terms = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31), "cap": 1}
    story.do("zheng", DraftAuthorisation(reference="甲", grounds=("reason_lapsed",),
                                         hold_days=1, **terms))  # fmt: skip
    story.do("sun", SignRules(reference="甲"))
    story.on(CONSENT)
    story.consented(document, on=CONSENT)

    story.nights(9)

    assert story.row(AuthorisationRow).signed_by is None
    assert story.case_of(document).stage == "assessed"
    assert story.listed() == set()


def test_an_authorisation_signed_later_covers_what_was_only_proposed(story: Story):
    document = story.registered_on_request().document
    story.on(CONSENT)
    story.consented(document, on=CONSENT)
    story.nights(3)
    assert story.case_of(document).stage == "assessed"

    story.authorise()
    story.nights(12)

    assert story.listed() == {document}


def test_a_signatory_who_checked_the_paper_is_not_independent(story: Story):
    story.also("he", Role.OFFICE_REVIEWER)
    paper = story.hand_in(LETTER)
    terms = {"on_request_reason": "particular_persons", "reassess_on": "2026-03-02"}
    story.to_check(paper.case, mode="依申请公开", subjects="无", **terms)
    story.step("he", paper.case, "pass_check", "未发现")
    story.step("gu", paper.case, "decide_on_request", "同意", **terms)
    story.authorise(signed_by="he")
    story.on(CONSENT)
    story.consented(paper.document, on=CONSENT)

    story.nights(9)

    assert story.case_of(paper.document).stage == "assessed"
    assert story.listed() == set()
