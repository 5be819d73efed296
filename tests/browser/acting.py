"""What people do on pages: choose what stands there, fill in what is asked, press the button."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

from review.domain.checklist import items_of
from review.shipped import shipped
from tests.browser.people import Person

AS_AT_HAND = {"name": "通知.txt", "mimeType": "text/plain"}


def hands_in(person: Person, content: str, *, title: str, **said: str) -> str:
    """Hand a paper in by the form; return the number of its case."""
    page = person.goes("/hand-in")
    page.set_input_files("#files", [AS_AT_HAND | {"buffer": content.encode()}])
    settled(page)
    page.fill("#title", title)
    page.select_option("#kind", said.get("kind", "notice"))
    page.check("#source-own")
    page.click("button.primary")
    page.wait_for_url("**/cases/*")
    return number_in(page)


def settled(page: Page) -> None:
    """Wait until every chosen file was looked into, where scripts do that."""
    if page.locator("#drop-hint").is_visible():
        page.locator(".picked .looked").last.wait_for()


def takes(person: Person, number: str, action: str, **said: object) -> Page:
    """Take a step as the page of the case offers it; what was chosen opens what it asks for."""
    page = opened(person, number)
    form = step_form(page, action)
    answers(form)
    for name, value in said.items():
        _says(form, name, value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    assert page.locator(".notice.refused").count() == 0, page.inner_text("main")
    assert "done=" in page.url, page.url
    return page


def answers(form: Locator) -> None:
    """Answer the check list of a form, where it has one, as one does who found nothing."""
    for item in items_of(shipped("data/reference/checklist.toml").read_text("utf-8")):
        asked = form.locator(f'[name="answer-{item.id}"][value="{item.clear.value}"]')
        if asked.count():
            asked.check()


def opened(person: Person, number: str) -> Page:
    """Open a case, and each of its files where the page has a place for it: nobody signs unread."""
    page = person.goes(f"/cases/{number}")
    unopened = page.locator("#files form[action$=opening] button:not([name=download])")
    while unopened.count():
        with page.expect_navigation():
            unopened.first.click()
    return page


def step_form(page: Page, action: str) -> Locator:
    """Return the form of a step; one that lies folded is opened."""
    form = page.locator(f'form.step:has(input[name="action"][value="{action}"])')
    assert form.count() == 1, f"{action} is not offered: {page.inner_text('main')}"
    if not form.is_visible():
        page.locator(f'details:has(input[name="action"][value="{action}"]) > summary').first.click()
    return form


def number_in(page: Page) -> str:
    """Return the number of the case that a page is about."""
    return page.url.rpartition("/cases/")[2].partition("?")[0].partition("#")[0]


def _says(form: Locator, name: str, value: object) -> None:
    field = form.locator(f'[name="{name}"]')
    if isinstance(value, bytes):
        field.set_input_files([AS_AT_HAND | {"buffer": value}])
    elif field.first.get_attribute("type") in {"radio", "checkbox"}:
        form.locator(f'[name="{name}"][value="{value}"]').check()
    else:
        field.fill(str(value))


def kept(page: Page, folder: Path, name: str) -> None:
    """Keep what stands in the window, to be looked at after the run."""
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
