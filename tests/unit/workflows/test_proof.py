"""Every shipped procedure is proved safe; every way of breaking one is found, shortest first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workflows.errors import ProcedureMalformed
from workflows.loading import load, shipped_procedures
from workflows.proof import prove, route
from workflows.words import Act, Fault, Flaw, Requirement

SABOTAGED = Path(__file__).parents[2] / "assets" / "procedures"
NORMAL = ("propose", "verify", "pass_check", "decide", "publish")

SHORTEST = {
    "without_attribution": ("skip", "verify", "pass_check", "decide", "publish"),
    "without_section_review": ("propose", "pass_check", "decide", "publish"),
    "without_check": ("propose", "verify", "decide", "publish"),
    "without_decision": ("propose", "verify", "pass_check", "publish"),
    "change_after_decision": (*NORMAL[:-1], "amend", "publish"),
    "check_and_decision_by_one": NORMAL,
    "attribution_and_check_by_one": NORMAL,
    "attribution_and_decision_by_one": NORMAL,
    "attribution_and_section_review_by_one": NORMAL,
    "section_review_and_check_by_one": NORMAL,
    "section_review_and_decision_by_one": NORMAL,
    "automatic_without_authorisation": ("propose", "verify", "time_out"),
    "bytes_not_compared": NORMAL,
    "findings_left_open": NORMAL[:3],
    "files_not_opened": NORMAL[:3],
    "files_left_unread": NORMAL[:3],
    "roles_not_apart": NORMAL[:4],
    "taken_down_then_published": (*NORMAL[:-1], "pull", "publish"),
    "takedown_unconfirmed": ("take_down", "confirm"),
    "settled_stage_left": (*NORMAL, "reopen"),
    "unreachable_stage": (),
    "dead_end": ("propose", "verify", "park"),
}


LOOKED_AWAY = {
    Requirement.BYTES_UNCHANGED: Flaw.BYTES_NOT_COMPARED,
    Requirement.FINDINGS_DISPOSED: Flaw.FINDINGS_LEFT_OPEN,
    Requirement.FILES_CHECKED: Flaw.FILES_LEFT_UNREAD,
}


def sabotaged(name: str):
    return load((SABOTAGED / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(shipped_procedures()))
def test_a_shipped_procedure_is_safe(name):
    assert prove(shipped_procedures()[name]) == ()


@pytest.mark.parametrize("flaw", Flaw, ids=lambda flaw: flaw.value)
def test_each_flaw_is_found_alone_and_by_the_shortest_way(flaw):
    """A file with this one fault is refused for this one flaw, and for no other."""
    (violation,) = prove(sabotaged(flaw.value))

    assert violation.kind is flaw
    assert tuple(step.action for step in violation.path) == SHORTEST[flaw.value]
    assert violation.message.startswith(f"{flaw.label}：")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("automatic_publishing", NORMAL),
        ("automatic_without_person_checked", ("hold",)),
        ("automatic_with_two_sources", ("hold",)),
    ],
)
def test_nothing_moves_towards_publishing_by_itself(name, path):
    """No timer, no authorisation that lacks a condition, none that lacks a source."""
    (violation,) = prove(sabotaged(name))

    assert violation.kind is Flaw.AUTOMATIC_WITHOUT_AUTHORISATION
    assert tuple(step.action for step in violation.path) == path


@pytest.mark.parametrize(
    ("name", "fault", "place"),
    [
        ("file_unlike_change", Fault.FILE_UNLIKE_CHANGE, "换文件"),
        ("administrator_acts", Fault.ADMINISTRATOR_ACTS, "通过保密审查"),
    ],
)
def test_what_no_procedure_may_say_is_refused_before_any_proof(name, fault, place):
    """After the decision no file is exchanged under cover; no administrator has a hand in cases."""
    with pytest.raises(ProcedureMalformed) as refusal:
        sabotaged(name)

    assert refusal.value.fault is fault
    assert str(refusal.value).startswith(f"流程定义有误，{place}：{fault.label}")


@pytest.mark.parametrize(
    "name", ["publication", "publication_two_level", "publication_four_level", "reassessment"]
)
@pytest.mark.parametrize(
    "word",
    [Requirement.BYTES_UNCHANGED, Requirement.FINDINGS_DISPOSED, Requirement.FILES_CHECKED],
    ids=lambda word: word.value,
)
def test_nobody_looks_away_on_the_way_to_the_public(name, word):
    """Take a condition from the check and the decisions, or from the publishing: it is found."""
    procedure = shipped_procedures()[name]
    before = {Act.CHECK, Act.DECISION}
    for weakened in (
        lambda step: True,
        lambda step: step.publishes and step.automatic is None,
        lambda step: step.act in before,
    ):
        steps = tuple(
            replace(step, requires=tuple(one for one in step.requires if one is not word))
            if weakened(step)
            else step
            for step in procedure.steps
        )
        kinds = {violation.kind for violation in prove(replace(procedure, steps=steps))}
        assert LOOKED_AWAY[word] in kinds


def test_where_the_check_looks_away_every_decision_to_publish_must_look():
    """In a reassessment the check may leave open what is kept withheld; publishing may not."""
    reassessment = shipped_procedures()["reassessment"]
    check = next(step for step in reassessment.steps if step.act is Act.CHECK)

    assert Requirement.FINDINGS_DISPOSED not in check.requires
    assert prove(reassessment) == ()


def test_the_way_is_told_in_the_offices_words():
    (violation,) = prove(sabotaged("without_check"))

    assert violation.message == (
        "未经保密审查即公开：源头认定 —提出公开属性并送审（承办人）→ 科室审核"
        " —科室审核通过（科室负责人）→ 保密审查 —同意主动公开（分管领导）→ 待发布"
        " —发布（发布员）→ 办结"
    )
    assert violation.message.endswith(route(sabotaged("without_check"), violation.path))


def test_the_one_person_of_two_acts_is_told_by_name():
    """甲 wrote it, 乙 reviewed it, 丙 both checked it and decided on it."""
    (violation,) = prove(sabotaged("check_and_decision_by_one"))

    assert "（承办人 甲）" in violation.message
    assert "（科室负责人 乙）" in violation.message
    assert "（办公室审查人 丙）" in violation.message
    assert "（分管领导 丙）" in violation.message


@pytest.mark.parametrize("name", ["publication", "publication_two_level", "publication_four_level"])
def test_four_eyes_come_from_the_rows(name):
    """Take the four eyes from every row of a protected act, and the proof finds it."""
    procedure = shipped_procedures()[name]
    protected = {Act.SECTION_REVIEW, Act.CHECK, Act.DECISION}

    for act in sorted({step.act for step in procedure.steps} & protected):
        steps = tuple(
            replace(step, different_from=()) if step.act is act else step
            for step in procedure.steps
        )
        assert prove(replace(procedure, steps=steps)), act


@pytest.mark.parametrize(
    "without", sorted(Requirement.__members__.values()), ids=lambda term: term.value
)
def test_the_automatic_conversion_stands_on_each_of_its_conditions(without):
    """Without any one of the six, holding and converting are refused; others are the services'."""
    reassessment = shipped_procedures()["reassessment"]
    steps = tuple(
        replace(step, requires=tuple(term for term in step.requires if term is not without))
        if step.automatic
        else step
        for step in reassessment.steps
    )

    kinds = {violation.kind for violation in prove(replace(reassessment, steps=steps))}

    six = {
        Requirement.ELIGIBLE,
        Requirement.SCREENING_CLEAR,
        Requirement.PERSON_CHECKED,
        Requirement.AUTHORISED,
        Requirement.SIGNATORY_INDEPENDENT,
        Requirement.BYTES_UNCHANGED,
    }
    assert (Flaw.AUTOMATIC_WITHOUT_AUTHORISATION in kinds) == (without in six)


def test_one_flaw_does_not_hide_another():
    """A file with two faults is refused for both."""
    procedure = sabotaged("without_decision")
    steps = tuple(
        replace(step, requires=()) if step.action == "publish" else step for step in procedure.steps
    )

    kinds = {violation.kind for violation in prove(replace(procedure, steps=steps))}

    assert kinds == {Flaw.WITHOUT_DECISION, *LOOKED_AWAY.values()}


def test_an_old_attribution_does_not_cover_new_content():
    """Whoever may hand in a new text and keep the section's review has not been reviewed."""
    publication = shipped_procedures()["publication"]
    steps = tuple(
        replace(step, origins=("check",), target="check", voids=())
        if step.action == "revise"
        else step
        for step in publication.steps
    )

    kinds = {violation.kind for violation in prove(replace(publication, steps=steps))}

    assert kinds == {Flaw.WITHOUT_ATTRIBUTION, Flaw.WITHOUT_SECTION_REVIEW}
