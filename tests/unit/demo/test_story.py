"""The story fits the papers, the calendar and the people it is about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from review.demo.cast import role_of
from review.demo.ground import WalkRefused
from review.demo.paper import load_papers
from review.demo.story import GIVEN, cast, load_story, words
from review.demo.walk import refuse_future
from review.domain.vocabulary import Role
from review.services.calendars import shipped_calendar

STORY = load_story(with_given=True)
PAPERS = load_papers()
RECEIVED = [scene for scene in STORY.scenes if scene.does == "receive" and scene.paper != GIVEN]


def test_every_sample_paper_has_its_part():
    used = {scene.file or scene.paper for scene in STORY.scenes} - {"", GIVEN}

    assert used == set(PAPERS)


@pytest.mark.parametrize("scene", RECEIVED, ids=lambda scene: f"{scene.on}-{scene.paper}")
def test_no_paper_comes_in_before_it_is_dated(scene):
    assert PAPERS[scene.paper].dated <= scene.on


def test_people_work_on_working_days():
    calendar = shipped_calendar()

    assert [s.on for s in STORY.scenes if not calendar.is_working_day(s.on)] == []


def test_the_cast_is_small_and_each_has_one_role():
    roles = [role_of(login) for login in cast()["people"]]

    assert len(roles) == 12
    assert set(roles) == set(Role) - {Role.SYSTEM, Role.SECURITY_ADMIN}
    assert {scene.by for scene in STORY.scenes} <= set(cast()["people"])


def test_every_paper_has_a_short_name():
    assert {scene.paper for scene in STORY.scenes} - {"", GIVEN} <= set(words()["names"])


def test_without_the_visitor_s_paper_its_scenes_are_left_out():
    without = load_story(with_given=False)

    assert {scene.paper for scene in STORY.scenes} - {s.paper for s in without.scenes} == {GIVEN}


@pytest.mark.parametrize(
    ("now", "refused"),
    [
        (datetime(2026, 4, 8, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 4, 8, 16, 0, tzinfo=UTC), False),
        (datetime(2025, 1, 1, tzinfo=UTC), True),
    ],
    ids=["its-last-day", "the-day-after", "long-before"],
)
def test_a_story_that_is_not_over_yet_is_not_told(now, refused):
    """A machine whose clock is behind would otherwise show what has not happened."""
    if refused:
        with pytest.raises(WalkRefused, match="2026-04-08"):
            refuse_future(STORY, now=now)
    else:
        refuse_future(STORY, now=now)
