"""A procedure's file is read whole, or refused with the row and the word."""

from __future__ import annotations

import hashlib

import pytest

from workflows.errors import ProcedureMalformed
from workflows.loading import load, shipped_procedures
from workflows.words import Act, Authority, Clock, Effect, Fault, Requirement, Role, Source

SMALL = """
name = "small"
label = "小流程"
start = "check"

[stages]
check = { label = "保密审查", limit = 3 }
closed = { label = "办结", clock = "stopped", settled = true }

[[steps]]
action = "pass_check"
label = "通过保密审查"
from = ["check"]
to = "closed"
by = ["office_reviewer"]
act = "check"
requires = ["findings_disposed"]
"""


def refused(text: str, *, fault: Fault) -> str:
    with pytest.raises(ProcedureMalformed) as refusal:
        load(text)
    assert refusal.value.fault is fault
    return str(refusal.value)


def test_the_file_becomes_the_table():
    """Every word of the file is in the procedure."""
    small = load(SMALL)

    (step,) = small.steps
    assert (small.name, small.label, small.start) == ("small", "小流程", "check")
    assert small.stages["check"].limit == 3
    assert small.stages["closed"].clock is Clock.STOPPED
    assert small.stages["closed"].settled
    assert not small.stages["check"].settled
    assert step.by == (Role.OFFICE_REVIEWER,)
    assert step.act is Act.CHECK
    assert step.requires == (Requirement.FINDINGS_DISPOSED,)


def test_a_case_is_pinned_to_the_very_text():
    """One space more is another procedure."""
    assert load(SMALL).digest == hashlib.sha256(SMALL.encode()).hexdigest()
    assert load(SMALL + " ").digest != load(SMALL).digest
    assert load(SMALL).source == SMALL


@pytest.mark.parametrize(
    ("written", "instead", "fault", "named"),
    [
        ('"office_reviewer"', '"boss"', Fault.UNKNOWN_WORD, "boss"),
        ('act = "check"', 'act = "chek"', Fault.UNKNOWN_WORD, "chek"),
        ('"findings_disposed"', '"findings_gone"', Fault.UNKNOWN_WORD, "findings_gone"),
        ('act = "check"', 'effects = ["explode"]', Fault.UNKNOWN_WORD, "explode"),
        ('act = "check"', 'needs = ["money"]', Fault.UNKNOWN_WORD, "money"),
        ('act = "check"', 'automatic = "always"', Fault.UNKNOWN_WORD, "always"),
        ('act = "check"', 'sources = { check = "rumour" }', Fault.UNKNOWN_WORD, "rumour"),
        ('act = "check"', 'sources = { rumour = "check_on_record" }', Fault.UNKNOWN_WORD, "rumour"),
        ('"stopped"', '"backwards"', Fault.UNKNOWN_WORD, "backwards"),
        ("requires =", "require =", Fault.UNKNOWN_KEY, "require"),
        ("limit = 3", "days = 3", Fault.UNKNOWN_KEY, "days"),
        ('start = "check"', 'start = "check"\nend = "closed"', Fault.UNKNOWN_KEY, "end"),
        ('to = "closed"\n', "", Fault.MISSING_KEY, "to"),
        ('by = ["office_reviewer"]\n', "", Fault.NOBODY, "通过保密审查"),
        ('label = "小流程"\n', "", Fault.MISSING_KEY, "label"),
        ('["office_reviewer"]', '"office_reviewer"', Fault.WRONG_TYPE, "by"),
        ('["office_reviewer"]', "[1]", Fault.WRONG_TYPE, "by"),
        ("limit = 3", 'limit = "3"', Fault.WRONG_TYPE, "limit"),
        ("limit = 3", "limit = true", Fault.WRONG_TYPE, "limit"),
        ("settled = true", "settled = 1", Fault.WRONG_TYPE, "settled"),
        ("[[steps]]", "[steps]", Fault.WRONG_TYPE, "steps"),
        (
            'check = { label = "保密审查", limit = 3 }',
            'check = "保密审查"',
            Fault.WRONG_TYPE,
            "check",
        ),
        ("[stages]", "[stages", Fault.NOT_TOML, "第6行"),
    ],
)
def test_what_the_file_may_not_say(written, instead, fault, named):
    """A misspelt guard guards nothing: it is refused, and named."""
    assert written in SMALL

    assert named in refused(SMALL.replace(written, instead, 1), fault=fault)


