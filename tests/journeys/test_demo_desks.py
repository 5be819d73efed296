"""What the demo leaves open: each of the cast finds something of these days to do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from review.bootstrap import open_office
from review.demo.cast import found_demo
from review.demo.clock import DemoClock
from review.demo.desk import lay_desks, working_days
from review.demo.ground import DATABASE
from review.demo.story import cast
from review.domain.vocabulary import Role
from review.services.boxes import Box, Sieve
from review.services.case_pictures import case_view
from review.services.doctor import examine
from review.services.inbox import inbox_view
from review.services.keeping import keeping_view
from review.settings import Settings

NOW = datetime(2026, 6, 10, 7, 0, tzinfo=UTC)
TO_DO = {
    "li": {"attribution", "returned"},
    "wang": {"section_review"},
    "zhou": {"check"},
    "sun": {"check"},
    "wu": {"legal_review"},
    "zheng": {"disclosure_review"},
    "gu": {"approval"},
    "qian": {"approval"},
    "he": {"head_approval"},
    "chen": {"awaiting_publication"},
}


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desks")
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{(folder / DATABASE).as_posix()}")
    founded = open_office(settings, clock=DemoClock(date(2026, 6, 1)))
    found_demo(founded)
    founded.close()
    told: list[str] = []
    lay_desks(folder, now=NOW, say=told.append)
    office = open_office(settings, clock=lambda: NOW)
    yield office, told
    office.close()


def waiting(office, login):
    return office.ask(inbox_view, caller=office.caller(login), box=Box.MINE, sieve=Sieve()).lines


@pytest.mark.parametrize("login", TO_DO)
def test_each_of_the_cast_finds_something_to_do_that_is_not_late(left, login):
    office, _ = left
    lines = waiting(office, login)

    assert {line.stage for line in lines} == TO_DO[login]
    assert not any(line.is_overdue for line in lines)
    for line in lines:
        view = office.ask(case_view, line.number, caller=office.caller(login))
        assert view.offered


def test_nobody_of_the_cast_is_forgotten(left):
    office, told = left
    assert TO_DO.keys() | {"shen", "guan"} == cast()["people"].keys()

    view = office.ask(keeping_view, caller=office.caller("shen"))
    assert [(one.login, one.role) for one in view.waiting] == [("wu", Role.OFFICE_REVIEWER)]
    assert any(one.login == "zhouzhuan" and not one.roles for one in view.people)
    assert sum(line.count("云溪区财政局关于") for line in told) == 12


def test_one_finding_waits_for_the_second_signature_and_one_for_anybody(left):
    office, _ = left
    views = [office.ask(case_view, line.number, caller=None) for line in waiting(office, "sun")]
    open_ = [one for view in views for one in view.findings if one.is_open]

    assert sorted(one.rule for one in open_) == ["person.mobile", "person.resident_id"]
    assert [one.disposal is not None and one.takes_two for one in open_].count(True) == 1


def test_what_was_left_stands_up_to_the_doctor(left):
    office, _ = left
    assert [one for one in office.ask(examine) if not one.is_note] == []


def test_nothing_is_laid_on_days_that_the_story_has_not_ended_before(tmp_path):
    lay_desks(tmp_path, now=datetime(2026, 4, 10, 7, 0, tzinfo=UTC), say=[].append)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2026, 6, 8, 1, tzinfo=UTC), (3, 4, 5)),
        (datetime(2026, 6, 14, 1, tzinfo=UTC), (10, 11, 12)),
    ],
)
def test_the_last_working_days_are_past_and_no_weekend(now, days):
    assert tuple(day.day for day in working_days(now)) == days
