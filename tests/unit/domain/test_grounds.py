"""Reasons in a person's own words, and the article that belongs to the exemption."""

from __future__ import annotations

import pytest

from review.domain.errors import ArticleUnfit, GroundsMissing, OwnWordsMissing
from review.domain.grounds import LONGEST, article_for, own_words
from review.domain.phrases import ARTICLE_TEXTS
from review.domain.vocabulary import ARTICLES, DeliberativeKind, Exemption, Key


@pytest.mark.parametrize(
    "reasons",
    [
        "预算调整方案仍在会商，尚未定稿",
        "载有张某等三名职工的奖金发放明细，公开会泄露其收入",
        "区政府尚未批复，提前公开会误导缴费人",
        "附表列出各投标单位的分项报价，开标前公开影响公平竞争",
    ],
)
def test_a_reason_about_this_paper_will_do(reasons):
    """It names what is in the paper and what would happen."""
    assert own_words(f"  {reasons} ", key=Key.REASONS) == reasons


@pytest.mark.parametrize(
    "reasons",
    [
        "不宜公开",
        "本件内容敏感，不宜公开。",
        "工作需要，暂不公开",
        "无",
        "略略略略略略略",
        "根据政府信息公开条例第十六条第二款，属于过程性信息，不予公开。",
        "依据《中华人民共和国政府信息公开条例》第14条的规定，不予公开",
        "涉及商业秘密、个人隐私",
        "公开后可能危及社会稳定",
        "啊啊啊啊啊啊啊啊",
        "……！！！？？？。。。",
        "123456789012345",
        *ARTICLE_TEXTS,
        *(exemption.label for exemption in Exemption),
        *(kind.label for kind in DeliberativeKind),
        *dict.fromkeys(ARTICLES.values()),
    ],
)
def test_boilerplate_articles_and_labels_are_nobodys_own_words(reasons):
    """Courts read the reason; so does the reviewer."""
    with pytest.raises(OwnWordsMissing):
        own_words(reasons, key=Key.REASONS)


def test_a_missing_reason_names_its_key():
    """The form can point at the field."""
    with pytest.raises(GroundsMissing) as refusal:
        own_words("  \n", key=Key.REASONS)

    assert refusal.value.key is Key.REASONS


def test_a_whole_paper_is_no_reason():
    """The field must not become a second store of the text."""
    with pytest.raises(OwnWordsMissing):
        own_words("预算调整方案仍在会商" * LONGEST, key=Key.REASONS)


@pytest.mark.parametrize(
    "cited",
    [
        "政府信息公开条例第十六条第二款",
        "《政府信息公开条例》第十六条第二款",
        "《中华人民共和国政府信息公开条例》第十六条第二款",
        "条例第十六条第二款",
        "第十六条第二款",
        "第16条第2款",
        "第十六条",
        "１６",
        " 第 十六 条 ",
    ],
)
def test_an_article_is_known_in_every_way_of_citing_it(cited):
    """The exemption says which paragraph is meant; the record cites it in full."""
    assert article_for(Exemption.DELIBERATIVE, cited=cited) == ARTICLES[Exemption.DELIBERATIVE]


@pytest.mark.parametrize(
    ("exemption", "cited"),
    [
        (Exemption.DELIBERATIVE, "第十五条"),
        (Exemption.DELIBERATIVE, "第十六条第一款"),
        (Exemption.INTERNAL_AFFAIRS, "第十六条第二款"),
        (Exemption.TRADE_SECRET, "第十四条"),
        (Exemption.PERSONAL_PRIVACY, "第五十条"),
        (Exemption.PERSONAL_PRIVACY, "保密法第十五条"),
        (Exemption.PERSONAL_PRIVACY, "有关规定"),
    ],
)
def test_another_exemptions_article_is_refused(exemption, cited):
    """The refusal says which article belongs to it."""
    with pytest.raises(ArticleUnfit) as refusal:
        article_for(exemption, cited=cited)

    assert refusal.value.expected == ARTICLES[exemption]


def test_the_law_that_forbids_may_be_cited_beside_the_article():
    """Art. 14 alone does not say which law forbids."""
    cited = article_for(
        Exemption.PROHIBITED_BY_LAW, cited="条例第十四条、税收征收管理法第八条第二款"
    )

    assert cited == "政府信息公开条例第十四条、税收征收管理法第八条第二款"
    assert article_for(Exemption.PROHIBITED_BY_LAW, cited=cited) == cited


def test_a_missing_article_names_its_key():
    """不予公开 without an article cannot be."""
    with pytest.raises(GroundsMissing) as refusal:
        article_for(Exemption.TRADE_SECRET, cited=" ")

    assert refusal.value.key is Key.ARTICLE