def test_the_row_at_fault_is_numbered_and_named():
    message = refused(SMALL.replace('"office_reviewer"', '"boss"'), fault=Fault.UNKNOWN_WORD)

    assert message == "流程定义有误，steps[1] pass_check：不认识的词“boss”"


def test_five_procedures_are_shipped():
    assert set(shipped_procedures()) == {
        "publication",
        "publication_two_level",
        "publication_four_level",
        "reassessment",
        "takedown",
    }


def test_nobody_can_change_what_is_shipped_for_everybody():
    shipped_procedures().clear()

    assert shipped_procedures()


def test_only_the_role_of_a_stage_sends_back_from_it():
    """A section head does not send back what the official has on the desk."""
    publication = shipped_procedures()["publication"]

    senders = {
        origin: set(step.by)
        for step in publication.steps
        if step.action == "send_back"
        for origin in step.origins
    }
    assert senders == {
        "scope_review": {
            Role.SECTION_HEAD,
            Role.OFFICE_REVIEWER,
            Role.CONFIDENTIALITY_OFFICER,
            Role.APPROVING_OFFICIAL,
        },
        "section_review": {Role.SECTION_HEAD},
        "check": {Role.OFFICE_REVIEWER, Role.CONFIDENTIALITY_OFFICER},
        "approval": {Role.APPROVING_OFFICIAL},
        "head_approval": {Role.HEAD_OF_AGENCY},
    }


def test_no_administrator_and_no_auditor_acts_on_a_case():
    """Administrators keep the system; they do not move cases."""
    acting = {
        role
        for procedure in shipped_procedures().values()
        for step in procedure.steps
        for role in step.by
    }

    assert acting.isdisjoint({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


def test_the_automatic_conversion_names_its_three_sources():
    reassessment = shipped_procedures()["reassessment"]
    hold = next(step for step in reassessment.steps if step.action == "hold")

    assert hold.automatic is Authority.STANDING_AUTHORISATION
    assert dict(hold.sources) == {
        Act.ATTRIBUTION: Source.ELIGIBILITY_RULE,
        Act.CHECK: Source.CHECK_ON_RECORD,
        Act.DECISION: Source.AUTHORISATION_SIGNATORY,
    }


def test_what_a_person_stopped_is_not_held_again_by_the_next_night():
    """No automatic step leads out of the stage where a stopped conversion waits for people."""
    reassessment = shipped_procedures()["reassessment"]
    stop = next(step for step in reassessment.steps if step.action == "stop")

    leaving = reassessment.steps_from(stop.target)

    assert leaving
    assert [step.action for step in leaving if step.automatic is not None] == []


@pytest.mark.parametrize("action", ["stop", "lapse"])
def test_leaving_the_hold_window_unconverted_voids_all_that_the_authorisation_stood_for(action):
    reassessment = shipped_procedures()["reassessment"]
    (step,) = (step for step in reassessment.steps if step.action == action)

    assert set(step.voids) == {Act.ATTRIBUTION, Act.CHECK, Act.DECISION}


def test_every_interception_destroys_the_bytes_and_voids_every_opinion():
    for procedure in shipped_procedures().values():
        done = {act for step in procedure.steps for act in step.acts}
        for step in procedure.steps:
            if step.action == "intercept":
                assert Effect.PURGE in step.effects
                assert done <= set(step.voids), procedure.name
