"""A procedure of the office's own names its steps otherwise: form and year tell the same."""

from __future__ import annotations

import re
from datetime import date

import pytest

from review.commands import ActivateProcedure, ConfirmProcedure
from review.domain.vocabulary import ConsultationAnswer
from review.services.record_facts import approval_facts
from review.services.year_of_work import year_of_work
from tests.journeys.story import Story
from workflows.loading import shipped_procedures

pytestmark = pytest.mark.journey
OTHERWISE = {
    "consult": "ask_outside",
    "record_answer": "enter_reply",
    "refer_up": "ask_above",
    "record_ruling": "enter_ruling",
    "send_back": "hand_back",
    "archive": "lay_away",
    "refer_legal": "consult",
}
"""The last asks nobody outside: it has an old name for something else."""
MONDAY = date(2026, 1, 5)


@pytest.fixture
def own(story_on_both: Story) -> Story:
    """An office that follows the usual chain under names of its own."""
    named = re.compile(r'^(action\s*= )"(\w+)"', re.MULTILINE)
    source = shipped_procedures()["publication"].source
    text = named.sub(lambda at: f'{at[1]}"{OTHERWISE.get(at[2], at[2])}"', source)
    story_on_both.do("bao", ActivateProcedure(text=text))
    story_on_both.do("shen", ConfirmProcedure(procedure="publication"))
    return story_on_both


def test_the_form_and_the_year_know_what_was_done_by_what_the_table_says(own: Story):
    case = own.hand_in().case
    own.step("li", case, "propose", mode="主动公开")
    own.step("wang", case, "hand_back", reason="请核对附注")
    own.to_check(case)
    own.step("zhou", case, "consult")
    own.step("wu", case, "give_legal_opinion", "合法")
    own.step("zhou", case, "ask_outside", addressee="云溪水务公司", reason="涉及该公司")
    own.step("zhou", case, "enter_reply", answer="同意")
    own.step("zhou", case, "pass_check", "未发现不宜公开的内容")
    own.step("gu", case, "ask_above", addressee="区政务公开办", reason="口径不一")

    open_ones = own.office.ask(approval_facts, case, caller=None)
    assert [(one.body, one.number) for one in open_ones.referrals] == [("区政务公开办", "")]

    own.step("zhou", case, "enter_ruling", answer="可以公开", number="云公开〔2026〕3号")
    own.step("zhou", case, "pass_check", "未发现不宜公开的内容")
    own.step("gu", case, "decide_in_full", "同意公开")
    own.step("chen", case, "publish")
    own.office.send()
    own.step("zhou", case, "lay_away")

    form = own.office.ask(approval_facts, case, caller=None)
    (asked,) = form.consultations
    assert (asked.whom, asked.answer) == ("云溪水务公司", ConsultationAnswer.CONSENTS)
    assert (asked.asked_on, asked.answered_on) == (MONDAY, MONDAY)
    (referred,) = form.referrals
    assert (referred.body, referred.number) == ("区政务公开办", "云公开〔2026〕3号")
    assert (referred.conclusion, referred.answered_on) == ("可以公开", MONDAY)
    assert form.archived_on == MONDAY
    year = own.office.ask(year_of_work, MONDAY.year, caller=own.caller("zhou"))
    assert [(one.label, one.count) for one in year.returned_from] == [("科室审核", 1)]
