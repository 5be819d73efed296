"""What is not for somebody's eyes is asked for as what is not there: by the same queries."""

from __future__ import annotations

import re

import pytest

from review.web.doors import DOORS

NOBODYS = "2026-9999"
OF_A_CASE = [door for door in DOORS if door.path.startswith("/cases/")]


def answered(browser, door, number, heard):
    """Ask at one door about one case; return what came and what the database was asked for it."""
    path = re.sub(r"\{kind\}", "pdf", door.path.replace("{number}", number))
    path = re.sub(r"\{\w+\}", "0" * 32, path)
    browser.get("/password")
    heard.clear()
    if door.method == "GET":
        answer = browser.get(path)
    else:
        words = {"action": "verify", "rev": "1", "kind": "lawful", "reason": "x", "disposal": "1"}
        answer = browser.post(path, **words)
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, headers, answer.text.replace(number, ""), list(heard)


@pytest.mark.parametrize("door", OF_A_CASE, ids=lambda door: f"{door.method} {door.path}")
def test_another_sections_case_is_asked_for_as_none(as_, paper, heard, door):
    """S07: status, headers, body and queries are those of a number that nobody has."""
    number, feng = paper(), as_("feng")

    hidden = answered(feng, door, number, heard)
    missing = answered(feng, door, NOBODYS, heard)

    assert hidden[0] in {404, 422}
    assert hidden[:3] == missing[:3]
    assert hidden[3] == missing[3]
    assert hidden[3]  # somebody was asked
