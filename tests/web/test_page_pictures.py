"""Pages of the paper as they look, beside its text: for who may see the case alone."""

from __future__ import annotations

import re

import pytest

from review.storage.rows import FileRow
from tests.unit.screening.papers import pdf
from tests.web.browser import text_of
from tests.web.conftest import CLEAN
from tests.web.kept import the

CARD = "11010519491231002X"
PAPER = pdf("云溪区财政局关于发放补助的通知\n各单位：", f"联系人身份证号{CARD}。\n请知悉。")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def number(as_):
    answer = as_("li").hands_in(PAPER, name="通知.pdf")
    assert answer.status_code == 303, text_of(answer)
    return answer.headers["location"].rpartition("/")[2]


def test_what_was_found_is_framed_on_its_page_and_linked(as_, number, office):
    li, file = as_("li"), the(office, FileRow).id
    page = li.get(f"/cases/{number}?file={file}&look=pages&page=2")

    (place,) = re.findall(r'<image href="([^"]+)"', page.text)
    assert place == f"/cases/{number}/files/{file}/pages/2"
    (frame,) = re.findall(r'<a href="#(finding-[^"]+)" aria-label="疑点 1：', page.text)
    assert f'id="{frame}"' in page.text
    assert "第 2 页，共 2 页" in text_of(page)
    assert CARD in page.text  # the safe text stays beside the picture

    image = li.get(place)
    assert image.content.startswith(PNG)
    assert image.headers["content-type"] == "image/png"
    assert image.headers["cache-control"] == "no-store"
    assert image.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert len(image.content) < 1_000_000


def test_a_page_is_for_who_may_see_the_case_and_there_is_none_beyond_the_last(as_, number, office):
    place = f"/cases/{number}/files/{the(office, FileRow).id}/pages"

    for login in ("feng", "shen", "guan"):
        assert as_(login).get(f"{place}/1").status_code == 404
    assert as_("li").get(f"{place}/3").status_code == 404
    assert as_("li").get(f"/cases/{number}/files/nothing/pages/1").status_code == 404


def test_who_checks_sees_no_page_before_it_is_entered_that_he_opened_the_file(as_, brought, office):
    number = brought("verify", PAPER)
    zhou, file = as_("zhou"), the(office, FileRow).id
    place = f"/cases/{number}/files/{file}/pages/1"

    assert zhou.get(place).status_code == 404
    zhou.opens_all(number)
    assert zhou.get(place).content.startswith(PNG)


def test_a_file_without_pages_of_its_own_says_so(as_, paper, office):
    number = paper(CLEAN)
    file = the(office, FileRow).id

    page = as_("li").get(f"/cases/{number}?file={file}&look=pages")

    assert "只有 PDF 有版面图" in text_of(page)
    assert "<svg viewBox" not in page.text
    assert as_("li").get(f"/cases/{number}/files/{file}/pages/1").status_code == 404
