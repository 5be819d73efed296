"""The five endings of 审批: none exists without its grounds, even for a moment."""

from __future__ import annotations

from datetime import date

import pytest

from review.domain.endings import (
    InFull,
    InPart,
    ModeStatement,
    OnRequest,
    ReferredUp,
    Withheld,
    mode_of,
)
from review.domain.ends import ReassessOn
from review.domain.errors import ArticleUnfit, GroundsMissing, ModeUnfit, OwnWordsMissing
from review.domain.vocabulary import (
    ARTICLES,
    DeliberativeKind,
    DisclosureMode,
    Exemption,
    Key,
    OnRequestReason,
)

ENDS = ReassessOn(on=date(2027, 3, 1))
WORDS = "预算调整方案仍在会商，尚未定稿"
ON_REQUEST = OnRequest(reason=OnRequestReason.NOT_LISTED, ends=ENDS)


def withheld(**changes):
    """Build a decision that would do, but for the changes."""
    values = {
        "exemption": Exemption.INTERNAL_AFFAIRS,
        "article": ARTICLES[changes.get("exemption", Exemption.INTERNAL_AFFAIRS)],
        "reasons": WORDS,
        "ends": ENDS,
    }
    return Withheld(**{**values, **changes})


def test_withholding_with_the_wrong_article_cannot_be():
    """The article belongs to the exemption."""
    with pytest.raises(ArticleUnfit):
        withheld(article="第十五条")


def test_withholding_in_borrowed_words_cannot_be():
    """The reason is the person's own."""
    with pytest.raises(OwnWordsMissing):
        withheld(reasons="内部文件，不宜公开")


def test_deliberative_information_says_which_of_the_four_kinds():
    """讨论记录, 过程稿, 磋商信函 and 请示报告 have different fates."""
    with pytest.raises(GroundsMissing) as refusal:
        withheld(exemption=Exemption.DELIBERATIVE)

    assert refusal.value.key is Key.DELIBERATIVE_KIND


def test_only_deliberative_information_has_such_a_kind():
    """A kind beside another exemption is a contradiction."""
    with pytest.raises(ModeUnfit):
        withheld(deliberative_kind=DeliberativeKind.DRAFT)


def test_another_reason_for_giving_on_request_needs_own_words():
    """其他 alone is no reason."""
    with pytest.raises(GroundsMissing) as refusal:
        OnRequest(reason=OnRequestReason.OTHER, ends=ENDS)

    assert refusal.value.key is Key.OWN_WORDS


def test_words_added_to_a_listed_reason_must_say_something_too():
    """What is written is read."""
    with pytest.raises(OwnWordsMissing):
        OnRequest(reason=OnRequestReason.NOT_LISTED, ends=ENDS, own_words="不宜公开")


def test_a_cut_is_explained():
    """区分处理 names what is cut and why."""
    with pytest.raises(GroundsMissing):
        InPart(reason="")


def test_a_referral_goes_to_somebody():
    """条例第十七条 names the authorities; a form must name one."""
    with pytest.raises(GroundsMissing) as refusal:
        ReferredUp(addressee=" ", reason=WORDS)

    assert refusal.value.key is Key.ADDRESSEE


@pytest.mark.parametrize(
    ("mode", "grounds", "refusal"),
    [
        (DisclosureMode.WITHHELD, None, GroundsMissing),
        (DisclosureMode.ON_REQUEST, None, GroundsMissing),
        (DisclosureMode.ON_REQUEST, withheld(), ModeUnfit),
        (DisclosureMode.WITHHELD, ON_REQUEST, ModeUnfit),
        (DisclosureMode.PROACTIVE, withheld(), ModeUnfit),
        (DisclosureMode.PROACTIVE, ON_REQUEST, ModeUnfit),
    ],
    ids=lambda value: getattr(value, "value", type(value).__name__),
)
def test_a_mode_stands_on_its_own_grounds_only(mode, grounds, refusal):
    """依申请公开 never has an exemption, 不予公开 always has one, 主动公开 needs none."""
    with pytest.raises(refusal):
        ModeStatement(mode=mode, grounds=grounds)


@pytest.mark.parametrize(
    ("decision", "mode"),
    [
        (InFull(), DisclosureMode.PROACTIVE),
        (InPart(reason=WORDS), None),
        (ON_REQUEST, DisclosureMode.ON_REQUEST),
        (withheld(), DisclosureMode.WITHHELD),
        (ReferredUp(addressee="上海市国家保密局", reason=WORDS), None),
    ],
    ids=lambda value: getattr(value, "value", type(value).__name__),
)
def test_each_ending_has_its_mode(decision, mode):
    """A cut or a referral determines no mode yet."""
    assert mode_of(decision) is mode
