"""Help where it is needed: a word explained when it is reached, and a guide on one sheet."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.browser.keyboard import Keyboard


@pytest.fixture(scope="module")
def premises(opened):
    with opened() as place:
        yield place


def test_a_word_is_explained_to_who_reaches_it_by_keyboard_or_points_at_it(premises):
    page = premises.people("li").goes("/hand-in")
    tip = page.locator("#help-source")
    assert not tip.is_visible()

    Keyboard(page).walks_to('[aria-describedby="help-source"]')

    assert "政府信息公开条例第十条、第十一条" in tip.inner_text()
    page.hover('[aria-describedby="help-kind"]')
    assert page.locator("#help-kind").is_visible()
    box = page.locator("#help-kind").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280


@pytest.mark.parametrize("role", ["office_reviewer", "confidentiality_officer"])
def test_the_longest_guides_print_on_one_sheet(premises, role):
    page = premises.people("zhou").goes(f"/guide/{role}")

    printed = pypdfium2.PdfDocument(page.pdf(format="A4", margin={"top": "10mm", "bottom": "10mm"}))

    assert len(printed) == 1
