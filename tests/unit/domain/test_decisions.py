"""Decisions and statements read from strings: complete, or refused by the missing name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from review.domain.decisions import (
    InFull,
    InPart,
    OnRequest,
    ReassessOn,
    ReferredUp,
    Withheld,
    decision_of,
    ends_of,
    statement_of,
    subjects_of,
)
from review.domain.errors import (
    ChoosingStateSecret,
    DateMalformed,
    EndsAmbiguous,
    GroundsMissing,
    ModeUnfit,
    WordUnknown,
)
from review.domain.vocabulary import (
    ARTICLES,
    DeliberativeKind,
    DisclosureMode,
    Exemption,
    Key,
    OnRequestReason,
    Outcome,
    Subject,
    Trigger,
)

TODAY = date(2026, 3, 2)
WORDS = "预算调整方案仍在会商，尚未定稿"
WITHHELD = {
    "mode": "withheld",
    "exemption": "deliberative",
    "article": "第十六条第二款",
    "reasons": WORDS,
    "deliberative_kind": "draft",
    "reassess_on": "2027-03-01",
}
ON_REQUEST = {
    "mode": "on_request",
    "on_request_reason": "not_listed",
    "reassess_on": "2027-03-01",
}

AGAIN = ReassessOn(on=date(2027, 3, 1))
DRAFT = Withheld(
    exemption=Exemption.DELIBERATIVE,
    article=ARTICLES[Exemption.DELIBERATIVE],
    reasons=WORDS,
    deliberative_kind=DeliberativeKind.DRAFT,
    ends=AGAIN,
)


@pytest.mark.parametrize(
    ("outcome", "values", "decision"),
    [
        (Outcome.IN_FULL, {}, InFull()),
        (Outcome.IN_PART, {"reason": WORDS}, InPart(reason=WORDS)),
        (
            Outcome.ON_REQUEST,
            {**ON_REQUEST, "own_words": WORDS},
            OnRequest(reason=OnRequestReason.NOT_LISTED, own_words=WORDS, ends=AGAIN),
        ),
        (Outcome.WITHHELD, WITHHELD, DRAFT),
        (
            Outcome.WITHHELD,
            {**WITHHELD, "work_secret_mark": "是"},
            replace(DRAFT, work_secret_mark=True),
        ),
        (
            Outcome.REFERRED_UP,
            {"addressee": "上海市国家保密局", "reason": WORDS},
            ReferredUp(addressee="上海市国家保密局", reason=WORDS),
        ),
    ],
)
def test_every_decision_is_read_as_it_was_written(outcome, values, decision):
    """What is kept is what was decided."""
    assert decision_of(values, outcome=outcome, today=TODAY) == decision


def test_labels_will_do_as_well_as_identifiers():
    """A clerk types what the form shows."""
    labels = {
        **WITHHELD,
        "mode": "不予公开",
        "exemption": "过程性信息",
        "deliberative_kind": "过程稿",
    }
    assert statement_of(labels, today=TODAY) == statement_of(WITHHELD, today=TODAY)


def test_the_old_name_of_withholding_is_understood():
    """免予公开 is what 不予公开 was called."""
    old = {**WITHHELD, "mode": "免予公开"}

    assert statement_of(old, today=TODAY).mode is DisclosureMode.WITHHELD


@pytest.mark.parametrize(
    "key", ["mode", "exemption", "article", "reasons", "deliberative_kind", "reassess_on"]
)
def test_withholding_names_what_is_missing(key):
    """Exemption, article, own words and an end: each is asked for by name."""
    with pytest.raises(GroundsMissing) as refusal:
        statement_of({**WITHHELD, key: " "}, today=TODAY)

    assert refusal.value.key == ("ends" if key == "reassess_on" else key)


@pytest.mark.parametrize("key", ["on_request_reason", "reassess_on"])
def test_giving_on_request_names_what_is_missing(key):
    """A reason from its own list, and an end."""
    with pytest.raises(GroundsMissing) as refusal:
        statement_of({**ON_REQUEST, key: ""}, today=TODAY)

    assert refusal.value.key == ("ends" if key == "reassess_on" else key)


@pytest.mark.parametrize("key", ["exemption", "article", "reasons", "deliberative_kind"])
def test_giving_on_request_never_has_an_exemption(key):
    """It is disclosable (条例第十三条)."""
    with pytest.raises(ModeUnfit) as refusal:
        statement_of({**ON_REQUEST, key: WITHHELD[key]}, today=TODAY)

    assert refusal.value.key == key


@pytest.mark.parametrize("mode", ["proactive", "on_request"])
def test_a_work_secret_must_be_paired_with_an_exemption(mode):
    """工作秘密 is a mark and no ground of its own."""
    values = {**(ON_REQUEST if mode == "on_request" else {}), "mode": mode}

    with pytest.raises(ModeUnfit) as refusal:
        statement_of({**values, "work_secret_mark": "是"}, today=TODAY)

    assert refusal.value.key is Key.WORK_SECRET_MARK


def test_a_marked_work_secret_with_an_exemption_is_kept():
    """The pair is what the record shows."""
    stated = statement_of({**WITHHELD, "work_secret_mark": "yes"}, today=TODAY)

    assert stated.grounds.work_secret_mark


def test_a_mark_that_is_neither_yes_nor_no_is_refused():
    """A doubtful mark is not taken for none."""
    with pytest.raises(WordUnknown):
        statement_of({**WITHHELD, "work_secret_mark": "也许"}, today=TODAY)


@pytest.mark.parametrize("key", ["exemption", "mode"])
@pytest.mark.parametrize("secret", ["国家秘密", "state_secret", "机密"])
def test_choosing_a_state_secret_starts_the_interception(key, secret):
    """It is no choice here, and no other complaint comes first."""
    with pytest.raises(ChoosingStateSecret):
        statement_of({"mode": "withheld", key: secret}, today=TODAY)


def test_a_decision_for_a_state_secret_starts_the_interception_too():
    """Also at 审批."""
    with pytest.raises(ChoosingStateSecret):
        decision_of({"exemption": "国家秘密"}, outcome=Outcome.WITHHELD, today=TODAY)


def test_publishing_in_full_carries_no_ground_for_closing():
    """A form half filled for another ending is not silently published."""
    with pytest.raises(ModeUnfit):
        decision_of({"exemption": "trade_secret"}, outcome=Outcome.IN_FULL, today=TODAY)


def test_only_one_way_of_ending_can_be_given():
    """Two dates would leave open which one holds."""
    with pytest.raises(EndsAmbiguous) as refusal:
        ends_of({"opens_on": "2027-01-01", "reassess_on": "2027-01-01"}, today=TODAY)

    assert refusal.value.given == ("到期公开日", "评估日")


@pytest.mark.parametrize("way", ["opens_on", "reassess_on"])
def test_a_latest_day_belongs_to_an_event(way):
    """Beside a date it would be dropped without a word."""
    with pytest.raises(EndsAmbiguous):
        ends_of({way: "2027-01-01", "latest": "2027-02-01"}, today=TODAY)


def test_a_latest_day_alone_is_no_end():
    """It is the end of an event that nobody named."""
    with pytest.raises(GroundsMissing):
        ends_of({"latest": "2027-02-01"}, today=TODAY)


def test_an_event_needs_its_latest_day():
    """H10: nothing waits for ever."""
    with pytest.raises(GroundsMissing) as refusal:
        ends_of({"on_event": "区政府批复下达"}, today=TODAY)

    assert refusal.value.key is Key.LATEST


def test_an_event_of_the_list_is_known_as_such():
    """The bell recognises it when it is recorded."""
    ends = ends_of({"on_event": "答复已公开", "latest": "2027-02-01"}, today=TODAY)

    assert ends.trigger is Trigger.DECISION_ISSUED


@pytest.mark.parametrize(
    "day", ["2027-02-30", "明年三月", "20270301", "2027-W10-1", "01/03/2027", "2027-3-1"]
)
def test_a_date_that_is_none_is_refused(day):
    """Only 2027-03-01 is a date; nothing is guessed."""
    with pytest.raises(DateMalformed):
        ends_of({"reassess_on": day}, today=TODAY)


def test_an_unknown_word_is_answered_with_the_known_ones():
    """The refusal lists what may be chosen."""
    with pytest.raises(WordUnknown) as refusal:
        statement_of({"mode": "公开"}, today=TODAY)

    assert refusal.value.allowed[0] == "主动公开（proactive）"


@pytest.mark.parametrize(
    ("said", "subjects"),
    [
        ("", None),
        ("无", frozenset()),
        ("none", frozenset()),
        ("税费缴纳、credit", frozenset({Subject.TAXES, Subject.CREDIT})),
    ],
)
def test_whose_affairs_a_paper_touches_is_said_or_unknown(said, subjects):
    """Silence is not “none”."""
    assert subjects_of({"subjects": said}) == subjects


def test_an_unknown_subject_is_refused():
    """A misspelt subject would lift a bar."""
    with pytest.raises(WordUnknown):
        subjects_of({"subjects": "税费缴纳、天气"})
