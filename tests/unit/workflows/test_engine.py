"""Who may do what, when: the engine answers with the row, or with one typed refusal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workflows.engine import Actor, Facts, offered, role_of, take
from workflows.errors import (
    ActsMissing,
    NoSuchStep,
    RequirementsUnmet,
    SamePerson,
    StepRefused,
    WrongRole,
)
from workflows.loading import load, shipped_procedures
from workflows.words import Act, Requirement, Role

PUBLICATION = shipped_procedures()["publication"]
EVERYTHING = frozenset(Requirement)
LI = Actor(person="li", roles=frozenset({Role.DRAFTER}))
WANG = Actor(person="wang", roles=frozenset({Role.SECTION_HEAD}))
ZHOU = Actor(person="zhou", roles=frozenset({Role.OFFICE_REVIEWER}))
GU = Actor(person="gu", roles=frozenset({Role.APPROVING_OFFICIAL}))
AT_CHECK = {Act.ATTRIBUTION: frozenset({"li"}), Act.SECTION_REVIEW: frozenset({"wang"})}
AT_APPROVAL = {**AT_CHECK, Act.CHECK: frozenset({"zhou"})}


def facts(acted=None, *, without: tuple[Requirement, ...] = ()) -> Facts:
    return Facts(holds=EVERYTHING - set(without), acted=acted or {})


def test_zhou_passes_the_check_of_a_paper_of_others():
    step = take(PUBLICATION, "check", "pass_check", actor=ZHOU, facts=facts(AT_CHECK))

    assert step.target == "approval"
    assert step.act is Act.CHECK


def test_an_action_that_leads_nowhere_is_named_in_the_offices_words():
    with pytest.raises(NoSuchStep) as refusal:
        take(PUBLICATION, "check", "publish", actor=ZHOU, facts=facts(AT_CHECK))

    said, _, ways = str(refusal.value).partition("；有的是：")
    assert said == "“保密审查”环节没有“发布”这一步"
    assert ways.split("、") == list(refusal.value.known)
    assert "退回" in ways


@pytest.mark.parametrize("action", ["to_closed", "", "propose; drop", "__init__"])
def test_no_hidden_way_leads_to_a_stage(action):
    """The library's automatic to_<stage>() would be a way round the whole table."""
    with pytest.raises(NoSuchStep):
        take(PUBLICATION, "check", action, actor=ZHOU, facts=facts(AT_CHECK))


def test_an_unknown_stage_offers_and_takes_nothing():
    with pytest.raises(NoSuchStep):
        take(PUBLICATION, "limbo", "propose", actor=LI, facts=facts())
    assert offered(PUBLICATION, "limbo", actor=LI, facts=facts()) == ()


def test_the_drafter_cannot_pass_the_check():
    with pytest.raises(WrongRole) as refusal:
        take(PUBLICATION, "check", "pass_check", actor=LI, facts=facts(AT_CHECK))

    assert refusal.value.needed == (Role.OFFICE_REVIEWER, Role.CONFIDENTIALITY_OFFICER)


def test_somebody_without_a_role_may_do_nothing():
    nobody = Actor(person="nobody", roles=frozenset())

    for stage in PUBLICATION.stages:
        for offer in offered(PUBLICATION, stage, actor=nobody, facts=facts()):
            assert isinstance(offer.refusal, WrongRole)


def test_a_second_role_does_not_open_a_second_pair_of_eyes():
    """Li, who is also a reviewer, cannot check what he wrote."""
    both = replace(LI, roles=frozenset({Role.DRAFTER, Role.OFFICE_REVIEWER}))

    with pytest.raises(SamePerson) as refusal:
        take(PUBLICATION, "check", "pass_check", actor=both, facts=facts(AT_CHECK))

    assert refusal.value.acts == (Act.ATTRIBUTION,)
    assert str(refusal.value) == "您已办理本件的源头认定，须由他人办理这一步"


def test_a_deputy_cannot_check_for_the_drafter():
    """Zhou stands in for Li: both count as acting."""
    deputy = replace(ZHOU, principal="li")

    with pytest.raises(SamePerson):
        take(PUBLICATION, "check", "pass_check", actor=deputy, facts=facts(AT_CHECK))


def test_an_editor_of_an_earlier_version_cannot_decide():
    """For the attribution, everybody counts who wrote any version."""
    acted = {**AT_APPROVAL, Act.ATTRIBUTION: frozenset({"li", "gu"})}

    with pytest.raises(SamePerson):
        take(PUBLICATION, "approval", "decide_in_full", actor=GU, facts=facts(acted))


def test_nothing_is_decided_on_a_check_that_is_void():
    acted = {**AT_APPROVAL, Act.CHECK: frozenset()}

    with pytest.raises(ActsMissing) as refusal:
        take(PUBLICATION, "approval", "decide_in_full", actor=GU, facts=facts(acted))

    assert refusal.value.acts == (Act.CHECK,)


