"""What steps amount to is told from the table: under any names it is the same."""

from __future__ import annotations

import re

import pytest

from workflows.loading import load, shipped_procedures
from workflows.meanings import archives, asks, refers_up, sends_back
from workflows.model import Procedure

SHIPPED = sorted(shipped_procedures())


def named_otherwise(procedure: Procedure) -> Procedure:
    """The same table, with every action numbered."""
    names = {step.action: f"s{at}" for at, step in enumerate(procedure.steps)}
    return load(
        re.sub(
            r'^(action\s*= )"(\w+)"',
            lambda at: f'{at[1]}"{names[at[2]]}"',
            procedure.source,
            flags=re.MULTILINE,
        )
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_steps_amount_to_what_they_are_called_and_to_nothing_else(name):
    procedure = shipped_procedures()[name]
    other = named_otherwise(procedure)
    told = {
        "send_back": set(),
        "archive": set(),
        "consult": set(),
        "refer_up": set(),
    }
    for step, renamed in zip(procedure.steps, other.steps, strict=True):
        assert renamed.action != step.action
        for origin in step.origins:
            if sends_back(other, renamed, origin=origin):
                told["send_back"].add((origin, step.action))
            if archives(other, renamed, origin=origin):
                told["archive"].add((origin, step.action))
            if refers_up(other, renamed):
                told["refer_up"].add((origin, step.action))
            elif asks(renamed):
                told["consult"].add((origin, step.action))

    for action, found in told.items():
        assert found == {
            (origin, action)
            for step in procedure.steps
            if step.action == action
            for origin in step.origins
        }, action


def changed(*changes: tuple[str, str]) -> Procedure:
    """The usual chain, with lines of its table changed."""
    source = shipped_procedures()["publication"].source
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return load(source)


def steps(procedure: Procedure, action: str):
    return [
        (step, origin)
        for step in procedure.steps
        if step.action == action
        for origin in step.origins
    ]


def test_closing_is_no_archiving_where_nothing_follows_it():
    """An office without an archive closes what is in its register, and says no more than that."""
    source = shipped_procedures()["publication"].source
    procedure = load(source[: source.index('[[steps]]\naction   = "archive"')])

    ((close, origin),) = steps(procedure, "close")

    assert procedure.steps_from(close.target) == ()
    assert not archives(procedure, close, origin=origin)


def test_what_is_laid_away_without_waiting_for_the_channels_is_laid_away():
    procedure = changed(('requires = ["delivered"]\n', ""))

    ((archive, origin),) = steps(procedure, "archive")

    assert archives(procedure, archive, origin=origin)


SENT = 'sent = { label = "已发出", clock = "paused" }\n'
DISPATCH = """[[steps]]
action = "dispatch"
label  = "发出"
from   = ["referred_up"]
to     = "sent"
by     = ["office_reviewer"]

"""


def test_a_letter_is_referred_by_what_answers_it_however_many_stages_on():
    """Here the letter is dispatched first: the answer comes from the stage after."""
    ruling = '[[steps]]\naction = "record_ruling"'
    procedure = changed(
        ("registered           = {", SENT + "registered           = {"),
        ('from   = ["referred_up"]', 'from   = ["sent"]'),
        (ruling, DISPATCH + ruling),
    )

    assert all(refers_up(procedure, step) for step, _ in steps(procedure, "refer_up"))
    ((consult, _),) = steps(procedure, "consult")
    assert not refers_up(procedure, consult)


def test_a_letter_that_nothing_answers_is_no_referral():
    """It does not borrow the answer to another."""
    procedure = changed(('to     = "consultation"', 'to     = "check"'))

    ((consult, _),) = steps(procedure, "consult")

    assert asks(consult)
    assert not refers_up(procedure, consult)


def test_a_return_is_one_by_whatever_words_it_is_explained():
    procedure = changed(('needs          = ["reason"]', 'needs          = ["opinion"]'))

    assert all(sends_back(procedure, step, origin=at) for step, at in steps(procedure, "send_back"))
    assert not any(sends_back(procedure, step, origin=at) for step, at in steps(procedure, "sever"))
