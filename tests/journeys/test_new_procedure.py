"""A new procedure is activated: what runs goes on as it began, what is new follows the new one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.commands import ActivateProcedure, CloseProcedure, ConfirmProcedure, ConfirmRole
from review.domain.account_refusals import AnotherMustConfirm
from review.domain.errors import AlreadyDone, NoSuchProcedure, NotYours, ProcedureUnsafe
from review.domain.procedure_refusals import LastProcedure, NothingDrafted, ProcedureClosed
from review.domain.vocabulary import Role
from review.services.procedure_lines import procedures
from review.services.role_grants import give
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import (
    ActiveDefinitionRow,
    CaseRow,
    DefinitionRow,
    RoleGrantRow,
)
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
    """鲍安 drafts it and 沈审 confirms."""
    name = story.do("bao", ActivateProcedure(text=text))
    running: int = story.do("shen", ConfirmProcedure(procedure=name))
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


@pytest.mark.parametrize("who", ["li", "he", "shen", "gu"])
def test_nobody_but_an_administrator_drafts_a_procedure(story: Story, who: str):
    with pytest.raises(NotYours):
        story.do(who, ActivateProcedure(text=shorter()))


@pytest.mark.parametrize("who", ["bao", "guan", "li", "he", "zhou"])
def test_what_one_drafted_only_audit_or_an_official_confirms(story: Story, who: str):
    before = story.row(ActiveDefinitionRow, name="publication").digest
    story.do("bao", ActivateProcedure(text=shorter()))

    with pytest.raises(NotYours):
        story.do(who, ConfirmProcedure(procedure="publication"))

    assert story.row(ActiveDefinitionRow, name="publication").digest == before
    assert story.events()[-1] == "procedure:drafted"


def test_nobody_confirms_what_he_drafted_himself(story: Story):
    """An account that came to hold both offices does not hold both pens."""
    story.do("bao", ActivateProcedure(text=shorter()))
    bao = story.caller("bao")
    with story.office.database.write() as session:
        grant = RoleGrantRow(
            id=new_id(),
            agency_id=bao.agency_id,
            person_id=bao.person_id,
            role=Role.AUDITOR,
            granted_by=story.caller("guan").person_id,
            granted_at=story.clock.at,
        )
        give(Work(session=session, now=story.clock.at, means=story.office.means), grant, caller=bao)
    story.do("shen", ConfirmRole(login="bao", role=Role.AUDITOR))

    with pytest.raises(AnotherMustConfirm):
        story.do("bao", ConfirmProcedure(procedure="publication"))


def test_an_official_confirms_and_the_entry_names_both(story: Story):
    name = story.do("bao", ActivateProcedure(text=shorter()))

    story.do("gu", ConfirmProcedure(procedure=name))

    told = json.loads(story.entries()[-1].body)["body"]
    assert told["drafted_by"] == story.caller("bao").person_id
    assert told["person"] == story.caller("gu").person_id
    (line,) = [
        line for line in story.office.ask(procedures) if line.procedure.name == "publication"
    ]
    assert (line.is_active, line.takes_papers) == (True, True)


def test_what_waits_is_listed_with_who_drafted_it_and_a_later_draft_takes_its_place(story: Story):
    story.do("bao", ActivateProcedure(text=shorter()))
    story.do("bao", ActivateProcedure(text=shorter() + "# 再改\n"))

    waiting = [line for line in story.office.ask(procedures) if line.drafted_by]
    assert [(line.procedure.name, line.drafted_by) for line in waiting] == [("publication", "鲍安")]
    with pytest.raises(NothingDrafted):
        story.do("shen", ConfirmProcedure(procedure="takedown"))


def test_a_drafter_does_not_choose_a_chain_the_office_has_not_opened(story: Story):
    with pytest.raises(ProcedureClosed) as refusal:
        story.hand_in(procedure="publication_two_level")

    assert "publication_two_level" in refusal.value.message
    assert "publication。" in refusal.value.message
    with pytest.raises(NoSuchProcedure):
        story.hand_in(procedure="takedown")


def test_what_two_people_opened_one_administrator_may_close(story: Story):
    story.opened("publication_two_level")
    story.hand_in(procedure="publication_two_level")

    story.do("bao", CloseProcedure(procedure="publication_two_level"))

    with pytest.raises(ProcedureClosed):
        story.hand_in(PLAIN, procedure="publication_two_level")
    with pytest.raises(LastProcedure):
        story.do("bao", CloseProcedure(procedure="publication"))
    assert story.flaws() == ()


def test_the_usual_chain_is_the_one_left_open(story: Story):
    story.opened("publication_two_level")
    story.do("bao", CloseProcedure(procedure="publication"))

    paper = story.hand_in()

    assert story.case(paper.case).procedure == "publication_two_level"


def test_activating_what_is_active_is_refused_and_the_old_one_is_kept_for_ever(story: Story):
    old = story.row(ActiveDefinitionRow, name="publication").digest
    activated(story, shorter())

    with pytest.raises(AlreadyDone):
        activated(story, shorter())

    assert story.row(DefinitionRow, digest=old).name == "publication"
    assert story.events()[-1] == "procedure:activated"
