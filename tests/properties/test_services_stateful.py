"""The same walk in the hands of Hypothesis, which tells a failing story in its fewest steps."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.builders import OfficeForTests, Screenings, copied
from tests.properties.clerk import Paper
from tests.properties.walks import Walk

CHANCE = st.randoms(use_true_random=False)
NUMBER = st.integers(min_value=0, max_value=5)
STEPS = 16


class Story(RuleBasedStateMachine):
    """One office and what its people do; each rule is one thing that can happen."""

    pattern: ClassVar[Path]
    folder: ClassVar[Path]
    screenings: ClassVar[Screenings]
    walk: Walk

    @initialize(chance=CHANCE)
    def open(self, chance):
        place = self.folder / uuid4().hex
        office = OfficeForTests(place, url=copied(self.pattern, place), screenings=self.screenings)
        self.walk = Walk(office, chance=chance, name="hypothesis")
        self.walk.authorise()

    @rule(chance=CHANCE)
    def receive(self, chance):
        self.walk.chance = chance
        self.walk.receive()

    @precondition(lambda self: self.walk.clerk.papers)
    @rule(chance=CHANCE, number=NUMBER)
    def step(self, chance, number):
        self.walk.step(self.taken_up(number, chance))

    @precondition(lambda self: self.walk.clerk.papers)
    @rule(chance=CHANCE, number=NUMBER)
    def step_again(self, chance, number):
        """Steps are most of what happens."""
        self.walk.step(self.taken_up(number, chance))

    @precondition(lambda self: self.walk.clerk.papers)
    @rule(
        chance=CHANCE,
        number=NUMBER,
        what=st.sampled_from(
            ("dispose", "cosign", "read", "take_down", "reopen", "happen", "aside")
        ),
    )
    def do_something_else(self, chance, number, what):
        getattr(self.walk, what)(self.taken_up(number, chance))

    @precondition(lambda self: self.walk.clerk.papers)
    @rule(chance=CHANCE, what=st.sampled_from(("spoil", "let_nights_pass", "revoke", "carry")))
    def let_happen(self, chance, what):
        self.walk.chance = chance
        getattr(self.walk, what)()

    def taken_up(self, number: int, chance) -> Paper:
        """Take a paper, and one of its cases, in hand."""
        self.walk.chance = chance
        papers = self.walk.clerk.papers
        paper = papers[number % len(papers)]
        paper.focus = (paper.open_matters or paper.matters)[-1]
        return paper

    def teardown(self):
        if not hasattr(self, "walk"):
            return
        try:
            self.walk.finish()
        finally:
            self.walk.office.close()
            shutil.rmtree(self.walk.office.folder)


@pytest.mark.slow
def test_no_story_breaks_an_invariant(
    founded_sqlite, fast_folder, screenings, request, record_property
):
    examples = request.config.getoption("--stories")
    record_property("counted:故事", examples)
    stands_on = {"pattern": founded_sqlite, "folder": fast_folder, "screenings": screenings}
    run_state_machine_as_test(
        type("Story", (Story,), stands_on),
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
        ),
    )
