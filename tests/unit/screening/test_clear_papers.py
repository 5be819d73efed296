"""People stop reading when everything is yellow: what an office publishes every day stays clear."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import Severity
from tests.unit.screening.clear_papers import CLEAR


@pytest.mark.parametrize("paper", CLEAR.values(), ids=CLEAR.keys())
def test_a_paper_of_every_day_is_clear(paper, examined):
    findings = examined(paper).judgement.findings

    assert [(one.rule, one.excerpt) for one in findings if one.severity is not Severity.INFO] == []


def test_the_papers_hold_what_could_be_taken_for_something():
    """Long numbers, telephones, accounts, words of secrecy and of persons."""
    whole = "".join(CLEAR.values())

    for word in (
        "国家秘密",
        "机密",
        "内部",
        "党组",
        "账号",
        "身份证",
        "联系电话",
        "低保",
        "住址",
        "姓名",
    ):
        assert word in whole
    assert len(CLEAR) > 25
