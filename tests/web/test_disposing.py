"""One key, one look, one more key: a finding is disposed of with a reason that is seen."""

from __future__ import annotations

import html
import re

from review.storage.rows import DisposalRow
from tests.web.browser import disposal_of, text_of
from tests.web.kept import rows, the

WITH_ID = "关于发放补助的通知\n\n联系人身份证号：11010519491231002X。\n".encode()
_WAY = re.compile(r'data-key="(\d)" href="([^"#]+)#([^"]+)"')


def ways(page):
    """Return where each key leads."""
    return {key: html.unescape(address) for key, address, _ in _WAY.findall(page.text)}


def test_every_way_is_a_link_under_its_key_and_opens_with_its_usual_reason(as_, brought, office):
    number, zhou = brought("verify", WITH_ID), as_("zhou")
    page = zhou.get(f"/cases/{number}")

    chosen = zhou.get(ways(page)["2"])
    answer = zhou.post(
        disposal_of(page, number), kind="lawful", reason="本人同意", article="第十五条"
    )

    assert list(ways(page)) == ["1", "2", "3", "4"]
    assert "确认“" not in page.text
    assert 'name="kind" value="lawful"' in chosen.text
    assert 'value="本人已书面同意公开"' in chosen.text
    assert 'value="政府信息公开条例第十五条"' in chosen.text
    assert "处置后还须另一人复签" in text_of(chosen)
    assert answer.status_code == 303
    assert the(office, DisposalRow).reason == "本人同意"


def test_nothing_is_disposed_of_by_choosing(as_, brought, office):
    number, zhou = brought("verify", WITH_ID), as_("zhou")

    for address in ways(zhou.get(f"/cases/{number}")).values():
        zhou.get(address)

    assert rows(office, DisposalRow) == []


def test_a_way_that_there_is_not_opens_nothing(as_, brought):
    number, zhou = brought("verify", WITH_ID), as_("zhou")
    address = ways(zhou.get(f"/cases/{number}"))["1"].replace("false-alarm", "forget-it")

    page = zhou.get(address)

    assert page.status_code == 200
    assert "确认“" not in page.text


def test_who_may_not_dispose_is_offered_no_way(as_, brought):
    assert ways(as_("gu").get(f"/cases/{brought('verify', WITH_ID)}")) == {}


def test_who_passes_the_check_finds_an_opinion_that_he_may_change(as_, brought):
    number, zhou = brought("verify"), as_("zhou")
    zhou.opens_all(number)

    page = zhou.get(f"/cases/{number}")

    assert "逐个打开文件，逐项检查，疑点均已处置，未见不宜公开的内容</textarea>" in page.text
