"""A new procedure is activated: what runs goes on as it began, what is new follows the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.commands import ActivateProcedure
from review.domain.errors import AlreadyDone, NotYours, ProcedureUnsafe
from review.storage.rows import ActiveDefinitionRow, CaseRow, DefinitionRow
from tests.journeys.story import PLAIN, Story
from workflows.errors import NoSuchStep, ProcedureMalformed
from workflows.loading import shipped_procedures

pytestmark = pytest.mark.journey

UNPROVED = Path(__file__).parents[1] / "assets" / "procedures" / "without_check.toml"


def shorter() -> str:
    """The chain of two levels, by the name of the office's usual one."""
    source = shipped_procedures()["publication_two_level"].source
    return source.replace('"publication_two_level"', '"publication"', 1)


def activated(story: Story, text: str) -> int:
    running: int = story.do("bao", ActivateProcedure(text=text))
    return running


def test_a_running_case_finishes_under_its_own_definition_and_a_new_one_follows_the_new(
    story_on_both: Story,
):
    old = story_on_both.hand_in()
    story_on_both.step("li", old.case, "propose", mode="主动公开")

    assert activated(story_on_both, shorter()) == 1

    new = story_on_both.hand_in(PLAIN)
    story_on_both.step("li", new.case, "propose", mode="主动公开")
    assert story_on_both.case(new.case).stage == "check"
    assert story_on_both.case(old.case).stage == "section_review"
    with pytest.raises(NoSuchStep):
        story_on_both.step("zhou", old.case, "pass_check", "未发现")
    for who, action in (("wang", "verify"), ("zhou", "pass_check"), ("gu", "decide_in_full")):
        story_on_both.step(who, old.case, action, "同意")
    story_on_both.step("chen", old.case, "publish")
    assert story_on_both.case(old.case).stage == "closed"
    assert len({row.procedure_digest for row in story_on_both.rows(CaseRow)}) == 2
    assert story_on_both.flaws() == ()


def test_a_procedure_that_can_publish_unchecked_is_refused_with_the_path(story: Story):
    before = len(story.entries())

    with pytest.raises(ProcedureUnsafe, match="未经保密审查"):
        activated(story, UNPROVED.read_text(encoding="utf-8"))

    assert len(story.entries()) == before
    assert story.rows(DefinitionRow, name="without_check") == []


def test_what_is_no_procedure_is_refused(story: Story):
    before = {row.name: row.digest for row in story.rows(ActiveDefinitionRow)}

    with pytest.raises(ProcedureMalformed):
        activated(story, "name = 'publication'")

    assert {row.name: row.digest for row in story.rows(ActiveDefinitionRow)} == before


@pytest.mark.parametrize("who", ["li", "he", "guan", "shen"])
def test_nobody_but_the_security_administrator_activates_a_procedure(story: Story, who: str):
    with pytest.raises(NotYours):
        story.do(who, ActivateProcedure(text=shorter()))


def test_activating_what_is_active_is_refused_and_the_old_one_is_kept_for_ever(story: Story):
    old = story.row(ActiveDefinitionRow, name="publication").digest
    activated(story, shorter())

    with pytest.raises(AlreadyDone):
        activated(story, shorter())

    assert story.row(DefinitionRow, digest=old).name == "publication"
    assert story.events()[-1] == "procedure:activated"
