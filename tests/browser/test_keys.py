"""A review by keyboard alone: every key is counted, from the inbox to the passed check."""

from __future__ import annotations

import pytest

from tests.browser.keyboard import Keyboard, answers_by_key
from tests.unit.screening.papers import pdf

pytestmark = pytest.mark.journey

MOST_KEYS = 20
"""For a clean notice of two pages: reading it is counted, and each item of the list has its key."""
TITLE = "关于做好冬季供暖的通知"
LINES = "\n".join(f"第{number}项请各单位按时报送供暖台账。" for number in range(1, 21))
NOTICE = pdf(f"云溪区财政局{TITLE}\n各单位：\n{LINES}", f"{LINES}\n云溪区财政局\n（此件公开发布）")
"""Twenty-two lines a page, as the standard of 公文 has them."""
LEFT_TO_READ = """() => new Promise((done) => {
  const at = document.querySelector(".paper");
  let before = -1;
  const look = () => {
    if (at.scrollTop === before) done(at.scrollHeight - at.clientHeight - at.scrollTop);
    before = at.scrollTop;
    setTimeout(look, 60);
  };
  look();
})"""
"""How much of the paper lies below what is in sight, once it has stopped moving."""


@pytest.fixture
def premises(opened):
    with opened() as place:
        yield place


def to_check(office):
    received = office.receive(NOTICE, title=TITLE, file_name="通知.pdf")
    assert office.view(received.case).findings == ()
    office.step(received.case, "propose", by="li", mode="主动公开", subjects="无")
    office.step(received.case, "verify", by="wang", opinion="属实，同意公开")
    return received.case


def test_a_clean_notice_of_two_pages_passes_with_twenty_keys(premises):
    number = to_check(premises.office)
    zhou = premises.people("zhou")
    keys = Keyboard(zhou.goes("/"))

    keys.enters()
    assert zhou.page.url.endswith(f"/cases/{number}")
    keys.leads_on("v")
    while zhou.page.evaluate(LEFT_TO_READ) > 1:
        keys.press("Space")
        assert keys.pressed < MOST_KEYS
    answers = answers_by_key(zhou.page)
    for key in answers:
        keys.press(key)
    keys.enters()

    view = premises.office.view(number)
    assert view.stage == "approval"
    (check,) = [act for act in view.acts if act.act.value == "check"]
    assert len(check.checklist) == len(answers)
    assert keys.pressed <= MOST_KEYS
    assert zhou.complaints == []


def test_a_case_further_down_is_walked_to(premises):
    first, second = (premises.office.receive() for _ in range(2))
    li = premises.people("li")
    keys = Keyboard(li.goes("/"))

    keys.walks_to(f'a[href="/cases/{second.case}"]', by="j")
    keys.walks_to(f'a[href="/cases/{first.case}"]', by="k")
    keys.enters()

    assert li.page.url.endswith(f"/cases/{first.case}")


def test_nothing_is_answered_before_every_file_was_opened(premises):
    """The bar names the item that a key would answer; with a file unopened it names none."""
    number = to_check(premises.office)
    page = premises.people("zhou").goes(f"/cases/{number}")
    asked = page.locator(".next-act .in-turn")

    page.keyboard.press("n")
    assert not asked.is_visible()
    assert page.locator(".check-item input:checked").count() == 0

    with page.expect_navigation():
        page.keyboard.press("v")
    assert "A 国家秘密" in asked.inner_text()
    page.keyboard.press("n")
    assert "B 工作秘密" in asked.inner_text()
    assert page.locator(".check-item input:checked").evaluate_all(
        "(chosen) => chosen.map((one) => `${one.name}=${one.value}`)"
    ) == ["answer-A=no"]
