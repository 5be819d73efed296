"""Acts that are refused for one reason stand together, and none is lost."""

from __future__ import annotations

import re

from review.domain.vocabulary import SideVerb
from review.services.case_pictures import case_view
from review.web.refused_together import RefusedTogether, together
from tests.web.browser import text_of


def test_one_reason_is_told_once_with_every_act_in_their_order():
    told = together((("退回", "应由甲办理"), ("通过", "缺少意见"), ("征求意见", "应由甲办理")))

    assert told == (
        RefusedTogether(labels="退回、征求意见", reason="应由甲办理"),
        RefusedTogether(labels="通过", reason="缺少意见"),
    )
    assert together(()) == ()


def test_a_reason_that_names_its_act_names_them_all():
    told = together((("转办", "不等您办理，不能转办。"), ("加签", "不等您办理，不能加签。")))

    assert told == (RefusedTogether(labels="转办、加签", reason="不等您办理，不能转办、加签。"),)


def test_the_page_of_a_case_tells_each_reason_once_and_every_act(as_, paper, office):
    number, wang = paper(), as_("wang")

    page = wang.get(f"/cases/{number}")
    view = office.ask(case_view, number, caller=office.caller("wang"))

    lists = re.findall(r'<ul class="refusals">(.*?)</ul>', page.text, re.DOTALL)
    reasons = re.findall(r'<span class="why">(.*?)</span>', "".join(lists))
    whats = re.findall(r'<span class="what">(.*?)</span>', "".join(lists))
    labels = [one.label for one in view.refused if one.action != view.main_action]
    labels += [one.verb.label for one in view.beside.refused]
    assert len(lists) == 2
    assert len(set(reasons)) == len(reasons) < len(labels)
    assert "、".join(whats).split("、") == labels
    assert {one.label for one in SideVerb} >= {one.verb.label for one in view.beside.refused}
    assert "本件现在不等您办理，不能转办、加签、会签、委派。" in text_of(page)
