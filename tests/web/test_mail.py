"""Notices by mail: to who asked, in working hours, in numbers only; through a real server."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from aiosmtpd.smtp import SMTP
from sqlalchemy import select
from sqlmodel import col

from review.domain.mail_server import server_at
from review.domain.vocabulary import MailRhythm
from review.publishing.mail import MailFailedError, deliver
from review.reassessment_commands import PlanCampaign
from review.services.mail_round import tell_by_mail
from review.services.mailing import MOST_TRIES
from review.storage.rows import MailNoticeRow, PersonRow
from tests.web.browser import text_of
from tests.web.conftest import CLEAN

MONDAY = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
"""Ten o'clock in Shanghai."""
WRITTEN = "2026-11-02"
TITLE = "关于报送2026年预算的通知"


@dataclass
class Mailbox:
    """What a real server took, or what it answers instead."""

    taken: list[email.message.EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        if self.answer.startswith("2"):
            self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.SMTP))
        return self.answer

    @property
    def texts(self):
        return [message.get_content() for message in self.taken]


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A server on this machine, on a port that is free."""
    box, loop = Mailbox(), asyncio.new_event_loop()
    listening = loop.create_server(lambda: SMTP(box, loop=loop), "127.0.0.1", 0)
    server = loop.run_until_complete(listening)
    thread = Thread(target=loop.run_forever)
    thread.start()
    yield box, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


@pytest.fixture
def told(office, mailbox):
    """Ring at an instant; return what the server has taken since."""
    box, url = mailbox
    server = server_at(url, sender="shencha@example.gov.cn")

    def at(now):
        before = len(box.taken)
        tell_by_mail(office.database, office.means, server, now=now)
        return box.taken[before:]

    return at


@pytest.fixture
def waiting(office, as_, paper):
    """A paper that waits for 王芳, who asked for a digest."""
    office.now = lambda: MONDAY
    number = paper(dated=WRITTEN)
    as_("li").takes(number, "propose", mode="proactive", subjects="none")
    chosen(as_("wang"), "digest")
    return number


def chosen(browser, rhythm, address="wang@example.gov.cn"):
    answer = browser.post("/mail", rhythm=rhythm, address=address)
    assert answer.status_code == 303, text_of(answer)


def rows(office):
    with office.database.read() as session:
        found = list(session.scalars(select(MailNoticeRow)))
        session.expunge_all()
        return found


def test_a_digest_tells_numbers_stages_and_days_and_no_word_of_a_paper(told, waiting):
    (message,) = told(MONDAY)

    assert message["To"] == "wang@example.gov.cn"
    assert message["Subject"] == "先审：有 1 件待您办理"
    assert f"{waiting}　科室审核　2026-11-11 到期" in message.get_content()
    assert TITLE not in message.get_content()
    assert "预算" not in message.as_string()


def test_a_digest_goes_once_a_working_day(told, waiting):
    assert len(told(MONDAY)) == 1
    assert told(MONDAY + timedelta(hours=3)) == []
    assert len(told(MONDAY + timedelta(days=1))) == 1


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 9, 0, 29, tzinfo=UTC),
        datetime(2026, 11, 9, 9, 30, tzinfo=UTC),
        datetime(2026, 11, 8, 2, 0, tzinfo=UTC),
        datetime(2026, 10, 1, 2, 0, tzinfo=UTC),
    ],
    ids=["before 8:30", "after 17:30", "Sunday", "National Day"],
)
def test_in_quiet_hours_nobody_is_disturbed(told, office, waiting, now):
    assert told(now) == []
    assert rows(office) == []


def test_who_is_pressed_is_told_by_number_alone(told, office, as_, waiting):
    chosen(as_("wang"), "each")
    assert len(told(MONDAY)) == 1
    office.now = lambda: MONDAY + timedelta(hours=2)
    li = as_("li")
    pressed = li.post(f"/cases/{waiting}/beside", verb="remind", rev=li.revision(waiting))

    (message,) = told(MONDAY + timedelta(hours=3))

    assert pressed.status_code == 303
    assert f"{waiting}　科室审核　2026-11-11 到期，已催办 1 次" in message.get_content()
    assert "预算" not in message.as_string()
    assert told(MONDAY + timedelta(hours=4)) == []


def test_each_is_told_when_something_came_since(told, office, as_, paper, waiting):
    chosen(as_("wang"), "each")
    assert len(told(MONDAY)) == 1
    assert told(MONDAY + timedelta(hours=1)) == []
    office.now = lambda: MONDAY + timedelta(hours=2)
    later = paper(
        CLEAN + b"\n", title="关于另一件事的通知", number="宝财〔2026〕14号", dated=WRITTEN
    )
    as_("li").takes(later, "propose", mode="proactive", subjects="none")

    (message,) = told(MONDAY + timedelta(hours=2, minutes=1))

    assert message["Subject"] == "先审：有 2 件待您办理"


def test_who_has_nothing_waiting_is_not_told(told, as_, waiting):
    chosen(as_("zhou"), "digest", "zhou@example.gov.cn")

    assert [message["To"] for message in told(MONDAY)] == ["wang@example.gov.cn"]


@pytest.fixture
def asking(office, as_, waiting):
    """Let 王芳, on whose desk the case lies, ask somebody about it an hour later."""

    def ask(verb, *to, hours=1, **said):
        office.now = lambda: MONDAY + timedelta(hours=hours)
        wang = as_("wang")
        rev = wang.revision(waiting)
        answer = wang.post(f"/cases/{waiting}/beside", verb=verb, rev=rev, to=list(to), **said)
        assert answer.status_code == 303, text_of(answer)

    return ask


@pytest.mark.parametrize("verb", ["add_signature", "concur", "delegate"])
def test_who_is_asked_is_told_by_number_alone(told, as_, waiting, asking, verb):
    chosen(as_("sun"), "each", "sun@example.gov.cn")
    assert "sun@example.gov.cn" not in [one["To"] for one in told(MONDAY)]
    asking(verb, "sun", words="请看第三页的口径", needed="1")

    (message,) = (one for one in told(MONDAY + timedelta(hours=2)) if "sun" in one["To"])

    assert message["Subject"] == "先审：有 1 件请您答复"
    assert f"还没有答复的有 1 件：{waiting}。" in message.get_content()
    for word in ("预算", "第三页", "待您办理"):
        assert word not in message.as_string() + message.get_content()
    assert told(MONDAY + timedelta(hours=3)) == []


def test_who_answered_is_told_no_more(told, office, as_, waiting, asking):
    chosen(as_("sun"), "digest", "sun@example.gov.cn")
    asking("add_signature", "sun", words="请看口径")
    office.now = lambda: MONDAY + timedelta(hours=2)
    sun = as_("sun")
    answer = sun.post(f"/cases/{waiting}/beside", verb="answer", rev=sun.revision(waiting),
                      of="1", answer="agrees", words="同意")  # fmt: skip

    assert answer.status_code == 303, text_of(answer)
    assert [one["To"] for one in told(MONDAY + timedelta(hours=3))] == ["wang@example.gov.cn"]


def test_of_the_campaign_heads_are_reminded_and_officials_told_when_a_day_has_passed(
    told, office, as_
):
    """王芳 is told before the days of the plan, 顾平 when one has passed, 李明 never."""
    january = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
    office.now = lambda: january
    office.do(PlanCampaign(year=2027), caller=office.caller("zheng"))
    for who in ("wang", "gu", "li"):
        chosen(as_(who), "digest", f"{who}@example.gov.cn")
    assert told(january) == []

    near = datetime(2027, 3, 10, 2, 0, tzinfo=UTC)
    (message,) = told(near)
    assert message["To"] == "wang@example.gov.cn"
    assert message["Subject"] == "先审：2027年度评估提醒"
    assert "2027年度评估：最迟立案的日子快到了（2027-03-" in message.get_content()
    assert "待您办理" not in message.get_content()
    assert told(near + timedelta(days=1)) == []  # told already, and nothing new

    april = datetime(2027, 4, 1, 2, 0, tzinfo=UTC)
    messages = told(april)
    assert {message["To"] for message in messages} == {
        "wang@example.gov.cn",
        "gu@example.gov.cn",
    }
    assert all("最迟公开的日子已过（2027-03-31）" in one.get_content() for one in messages)
    assert told(april + timedelta(days=1)) == []
    assert len(told(april + timedelta(days=12))) == 2  # the same again, after a week


def test_a_reminder_of_the_campaign_stands_above_what_waits(told, office, waiting):
    office.now = lambda: datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
    office.do(PlanCampaign(year=2027), caller=office.caller("zheng"))

    (message,) = told(datetime(2027, 3, 31, 2, 0, tzinfo=UTC))

    assert message["Subject"] == "先审：有 1 件待您办理"
    said = message.get_content()
    assert said.index("年度评估") < said.index("待您办理的有 1 件")
    assert TITLE not in said


def test_what_the_server_did_not_take_is_tried_again_and_given_up(told, office, mailbox, waiting):
    box, _ = mailbox
    box.answer = "451 later"
    for minute in range(0, 240, 11):
        assert told(MONDAY + timedelta(minutes=minute)) == []

    (row,) = rows(office)
    assert (row.attempts, row.failure, row.sent_at) == (MOST_TRIES, "SMTPDataError", None)

    box.answer = "250 OK"
    assert told(MONDAY + timedelta(hours=5)) == []
    assert len(told(MONDAY + timedelta(days=1))) == 1


def test_what_was_not_taken_goes_at_the_next_try(told, office, mailbox, waiting):
    box, _ = mailbox
    box.answer = "451 later"
    told(MONDAY)
    box.answer = "250 OK"

    assert told(MONDAY + timedelta(minutes=5)) == []
    assert len(told(MONDAY + timedelta(minutes=11))) == 1
    (row,) = rows(office)
    assert row.failure is None
    assert row.sent_at is not None


def test_unencrypted_nothing_is_said_to_another_machine(mailbox):
    """This server speaks no TLS; by a name that may be another machine's it is told nothing."""
    box, url = mailbox
    here = server_at(url, sender="shencha@example.gov.cn")
    away = replace(here, host="LOCALHOST")

    with pytest.raises(MailFailedError, match="SMTPNotSupportedError"):
        deliver(away, "wang@example.gov.cn", subject="先审", text="有一件待办")

    assert not away.is_here
    assert box.taken == []


