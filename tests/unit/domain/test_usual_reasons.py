"""Usual reasons: the most exact one is offered, and none where nobody wrote one."""

from __future__ import annotations

import pytest

from review.domain.errors import RulesMalformed
from review.domain.usual_reasons import usual_reasons_of
from review.domain.vocabulary import DisposalKind
from review.screening.rules import active_ruleset
from review.shipped import shipped
from workflows.loading import shipped_procedures

SHIPPED = usual_reasons_of(shipped("data/reference/usual_reasons.toml").read_text("utf-8"))


def written(**row):
    kept = {"rules": '["person."]', "as": '"lawful"', "text": '"本人同意"', **row}
    lines = (f"{key} = {value}" for key, value in kept.items() if value)
    return "[[reasons]]\n" + "\n".join(lines)


def test_the_reason_that_names_the_rule_most_exactly_is_offered():
    wide = SHIPPED.of("person.resident_id", DisposalKind.LAWFUL)
    exact = SHIPPED.of("person.mobile", DisposalKind.LAWFUL)

    assert wide.text == "本人已书面同意公开"
    assert exact.text == "对外公布的工作联系电话"


def test_where_nobody_wrote_a_reason_the_person_writes_his_own():
    assert SHIPPED.of("screening.too_many", DisposalKind.NO_HARM) is None
    assert SHIPPED.of("personal.else", DisposalKind.LAWFUL) is None


def test_every_reason_is_for_rules_that_there_are_and_every_opinion_for_a_step():
    rules = [rule.id for rule in active_ruleset().rules] + ["hidden.comment"]
    actions = {step.action for each in shipped_procedures().values() for step in each.steps}

    for reason in SHIPPED.reasons:
        for name in reason.rules:
            assert any(rule == name or rule.startswith(name) for rule in rules), name
    assert set(SHIPPED.opinions) <= actions


@pytest.mark.parametrize("key", ["rules", "as", "text"])
@pytest.mark.parametrize("value", ["", '"x"'])
def test_a_reason_that_lacks_something_is_refused_and_says_what(key, value):
    if (key, value) == ("text", '"x"'):
        value = "7"

    with pytest.raises(RulesMalformed, match=key):
        usual_reasons_of(written(**{key: value}))


def test_what_is_no_toml_is_refused():
    with pytest.raises(RulesMalformed):
        usual_reasons_of("[[reasons")
