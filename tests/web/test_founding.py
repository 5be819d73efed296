"""The first accounts, made from the browser by who can read the server's console."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import Role
from review.storage.ledger import verify
from review.storage.rows import ActiveDefinitionRow, AgencyRow, PersonRow, RoleGrantRow, SectionRow
from review.web.app import create
from review.web.founding import TRIES
from tests.web.browser import Browser, text_of
from tests.web.kept import rows

FOUNDING = {
    "name": "宝山市财政局",
    "code": "宝财",
    "sections": "预算科\n国库科\n\n办公室",
    "profile": "small",
    "system_login": "guan",
    "system_name": "管立",
    "system_password": "First-word-1",
    "audit_login": "shen",
    "audit_name": "沈审",
    "audit_password": "First-word-2",
}


def found(browser, app, **words):
    """Found an office from the form."""
    code = app.state.founding_code.code
    return browser.post("/start", **({"founding_code": code} | FOUNDING | words))


@pytest.fixture
def app(new_office):
    """The pages of a database in which there is no office yet."""
    return create(new_office)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/cases/2026-0001"])
def test_an_empty_database_leads_to_its_founding(app, path):
    assert Browser(app).get(path).headers["location"] == "/start"


def test_a_small_office_is_founded_with_two_accounts(app, new_office):
    answer = found(Browser(app), app)

    assert answer.headers["location"] == "/sign-in?done=founded"
    assert [agency.name for agency in rows(new_office, AgencyRow)] == ["宝山市财政局"]
    assert {row.name for row in rows(new_office, SectionRow)} == {"预算科", "国库科", "办公室"}
    names = {row.id: row.login for row in rows(new_office, PersonRow)}
    held = {(names[row.person_id], row.role) for row in rows(new_office, RoleGrantRow)}
    assert held == {
        ("guan", Role.SYSTEM_ADMIN),
        ("guan", Role.SECURITY_ADMIN),
        ("shen", Role.AUDITOR),
    }
    assert rows(new_office, ActiveDefinitionRow)
    with new_office.database.read() as session:
        assert verify(session) == ()


def test_a_wrong_code_founds_nothing_and_keeps_what_was_filled_in(app, new_office):
    answer = found(Browser(app), app, founding_code="0000000000")

    assert answer.status_code == 403
    assert "启动码不对" in text_of(answer)
    assert 'value="宝山市财政局"' in answer.text
    assert "First-word" not in answer.text
    assert rows(new_office, AgencyRow) == []


def test_after_many_wrong_codes_the_right_one_opens_nothing(app, new_office):
    browser = Browser(app)
    for _ in range(TRIES):
        found(browser, app, founding_code="guess")

    answer = found(browser, app)

    assert answer.status_code == 403
    assert rows(new_office, AgencyRow) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"code": "宝/财"}, "机关代码“宝/财”不能使用"),
        ({"code": "宝" * 31}, "不能使用"),
        ({"name": "宝" * 61}, "这个名称不能使用"),
        ({"sections": "预算科\n" + "科" * 61}, "这个名称不能使用"),
    ],
    ids=["code", "long code", "name", "section"],
)
def test_what_an_agency_would_bear_for_ever_is_refused_before_it_is_there(
    app, new_office, words, said
):
    answer = found(Browser(app), app, **words)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert rows(new_office, AgencyRow) == []


def test_a_section_that_was_written_twice_is_one(app, new_office):
    answer = found(Browser(app), app, sections="预算科\n办公室\n预算科\n保密  科\n保密　科")

    assert answer.status_code == 303, text_of(answer)
    assert sorted(row.name for row in rows(new_office, SectionRow)) == [
        "保密 科",
        "办公室",
        "预算科",
    ]


def test_the_larger_profile_wants_three_accounts(app, new_office):
    answer = found(Browser(app), app, profile="mlps3")

    assert answer.status_code == 422
    assert "须设齐" in text_of(answer)
    assert rows(new_office, AgencyRow) == []


def test_once_founded_the_page_does_not_exist(app):
    browser = Browser(app)
    found(browser, app)

    assert browser.get("/start").status_code == 404
    assert found(browser, app).status_code == 404