def test_without_a_server_nobody_is_told(office, waiting):
    assert tell_by_mail(office.database, office.means, None, now=MONDAY) == {}
    assert rows(office) == []


def test_who_chooses_none_leaves_no_address(office, as_, told, waiting):
    chosen(as_("wang"), "none")

    with office.database.read() as session:
        wang = session.scalars(select(PersonRow).where(col(PersonRow.login) == "wang")).one()
        kept = (wang.mail, wang.mail_rhythm)
    assert kept == (None, MailRhythm.NONE)
    assert told(MONDAY) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "wang",
        "wang@",
        "@example.gov.cn",
        "wang@example",
        "a@b.cn,c@d.cn",
        "王@例子.cn",
        "a b@c.cn",
    ],
)
def test_what_is_no_address_of_one_mailbox_is_refused(as_, address):
    answer = as_("wang").post("/mail", rhythm="digest", address=address)

    assert answer.status_code == 422
    assert "这不是一个邮箱地址" in text_of(answer)


def test_an_address_is_no_way_to_write_another_header(as_, office):
    answer = as_("wang").post("/mail", rhythm="digest", address="a@b.cn\r\nBcc: c@d.cn")

    assert answer.status_code == 422


def test_the_page_says_what_a_notice_holds(as_):
    page = text_of(as_("wang").get("/mail"))

    assert "不写标题和内容" in page
    assert "工作日 08:30 至 17:30" in page


def test_a_rhythm_the_page_does_not_offer_is_refused(as_):
    assert as_("wang").post("/mail", rhythm="hourly", address="a@b.cn").status_code == 422
