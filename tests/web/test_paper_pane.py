"""The paper on the page of its case: read in the middle, its findings marked and linked."""

from __future__ import annotations

import html
import re

import pytest

from review.storage.rows import FileRow, OpeningRow
from tests.unit.screening.papers import word
from tests.web.browser import disposal_of, text_of
from tests.web.conftest import CLEAN
from tests.web.kept import rows, the

CARD = "11010519491231002X"
WITH_ID = f"关于发放补助的通知\n\n联系人身份证号：{CARD}。\n".encode()


@pytest.fixture
def opened(as_, office):
    """Open the only file there is on the page of its case."""

    def open_as(login, number, *, more=""):
        as_(login).opens_all(number)
        address = f"/cases/{number}?file={the(office, FileRow).id}{more}"
        return as_(login).get(address)

    return open_as


def test_the_page_does_not_show_the_paper_before_it_is_opened(as_, paper):
    page = as_("zhou").get(f"/cases/{paper(WITH_ID)}")

    assert CARD not in page.text
    assert "联系人身份证号" not in page.text


def test_who_checks_reads_the_paper_only_when_that_is_entered(as_, brought, office):
    """He asks for the text, is asked to open the file, and then it is shown and told."""
    number, zhou = brought("verify", WITH_ID), as_("zhou")
    file = the(office, FileRow).id
    address = f"/cases/{number}?file={file}"

    closed = zhou.get(address)
    shown_as = {"opinion": "看过", "rev": zhou.revision(number)}
    refused = zhou.post(f"/cases/{number}/steps", action="pass_check", **shown_as)
    opened = zhou.post(f"/cases/{number}/files/{file}/opening")
    again = zhou.post(f"/cases/{number}/files/{file}/opening", download="yes")
    shown = zhou.get(address)

    assert CARD not in closed.text
    assert "您还没有打开" in text_of(closed)
    assert refused.status_code == 409
    assert "您还没有打开看过每个文件（notice.txt）" in text_of(refused)
    assert opened.headers["location"] == f"{address}#paper"
    assert again.headers["location"] == f"/cases/{number}/files/{file}"
    assert CARD in shown.text
    assert "已打开：周岚" in text_of(shown)
    assert the(office, OpeningRow).file_id == file


def test_who_only_looks_on_reads_without_an_entry(as_, brought, office):
    number = brought("verify", WITH_ID)

    page = as_("gu").get(f"/cases/{number}?file={the(office, FileRow).id}")

    assert CARD in page.text
    assert rows(office, OpeningRow) == []


def test_a_finding_and_its_place_lead_to_each_other(opened, paper):
    page = opened("zhou", paper(WITH_ID))

    finding = re.search(r'id="finding-([\w.-]+)"', page.text)[1]
    mark = re.search(r'<mark class="block">([^<]*)<a class="number" href="#([^"]+)"', page.text)
    assert mark.groups() == (CARD, f"finding-{finding}")
    assert f'id="mark-{finding}"' in page.text
    assert f'href="#mark-{finding}"' in page.text
    assert "联系人身份证号：" in text_of(page)


def test_the_words_of_a_paper_stay_words(opened, paper):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"

    page = opened("zhou", paper(word(evil), name="a.docx"))

    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert evil in html.unescape(page.text)


@pytest.mark.parametrize("login", ["feng", "shen", "guan"])
def test_who_may_not_see_the_case_sees_no_paper(opened, paper, login):
    page = opened(login, paper(WITH_ID))

    assert page.status_code == 404
    assert CARD not in page.text


def test_a_file_of_another_paper_is_none_of_this_case(as_, paper, office):
    mine = paper(WITH_ID)
    file = the(office, FileRow).id
    other = paper(CLEAN)

    page = as_("zhou").get(f"/cases/{other}?file={file}")

    assert page.status_code == 200
    assert CARD not in page.text
    assert mine != other


def test_the_paper_stays_open_when_a_finding_was_disposed_of(as_, opened, paper, office):
    number = paper(WITH_ID)
    place = disposal_of(opened("zhou", number), number)
    file = the(office, FileRow).id

    answer = as_("zhou").post(
        place, kind="lawful", reason="本人同意公开", article="条例第十五条", file=file
    )

    finding = re.search(r"findings/([^/]+)/", place)[1]
    where = f"/cases/{number}?file={file}&at={finding}#finding-{finding}"
    assert answer.headers["location"] == where


def test_a_long_paper_is_shown_in_parts_and_a_finding_leads_to_its_own(opened, paper):
    content = "\n".join(f"第{number}行" for number in range(700)) + f"\n身份证号{CARD}\n"
    number = paper(content.encode())

    first, second = opened("zhou", number), opened("zhou", number, more="&part=2")
    link = re.search(r'href="([^"]+#mark-[^"]+)"', first.text)[1]
    followed = opened("zhou", number, more=f"&at={re.search('at=([^#&]+)', link)[1]}")

    assert "分 2 部分显示，这是第 1 部分" in text_of(first)
    assert "第0行" in text_of(first)
    assert f"{CARD}<a" not in first.text
    assert f"{CARD}<a" in second.text
    assert f"{CARD}<a" in followed.text


def test_a_page_with_many_findings_stays_small_without_the_paper(as_, paper):
    """Twenty are listed at once, the others are a link away; all are counted."""
    content = "\n".join(
        f"联系人{n}手机1380013{n:04d}，车牌沪A{n:05d}，身份证号{CARD}" for n in range(19)
    )
    number = paper(content.encode())

    page = as_("zhou").get(f"/cases/{number}")
    rest = as_("zhou").get(f"/cases/{number}?from=21")

    assert len(page.content) <= 60_000
    assert len(re.findall(r'<article class="finding', page.text)) == 20
    assert f"/cases/{number}?from=21#findings" in page.text
    assert not set(re.findall(r'id="(finding-[^"]+)"', page.text)) & set(
        re.findall(r'id="(finding-[^"]+)"', rest.text)
    ) - {"findings"}
