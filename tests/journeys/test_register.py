"""The register of what is kept from the public: complete, narrowed, and only what one may see."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from review.domain.searching import words_in
from review.domain.vocabulary import DisclosureMode, Exemption, OnRequestReason, Role
from review.records.register_sheet import register_csv, write_register
from review.services.kept_back import Sought
from review.services.register import register_lines, register_page, whole_months
from tests.journeys.story import LETTER, MINUTES, WITHHELD, Story

pytestmark = pytest.mark.journey


@pytest.fixture
def kept(story: Story) -> Story:
    """A letter on request, minutes that are withheld, a notice that is public, a draft."""
    story.registered_on_request(LETTER, number="云财函〔2026〕1号", title="=关于口径的复函")
    paper = story.hand_in(MINUTES, title="研究预算编制口径的纪要")
    story.to_approval(paper.case, mode="不予公开", subjects="无", **WITHHELD)
    story.step("gu", paper.case, "decide_withheld", "不予公开", **WITHHELD)
    story.published()
    story.hand_in("尚未认定的一件\n", title="草稿")
    return story


def titles(story: Story, sought: Sought | None = None, *, seen_by: str | None = None) -> list[str]:
    caller = None if seen_by is None else story.caller(seen_by)

    def asked(work):
        return list(register_lines(work, sought=sought or Sought(), caller=caller))

    return [line.title for line in story.office.ask(asked)]


LETTERS, MEETING = "=关于口径的复函", "研究预算编制口径的纪要"


def test_everything_decided_and_not_public_stands_there_and_nothing_else(kept: Story):
    view = kept.office.ask(register_page, sought=Sought(), page=1, caller=None)

    first, second = view.lines
    assert (view.found, view.overdue, view.pages) == (2, 0, 1)
    assert (first.title, first.mode, first.ground) == (LETTERS, "依申请公开", "只涉及特定人")
    assert (first.reassess_on, first.ends) == (date(2026, 3, 2), "到期评估：2026-03-02")
    assert (second.ground, second.article) == ("过程性信息·讨论记录", WITHHELD["article"])
    assert second.reasons == WITHHELD["reasons"]
    assert {line.since for line in view.lines} == {kept.clock.at.date()}


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(mode=DisclosureMode.WITHHELD), [MEETING]),
        (Sought(ground=Exemption.DELIBERATIVE), [MEETING]),
        (Sought(ground=OnRequestReason.PARTICULAR_PERSONS), [LETTERS]),
        (Sought(section="预算科"), [LETTERS, MEETING]),
        (Sought(section="办公室"), []),
        (Sought(due_by=date(2026, 3, 2)), [LETTERS]),
        (Sought(years=1), []),
        (Sought(words=words_in("口径 纪要")), [MEETING]),
        (Sought(words=words_in("云财函[2026]1号")), [LETTERS]),
        (Sought(words=words_in("%")), []),
    ],
    ids=lambda value: "" if isinstance(value, list) else None,
)
def test_it_is_narrowed(kept: Story, sought, found):
    assert titles(kept, sought) == found


def test_what_is_kept_for_a_year_is_found_a_year_later(kept: Story):
    kept.on(date(2027, 1, 5))

    assert titles(kept, Sought(years=1)) == [LETTERS, MEETING]
    assert titles(kept, Sought(years=2)) == []


def test_a_section_takes_along_only_its_own(kept: Story):
    """S19: pages and files come of the same lines."""
    kept.of_another_section("jin", "金禾", Role.DRAFTER)

    assert titles(kept, seen_by="jin") == []
    assert titles(kept, seen_by="shen") == []
    assert len(titles(kept, seen_by="li")) == 2


def test_the_files_hold_what_the_page_shows(kept: Story):
    out = io.BytesIO()

    def write(work):
        write_register(out, register_lines(work, sought=Sought(), caller=None))
        return b"".join(register_csv(register_lines(work, sought=Sought(), caller=None)))

    text = kept.office.ask(write).decode("utf-8-sig")
    rows = list(load_workbook(out).active.iter_rows(min_row=3, values_only=True))

    assert [row[0] for row in rows] == [LETTERS, MEETING]
    assert rows[0][11].date() == date(2026, 3, 2)
    assert "'=关于口径的复函" in text


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
        (date(2026, 5, 1), date(2026, 4, 1), 0),
    ],
)
def test_months_are_whole(since, until, months):
    assert whole_months(since, until) == months
