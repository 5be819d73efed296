"""A list of a box holds what the page of the box shows, whoever asks and for whichever box."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import SideVerb
from review.services.boxes import Box, Sieve
from review.services.inbox import inbox_view
from review.services.lists import case_lines, every_case
from review.side_commands import ActBeside
from tests.journeys.story import MINUTES, NOTICE, PLAIN, Story

pytestmark = pytest.mark.journey
PEOPLE = ("li", "wang", "gu", "shen")


def test_a_list_and_the_page_hold_the_same_cases_in_every_box(story_on_both: Story):
    story = story_on_both
    checked, withdrawn, copied = (story.hand_in(text).case for text in (NOTICE, PLAIN, MINUTES))
    story.to_check(checked)
    story.step("li", withdrawn, "withdraw", reason="拟重报")
    story.do("li", ActBeside(case=copied, verb=SideVerb.COPY, to=("gu",)))
    filled = set()

    for who in PEOPLE:
        caller = story.caller(who)
        for box in Box:
            shown = story.office.ask(inbox_view, caller=caller, box=box, sieve=Sieve())
            listed = story.office.ask(case_lines, caller=caller, box=box)
            numbers = {one.number for one in listed}
            assert numbers == {one.number for one in shown.lines}, (who, box)
            assert len(numbers) == len(listed), (who, box)
            filled |= {box} if numbers else set()

    assert filled == set(Box) - {Box.SOON, Box.OVERDUE, Box.ASKED}


def test_the_operator_lists_what_is_open_or_everything(story: Story):
    running, withdrawn = (story.hand_in(text).case for text in (NOTICE, PLAIN))
    story.step("li", withdrawn, "withdraw", reason="拟重报")

    assert [one.number for one in story.office.ask(every_case)] == [running]
    both = {one.number for one in story.office.ask(every_case, closed_too=True)}
    assert both == {running, withdrawn}
