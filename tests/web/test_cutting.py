"""Like findings shown as one, and the copy with cuts that is made from the page."""

from __future__ import annotations

import json
import re

import pytest

from review.storage.rows import FindingRow, StepRow
from tests.web.browser import text_of
from tests.web.kept import rows
from tests.web.test_cases import WITH_ID


@pytest.fixture
def office(office_on_both):
    """What is written from these pages is written to either database."""
    return office_on_both


def test_many_alike_are_shown_in_part_and_disposed_of_as_one(as_, paper, office):
    lines = [f"{number},1381234{number}" for number in range(5000, 5040)]
    number = paper("\n".join(("序号,手机号码", *lines)).encode(), name="名单.csv")

    page = as_("zhou").get(f"/cases/{number}")

    group = max(rows(office, FindingRow), key=lambda row: row.count)
    samples = re.search(r'<details class="samples">.*?</details>', page.text, re.DOTALL)[0]
    assert group.count == len(lines)
    assert f"共 {group.count} 处，一并处置" in samples
    assert samples.count("<li>") == len(json.loads(group.samples)) > 1
    assert "138****5000" in samples
    assert f'id="finding-{group.code}"' in page.text


def test_the_system_makes_the_copy_with_cuts_and_hands_it_in(as_, paper, office):
    number = paper(WITH_ID)
    li = as_("li")

    page = li.get(f"/cases/{number}")
    code = re.search(r'name="cut" value="([^"]+)"', page.text)[1]
    nothing = li.post(f"/cases/{number}/severed", rev="1")
    cut = li.post(f"/cases/{number}/severed", rev="1", cut=code)
    again = text_of(li.get(f"/cases/{number}"))

    assert "由系统制作删减稿" in page.text
    assert nothing.status_code == 422
    assert "没有写明要删去哪些疑点" in text_of(nothing)
    assert cut.status_code == 303, text_of(cut)
    assert "疑点 0" in again
    assert "第1个文件删去 1 处" in again
    assert "由系统制作删减稿 删去" not in again
    assert [row.action for row in rows(office, StepRow)] == ["open", "revise"]


def test_who_may_hand_nothing_in_is_offered_no_copy(as_, paper):
    number = paper(WITH_ID)

    assert "由系统制作删减稿" not in as_("zhou").get(f"/cases/{number}").text
