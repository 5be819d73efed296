"""Calendar, channels and addresses on pages: by the same commands, offered to who may."""

from __future__ import annotations

import re

import pytest

from review.services.sending import TRIES
from review.shipped import shipped
from review.storage.database import Database
from review.storage.rows import HolidayNoticeRow, OutboxRow, WebhookRow
from review.storage.schema import upgrade
from review.web.app import create
from tests.builders import OfficeForTests, sqlite_in
from tests.journeys.neighbours import second_in
from tests.web.browser import Browser, text_of
from tests.web.kept import rows, the

NOTICE = shipped("data/reference/holidays/2026.toml").read_text("utf-8")
CORRECTED = NOTICE.replace("的通知》", "的通知（更正）》")
INSIDE = "https://oa.example.gov.cn/xianshen"


def file_of(text, name="2029.toml"):
    content = text if isinstance(text, bytes) else text.encode()
    return [("files", (name, content, "application/octet-stream"))]


# ── Working days ─────────────────────────────────────────────────────────────
def test_every_year_is_shown_with_what_it_rests_on(as_):
    page = text_of(as_("li").get("/calendar?year=2026"))

    assert "国办发明电〔2025〕7号" in page
    assert "2026-02-14 周六 1 调休上班" in page
    assert "2026-02-15 至 2026-02-23 周日至周一 9 春节放假" in page
    assert "暂定" in text_of(as_("li").get("/calendar?year=2028"))
    assert "导入一年的放假通知" not in page


def test_a_notice_is_imported_by_who_may_and_by_nobody_else(as_, office):
    assert as_("li").post("/calendar", files=file_of(CORRECTED)).status_code == 403
    assert rows(office, HolidayNoticeRow) == []

    answer = as_("guan").post("/calendar", files=file_of(CORRECTED))

    assert answer.headers["location"] == "/calendar?moved=0"
    assert the(office, HolidayNoticeRow).year == 2026
    assert "更正" in text_of(as_("li").get("/calendar?year=2026"))
    assert "在办件：0 件" in text_of(as_("guan").get(answer.headers["location"]))


def test_another_agency_counts_by_the_notice_and_imports_none(as_, office):
    second_in(office)
    assert "导入一年的放假通知" in as_("zheng").get("/calendar").text
    assert as_("guan").post("/calendar", files=file_of(CORRECTED)).status_code == 303

    theirs = as_("lu")
    page = text_of(theirs.get("/calendar?year=2026"))
    answer = theirs.post("/calendar", files=file_of(NOTICE))

    assert "更正" in page
    assert "导入一年的放假通知" not in page
    assert answer.status_code == 403
    assert "由宝山市财政局的信息公开专员或者系统管理员导入" in text_of(answer)
    assert the(office, HolidayNoticeRow).year == 2026


@pytest.mark.parametrize(
    ("text", "said"),
    [("year = 2029\n", "放假通知没有导入"), (b"\xff\xfe\x00", "不是 UTF-8 文本"), ("", "没有导入")],
)
def test_a_notice_that_cannot_be_is_refused_in_words(as_, office, text, said):
    answer = as_("guan").post("/calendar", files=file_of(text))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert rows(office, HolidayNoticeRow) == []


@pytest.mark.parametrize("year", ["1", "２０２６", "99999", "-1", "x"])
def test_a_year_that_is_none_shows_this_one(as_, year):
    assert as_("li").get("/calendar", params={"year": year}).status_code == 200


# ── Channels ─────────────────────────────────────────────────────────────────
@pytest.fixture
def given_up(tmp_path):
    """An office whose folder was out of reach until the outbox gave up."""
    database = Database(sqlite_in(tmp_path))
    upgrade(database)
    database.close()
    place = OfficeForTests(tmp_path).found()
    (tmp_path / "published").write_text("out of order")
    place.published()
    for _ in range(TRIES):
        place.clock.later(hours=2)
        place.office.send()
    yield place
    place.close()


def test_what_was_given_up_is_sent_again_from_the_page(given_up):
    app = create(given_up.office)

    def as_(login):
        person = Browser(app)
        assert person.post("/sign-in/demo", login=login).status_code == 303
        return person

    chen = as_("chen")
    page = chen.get("/channels")
    assert "未能送达" in text_of(page)
    assert "送达时出错" in text_of(page) or "渠道的文件夹" in text_of(page)
    (key,) = re.findall(r'name="key" value="([^"]+)"', page.text)

    assert as_("li").post("/channels/retry", key=key).status_code == 403
    assert given_up.rows(OutboxRow, is_dead=True)
    assert chen.post("/channels/retry", key=key).status_code == 303

    assert not given_up.rows(OutboxRow, is_dead=True)
    assert "等待送达" in text_of(chen.get("/channels"))


# ── Addresses ────────────────────────────────────────────────────────────────
def test_an_address_is_made_its_secret_shown_once_and_it_is_ended(as_, office):
    guan = as_("guan")
    made = guan.post("/webhooks", url=INSIDE)
    (secret,) = re.findall(r'class="token">([^<]+)<', made.text)
    assert len(secret) > 20

    page = guan.get("/webhooks")
    assert INSIDE in page.text
    assert secret not in page.text
    row = the(office, WebhookRow)
    assert guan.post(f"/webhooks/{row.id}/ending").status_code == 303
    assert the(office, WebhookRow).ended_at is not None
    assert "已停用" in text_of(guan.get("/webhooks"))


def test_an_address_that_will_not_do_is_refused_with_what_would(as_, office):
    answer = as_("guan").post("/webhooks", url="http://127.0.0.1/x")

    assert answer.status_code == 422
    assert "须为 https" in text_of(answer)
    assert rows(office, WebhookRow) == []


@pytest.mark.parametrize("place", ["/channels", "/webhooks"])
def test_what_is_not_his_is_offered_to_nobody_and_refused_in_words(as_, place):
    for login in ("li", "zhou", "gu", "shen"):
        person = as_(login)
        assert f'href="{place}"' not in person.get("/calendar").text
        answer = person.get(place)
        assert answer.status_code == 403
        assert "这不是您可以办理的事项。 请由" in text_of(answer)
    assert f'href="{place}"' in as_("guan").get("/calendar").text
