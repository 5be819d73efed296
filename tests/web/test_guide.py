"""The quick guides and the words explained on the pages: read off the procedures, never behind."""

from __future__ import annotations

import re

import pytest

from review.services.guides import guide_of, guided_roles
from review.services.help_terms import help_terms
from review.shipped import shipped
from tests.web.browser import text_of
from workflows.loading import shipped_procedures

ASKED = re.compile(r'help\("([^"]+)"')


@pytest.mark.parametrize("role", guided_roles(), ids=lambda role: role.value)
def test_a_guide_has_every_step_of_its_role_and_no_other(as_, office, role):
    guide = office.ask(guide_of, role, caller=office.caller("li"))

    told = {(chapter.label, line.label) for chapter in guide.chapters for line in chapter.lines}
    meant = {
        (procedure.label, step.label)
        for name, procedure in shipped_procedures().items()
        if name in ("publication", "reassessment", "takedown")
        for step in procedure.steps
        if role in step.by
    }
    assert told == meant
    page = text_of(as_("li").get(f"/guide/{role.value}"))
    assert f"{role.label}快速指南" in page
    for _, label in told:
        assert label in page


def test_ones_own_guide_is_the_first_to_be_shown(as_):
    assert as_("zhou").get("/guide").headers["location"] == "/guide/office_reviewer"
    assert as_("guan").get("/guide").headers["location"] == "/guide/drafter"


def test_what_a_step_asks_and_who_may_not_take_it_is_told(as_):
    page = text_of(as_("zhou").get("/guide/office_reviewer"))

    assert "不能是本件源头认定、科室审核的人。" in page
    assert "检查清单" in page
    assert "将销毁本件已存的全部文件，不可恢复" in page


@pytest.mark.parametrize("role", ["system_admin", "auditor", "system", "nobody", "1"])
def test_who_has_no_hand_in_cases_has_no_guide(as_, role):
    assert as_("li").get(f"/guide/{role}").status_code == 404


def test_every_word_that_a_page_explains_is_explained_with_where_it_stands():
    folder = shipped("templates/pages/guide.html").parents[1]
    asked = {
        word for path in folder.rglob("*.html") for word in ASKED.findall(path.read_text("utf-8"))
    }

    assert asked
    assert asked <= set(help_terms())
    assert all(term.meaning.endswith("。") and term.basis for term in help_terms().values())
