"""The public reads how much is withheld and why, and can infer no single paper from it."""

from __future__ import annotations

from datetime import date

import pytest

from review.domain.public_counts import STEP, PublicTable
from review.domain.vocabulary import OnRequestReason
from review.services.withheld_statistics import (
    DRAWN,
    OLDEST,
    age_of,
    quarter_of,
    withheld_statistics,
)
from tests.journeys.story import LETTER, ON_REQUEST, Story

pytestmark = pytest.mark.journey
CELL = (OnRequestReason.PARTICULAR_PERSONS.value, "under_one")


def letters(story: Story, number: int) -> None:
    """So many letters on request come into the register."""
    terms = {**ON_REQUEST, "reassess_on": "2026-12-01"}
    for _ in range(number):
        story.letters = getattr(story, "letters", 0) + 1
        paper = story.hand_in(LETTER.replace("来函", f"第{story.letters}次来函"))
        story.to_approval(paper.case, mode="依申请公开", subjects="无", **terms)
        story.step("gu", paper.case, "decide_on_request", "同意", **terms)


def shown(story: Story) -> PublicTable:
    (one,) = story.office.ask(withheld_statistics)
    assert one.agency == "云溪区财政局"
    assert one.table is not None
    return one.table


def test_who_reads_it_every_day_learns_of_no_paper(story: Story):
    """Drawn in the first quarter with six, in the second with seven, in the third with eight."""
    assert story.office.ask(withheld_statistics)[0].table is None
    letters(story, 6)
    story.nights(1)
    january = shown(story)
    assert january.cells[CELL] == STEP

    letters(story, 1)
    story.nights(2)
    assert shown(story) == january  # a paper came, and nobody can tell on which day
    story.on(date(2026, 4, 1))
    story.nights(1)
    april = shown(story)
    assert april == january  # nor that it came at all
    letters(story, 1)
    assert shown(story) == april
    story.on(date(2026, 7, 1))
    story.ring()
    july = shown(story)

    assert july.cells[CELL] == 2 * STEP  # one to nine came
    assert july.total == 2 * STEP
    assert story.events().count(DRAWN) == 3
    assert story.flaws() == ()


def test_a_lone_paper_is_not_to_be_found_in_the_table(story: Story):
    letters(story, 1)
    story.ring()

    table = shown(story)

    assert set(table.cells.values()) == {0}
    assert table.total == 0


@pytest.mark.parametrize(
    ("first", "band"),
    [
        (date(2025, 6, 2), "under_one"),
        (date(2025, 6, 1), "one_to_three"),
        (date(2023, 6, 1), "three_to_five"),
        (date(2021, 6, 1), OLDEST),
        (date(2024, 2, 29), "one_to_three"),
    ],
)
def test_ages_are_told_in_bands(first, band):
    assert age_of(first, today=date(2026, 6, 1)) == band


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 3, 31), (2026, 1)),
        (date(2026, 4, 1), (2026, 2)),
        (date(2026, 12, 31), (2026, 4)),
        (date(2027, 1, 1), (2027, 1)),
    ],
)
def test_a_quarter_begins_on_its_first_day(day, quarter):
    assert quarter_of(day) == quarter
