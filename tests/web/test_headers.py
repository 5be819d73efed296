"""What every answer tells the browser."""

from __future__ import annotations

import re

import pytest

from review.web.headers import attachment

OWN_SCRIPT = r'<script src="/static/[a-z]+\.js\?v=[0-9a-f]+" defer></script>'
"""A script of ours, by its address; there is nothing between its tags."""


@pytest.mark.parametrize(
    "path", ["/sign-in", "/catalogue", "/nowhere", "/", "/healthz", "/cases/2026-0001"]
)
def test_every_answer_forbids_what_is_not_ours(stranger, path):
    """S20, S26: nothing inline, nothing foreign, in nobody's frame, kept by nobody."""
    headers = stranger.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_the_stylesheet_may_be_kept_because_its_address_changes_with_it(stranger):
    page = stranger.get("/sign-in").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]

    sheet = stranger.get(address)

    assert "?v=" in address
    assert sheet.headers["content-type"].startswith("text/css")
    assert "immutable" in sheet.headers["cache-control"]
    assert "--blue" in sheet.text


def test_no_page_carries_anything_inline(as_):
    """A page with a style or a script in it would be half blocked by its own policy."""
    li = as_("li")
    number = li.hands_in("关于报送预算的通知".encode()).headers["location"]

    for path in (
        "/",
        "/hand-in",
        number,
        "/reassessment",
        "/rulesets",
        "/rulesets/in-use",
        "/token",
        "/catalogue",
    ):
        page = li.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert re.sub(OWN_SCRIPT, "", page).count("<script") == 0
        assert " on" + "click" not in page


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("通知.docx", 'filename="docx"'),
        ('a"b;c\r\nx: y.pdf', 'filename="a_b_c__x_ y.pdf"'),
        ("../../etc/passwd", 'filename="_.._etc_passwd"'),
        ("", 'filename="file"'),
    ],
    ids=["chinese", "header", "path", "nothing"],
)
def test_a_file_is_named_without_breaking_the_header(name, plain):
    """S51: the name goes encoded, and a plain one beside it for old browsers."""
    headers = attachment(name)

    assert plain in headers["content-disposition"]
    assert headers["content-disposition"].startswith("attachment;")
    assert "\r" not in headers["content-disposition"]
    assert "sandbox" in headers["content-security-policy"]
