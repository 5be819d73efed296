"""How withholding ends: never without a day on which somebody looks again."""

from __future__ import annotations

from datetime import date

import pytest

from review.domain.ends import OnEvent, OpensOn, ReassessOn, checked, looked_at_on, years_after
from review.domain.errors import DateOutOfRange, EventUnclear, GroundsMissing, WordUnknown
from review.domain.vocabulary import Key, Trigger

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "ends",
    [
        OpensOn(on=date(2026, 3, 3)),
        OpensOn(on=date(2056, 3, 2)),
        ReassessOn(on=date(2026, 3, 3)),
        ReassessOn(on=date(2027, 3, 2)),
        OnEvent(words="批复下达", latest=date(2027, 3, 2)),
    ],
    ids=repr,
)
def test_an_end_after_today_and_within_its_bounds_will_do(ends):
    """Tomorrow is the first day, a year the longest wait."""
    assert checked(ends, today=TODAY) is ends


@pytest.mark.parametrize(
    ("ends", "key"),
    [
        (OpensOn(on=TODAY), Key.OPENS_ON),
        (OpensOn(on=date(2056, 3, 3)), Key.OPENS_ON),
        (ReassessOn(on=TODAY), Key.REASSESS_ON),
        (ReassessOn(on=date(2027, 3, 3)), Key.REASSESS_ON),
        (OnEvent(words="批复下达", latest=date(2027, 3, 3)), Key.LATEST),
        (OnEvent(words="批复下达", latest=date(2026, 3, 1)), Key.LATEST),
    ],
    ids=repr,
)
def test_an_end_in_the_past_or_too_far_off_is_refused(ends, key):
    """Withholding is looked at every year (条例第十八条)."""
    with pytest.raises(DateOutOfRange) as refusal:
        checked(ends, today=TODAY)

    assert refusal.value.key is key


def test_an_event_has_a_latest_day():
    """Events that never happen do not keep a paper closed for ever."""
    assert looked_at_on(OnEvent(words="批复下达", latest=date(2026, 9, 1))) == date(2026, 9, 1)


def test_an_event_without_words_is_none():
    """Somebody must be able to see that it has happened."""
    with pytest.raises(GroundsMissing):
        OnEvent(words=" ", latest=date(2026, 9, 1))


def test_an_event_nobody_could_recognise_is_none():
    """What happened is more than one word."""
    with pytest.raises(EventUnclear):
        OnEvent(words="批", latest=date(2026, 9, 1))


def test_a_date_is_no_event():
    """评估日已到 says nothing that a date does not."""
    with pytest.raises(WordUnknown):
        OnEvent(words=Trigger.DUE_DATE.label, trigger=Trigger.DUE_DATE, latest=date(2026, 9, 1))


def test_a_year_after_a_leap_day_is_the_28th():
    """29 February has no anniversary in most years."""
    assert years_after(date(2028, 2, 29), years=1) == date(2029, 2, 28)
