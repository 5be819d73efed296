"""Every page in every state: it fits, it can be read, and nothing in it is foreign."""

from __future__ import annotations

import pytest

from tests.browser.looking import assert_right, picture


@pytest.fixture(scope="module")
def premises(opened):
    with opened() as place:
        yield place


@pytest.mark.parametrize(("name", "path"), [("inbox", "/"), ("hand-in", "/hand-in")])
def test_a_page_is_right(premises, pictures, name, path):
    li = premises.people("li")
    page = li.goes(path)
    if pictures:
        picture(page, pictures, name)
    assert_right(page)
    assert li.complaints == []
