"""Finding a paper in the inbox again: words, filters, pages; by plain links and forms."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import Engine, event

from review.commands import HandedFile, HandIn
from review.domain.vocabulary import DocumentKind, Genre, Source
from review.services.inbox import ON_A_PAGE
from review.web.app import create
from tests.web.browser import Browser, text_of

NOTICE = HandIn(
    files=(),
    title="关于报送2026年预算的通知",
    kind=DocumentKind.NOTICE,
    section="预算科",
    source=Source.OWN,
)
OTHERS = (
    replace(NOTICE, title="关于补助方案的请示", kind=DocumentKind.REQUEST_FOR_INSTRUCTIONS),
    replace(NOTICE, title="100%达标_企业'名单", number="宝财〔2026〕12号"),
    replace(
        NOTICE,
        title="部门决算公开表",
        kind=DocumentKind.UNOFFICIAL,
        genre=Genre.BUDGET_TABLE,
        section="国库科",
        source=Source.FORWARDED,
    ),
)


FOUND = re.compile(r'<td class="title"[^>]*><a href="/cases/([0-9-]+)">')
LINK = re.compile(r'<a rel="(prev|next)" href="([^"]+)">')
LARGEST_PAGE = 60_000


@pytest.fixture
def handed(office):
    """Hand papers in without a browser; each has bytes of its own."""

    def hand(*commands, start=0):
        for number, command in enumerate(commands, start=start):
            file = HandedFile(name="正文.txt", content=f"正文{number}。".encode())
            office.do(replace(command, files=(file,)), caller=office.caller("li"))

    return hand


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that any database is asked meanwhile."""
    said: list[str] = []

    def count(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def found(browser, **asked):
    """Return the serial numbers of what a page lists."""
    page = browser.get("/?" + urlencode({"box": "open", **asked}))
    assert page.status_code == 200
    return {int(number.partition("-")[2]) for number in FOUND.findall(page.text)}


WORDS = {
    "预算": {1},
    "方案": {2},
    "关于 请示": {2},
    "关于": {1, 2},
    "宝财[2026]12号": {3},
    "〔2026〕12": {3},
    "2026-0002": {2},
    "2026-4": {4},
    "2": {2, 1, 3},
    "%": {3},
    "0%达": {3},
    "_": {3},
    "标_企": {3},
    "'": {3},
    "' OR 1=1 --": set(),
    '"': set(),
    "预算*": set(),
    "预算 OR 请示": set(),
    "NEAR(预算)": set(),
    "\\": set(),
    "/": set(),
    "算预": set(),
}
"""What is typed, and the papers it finds: words are words, whatever a database makes of them."""


def test_words_are_found_as_they_are_written(as_, handed):
    handed(NOTICE, *OTHERS)
    zhou = as_("zhou")

    assert {words: found(zhou, q=words) for words in WORDS} == WORDS


@pytest.mark.postgres
def test_on_a_server_too(postgres_office):
    """The same words in the other database; Latin letters in either case."""
    office = postgres_office
    for number, command in enumerate((NOTICE, replace(NOTICE, title="WTO 通报 0%达_"), *OTHERS)):
        file = HandedFile(name="正文.txt", content=f"正文{number}。".encode())
        office.do(replace(command, files=(file,)), caller=office.caller("li"))
    zhou = Browser(create(office))
    zhou.post("/sign-in/demo", login="zhou")

    assert found(zhou, q="预算") == {1}
    assert found(zhou, q="wto") == {2}
    assert found(zhou, q="0%达") == {2, 4}
    assert found(zhou, q="'") == {4}
    assert found(zhou, kind="unofficial", section="国库科") == {5}
    assert found(zhou, mode="proactive") == set()


def test_what_is_found_is_found_among_what_one_may_see(as_, handed):
    """S17: the search tells a section nothing of another's papers."""
    handed(NOTICE, *OTHERS)
    wang = as_("wang")  # of the 预算科

    assert found(wang, q="决算") == set()
    assert found(wang, section="国库科") == set()
    assert found(wang, q="公开") == found(wang, q="没有这样的词")
    assert found(wang) == {1, 2, 3}


def test_a_list_is_narrowed_by_each_of_its_filters(as_, handed):
    handed(NOTICE, *OTHERS)
    as_("li").takes("2026-0001", "propose", mode="proactive")
    zhou = as_("zhou")

    assert found(zhou, kind="request_for_instructions") == {2}
    assert found(zhou, stage="section_review") == {1}
    assert found(zhou, mode="proactive") == {1}
    assert found(zhou, source="forwarded") == {4}
    assert found(zhou, section="国库科") == {4}
    assert found(zhou, kind="notice", q="名单") == {3}
    assert found(zhou, kind="notice", stage="section_review", q="名单") == set()


NONSENSE = ("nonsense", "'; DROP TABLE review_case", "\x00", "²", "9" * 40)


@pytest.mark.parametrize("value", NONSENSE, ids=["word", "sql", "nul", "digit", "number"])
def test_what_is_no_choice_is_not_chosen(as_, value):
    """Anything may stand in an address; the page is the plain one, and repeats nothing of it."""
    zhou = as_("zhou")
    plain = zhou.get("/").text

    for name in ("kind", "stage", "mode", "source", "section", "page", "box"):
        assert zhou.get("/", params={name: value}).text == plain


def test_a_form_keeps_what_was_asked_and_a_link_takes_it_away(as_, handed):
    handed(NOTICE)
    asked = {"box": "open", "q": '<b>"x"', "kind": "notice"}
    page = as_("zhou").get("/", params=asked).text

    assert 'value="&lt;b&gt;&#34;x&#34;"' in page
    assert '<option value="notice" selected>' in page
    assert '<input type="hidden" name="box" value="open">' in page
    assert '<a href="/?box=open">清除</a>' in page
    assert '<a href="/?box=open">看全部 1 件</a>' in page


def test_pages_are_turned_and_keep_what_was_asked(as_, handed):
    """Every case is on one page and on one only, and no page is too heavy for a slow line."""
    handed(*[replace(NOTICE, title=f"关于第 {n} 号事项的通知" * 4) for n in range(ON_A_PAGE + 2)])
    zhou = as_("zhou")

    first = zhou.get("/?box=open&q=" + "%E4%BA%8B%E9%A1%B9")
    ((rel, after),) = LINK.findall(first.text)
    second = zhou.get(html.unescape(after))
    beyond = zhou.get("/?box=open&page=9999")

    ones, others = FOUND.findall(first.text), FOUND.findall(second.text)
    assert rel == "next"
    assert parse_qs(urlsplit(html.unescape(after)).query)["q"] == ["事项"]
    assert (len(ones), len(others)) == (ON_A_PAGE, 2)
    assert len({*ones, *others}) == ON_A_PAGE + 2
    assert "第 2 页，共 2 页" in text_of(second)
    assert FOUND.findall(beyond.text) == others
    assert len(first.content) <= LARGEST_PAGE


def test_a_longer_list_asks_no_more_of_the_database(as_, handed):
    """One query for all lines, never one for each."""
    handed(NOTICE, OTHERS[0])
    zhou = as_("zhou")
    zhou.get("/?box=open")
    with counted() as few:
        short = zhou.get("/?box=open")
    handed(*[NOTICE] * 6, start=50)
    with counted() as many:
        long = zhou.get("/?box=open")

    assert len(FOUND.findall(short.text)) == 2
    assert len(FOUND.findall(long.text)) == 8
    assert len(few) > 5
    assert len(many) == len(few)
