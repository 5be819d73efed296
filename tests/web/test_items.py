"""The page of a paper of the register: what happened is entered there, by who may."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from review.storage.rows import DocumentRow, RequestFactRow, TriggerRow
from tests.web.browser import text_of


@pytest.fixture
def paper(as_, office) -> str:
    """A paper that 李明 has handed in, by its id."""
    as_("li").hands_in("关于补助测算口径的复函\n".encode())
    with office.database.read() as session:
        return session.scalars(select(DocumentRow)).one().id


def rows_of(office, table):
    with office.database.read() as session:
        found = session.scalars(select(table)).all()
        session.expunge_all()
        return found


def test_an_event_is_entered_with_its_source(as_, office, paper):
    zheng = as_("zheng")
    page = zheng.get(f"/papers/{paper}")
    assert "登记情况变化" in text_of(page)

    said = {"event": "citizen_suggestion", "reference": "建议1号", "happened_on": "2026-01-05"}
    answer = zheng.post(f"/papers/{paper}/events", **said)
    shown = text_of(zheng.get(answer.headers["location"]))

    assert answer.status_code == 303
    assert "已登记，下次评估时处理" in shown
    assert "公民建议 建议1号 郑雪" in shown
    assert [row.reference for row in rows_of(office, TriggerRow)] == ["建议1号"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"event": ""}, "没有选择发生了什么"),
        ({"event": "due_date"}, "没有选择发生了什么"),
        ({"reference": " "}, "没有写明来源的文号或者编号"),
        ({"happened_on": "昨天"}, "没有写明日期"),
    ],
    ids=["nothing", "derived", "no source", "no day"],
)
def test_what_will_not_do_is_said_beside_the_form(as_, office, paper, changed, told):
    said = {"event": "abolished", "reference": "云财〔2026〕8号", "happened_on": "2026-01-05"}

    answer = as_("zheng").post(f"/papers/{paper}/events", **{**said, **changed})

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert rows_of(office, TriggerRow) == []


def test_a_request_is_entered_once(as_, office, paper):
    zhou = as_("zhou")
    said = {"number": "申1", "requester": "甲公司", "answered_on": "2026-01-05", "result": "given"}

    first = zhou.post(f"/papers/{paper}/requests", **said)
    again = zhou.post(f"/papers/{paper}/requests", **said)
    other = zhou.post(f"/papers/{paper}/requests", **{**said, "result": "refused"})

    assert text_of(zhou.get(first.headers["location"])).count("申1") == 1
    assert "没有重复登记" in text_of(zhou.get(again.headers["location"]))
    assert other.status_code == 409
    assert "请写明更正理由再登记一次" in text_of(other)
    assert len(rows_of(office, RequestFactRow)) == 1


def test_a_paper_of_another_section_does_not_exist(as_, office, paper):
    feng = as_("feng")
    said = {"number": "申1", "requester": "甲", "answered_on": "2026-01-05", "result": "given"}

    page = feng.get(f"/papers/{paper}")
    answer = feng.post(f"/papers/{paper}/requests", **said)

    assert (page.status_code, answer.status_code) == (404, 404)
    assert rows_of(office, RequestFactRow) == []


def test_a_section_enters_requests_and_no_events(as_, paper):
    li = as_("li")
    said = {"event": "abolished", "reference": "1号", "happened_on": "2026-01-05"}

    shown = text_of(li.get(f"/papers/{paper}"))

    assert "登记一件申请" in shown
    assert "登记情况变化" not in shown
    assert li.post(f"/papers/{paper}/events", **said).status_code == 403


def test_the_register_is_shown_and_taken_along(as_, office):
    zheng = as_("zheng")

    page = zheng.get("/register?mode=withheld&years=nonsense&page=7")
    sheet = zheng.get("/register.xlsx?q=%E5%87%BD")
    table = zheng.get("/register.csv")

    assert page.status_code == 200
    assert "台账里没有这样的公文" in text_of(page)
    assert sheet.content.startswith(b"PK")
    assert table.text.startswith('\ufeff"标题"')
    assert "attachment" in table.headers["content-disposition"]
    assert zheng.get("/register.exe").status_code == 404
