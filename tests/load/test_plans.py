"""However many papers there are, no page reads a table through, and none grows (issue: scale)."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest

from review.services.campaign_views import campaign_view
from review.services.due import due_after
from review.services.plain_papers import plain_after
from review.storage.columns import new_id
from review.storage.rows import CampaignRow
from review.web.app import create
from tests.builders import OfficeForTests
from tests.load.conftest import PAPERS
from tests.load.plans import asked, big_tables, read_through, searched
from tests.load.turning import CASE, LARGEST_PAGE, PAPER, pages_of, signed_in
from tests.web.browser import Browser, text_of

LOGINS = ("zhou", "wang", "li", "gu")
_NEXT = re.compile(r'<a rel="next" href="([^"]+)"')


@pytest.mark.parametrize("login", LOGINS)
def test_no_question_of_a_page_reads_a_big_table_through(crowd: OfficeForTests, login: str):
    """Every statement that was sent, as it was sent."""
    browser = signed_in(crowd, login)
    with asked() as sent:
        pages = pages_of(browser)

    database = crowd.office.database
    big = big_tables(database)
    through = {
        statement: tables
        for statement, values in sent.items()
        if (tables := big.intersection(read_through(database, statement, values)))
    }
    assert big >= {"document", "review_case", "version", "step", "act", "title_pair"}
    assert through == {}
    assert len(sent) > 30
    assert max(map(len, pages.values())) <= LARGEST_PAGE


def test_a_campaign_reads_what_is_not_public_and_its_cases_and_nothing_else(crowd: OfficeForTests):
    """However many papers are public: they are found by no question that counts a campaign."""
    zheng = crowd.caller("zheng")
    campaign = CampaignRow(
        id=new_id(),
        agency_id=zheng.agency_id,
        year=2027,
        first_day=date(2026, 1, 1),
        last_day=date(2027, 3, 31),
        hold_days=0,
        responsible_id=zheng.person_id,
        planned_by=zheng.person_id,
        planned_at=crowd.clock.at,
    )
    with asked() as sent:
        shown = crowd.office.ask(campaign_view, campaign, caller=zheng)

    database = crowd.office.database
    counting = {said: values for said, values in sent.items() if "is_historic" in said}
    assert shown.is_balanced
    assert shown.in_scope > 0
    assert len(counting) == 2  # the scope, and where everything stands
    for statement, values in counting.items():
        found = searched(database, statement, values)
        assert "documents_not_public" in found["document"], found
        assert "cases_by_stage" in found["review_case"], found
        if database.dialect == "sqlite":  # a server reads few rows through, whatever it might do
            through = read_through(database, statement, values)
            assert not big_tables(database).intersection(through), through


def test_a_round_reads_on_from_where_it_was_and_sorts_nothing(crowd: OfficeForTests):
    """Sorting what is due for each batch anew, a round over so many papers would take their square.

    A server may choose otherwise where there is little.
    """
    agency = crowd.caller("zheng").agency_id
    batch = {"agency_id": agency, "on": date(2026, 3, 2), "after": "", "size": 50}

    with asked() as sent:
        for question in (plain_after, due_after):
            crowd.office.ask(question, **batch)

    database = crowd.office.database
    reading = {said: values for said, values in sent.items() if "ORDER BY document.id" in said}
    assert len(reading) == 2
    if database.dialect == "sqlite":
        for statement, values in reading.items():
            assert "documents_in_order" in searched(database, statement, values)["document"]


def test_a_list_tells_what_it_counts_and_what_it_leaves_out(crowded: OfficeForTests):
    zhou = signed_in(crowded, "zhou")

    everything, done = text_of(zhou.get("/?box=all")), text_of(zhou.get("/?box=done&page=7"))

    assert "全部 99+" in everything
    assert "件太多，只列最近的 200 件，其余请检索或者筛选" in everything
    assert "第 7 页，共 7 页" in done
    assert "共 200 件，本页第 181–200 件" in done


def test_what_is_rare_is_found_among_all_of_them(crowded: OfficeForTests):
    """One paper of three thousand, by its number, by its case, by words, in every box it is in."""
    zhou = signed_in(crowded, "zhou")

    by_number = CASE.findall(zhou.get("/?box=all&q=" + quote("〕2345号")).text)
    by_case = CASE.findall(zhou.get("/?box=all&q=" + by_number[0].rpartition("/")[2]).text)
    done = CASE.findall(zhou.get("/?box=done&q=" + quote("〔2025〕2345号")).text)

    assert by_number == by_case
    assert len(by_number) == 1
    assert done == (by_number if "2025" in zhou.get(by_number[0]).text else [])


def test_the_catalogue_is_turned_page_by_page_to_its_end(crowded: OfficeForTests):
    """Every public paper is on one page and on one only; reading on costs no more than reading."""
    reader, seen, path = Browser(create(crowded.office)), [], "/catalogue"
    for _ in range(PAPERS):
        page = reader.get(path).text
        seen += PAPER.findall(page)
        onward = _NEXT.search(page)
        if onward is None:
            break
        path = onward[1].replace("&amp;", "&")

    assert len(seen) == len(set(seen))
    assert len(seen) > PAPERS / 2
    assert "500 件 以上" in text_of(reader.get("/catalogue"))


def test_a_single_sign_is_not_looked_up_and_the_page_says_so(crowded: OfficeForTests):
    zhou = signed_in(crowded, "zhou")

    assert "请至少输入两个字连写的词" in text_of(zhou.get("/?box=all&q=暖"))
    assert "请至少输入两个字连写的词" in text_of(zhou.get("/catalogue?q=暖"))
    assert CASE.findall(zhou.get("/?box=open&q=暖").text)
