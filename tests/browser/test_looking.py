"""The look itself sees what it is to see: each fault is planted, and named."""

from __future__ import annotations

import pytest

from tests.browser.looking import assert_right

FRAME = """<!doctype html><html lang="zh-CN"><head><title>页</title><style>
body {{ margin: 8px; font: 14px sans-serif }} button, input, select {{ height: 44px }}
{style}</style></head><body><main><h1>页</h1>{body}</main></body></html>"""

FAULTS = {
    "wide": ("", '<p style="width:1400px">太宽</p>', "the page is 1408 wide at 1280"),
    "cut": ("", '<p style="width:80px;overflow:hidden;white-space:nowrap">这一行被切掉了一半</p>',
            "is cut: 126 in 80"),
    "below": ("", '<p style="height:10px;overflow:hidden">下半截<br>没有了</p>', "is cut below"),
    "small": ("", '<button type="button" style="height:20px">小</button>', "is only 20 high"),
    "choice": ("", '<select aria-label="选" style="width:9px"><option>很长的选项</option></select>',
               "cuts “很长的选项”"),
    "hint": ("", '<input aria-label="填" placeholder="很长的一句提示的话" style="width:60px">',
             "cuts “很长的一句提示的话”"),
    "opened": ("", '<details><summary>看</summary><p style="width:1400px">太宽</p></details>',
               "'desk, opened'"),
    "phone": ("@media (max-width: 400px) { p { width: 500px } }", "<p>在手机上太宽</p>",
              "the page is 508 wide at 390"),
    "axe": ("", '<input name="nameless">', "axe: label"),
    "faint": ("", '<p style="color:#bbb;background:#fff">看不清</p>', "axe: color-contrast"),
    "dark": ("@media (prefers-color-scheme: dark) { body { background: #111 } p { color: #222 } }",
             "<p>夜里看不清</p>", "axe in the dark: color-contrast"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sheet(browser):
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def test_a_plain_page_is_right(sheet):
    sheet.set_content(FRAME.format(style="", body='<button type="button">办理</button>'))

    assert_right(sheet)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named(sheet, fault):
    style, body, said = FAULTS[fault]
    sheet.set_content(FRAME.format(style=style, body=body))

    with pytest.raises(AssertionError) as seen:
        assert_right(sheet)

    assert said in str(seen.value)
