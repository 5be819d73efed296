"""What pages tell a newcomer: whose page it is, what he may do, what a rule asks, what is next."""

from __future__ import annotations

import re
from datetime import timedelta

from review.services.heartbeats import ring
from review.web.app import create
from tests.web.browser import Browser, text_of
from tests.web.conftest import CLEAN, FIRST_PASSWORD


def title_of(answer):
    return re.findall(r"<title>(.*?)</title>", answer.text)[0]


def test_a_paper_is_of_its_drafters_section_unless_he_says_otherwise(as_):
    li, feng = (as_(one).get("/hand-in").text for one in ("li", "feng"))

    assert re.findall(r"<option selected>(.*?)</option>", li) == ["预算科"]
    assert re.findall(r"<option selected>(.*?)</option>", feng) == ["国库科"]


def test_files_are_called_what_they_are(as_, brought, stranger):
    li = as_("li")
    files = [
        ("files", (name, CLEAN + name.encode(), "text/plain")) for name in ("甲.txt", "乙.txt")
    ]
    words = {"title": "两个文件", "kind": "notice", "section": "预算科", "source": "own"}
    number = li.post("/hand-in", files=files, **words).headers["location"].rpartition("/")[2]
    brought("publish")

    case, public = text_of(li.get(f"/cases/{number}")), text_of(stranger.get("/catalogue"))

    assert "正文 甲.txt" in case
    assert "附件1 乙.txt" in case
    assert "正文 notice.txt" in public


def test_the_catalogue_says_whose_it_is_and_who_is_signed_in(as_, stranger):
    mine, anybodys = as_("li").get("/catalogue"), stranger.get("/catalogue")

    assert "宝山市财政局政府信息公开目录" in text_of(anybodys)
    assert title_of(anybodys).startswith("宝山市财政局公开目录")
    assert "李明" in text_of(mine)
    assert "退出登录" in text_of(mine)
    assert "李明" not in text_of(anybodys)
    assert "工作人员登录" in text_of(anybodys)


def test_who_keeps_accounts_is_told_where_his_work_is(as_):
    for keeper in ("guan", "shen"):
        page = as_(keeper).get("/")
        assert "您可以办的事" in text_of(page)
        for place in ("/people", "/calendar", "/channels", "/webhooks", "/procedures", "/pace"):
            assert f'href="{place}"' in page.text
        assert "没有等您办理的件" not in text_of(page)
    assert "您可以办的事" not in text_of(as_("wang").get("/"))


def test_the_form_for_a_password_says_the_rule(ordinary_office):
    guan = Browser(create(ordinary_office))
    guan.post("/sign-in", login="guan", password=FIRST_PASSWORD)

    page = text_of(guan.get("/password"))

    assert "至少 8 个字符" in page
    assert "不能与用户名或者原口令相同" in page


def test_the_door_says_how_long_it_stays_shut(stranger):
    page = text_of(stranger.get("/sign-in"))

    assert "连续输错 5 次，账号锁定 1 分钟" in page
    assert "最长 30 分钟" in page


def test_what_is_not_there_has_a_title_that_says_so(as_, stranger):
    for answer in (as_("li").get("/cases/2026-9999"), stranger.get("/nowhere")):
        assert answer.status_code == 404
        assert title_of(answer) == "查无此项 – 先审"


def test_an_old_form_says_what_to_do(as_, paper):
    number = paper()
    li, gone = as_("li"), as_("li")
    gone.post("/sign-out")

    old = li.post(f"/cases/{number}/steps", csrf="of an older session", action="x", rev="1")
    out = gone.post(f"/cases/{number}/steps", action="x", rev="1")

    assert old.status_code == out.status_code == 403
    assert "这张表单已经失效" in text_of(old)
    assert "刷新后重新填写、提交" in text_of(old)
    assert "请先登录，刚才的没有办理" in text_of(out)
    assert "刷新后重新填写、提交" in text_of(out)


def test_a_refused_paper_is_told_by_what_to_do_and_its_hash_only_to_who_asks(as_):
    answer = as_("li").hands_in("机密★10年\n关于某项工作的通知\n".encode())
    before, _, hashes = answer.text.partition('<details class="hashes">')

    assert answer.status_code == 422
    assert "没有收下这份文件" in before
    assert "立即报告保密审查员" in before
    assert "SHA-256" not in before
    assert "SHA-256" in hashes


def test_what_is_usual_for_a_paper_stands_where_its_mode_is_proposed(as_, paper):
    number = paper(kind="request_for_instructions", title="关于增加编制的请示")

    proposing = as_("li").get(f"/cases/{number}")
    others = as_("zhou").get(f"/cases/{number}")

    assert "公开属性提示：只供参考，不代替认定" in text_of(proposing)
    assert "规则 request_or_report" in text_of(proposing)
    assert 'value="withheld" checked' not in proposing.text
    assert "公开属性提示" not in text_of(others)


def test_a_silent_bell_says_what_stands_still_and_what_to_start(as_, office):
    with office.database.write() as session:
        ring(session, job="bell", now=office.now() - timedelta(hours=2))

    page = text_of(as_("zhou").get("/"))

    assert "每日的定期评估和渠道对账、已批准的发送、应销毁的销毁都停着" in page
    assert "xianshen clock" in page
    assert "漏掉的日子补办一次" in page
