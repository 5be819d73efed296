"""Plain papers by the hundred leave what one by one leaves; nothing else goes by the hundred."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from review.commands import OpenCase, RunReassessment
from review.publishing.telling import Telling
from review.services.doctor import examine
from review.services.round_progress import Progress
from review.services.round_turns import FEWEST
from review.storage.rows import CaseRow, RunRow, StepRow, WebhookDeliveryRow
from review.webhook_commands import AddWebhook
from tests.journeys.letters import by_itself, due, letter
from tests.journeys.neighbours import beside
from tests.journeys.rules import stricter_rules
from tests.journeys.story import Story

pytestmark = pytest.mark.journey
MARCH = date(2026, 3, 2)
OWN = {"id", "serial", "document_id", "version_id", "case_id"}
MASKED = {"case", "document", "version", "manifest", "said", "seq", "subject"}


def letters(story: Story, *, number: int) -> list[str]:
    """Letters on request whose day has come."""
    papers = [letter(story, f"第{each}次来函") for each in range(number)]
    story.on(MARCH)
    return papers


def left(story: Story, document: str) -> Any:
    """What a round left of a paper, without what names it."""
    case = story.row(CaseRow, document_id=document, procedure="reassessment")
    steps = sorted(story.rows(StepRow, case_id=case.id), key=lambda row: row.rev)
    entries = [one for one in story.entries() if one.subject == f"review_case:{case.id}"]
    return (
        case.model_dump(exclude=OWN),
        [row.model_dump(exclude=OWN) for row in steps],
        [_masked(json.loads(one.body)) for one in entries],
    )


def _masked(body: dict[str, Any]) -> Any:
    return {
        name: _masked(value) if isinstance(value, dict) else value
        for name, value in body.items()
        if name not in MASKED
    }


def test_a_plain_paper_is_left_as_one_that_goes_by_itself(story_on_both: Story):
    story = story_on_both
    first, second, alone = letters(story, number=3)
    by_itself(story, alone)

    told: list[int] = []
    progress = Progress(heard=lambda one: told.append(one.done))

    (report,) = story.office.reassess(RunReassessment(), caller=None, progress=progress)

    assert told[0] == 2, "nothing went by the hundred"
    assert dict(report.counts) == {"flagged": 3, "proposed:kept": 3}
    assert left(story, first) == left(story, second) == left(story, alone)
    assert sorted(report.cases) == sorted(
        story.case_of(document).number for document in (first, second, alone)
    )
    assert story.flaws() == ()
    assert [one for one in story.office.ask(examine) if one.invariant != "I10"] == []


def test_whoever_is_told_of_every_step_is_told_of_these_too(story: Story):
    """Of a plain paper as of one that goes by itself: where its case began, and where it stands."""
    inner = story.office
    inner.means = replace(inner.means, telling=Telling(story.folder / "keys", ("127.0.0.1",)))
    plain, alone = letters(story, number=2)
    by_itself(story, alone)
    story.do("guan", AddWebhook(url="http://127.0.0.1:9/hook"))

    inner.reassess(RunReassessment(), caller=None)

    assert messages(story, plain) == messages(story, alone) == [(1, "flagged"), (2, "assessed")]
    assert story.flaws() == ()


def messages(story: Story, document: str) -> list[tuple[int, str]]:
    """What is to be told of the reassessment of a paper."""
    case = story.row(CaseRow, document_id=document, procedure="reassessment")
    rows = story.rows(WebhookDeliveryRow, case_id=case.id)
    assert {row.asked_at for row in rows} == {story.clock.at}
    return sorted((row.case_rev, row.stage) for row in rows)


def test_somebody_who_is_quicker_is_asked_after_and_what_he_left_goes_on(story_on_both: Story):
    """Between two turns an official takes one paper in hand: it is no more for the round."""
    story = story_on_both
    papers = sorted(letters(story, number=FEWEST + 2))
    theirs = papers[-1]

    def heard(one: Progress) -> None:
        if one.done == FEWEST:
            story.do("li", OpenCase(document=theirs))

    (report,) = story.office.reassess(
        RunReassessment(), caller=None, progress=Progress(heard=heard)
    )

    assert report.counts["flagged"] == FEWEST + 1
    assert story.rows(CaseRow, document_id=theirs, procedure="reassessment") == []
    cases = story.rows(CaseRow, procedure="reassessment")
    assert sorted(one.document_id for one in cases) == papers[:-1]
    assert story.flaws() == ()
    assert [one for one in story.office.ask(examine) if one.invariant != "I10"] == []


def test_where_the_database_refuses_one_its_turn_goes_one_by_one(story: Story):
    """None of its turn is kept; each is tried by itself, and that one is set aside."""
    papers = letters(story, number=3)
    refused = papers[1]
    with story.office.database.write() as session:
        session.execute(
            text(
                "CREATE TRIGGER refused BEFORE INSERT ON review_case"
                f" WHEN NEW.document_id = '{refused}' BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )

    (report,) = story.office.reassess(RunReassessment(), caller=None)

    assert (report.counts["flagged"], report.set_aside) == (2, [refused])
    cases = story.rows(CaseRow, procedure="reassessment")
    assert {one.document_id for one in cases} == set(papers) - {refused}
    assert story.flaws() == ()


def harmed(story: Story, table: str, statement: str, **said: str) -> None:
    """Change rows as only whoever owns the database can: past the guards of their table."""
    of_table = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    with story.office.database.write() as session:
        for name in session.scalars(text(of_table), {"table": table}).all():
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text(statement), said)


def rot(story: Story, document: str) -> None:
    """Let the hash of a paper's files be no text any more: no entry can be made of it."""
    statement = "UPDATE version SET manifest = CAST(manifest AS BLOB) WHERE document_id = :paper"
    harmed(story, "version", statement, paper=document)


