"""The pages of the rulesets: what is looked for, what would change, and who may sign it."""

from __future__ import annotations

import html
import re

import pytest

from review.commands import DraftRuleset, HandedFile, SignRuleset
from review.screening.rules import active_ruleset
from review.screening.ruleset import shown
from review.services.agency_rules import ruleset_of
from review.storage.rows import RulesetDraftRow
from tests.web.browser import text_of
from tests.web.conftest import CLEAN
from tests.web.kept import entries, the

WORD = "白鹭工程"
VERSION = "一期-1"
PAGE = f"/rulesets/drafts/{VERSION}"
ACTS = re.compile(rf'action="{PAGE}/(\w+)"')


def words(version=VERSION, *, name="词表.csv", level="阻断"):
    content = f"词,级别,说明\n{WORD},{level},未公布的项目代号\n黑鹳工程,{level},未公布的项目代号\n"
    return DraftRuleset(version=version, sources=(HandedFile(name=name, content=content.encode()),))


@pytest.fixture
def drafted(office, paper):
    """周岚 drafts a list of two words; a paper here has one of them."""
    paper(CLEAN + f"配合{WORD}的勘查。\n".encode())
    office.do(words(), caller=office.caller("zhou"))


@pytest.fixture
def tested(office, drafted):
    office.try_ruleset(VERSION, caller=office.caller("zhou"))


def offered(answer):
    return set(ACTS.findall(html.unescape(answer.text)))


def acts(browser, act, **said):
    """Do what the page offers, as it was shown."""
    page = browser.get(PAGE).text
    rev = re.findall(r'name="rev" value="(\d+)"', page)
    return browser.post(f"{PAGE}/{act}", **({"rev": rev[0] if rev else "1"} | said))


def test_rules_go_from_a_draft_to_use_on_the_pages(as_, office, tested):
    sun, gu, zhou = as_("sun"), as_("gu"), as_("zhou")

    first, second = acts(sun, "signature"), acts(gu, "signature")
    active = acts(zhou, "activation")

    assert [one.status_code for one in (first, second, active)] == [303] * 3
    row = the(office, RulesetDraftRow)
    rules = office.ask(ruleset_of, row.agency_id)
    assert (row.activated_at is not None, rules.identity) == (True, row.tested_as)
    page = text_of(zhou.get("/rulesets"))
    assert f"现行 {shown(rules.identity)}" in page
    assert f"{VERSION} 在用 周岚" in page
    assert "孙强 顾平 –" in page
    assert offered(zhou.get(PAGE)) == set()


def test_a_version_is_shown_with_what_it_would_change_and_without_its_terms(as_, tested):
    answer = as_("sun").get(PAGE)
    page = text_of(answer)

    assert "样本 1 个文件。" in page
    assert "有 1 个文件的结论由“未见疑点”变为“阻断”。" in page
    assert "多出（阻断）" in page
    assert re.search(r"本机关词表（阻断） local\.terms_block\w* 1 处 1 件", page)
    assert "词表.csv（3 行）" in page
    assert re.search(r"规则：阻断 \d+ 名称 含义 依据 本机关词表（阻断） 本机关 2 个词", page)
    assert "未公布的项目代号 保守国家秘密法第六十四条" in page
    assert (
        page.index("marking.classification") < page.index("规则：须确认") < page.index("规则：提示")
    )
    assert WORD not in page
    assert "黑鹳" not in page


def test_the_rules_in_use_are_shown_to_everybody_of_the_office(as_):
    page = text_of(as_("li").get("/rulesets/in-use"))

    assert shown(active_ruleset().identity) in page
    for rule in active_ruleset().rules:
        assert f"{rule.id} {rule.message} {rule.basis}" in page


def test_the_list_says_who_can_do_what_next(as_, office, drafted):
    li = as_("li")

    before = text_of(li.get("/rulesets"))
    office.try_ruleset(VERSION, caller=office.caller("zhou"))
    between = text_of(li.get("/rulesets"))
    office.do(SignRuleset(version=VERSION), caller=office.caller("gu"))
    after = text_of(li.get("/rulesets"))

    assert f"{VERSION} 待测试 周岚" in before
    assert "测试：顾平、何远、孙强、周岚" in before
    assert "签署：顾平、何远、孙强" in between
    assert "签署：孙强" in after
    assert PAGE not in li.get("/rulesets").text


NOT_YOURS = "签署 这不是您可以办理的事项。请由有权办理的人员办理。"
UNSIGNED = f"启用 规则库“{VERSION}”还没有两人签署，不能启用。"


@pytest.mark.parametrize(
    ("login", "can", "told"),
    [
        ("zhou", set(), f"{NOT_YOURS} 现在可以签署的：顾平、何远、孙强。"),
        ("sun", {"signature"}, UNSIGNED),
        ("he", {"signature"}, UNSIGNED),
    ],
    ids=["zhou", "sun", "he"],
)
@pytest.mark.usefixtures("tested")
def test_the_page_offers_what_is_accepted_and_says_why_not_and_who_can(
    as_, office, login, can, told
):
    browser = as_(login)
    page = browser.get(PAGE)
    before = entries(office)

    for act in {"signature", "activation"} - can:
        assert acts(browser, act).status_code in {403, 409}

    assert entries(office) == before
    assert offered(page) == can
    assert told in text_of(page)
    for act in can:
        assert acts(browser, act).status_code == 303


def test_who_drafted_does_not_sign(as_, office, paper):
    paper()
    office.do(words(), caller=office.caller("sun"))
    office.try_ruleset(VERSION, caller=office.caller("sun"))

    page, refused = as_("sun").get(PAGE), acts(as_("sun"), "signature")

    assert offered(page) == set()
    assert "签署 须由另一人办理：您已经是本件的承办人" in text_of(page)
    assert "现在可以签署的：顾平、何远。" in text_of(page)
    assert refused.status_code == 403
    assert f'href="{PAGE}"' in html.unescape(refused.text)


def test_what_changed_after_it_was_shown_is_not_signed(as_, office, tested):
    sun = as_("sun")
    sun.get(PAGE)
    seen = the(office, RulesetDraftRow).rev
    office.try_ruleset(VERSION, caller=office.caller("zhou"))

    stale = acts(sun, "signature", rev=str(seen))
    unsaid = acts(sun, "signature", rev="")

    assert (stale.status_code, unsaid.status_code) == (409, 422)
    assert "在您打开页面之后有人办理过" in text_of(stale)
    assert the(office, RulesetDraftRow).signed_by is None


@pytest.mark.parametrize("login", ["li", "wang", "chen", "shen", "guan"])
def test_others_see_the_list_and_no_draft(as_, tested, login):
    browser = as_(login)

    page, sign = browser.get(PAGE), browser.post(f"{PAGE}/signature", rev="2")

    assert (page.status_code, sign.status_code) == (403, 403)
    assert "local.terms" not in text_of(page)
    assert VERSION in text_of(browser.get("/rulesets"))


def test_a_version_that_is_not_there_is_not_found(as_):
    for path in (PAGE, "/rulesets/drafts/..%2Fin-use", "/rulesets/other"):
        assert as_("sun").get(path).status_code == 404


def test_an_agency_without_rules_of_its_own_is_told_how_to_draft(as_):
    page = text_of(as_("zhou").get("/rulesets"))

    assert "本机关还没有起草过规则" in page
    assert "xianshen ruleset draft" in page
