"""The State Council's notice comes: open deadlines are counted again, with an entry each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from review.bootstrap import open_office
from review.commands import ImportHolidays
from review.domain.calendar_refusals import NoticesByTheKeeper
from review.domain.errors import NotYours
from review.services.doctor import examine
from review.services.holidays import import_holidays, may_import
from review.services.work import Work
from review.storage.rows import AgencyRow, CaseRow, HolidayNoticeRow, LedgerEntryRow
from tests.journeys.neighbours import beside
from tests.journeys.story import MINUTES, NOTICE, PLAIN, Story
from workflows.holidays import NoticeMalformed

pytestmark = pytest.mark.journey

NOTICE_2027 = """
year = 2027
source = "《国务院办公厅关于2027年部分节假日安排的通知》（虚构）"

[[holidays]]
name = "元旦"
off = [2027-01-01, 2027-01-02, 2027-01-03, 2027-01-04]
work = [2027-02-20]

[[holidays]]
name = "春节"
off = [2027-02-05, 2027-02-06, 2027-02-07, 2027-02-08]

[[holidays]]
name = "清明节"
off = [2027-04-05]

[[holidays]]
name = "劳动节"
off = [2027-05-01, 2027-05-02]

[[holidays]]
name = "端午节"
off = [2027-06-09]

[[holidays]]
name = "中秋节"
off = [2027-09-15]

