"""Every way a case can go is walked, and people are told apart, not named."""

from __future__ import annotations

from workflows.histories import explore
from workflows.loading import shipped_procedures
from workflows.words import Act

PUBLICATION = shipped_procedures()["publication"]


def test_every_stage_is_visited():
    assert {state.stage for state in explore(PUBLICATION).reached} == set(PUBLICATION.stages)


def test_people_are_numbered_in_the_order_of_the_acts():
    """Two histories that differ only in who is who are one."""
    for state in explore(PUBLICATION).reached:
        people = list(dict.fromkeys(who for who in state.holders if who > 0))
        assert people == list(range(1, len(people) + 1))


def test_acts_that_no_row_asks_about_are_left_out():
    """A legal opinion keeps nobody from anything, so it cannot make two histories differ."""
    assert Act.LEGAL_OPINION not in explore(PUBLICATION).acts


def test_the_way_to_a_state_is_a_way():
    """Each move begins where the last one ended."""
    space = explore(PUBLICATION)

    for state in space.reached:
        way = space.way_to(state)
        stops = [PUBLICATION.start, *(move.after.stage for move in way)]
        assert stops[-1] == state.stage
        for move, stop in zip(way, stops, strict=False):
            assert move.before.stage == stop
            assert stop in move.step.origins
