"""Pages that answer a form: no address leads to them, and they are right all the same."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from tests.browser.acting import AS_AT_HAND, answers, opened, step_form
from tests.browser.looking import assert_right, picture
from tests.browser.people import people
from tests.browser.serving import serving
from tests.builders import OfficeForTests

SECRET = "机密★10年\n云溪区财政局关于库房钥匙交接演示的通知\n各单位：\n请知悉。\n"


@pytest.fixture(scope="module")
def premises(opened):
    with opened() as place:
        yield place


@pytest.fixture
def right(pictures):
    """Ask of a page what every page is asked."""

    def asked(page, name):
        if pictures:
            picture(page, pictures, name)
        assert_right(page)

    return asked


def in_check(premises):
    received = premises.office.receive()
    premises.office.step(received.case, "propose", by="li", mode="主动公开", subjects="无")
    premises.office.step(received.case, "verify", by="wang")
    return received.case


def pressed(form):
    with form.page.expect_navigation():
        form.locator("button[type=submit]").click()


def test_a_paper_that_was_refused(premises, right):
    """As the server answers it: the script of the form, which is told earlier, did not come."""
    page = premises.people("li").page
    page.route(re.compile("handin[.]"), lambda route: route.abort())
    premises.people("li").goes("/hand-in")
    page.set_input_files("#files", [AS_AT_HAND | {"buffer": SECRET.encode()}])
    page.fill("#title", "关于钥匙交接的通知")
    page.select_option("#kind", "notice")
    page.check("#source-own")
    with page.expect_navigation():
        page.click("button.primary")

    assert "没有收下这份文件" in page.inner_text("h1")
    right(page, "refused-paper")


def test_the_question_before_the_files_are_destroyed(premises, right):
    number = in_check(premises)
    zhou = premises.people("zhou")
    form = step_form(zhou.goes(f"/cases/{number}"), "intercept")
    form.locator('[name="reason"]').fill("看到密级标志")
    pressed(form)

    assert "还没有办理" in zhou.page.inner_text("main")
    right(zhou.page, "confirm")


def test_a_step_that_was_refused_keeps_what_was_filled_in(premises, right):
    number = in_check(premises)
    zhou = premises.people("zhou")
    form = step_form(opened(zhou, number), "pass_check")
    answers(form)
    form.locator('[name="answer-F"][value="yes"]').check()
    pressed(form)

    assert zhou.page.locator(".notice.refused").count() == 1
    assert zhou.page.locator('[name="answer-F"][value="yes"]').is_checked()
    right(zhou.page, "step-refused")


def test_what_is_not_there_to_be_done(premises, right):
    zhou = premises.people("zhou")
    zhou.goes("/cases/2020-0001", status=404)

    right(zhou.page, "notice")


def test_the_founding_of_an_office(browser, tmp_path, right):
    office = OfficeForTests(tmp_path)
    with (
        serving(office.office) as base,
        people(browser, office.office, base) as present,
    ):
        page = present.stranger().goes("/start")
        right(page, "start")
        assert present.complaints() == []
    office.close()


def test_a_fault_that_nobody_expected(opened, right):
    """A table is gone: the page has a number for the administrator and not a word of the fault."""
    with opened() as place:
        zhou = place.people("zhou")
        with place.office.office.database.write() as session:
            session.execute(text("ALTER TABLE heartbeat RENAME TO lost"))
        received = zhou.goes("/", status=500)

        said = received.inner_text("main")
        assert re.search(r"故障编号：[0-9a-f]{8}", said)
        assert "heartbeat" not in said
        right(zhou.page, "fault")
