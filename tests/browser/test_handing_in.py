"""Handing in: files are dragged, hashed here and there, and the paper fills in the form."""

from __future__ import annotations

import hashlib

import pytest

from review.storage.rows import DocumentRow, RefusalRow
from tests.browser.looking import assert_right, picture

PAPER = (
    "云溪区财政局文件\n云财〔2026〕1号\n云溪区财政局关于报送“三公”经费\n决算的通知\n"
    "各预算单位：\n请按期报送，联系电话13900000000。\n云溪区财政局\n2026年1月4日\n（此件公开发布）\n"
).encode()
TABLE = "项目,金额\n车辆,12\n".encode()
SECRET = "机密★10年\n云溪区财政局关于库房钥匙交接演示的通知\n各单位：\n请知悉。\n".encode()
TITLE = "云溪区财政局关于报送“三公”经费决算的通知"
NAME = '关于"三公"经费的通知.txt'

DROP = """([files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  const drop = document.getElementById("drop");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const said = { dataTransfer: carried, bubbles: true, cancelable: true };
    drop.dispatchEvent(new DragEvent(kind, said));
  }
}"""


@pytest.fixture(scope="module")
def premises(opened):
    with opened() as place:
        yield place


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_a_paper_that_is_dragged_fills_in_the_form(premises, pictures):
    """Annex and paper in the wrong order, put right, checked, and handed in."""
    li = premises.people("li")
    page = li.goes("/hand-in")
    lacking = page.locator("#missing")
    assert "文件、标题、文种、信息来源" in lacking.inner_text()

    page.evaluate(DROP, [[["附表.csv", TABLE.decode()], [NAME, PAPER.decode()]]])
    rows = page.locator(".picked")
    rows.nth(1).locator(".looked").wait_for()
    assert [rows.nth(at).locator(".part").inner_text() for at in (0, 1)] == ["正文", "附件1"]
    rows.nth(1).locator(".first").click()

    assert rows.nth(0).locator(".name").inner_text() == NAME
    assert page.input_value("#title") == TITLE
    assert page.input_value("#number") == "云财〔2026〕1号"
    assert page.input_value("#kind") == "notice"
    assert page.input_value("#dated") == "2026-01-04"
    read = rows.nth(0).inner_text()
    assert "各预算单位" in read
    assert "主动公开" in read
    assert "须确认 1 项" in read
    assert f"SHA-256 {sha256(PAPER)}" in read
    assert "与本机算出的一致" in read
    page.locator(".hints").wait_for()
    assert "政府信息公开条例" in page.locator("#hints").inner_text()
    assert lacking.inner_text() == "还缺：信息来源"
    if pictures:
        picture(page, pictures, "hand-in-filled")
    assert_right(page)

    page.click("button.primary")
    assert page.evaluate("document.activeElement.name") == "source"
    page.check("#source-own")
    assert not lacking.is_visible()
    page.click("button.primary")
    page.wait_for_url("**/cases/*")

    assert NAME in page.content().replace("&#34;", '"')
    (kept,) = premises.office.rows(DocumentRow)
    assert (kept.title, kept.number) == (TITLE, "云财〔2026〕1号")
    assert li.complaints == []


def test_what_somebody_wrote_is_not_written_over(premises):
    page = premises.people("li").goes("/hand-in")
    page.fill("#title", "我写的标题")

    page.set_input_files("#files", [file("通知.txt", PAPER)])
    page.locator(".looked").wait_for()

    assert page.input_value("#title") == "我写的标题"
    assert page.input_value("#number") == "云财〔2026〕1号"


def test_a_file_that_is_taken_away_is_not_sent(premises):
    page = premises.people("li").goes("/hand-in")
    page.set_input_files("#files", [file("甲.txt", PAPER), file("乙.txt", TABLE)])
    page.locator(".looked").nth(1).wait_for()

    page.locator(".picked").nth(0).locator(".off").click()

    names = page.evaluate("[...document.getElementById('files').files].map((one) => one.name)")
    assert names == ["乙.txt"]
    assert page.locator(".picked .part").inner_text() == "正文"


def test_a_marked_paper_is_refused_before_it_is_sent(premises, pictures):
    """The form is gone, the refusal says what to do, and hash and rule are on record."""
    sun = premises.people("qian")  # who may draft as well
    page = sun.goes("/hand-in")

    page.set_input_files("#files", [file("通知.txt", SECRET)])
    refused = page.locator("[data-refused]")
    refused.wait_for()

    assert "内容没有保存" in refused.inner_text()
    assert sha256(SECRET) in refused.inner_text()
    assert page.locator("form#hand-in").count() == 0
    (row,) = premises.office.rows(RefusalRow)
    assert row.sha256 == sha256(SECRET)
    if pictures:
        picture(page, pictures, "hand-in-refused")
    assert_right(page)
    assert sun.complaints == []