[[holidays]]
name = "国庆节"
off = [2027-10-01, 2027-10-02, 2027-10-03]
"""


def imported(story: Story, text: str = NOTICE_2027, *, by: str = "zheng") -> int:
    moved: int = story.do(by, ImportHolidays(text=text, name="2027.toml"))
    return moved


def test_a_deadline_that_runs_into_an_unannounced_year_works_and_is_said_to_be_provisional(
    story: Story,
):
    story.on(date(2026, 12, 14))

    paper = story.hand_in()

    row = story.row(CaseRow)
    assert (row.due_on, row.due_is_provisional) == (date(2027, 1, 12), True)
    shown = story.case(paper.case).deadline
    assert (shown.due_on, shown.provisional_years) == (date(2027, 1, 12), (2027,))
    assert shown.is_provisional


def test_when_the_notice_comes_open_deadlines_move_with_an_entry_each(story_on_both: Story):
    story_on_both.on(date(2026, 12, 14))
    two = [story_on_both.hand_in(text).case for text in (NOTICE, PLAIN)]
    before = len(story_on_both.entries())

    moved = imported(story_on_both)

    assert moved == 2
    for case in two:
        row = story_on_both.row(CaseRow, id=story_on_both.case(case).id)
        assert (row.due_on, row.due_is_provisional) == (date(2027, 1, 13), False)
        assert story_on_both.case(case).deadline.due_on == date(2027, 1, 13)
    assert story_on_both.events()[before:] == [
        "calendar:imported",
        "case:deadline_recounted",
        "case:deadline_recounted",
    ]
    assert story_on_both.flaws() == ()


def test_a_case_goes_on_after_its_deadline_was_counted_again(story: Story):
    story.on(date(2026, 12, 14))
    paper = story.hand_in()
    imported(story)

    story.approved(paper.case)

    assert story.step("chen", paper.case, "publish").stage == "closed"
    assert story.flaws() == ()


def test_a_deadline_the_notice_does_not_touch_stays_and_a_closed_case_is_left(story: Story):
    """One case is settled before, one is due long before the new year."""
    story.on(date(2026, 11, 2))
    story.hand_in(PLAIN)
    story.on(date(2026, 12, 14))
    settled = story.hand_in(MINUTES)
    story.step("li", settled.case, "withdraw", reason="拟重报")
    rows = {row.id: (row.rev, row.due_on) for row in story.rows(CaseRow)}

    moved = imported(story)

    assert moved == 0
    assert {row.id: (row.rev, row.due_on) for row in story.rows(CaseRow)} == rows


def test_a_notice_that_cannot_be_true_is_taken_over_in_no_part(story: Story):
    before = len(story.entries())

    with pytest.raises(NoticeMalformed, match="法定节日"):
        imported(story, NOTICE_2027.replace("2027-01-01, ", ""))
    with pytest.raises(NotYours):
        imported(story, by="li")

    assert story.rows(HolidayNoticeRow) == []
    assert len(story.entries()) == before


def test_an_imported_notice_holds_after_the_office_was_closed_and_opened(story: Story):
    imported(story)
    story.close()

    again = Story(story.settings.database_url, story.folder)
    again.on(date(2026, 12, 14))
    paper = again.hand_in()

    assert again.case(paper.case).deadline.due_on == date(2027, 1, 13)
    again.close()


def test_a_notice_moves_the_deadlines_of_every_agency_each_in_its_own_chain(story_on_both: Story):
    story = beside(story_on_both)
    story.on(date(2026, 12, 14))
    story.hand_in()
    for text in (NOTICE, PLAIN):
        story.hand_in(text, by="tian", section="办公室")

    assert imported(story) == 1, "who imports is told of the own agency's cases"

    rows = story.rows(CaseRow)
    assert [(row.due_on, row.due_is_provisional) for row in rows] == [
        (date(2027, 1, 13), False)
    ] * 3
    told = story.rows(LedgerEntryRow, event="case:deadline_recounted")
    theirs = story.row(AgencyRow, code="yxjy").id
    assert len([entry for entry in told if entry.agency_id == theirs]) == 2
    assert len(told) == 3
    assert story.flaws() == ()
    assert [one for one in story.office.ask(examine) if not one.is_note] == []


def test_a_notice_for_all_is_imported_by_the_agency_that_keeps_the_installation(story: Story):
    beside(story)
    ask, caller = story.office.ask, story.caller

    with pytest.raises(NoticesByTheKeeper, match="云溪区财政局"):
        imported(story, by="lu")

    assert story.rows(HolidayNoticeRow) == []
    may = {who: ask(may_import, caller=caller(who)) for who in ("zheng", "guan", "li", "lu")}
    assert may == {"zheng": True, "guan": True, "li": False, "lu": False}


def test_a_running_process_counts_by_a_notice_that_another_imported(story_on_both: Story):
    """The pages are served and the bell rings on while somebody imports at the command line."""
    story = story_on_both
    story.on(date(2026, 12, 14))
    before = story.hand_in()
    assert story.case(before.case).deadline.due_on == date(2027, 1, 12)

    another = open_office(story.settings, clock=story.clock)
    another.do(ImportHolidays(text=NOTICE_2027, name="2027.toml"), caller=another.caller("zheng"))
    another.close()

    after = story.hand_in(PLAIN)
    assert {row.due_on for row in story.rows(CaseRow)} == {date(2027, 1, 13)}
    for paper in (before, after):
        assert story.case(paper.case).deadline.due_on == date(2027, 1, 13)


def test_a_paper_that_comes_in_during_an_import_is_counted_by_it(story_on_both: Story):
    """Their clerk stands in line behind ours, and finds the notice there."""
    story = beside(story_on_both)
    story.on(date(2026, 12, 14))
    zheng, means = story.caller("zheng"), story.office.means
    with ThreadPoolExecutor(1) as meanwhile:
        with story.office.database.write() as session:
            work = Work(session=session, now=story.clock.at, means=means)
            notice = ImportHolidays(text=NOTICE_2027, name="2027.toml")
            import_holidays(work, notice, caller=zheng)
            coming = meanwhile.submit(story.hand_in, by="tian", section="办公室")
            with pytest.raises(TimeoutError):
                coming.result(timeout=1)
        coming.result(timeout=30)

    assert story.row(CaseRow).due_on == date(2027, 1, 13)