@pytest.mark.parametrize("place", [0, 1])
def test_where_a_row_cannot_be_made_all_go_one_by_one_and_later_agencies_have_their_round(
    story: Story, place: int
):
    beside(story)
    papers = sorted(letters(story, number=3))
    rot(story, papers[place])

    ours, theirs = story.office.reassess(RunReassessment(), caller=None)

    assert (ours.counts["flagged"], ours.set_aside) == (2, [papers[place]])
    assert theirs.set_aside == []
    assert len(story.rows(RunRow)) == 2
    cases = story.rows(CaseRow, procedure="reassessment")
    assert {one.document_id for one in cases} == {*papers} - {papers[place]}
    assert story.flaws() == ()


def test_where_an_agency_has_no_procedure_its_papers_are_set_aside_and_the_next_has_its_round(
    story: Story,
):
    beside(story)
    papers = sorted(letters(story, number=2))
    ours = story.paper(papers[0]).agency_id
    gone = "DELETE FROM active_definition WHERE name = 'reassessment' AND agency_id = :ours"
    harmed(story, "active_definition", gone, ours=ours)

    report, theirs = story.office.reassess(RunReassessment(), caller=None)

    assert (report.counts["flagged"], report.set_aside, theirs.set_aside) == (0, papers, [])
    assert len(story.rows(RunRow)) == 2


def test_where_a_row_cannot_be_made_again_its_turn_goes_one_by_one(story: Story):
    """Somebody was quicker, and meanwhile one of the papers that are asked again is no good."""
    papers = sorted(letters(story, number=FEWEST + 3))
    theirs, rotten = papers[-1], papers[-2]

    def heard(one: Progress) -> None:
        if one.done == FEWEST:
            story.do("li", OpenCase(document=theirs))
            rot(story, rotten)

    (report,) = story.office.reassess(
        RunReassessment(), caller=None, progress=Progress(heard=heard)
    )

    assert (report.counts["flagged"], report.set_aside) == (FEWEST + 1, [rotten])
    cases = story.rows(CaseRow, procedure="reassessment")
    assert sorted(one.document_id for one in cases) == papers[:-2]
    assert story.flaws() == ()


def test_what_an_authorisation_may_cover_goes_by_itself(story: Story):
    (covered,) = due(story)
    plain = letter(story, "再次来函")
    story.on(MARCH)

    story.ring()

    assert story.case_of(covered).stage == "hold_window"
    assert story.case_of(plain).stage == "assessed"


def test_what_todays_rules_have_not_seen_is_screened(story: Story, tmp_path):
    (document,) = letters(story, number=1)
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="函复如下")

    story.ring()

    assessment = json.loads(story.row(CaseRow, id=story.case_of(document).id).assessment)
    assert not assessment["screening_clear"]
