"""Beside the procedure on the page: offered with what comes of it, refused with why, no script."""

from __future__ import annotations

import re

from review.services.doctor import examine
from review.storage.rows import SideActRow
from tests.web.browser import text_of
from tests.web.kept import entries, rows


def does(browser, number, verb, **said):
    """Do something as the form on the page would."""
    said = {"rev": browser.revision(number), **said}
    return browser.post(f"/cases/{number}/beside", verb=verb, **said)


def test_a_copy_is_ticked_sent_found_and_read(as_, paper, office):
    number, zhou, gu = paper(), as_("zhou"), as_("gu")
    page = zhou.get(f"/cases/{number}?beside=copy")

    sent = does(zhou, number, "copy", to=["gu", "he"])
    told = text_of(zhou.get(sent.headers["location"]))
    inbox, found = text_of(gu.get("/")), text_of(gu.get("/?box=copied"))
    asked = gu.get(f"/cases/{number}")
    read = does(gu, number, "read", of="1")

    assert 'id="copy-gu" name="to" value="gu"' in page.text
    assert 'value="feng"' not in page.text  # another section's drafter does not see it
    assert "只供阅知，收到的人不因此能办理" in text_of(page)
    assert sent.headers["location"] == f"/cases/{number}?done=b1"
    assert re.search("已办理：周岚：抄送(顾平、何远|何远、顾平)。", told)
    assert "抄送 1" in inbox
    assert "抄送，未阅知" in found
    assert "周岚抄送您阅知" in text_of(asked)
    assert "已办理：顾平：阅知周岚的抄送。" in text_of(gu.get(read.headers["location"]))
    assert "未阅知" not in text_of(gu.get("/?box=copied"))
    assert "周岚抄送您阅知" not in text_of(gu.get(f"/cases/{number}"))
    assert all(one.is_note for one in office.ask(examine))


def test_what_is_not_offered_says_why_and_what_will_not_do_is_said_there(as_, paper, office):
    number, li, zhou, feng = paper(), as_("li"), as_("zhou"), as_("feng")
    before = entries(office)

    waits = text_of(li.get(f"/cases/{number}"))
    answers = {
        "nobody": does(zhou, number, "copy"),
        "himself": does(zhou, number, "copy", to="zhou"),
        "blind": does(zhou, number, "copy", to="feng"),
        "stranger": does(zhou, number, "copy", to="x' OR 1=1"),
        "not waiting": does(zhou, number, "remind"),
        "no verb": does(zhou, number, "publish"),
        "no mark": zhou.post(f"/cases/{number}/beside", verb="copy", to="gu", csrf="x", rev="1"),
        "no number": does(zhou, number, "read", of="x"),
        "not his": does(zhou, number, "read", of="1"),
        "stale": does(zhou, number, "copy", to="gu", rev="9"),
        "unseen": feng.post(f"/cases/{number}/beside", verb="copy", to="gu", rev="1"),
    }

    assert "催办 本件正等您办理，不必催办。" in waits
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "nobody": 422,
        "himself": 422,
        "blind": 422,
        "stranger": 404,
        "not waiting": 403,
        "no verb": 422,
        "no mark": 403,
        "no number": 422,
        "not his": 404,
        "stale": 409,
        "unseen": 404,
    }
    assert "冯源看不到本件，不能抄送给这位同志。" in text_of(answers["blind"])
    assert '<details class="act" open>\n    <summary>抄送</summary>' in answers["blind"].text
    assert (entries(office), rows(office, SideActRow)) == (before, [])


def test_only_the_form_that_is_opened_names_people(as_, paper):
    """A page that named everybody once for each verb would be long, and longer in a big office."""
    number, zhou = paper(), as_("zhou")

    closed = zhou.get(f"/cases/{number}")
    opened = zhou.get(f"/cases/{number}?beside=copy")
    unknown = zhou.get(f"/cases/{number}?beside=nonsense")

    assert f'href="/cases/{number}?beside=copy#beside">抄送</a>' in closed.text
    assert 'name="to"' not in closed.text
    assert opened.text.count('value="gu"') == 1
    assert unknown.text == closed.text


def test_a_stage_is_given_away_and_the_page_says_who_has_it(as_, brought):
    number, zhou, sun = brought("verify"), as_("zhou"), as_("sun")
    page = zhou.get(f"/cases/{number}?beside=reassign")

    given = does(zhou, number, "reassign", to="sun", words="周岚出差")
    told, mine = text_of(zhou.get(given.headers["location"])), sun.get("/")
    drafter = does(sun, number, "reassign", to="li", words="请承办人自己看")
    back = does(zhou, number, "reassign", to="zhou", words="不出差了")

    assert '<option value="sun">孙强</option>' in page.text
    assert '<option value="li">' not in page.text
    assert "本环节已由周岚转办孙强，由孙强办理；周岚可以收回" in told
    assert number in mine.text
    assert drafter.status_code == 422
    assert "李明没有办公室审查人、保密审查员的角色，不能转办给这位同志。" in text_of(drafter)
    assert back.status_code == 303
    assert "周岚：收回转办" in text_of(zhou.get(f"/cases/{number}"))


def test_others_are_asked_on_the_page_and_answer_there(as_, brought):
    number, zhou, sun, gu = brought("verify"), as_("zhou"), as_("sun"), as_("gu")

    asked = does(zhou, number, "concur", to=["sun", "gu"], needed="2", words="请会签")
    waits = text_of(zhou.get(asked.headers["location"]))
    page, inbox = sun.get(f"/cases/{number}"), text_of(sun.get("/?box=asked"))
    mute = does(sun, number, "answer", of="1")
    does(sun, number, "answer", of="1", answer="agrees")
    again = does(sun, number, "answer", of="1", answer="objects", words="改主意了")
    objected = does(gu, number, "answer", of="1", answer="objects", words="口径未定")
    failed = text_of(zhou.get(f"/cases/{number}"))
    back = does(zhou, number, "take_back", of="1")

    assert "还不能“通过保密审查”" in waits
    assert "孙强：还没有答复" in waits
    assert 'name="answer" value="agrees"' in page.text
    assert "待答复 1" in inbox
    assert "没有写明怎样答复，可填：同意、不同意。" in text_of(mute)
    assert (mute.status_code, again.status_code, objected.status_code) == (422, 409, 303)
    assert "顾平：不同意" in failed
    assert "已达不到" in failed
    assert back.status_code == 303
    assert "收回这一项" not in text_of(zhou.get(f"/cases/{number}"))


def test_a_form_sent_twice_is_done_once(as_, brought, office):
    number, li = brought("verify"), as_("li")
    rev = li.revision(number)

    answers = [does(li, number, "remind", rev=rev) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert "您今天已经催办过本件。" in text_of(answers[1])
    assert len(rows(office, SideActRow)) == 1
    assert "已催办 1 次" in text_of(as_("zhou").get("/"))
