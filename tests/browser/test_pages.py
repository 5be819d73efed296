"""Every page in every state: it fits, it can be read, and nothing in it is foreign."""

from __future__ import annotations

import pytest

from tests.browser.looking import assert_right, picture
from tests.browser.states import at_work

OK, FORBIDDEN, NOT_FOUND, GONE = 200, 403, 404, 410
NOBODY = ""

PAGES = {
    "sign-in": (NOBODY, "/sign-in", OK),
    "catalogue": (NOBODY, "/catalogue", OK),
    "catalogue-nothing": (NOBODY, "/catalogue?q=没有这样的公文", OK),
    "paper": (NOBODY, "/catalogue/{public_paper}", OK),
    "paper-converted": (NOBODY, "/catalogue/{converted_paper}", OK),
    "paper-withdrawn": (NOBODY, "/catalogue/{withdrawn_paper}", GONE),
    "not-found": (NOBODY, "/no-such-page", NOT_FOUND),
    "not-found-signed-in": ("li", "/no-such-page", NOT_FOUND),
    "catalogue-signed-in": ("li", "/catalogue", OK),
    "inbox": ("zhou", "/", OK),
    "inbox-drafter": ("li", "/?box=started", OK),
    "inbox-empty": ("wu", "/", OK),
    "inbox-keeper": ("guan", "/", OK),
    "hand-in": ("li", "/hand-in", OK),
    "attribution": ("li", "/cases/{attribution}", OK),
    "section-review": ("wang", "/cases/{section_review}", OK),
    "check-found": ("zhou", "/cases/{check_found}", OK),
    "check-cosign": ("sun", "/cases/{check_found}", OK),
    "check-unread": ("zhou", "/cases/{check_unread}", OK),
    "check": ("zhou", "/cases/{check}", OK),
    "consultation": ("zhou", "/cases/{consultation}", OK),
    "returned": ("li", "/cases/{returned}", OK),
    "approval": ("gu", "/cases/{approval}", OK),
    "awaiting": ("chen", "/cases/{awaiting}", OK),
    "closed": ("zhou", "/cases/{closed}", OK),
    "taken-down": ("sun", "/cases/{taken_down}", OK),
    "registered": ("zheng", "/cases/{registered}", OK),
    "case-held": ("zhou", "/cases/{held}", OK),
    "case-proposed": ("zheng", "/cases/{proposed}", OK),
    "case-converted": ("zheng", "/cases/{converted}", OK),
    "reassessment": ("zheng", "/reassessment", OK),
    "rules": ("zhou", "/rulesets", OK),
    "rules-draft": ("sun", "/rulesets/drafts/一期-1", OK),
    "hand-in-not-yours": ("gu", "/hand-in", FORBIDDEN),
    "guide-reviewer": ("zhou", "/guide", OK),
    "guide-drafter": ("li", "/guide/drafter", OK),
    "sessions": ("li", "/sessions", OK),
    "sessions-two": ("he", "/sessions", OK),
    "statistics": ("he", "/statistics", OK),
    "register": ("zhou", "/register", OK),
    "register-nothing": ("zhou", "/register?q=没有这样的公文", OK),
    "withheld": (NOBODY, "/catalogue/withheld", OK),
    "item": ("zheng", "/papers/{registered_paper}", OK),
    "item-converted": ("zhou", "/papers/{converted_paper}", OK),
    "people": ("guan", "/people", OK),
    "people-auditor": ("shen", "/people", OK),
    "agencies": ("guan", "/agencies", OK),
    "agencies-theirs": ("ding", "/agencies", OK),
    "sections": ("guan", "/sections", OK),
    "sections-read": ("shen", "/sections", OK),
    "sections-not-yours": ("li", "/sections", FORBIDDEN),
    "rubrics": ("guan", "/rubrics", OK),
    "rubrics-none": ("ding", "/rubrics", OK),
    "placing": ("zhou", "/papers/{public_paper}/rubrics", OK),
    "placing-not-yours": ("gu", "/papers/{public_paper}/rubrics", OK),
    "catalogue-agency": (NOBODY, "/catalogue?agency=yunxi-finance", OK),
    "procedures": ("guan", "/procedures", OK),
    "procedures-read": ("li", "/procedures", OK),
    "procedure": ("li", "/procedures/{procedure}", OK),
    "mail": ("li", "/mail", OK),
    "substitution": ("gu", "/substitution", OK),
    "rules-in-use": ("zhou", "/rulesets/in-use", OK),
    "paper-read": ("li", "/cases/{check_found}?file={found_file}", OK),
    "paper-pages": ("li", "/cases/{drawn}?file={drawn_file}&look=pages&page=2", OK),
    "paper-unopened": ("sun", "/cases/{check_found}?file={found_file}", OK),
    "disposing": ("zhou", "/cases/{check_found}?at={found_open}&as=lawful", OK),
    "batch": ("zhou", "/batch", OK),
    "batch-deciding": ("gu", "/batch", OK),
    "batch-read": ("wang", "/batch?at={section_review}&file={section_file}", OK),
    "batch-nothing": ("shen", "/batch", OK),
    "calendar": ("guan", "/calendar?year=2026", OK),
    "calendar-provisional": ("li", "/calendar?year=2028", OK),
    "channels": ("guan", "/channels", OK),
    "channels-not-yours": ("li", "/channels", FORBIDDEN),
    "webhooks": ("guan", "/webhooks", OK),
    "pace": ("shen", "/pace", OK),
    "pace-not-yours": ("li", "/pace", FORBIDDEN),
    "token": ("li", "/token", OK),
    "password": ("li", "/password", OK),
    "second-step": ("li", "/second-step", OK),
}
"""By name: who looks, where, and how it is answered."""

LARGEST = 60 * 1024
"""Bytes of a page, but for the paper that is shown on it."""


@pytest.fixture(scope="module")
def premises(opened):
    with opened() as place:
        yield place


@pytest.fixture(scope="module")
def known(premises):
    found = at_work(premises.office)
    premises.people.signs_in_elsewhere("he")
    return found


@pytest.fixture(scope="module")
def stranger(premises):
    return premises.people.stranger()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_right(premises, known, stranger, pictures, name):
    login, path, status = PAGES[name]
    person = premises.people(login) if login else stranger
    page = person.goes(path.format(**known), status=status)
    if pictures:
        picture(page, pictures, name)

    paper = page.locator(".paper")
    read = len(paper.inner_html().encode()) if paper.count() else 0
    assert person.received - read <= LARGEST

    assert_right(page)

    assert person.complaints == []
