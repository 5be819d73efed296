"""What a paper brings along is shown as text and handed out as bytes; no browser runs any of it."""

from __future__ import annotations

import html
import re

import pytest

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 onload="alert(1)"><script>alert(2)</script><image xlink:href="https://evil.example/x"/>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><p>\xe9\x80\x9a\xe7\x9f\xa5</p></body>
</foreignObject></svg>"""
PAGE = """<html><body><p>关于报送预算的通知</p><a href="javascript:alert(1)">点这里</a>
<a href="data:text/html,%3Cscript%3E">再点这里</a><img src=x onerror=alert(1)></body></html>"""
WAYS = re.compile(r'(?:href|src|action)="(?!/|#|data:image/png)[^"]*"')


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图.svg", SVG),
        ("通知.html", PAGE.encode()),
        ("通知.docx", PAGE.encode()),
        ("通知.txt", SVG),
    ],
    ids=["svg", "html", "html-named-docx", "svg-named-txt"],
)
def test_nothing_of_a_paper_is_run_or_led_to(as_, paper, name, content):
    """S21, S22, S24: neither a drawing's script nor a link of its own reaches the browser."""
    number, li = paper(content, name=name), as_("li")

    page = li.get(f"/cases/{number}")
    address = re.search(r'href="(/cases/[^"]+/files/\w+)"', page.text)[1]
    file = li.get(address)

    assert WAYS.findall(page.text) == []
    for active in ("<svg xmlns", "<foreignObject", "onload=", "onerror=", "<img src=x"):
        assert active not in page.text
    assert page.text.count("<script") == len(re.findall(r'<script [^>]*src="/static/', page.text))
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert html.unescape(file.text) == html.unescape(content.decode())
