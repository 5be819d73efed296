"""Clocks of other countries, and seconds that most clocks do not know (T9)."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document

from review.domain.errors import DateMalformed
from review.domain.vocabulary import Availability
from review.records.handed_table import day_in
from review.screening import screen
from review.screening.rules import active_ruleset
from review.storage.rows import JobSlotRow
from tests.journeys.letters import held
from tests.journeys.story import LETTER, ON_REQUEST, Story

pytestmark = pytest.mark.journey
LEAP = "2016-12-31T23:59:60Z"
"""The last leap second so far; in Shanghai it was 07:59:60 on New Year's morning."""


@pytest.fixture(params=["America/New_York", "Europe/London", "Pacific/Apia"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine that lives elsewhere, with summer time or a day apart."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows 不能改变进程的时区")
def test_on_a_machine_of_another_country_the_days_are_those_of_the_office(zone: str, story: Story):
    """The window lies over the night in which New York loses an hour; Shanghai loses none."""
    assert time.tzname != ("CST", "CST")
    document = held(story, hold_days=10)
    assert story.case_of(document).hold_until == date(2026, 3, 10)

    for at in (
        datetime(2026, 3, 8, 6, 59, tzinfo=UTC),  # a minute before New York's clocks go on
        datetime(2026, 3, 8, 7, 1, tzinfo=UTC),
        datetime(2026, 3, 10, 15, 59, tzinfo=UTC),  # a minute before midnight in Shanghai
    ):
        story.clock.at = at
        story.ring()
        assert story.case_of(document).stage == "hold_window"
    story.clock.at += timedelta(minutes=1)
    story.ring()

    assert story.paper(document).availability is Availability.PUBLIC
    assert story.paper(document).published_at == datetime(2026, 3, 10, 16, 0, tzinfo=UTC)
    slots = [row.slot for row in story.rows(JobSlotRow, job="reassess")]
    assert slots == ["2026-02-25", "2026-03-08", "2026-03-10", "2026-03-11"]
    assert story.flaws() == ()


def test_a_leap_second_is_no_day_and_nothing_is_decided_by_it(story: Story):
    paper = story.hand_in(LETTER)
    story.to_approval(paper.case, mode="依申请公开", subjects="无", **ON_REQUEST)
    before = len(story.entries())

    for said in (LEAP, "2016-12-31 23:59:60", "23:59:60"):
        assert day_in(said) is None
        with pytest.raises(DateMalformed):
            story.step(
                "gu", paper.case, "decide_on_request", "同意", **{**ON_REQUEST, "reassess_on": said}
            )

    assert story.case(paper.case).stage == "approval"
    assert len(story.entries()) == before


def test_a_paper_that_was_saved_in_a_leap_second_is_read_as_any_other(story: Story):
    """Its text tells of one, and its properties say that it was saved in one."""
    content = saved_at(LEAP, "自2016年12月31日23:59:60起施行。")

    report = screen(content, name="闰秒.docx", ruleset=active_ruleset())
    paper = story.hand_in(content, name="闰秒.docx")

    assert (report.unreadable, report.refused) == (None, None)
    assert story.case(paper.case).stage == "attribution"


def saved_at(instant: str, text: str) -> bytes:
    """Return a Word file whose properties say when it was saved."""
    made = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(made)
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                stamp = rb"(<dcterms:modified[^>]*>)[^<]*"
                part = re.sub(stamp, rb"\g<1>" + instant.encode(), part)
                assert instant.encode() in part
            target.writestr(entry, part)
    return changed.getvalue()
