"""Refusals: a sentence with its fields, advice, and one of four branches."""

from __future__ import annotations

import inspect
from dataclasses import fields
from datetime import date
from string import Formatter

import pytest

from review.domain import (
    case_refusals,
    clearance_refusals,
    errors,
    procedure_refusals,
    side_refusals,
)
from review.domain.errors import (
    Conflict,
    DateOutOfRange,
    Forbidden,
    GroundsMissing,
    Refused,
    StaleCase,
    Unfit,
    Unknown,
    WordUnknown,
)
from review.domain.vocabulary import Key

BRANCHES = (Unfit, Conflict, Unknown, Forbidden)
OFFERED = [getattr(errors, name) for name in errors.__all__]
OFFERED += [
    kind
    for module in (case_refusals, clearance_refusals, procedure_refusals, side_refusals)
    for kind in vars(module).values()
    if inspect.isclass(kind) and kind.__module__ == module.__name__
]
LEAVES = [kind for kind in OFFERED if kind not in (Refused, *BRANCHES)]


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_refusal_is_of_one_branch_and_drawn_in_the_tree(kind):
    """The web maps four branches; none may be missing from them or from the picture."""
    assert sum(issubclass(kind, branch) for branch in BRANCHES) == 1
    assert kind.__name__ in errors.__doc__


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_a_sentence_names_only_fields_it_has(kind):
    """A sentence with an unknown field would fail in front of the person it refuses."""
    sentence = inspect.getdoc(kind)
    named = {name.split(".")[0] for _, name, _, _ in Formatter().parse(sentence) if name}

    assert named <= {field.name for field in fields(kind)}
    assert sentence.partition("\n\n")[0].endswith("。")


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_a_field_that_holds_a_documents_text_has_no_place(kind):
    """What a refusal may carry are names, days, numbers and words of the office."""
    assert not {field.name for field in fields(kind)} & {"text", "content", "title", "excerpt"}


def test_a_refusal_says_what_is_missing_and_what_to_do():
    """Fields, not strings."""
    refusal = GroundsMissing(key=Key.EXEMPTION)

    assert str(refusal) == refusal.message == "缺少“不予公开理由”。"
    assert refusal.advice.startswith("请补填")
    assert refusal.key is Key.EXEMPTION


def test_a_list_is_set_out_as_an_office_writes_one():
    """Allowed values are separated by 、."""
    assert "甲、乙" in WordUnknown(key=Key.MODE, allowed=("甲", "乙")).advice


def test_the_advice_of_several_lines_is_one_sentence():
    """The source is wrapped; what a person reads is not."""
    refusal = DateOutOfRange(key=Key.LATEST, earliest=date(2026, 1, 2), latest=date(2027, 1, 1))

    assert refusal.message == "“最迟评估日”须在2026-01-02至2027-01-01之间。"
    assert "\n" not in refusal.advice


def test_a_refusal_is_caught_by_its_branch():
    """A page shows a conflict without knowing which."""
    with pytest.raises(Conflict) as refusal:
        raise StaleCase(expected=3, found=4)

    assert (refusal.value.expected, refusal.value.found) == (3, 4)


def test_a_refusals_picture_shows_no_field():
    """A traceback prints the picture; it must not print what people typed."""
    assert repr(StaleCase(expected=3, found=4)) == "StaleCase()"
