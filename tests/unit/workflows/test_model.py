"""A table that contradicts itself does not become a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from workflows.errors import ProcedureMalformed
from workflows.loading import shipped_procedures
from workflows.model import Procedure, Stage, Step
from workflows.words import Act, Authority, Fault, Need, Role, Source

START = Stage(name="start", label="源头认定")
END = Stage(name="end", label="办结", settled=True)
PASS = Step(
    action="pass", label="通过", origins=("start",), target="end", by=(Role.OFFICE_REVIEWER,)
)


def procedure(
    *steps: Step, stages: Mapping[str, Stage] | None = None, start: str = "start"
) -> Procedure:
    return Procedure(
        name="small",
        label="小流程",
        start=start,
        stages={"start": START, "end": END} if stages is None else stages,
        steps=steps or (PASS,),
        source="",
        digest="",
    )


def refused(build, *, fault: Fault) -> str:
    with pytest.raises(ProcedureMalformed) as refusal:
        build()
    assert refusal.value.fault is fault
    return str(refusal.value)


def test_a_step_to_an_unknown_stage_is_named():
    """The message names the row and the stage that is not there."""
    message = refused(lambda: procedure(replace(PASS, target="nowhere")), fault=Fault.UNKNOWN_STAGE)

    assert message == "流程定义有误，通过：环节不存在“nowhere”"


def test_a_step_from_an_unknown_stage_is_named():
    step = replace(PASS, origins=("start", "elsewhere"))

    assert "elsewhere" in refused(lambda: procedure(step), fault=Fault.UNKNOWN_STAGE)


def test_a_case_must_start_somewhere():
    assert "birth" in refused(lambda: procedure(start="birth"), fault=Fault.UNKNOWN_START)


def test_a_procedure_without_stages_is_none():
    refused(lambda: procedure(stages={}), fault=Fault.NO_STAGES)


def test_a_procedure_without_steps_is_none():
    refused(
        lambda: Procedure(
            name="small",
            label="小流程",
            start="start",
            stages={"start": START},
            steps=(),
            source="",
            digest="",
        ),
        fault=Fault.NO_STEPS,
    )


def test_one_action_may_lead_from_one_stage_to_one_place_only():
    message = refused(
        lambda: procedure(PASS, replace(PASS, target="start")), fault=Fault.DUPLICATE_STEP
    )

    assert "源头认定 pass" in message


def test_the_same_action_may_lead_from_two_stages_to_two_places():
    """退回 leads elsewhere from each stage."""
    again = replace(PASS, origins=("end",), target="start")

    assert procedure(PASS, again).steps_from("end") == (again,)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"by": ()}, Fault.NOBODY),
        ({"origins": ()}, Fault.NO_ORIGIN),
        ({"action": "通过"}, Fault.BAD_NAME),
        ({"action": "Pass"}, Fault.BAD_NAME),
        ({"action": "to-end"}, Fault.BAD_NAME),
        ({"label": " "}, Fault.NO_LABEL),
        ({"by": (Role.DRAFTER, Role.DRAFTER)}, Fault.REPEATED),
        ({"origins": ("start", "start")}, Fault.REPEATED),
        ({"needs": (Need.REASON, Need.REASON)}, Fault.REPEATED),
        ({"voids": (Act.CHECK, Act.CHECK)}, Fault.REPEATED),
        ({"by": (Role.SYSTEM,)}, Fault.SYSTEM_NOT_AUTOMATIC),
        ({"by": (Role.SYSTEM, Role.DRAFTER)}, Fault.SYSTEM_NOT_AUTOMATIC),
        ({"automatic": Authority.NONE}, Fault.AUTOMATIC_BY_PERSON),
        (
            {"automatic": Authority.NONE, "by": (Role.SYSTEM,), "needs": (Need.REASON,)},
            Fault.AUTOMATIC_NEEDS,
        ),
        (
            {
                "automatic": Authority.NONE,
                "by": (Role.SYSTEM,),
                "sources": {Act.CHECK: Source.CHECK_ON_RECORD},
            },
            Fault.SOURCES_WITHOUT_AUTHORISATION,
        ),
        ({"sources": {Act.CHECK: Source.CHECK_ON_RECORD}}, Fault.SOURCES_WITHOUT_AUTHORISATION),
        (
            {
                "automatic": Authority.STANDING_AUTHORISATION,
                "by": (Role.SYSTEM,),
                "act": Act.CHECK,
                "sources": {Act.CHECK: Source.CHECK_ON_RECORD},
            },
            Fault.ACT_TWICE,
        ),
        ({"by": (Role.SYSTEM_ADMIN,)}, Fault.ADMINISTRATOR_ACTS),
        ({"by": (Role.DRAFTER, Role.SECURITY_ADMIN)}, Fault.ADMINISTRATOR_ACTS),
        ({"by": (Role.AUDITOR,)}, Fault.ADMINISTRATOR_ACTS),
        ({"needs": (Need.FILE,)}, Fault.FILE_UNLIKE_CHANGE),
        ({"changes_content": True}, Fault.FILE_UNLIKE_CHANGE),
        ({"changes_content": True, "needs": (Need.REASON,)}, Fault.FILE_UNLIKE_CHANGE),
        ({"act": Act.CHECK, "voids": (Act.CHECK,)}, Fault.ACT_VOIDED),
        ({"act": Act.CHECK, "different_from": (Act.CHECK,)}, Fault.ACT_AGAINST_ITSELF),
    ],
    ids=lambda value: value.value if isinstance(value, Fault) else None,
)
def test_a_row_that_contradicts_itself_cannot_be_built(changes, fault):
    """The fault is named, in the row's own words."""
    message = refused(lambda: replace(PASS, **changes), fault=fault)

    assert fault.label in message


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_at_least_one_working_day(limit):
    refused(lambda: replace(START, limit=limit), fault=Fault.BAD_LIMIT)


def test_a_stage_is_named_for_people():
    refused(lambda: replace(START, label=""), fault=Fault.NO_LABEL)


def test_a_step_tells_every_act_it_does():
    """The automatic hold does three acts by its sources; a person's step does its own."""
    reassessment = shipped_procedures()["reassessment"]
    hold = next(step for step in reassessment.steps if step.action == "hold")
    pass_check = next(step for step in reassessment.steps if step.action == "pass_check")

    assert hold.acts == {Act.ATTRIBUTION, Act.CHECK, Act.DECISION}
    assert pass_check.acts == {Act.CHECK}


def test_only_publishing_and_converting_make_public():
    """Every other row of the shipped procedures leaves the public where it is."""
    publishing = {
        (name, step.action)
        for name, shipped in shipped_procedures().items()
        for step in shipped.steps
        if step.publishes
    }

    assert publishing == {
        ("publication", "publish"),
        ("publication_two_level", "publish"),
        ("publication_four_level", "publish"),
        ("reassessment", "publish"),
        ("reassessment", "convert"),
    }