def test_every_requirement_that_is_unmet_is_told_at_once():
    without = (Requirement.FINDINGS_DISPOSED, Requirement.FILES_CHECKED)

    with pytest.raises(RequirementsUnmet) as refusal:
        take(PUBLICATION, "check", "pass_check", actor=ZHOU, facts=facts(AT_CHECK, without=without))

    assert set(refusal.value.unmet) == set(without)


@pytest.mark.parametrize(
    ("actor", "acted", "holds", "expected"),
    [
        (LI, {}, frozenset(), WrongRole),
        (ZHOU, {Act.ATTRIBUTION: frozenset({"zhou"})}, frozenset(), SamePerson),
        (ZHOU, {Act.ATTRIBUTION: frozenset({"li"})}, frozenset(), ActsMissing),
        (ZHOU, AT_CHECK, frozenset(), RequirementsUnmet),
    ],
    ids=["role", "four-eyes", "acts", "requirements"],
)
def test_refusals_come_in_a_fixed_order(actor, acted, holds, expected):
    """Who may not act at all is not told what is missing in the case."""
    with pytest.raises(expected):
        take(
            PUBLICATION,
            "check",
            "pass_check",
            actor=actor,
            facts=Facts(holds=holds, acted=acted),
        )


@pytest.mark.parametrize("stage", sorted(PUBLICATION.stages))
@pytest.mark.parametrize("acted", [{}, AT_CHECK, AT_APPROVAL], ids=["new", "check", "approval"])
def test_the_page_offers_exactly_what_the_engine_takes(stage, acted):
    """Each row of the stage is offered once, and its refusal is the one that taking it raises."""
    given = facts(acted, without=(Requirement.HEAD_NOT_REQUIRED,))

    for actor in (LI, WANG, ZHOU, GU):
        offers = offered(PUBLICATION, stage, actor=actor, facts=given)
        assert [offer.step for offer in offers] == list(PUBLICATION.steps_from(stage))
        for offer in offers:
            outcome = attempt(stage, offer.step.action, actor=actor, given=given)
            assert repr(outcome) == repr(offer.refusal)


def attempt(stage: str, action: str, *, actor: Actor, given: Facts) -> StepRefused | None:
    try:
        take(PUBLICATION, stage, action, actor=actor, facts=given)
    except StepRefused as refusal:
        return refusal
    return None


def test_two_versions_of_a_procedure_do_not_answer_for_each_other():
    """A running case keeps its own table when another one is activated."""
    text = PUBLICATION.source
    strict = load(text.replace('by       = ["drafter"]', 'by       = ["section_head"]', 1))

    assert take(PUBLICATION, "attribution", "propose", actor=LI, facts=facts())
    with pytest.raises(WrongRole):
        take(strict, "attribution", "propose", actor=LI, facts=facts())
    assert take(PUBLICATION, "attribution", "propose", actor=LI, facts=facts())


def test_a_table_that_borrows_another_digest_is_still_walked_by_its_own_rows():
    """The shared machine is kept by digest; a table with other rows does not get it."""
    take(PUBLICATION, "attribution", "propose", actor=LI, facts=facts())
    steps = tuple(step for step in PUBLICATION.steps if step.action != "propose")
    forged = replace(PUBLICATION, steps=steps)

    with pytest.raises(NoSuchStep):
        take(forged, "attribution", "propose", actor=LI, facts=facts())


def test_a_step_back_to_its_own_stage_is_a_step():
    """A report of a leak is entered where the case stands."""
    takedown = shipped_procedures()["takedown"]

    step = take(takedown, "taken_down", "report_breach", actor=ZHOU, facts=facts())

    assert step.target == "taken_down"


@pytest.mark.parametrize(
    ("stage", "action", "roles", "role"),
    [
        ("check", "pass_check", {Role.OFFICE_REVIEWER}, Role.OFFICE_REVIEWER),
        ("check", "pass_check", {Role.CONFIDENTIALITY_OFFICER}, Role.CONFIDENTIALITY_OFFICER),
        ("approval", "intercept", {Role.HEAD_OF_AGENCY}, Role.HEAD_OF_AGENCY),
        ("check", "intercept", {Role.DRAFTER, Role.OFFICE_REVIEWER}, Role.OFFICE_REVIEWER),
        (
            "approval",
            "intercept",
            {Role.DRAFTER, Role.OFFICE_REVIEWER, Role.APPROVING_OFFICIAL},
            Role.APPROVING_OFFICIAL,
        ),
        ("severing", "intercept", {Role.SECTION_HEAD, Role.HEAD_OF_AGENCY}, Role.SECTION_HEAD),
        ("awaiting_publication", "revoke", {Role.HEAD_OF_AGENCY}, Role.HEAD_OF_AGENCY),
    ],
)
def test_a_step_is_taken_in_an_office_that_the_actor_holds(stage, action, roles, role):
    """Of several it is the one for which the stage waits, else the first that the row names."""
    (step,) = (one for one in PUBLICATION.steps_from(stage) if one.action == action)

    acted_in = role_of(PUBLICATION, stage, step, actor=Actor(person="x", roles=frozenset(roles)))

    assert acted_in is role
