"""The public reads how much is withheld and why, and can infer no single paper from it."""

from __future__ import annotations

from datetime import date

import pytest

from review.domain.vocabulary import OnRequestReason
from review.services.withheld_statistics import OLDEST, age_of, withheld_statistics
from tests.journeys.story import LETTER, Story

pytestmark = pytest.mark.journey


def test_a_lone_paper_is_not_to_be_found_in_the_table(story: Story):
    story.registered_on_request(LETTER)

    (one,) = story.office.ask(withheld_statistics)

    cell = (OnRequestReason.PARTICULAR_PERSONS.value, "under_one")
    assert one.agency == "云溪区财政局"
    assert one.table.cells[cell] is None
    assert sum(count is None for count in one.table.cells.values()) > 1
    assert all(count in (0, None) for count in one.table.cells.values())


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
