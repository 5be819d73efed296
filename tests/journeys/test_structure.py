"""Agencies, sections and rubrics: added, renamed and ended, and what stays of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from review.commands import AddPerson, ConfirmRole, HandIn, NewAccount
from review.domain.errors import AlreadyDone, NoSuchCase, NoSuchDocument, NoSuchSection, NotYours
from review.domain.refusal import Refused
from review.domain.structure_refusals import (
    AgencyEnded,
    AgencyNameTaken,
    CodeTaken,
    CodeUnfit,
    KeeperStays,
    NameSuspect,
    NameTaken,
    NameUnfit,
    NoSuchAgency,
    NoSuchRubric,
    NothingPlaced,
    NotTheKeeper,
    RowMoved,
    SectionEnded,
)
from review.domain.vocabulary import DocumentKind, Role, RubricKind, Source
from review.services.agencies import agencies, rename_agency
from review.services.doctor import examine
from review.services.lists import open_sections
from review.services.record_facts import approval_facts
from review.services.rubrics import rubric_lines, rubrics_on
from review.services.sections import end_section, section_lines
from review.services.work import Work
from review.storage.rows import (
    AgencyRow,
    DocumentRow,
    LedgerEntryRow,
    PaperRubricRow,
    PersonRow,
    SectionRow,
)
from review.structure_commands import (
    AddAgency,
    AddRubric,
    AddSection,
    EndAgency,
    EndRubric,
    EndSection,
    MovePerson,
    PlacePaper,
    RenameAgency,
    RenameRubric,
    RenameSection,
)
from tests.journeys.neighbours import beside
from tests.journeys.story import PLAIN, Story, handed

pytestmark = pytest.mark.journey

BUDGET, TAG = "财政预决算", "惠企政策"
ASKED: tuple[Any, ...] = (
    AddAgency(code="x", name="某局", profile="small", sections=("办公室",), accounts=()),
    RenameAgency(name="某局"),
    EndAgency(code="yxjy"),
    AddSection(name="国库科"),
    RenameSection(section="预算科", name="综合科"),
    EndSection(section="预算科"),
    MovePerson(login="li", section="办公室"),
    AddRubric(kind=RubricKind.TAG, name=TAG),
    RenameRubric(kind=RubricKind.TAG, rubric=TAG, name="另一标签"),
    EndRubric(kind=RubricKind.TAG, rubric=TAG),
)


def healthy(story: Story) -> bool:
    return not [one for one in story.office.ask(examine) if not one.is_note]


def refused(story: Story, who: str, command: object, kind: type[Refused]) -> Refused:
    """Have something refused that leaves no trace."""
    before = len(story.rows(LedgerEntryRow))
    with pytest.raises(kind) as told:
        story.do(who, command)
    assert len(story.rows(LedgerEntryRow)) == before
    return told.value


def entered(story: Story, who: str, command: object) -> LedgerEntryRow:
    """Do something that leaves exactly one entry."""
    before = {(row.agency_id, row.seq) for row in story.rows(LedgerEntryRow)}
    story.do(who, command)
    (entry,) = (row for row in story.rows(LedgerEntryRow) if (row.agency_id, row.seq) not in before)
    assert isinstance(entry, LedgerEntryRow)
    return entry


@pytest.mark.parametrize("command", ASKED, ids=lambda one: type(one).__name__)
def test_only_the_system_administrator_arranges_the_office(story: Story, command: Any):
    for who in ("li", "wang", "zhou", "gu", "he", "zheng", "bao", "shen"):
        refusal = refused(story, who, command, NotYours)
        assert "系统管理员" in refusal.advice


def test_an_ended_section_keeps_its_papers_and_takes_no_new_ones(story_on_both: Story):
    story = story_on_both
    old = story.hand_in(section="预算科")

    entry = entered(story, "guan", EndSection(section="预算科"))

    assert entry.event == "section:ended"
    said = refused(story, "li", story_hand_in("预算科"), SectionEnded)
    assert "2026-01-05" in said.message
    assert "办公室" in said.advice
    refused(story, "guan", MovePerson(login="li", section="预算科"), SectionEnded)
    assert story.case(old.case).section == "预算科"
    story.to_check(old.case)
    assert story.case(old.case).stage == "check"
    assert story.office.ask(open_sections, caller=story.caller("li")) == ("办公室",)
    refused(story, "guan", EndSection(section="预算科"), AlreadyDone)
    assert entered(story, "guan", AddSection(name="预算科")).event == "section:added"
    again = story.hand_in(PLAIN, section="预算科", name="另一件.txt")
    assert len({row.section_id for row in story.rows(DocumentRow)}) == 2
    assert story.case(again.case).section == "预算科"
    assert healthy(story)


def story_hand_in(section: str) -> HandIn:
    """Return the command that hands a paper in for a section."""
    return HandIn(
        files=(handed(PLAIN, name="再一件.txt"),),
        title="云溪区财政局的又一份公文",
        kind=DocumentKind.NOTICE,
        section=section,
        source=Source.OWN,
    )


def test_what_was_signed_keeps_the_names_of_its_day(story_on_both: Story):
    story = story_on_both
    before, running = story.published(), story.hand_in(PLAIN, name="另一件.txt")
    signed = story.hand_in(f"{PLAIN}\n附：已签的一件。", name="已签.txt")
    story.approved(signed.case)
    story.clock.at += timedelta(days=1)

    renamed = entered(story, "guan", RenameSection(section="预算科", name="预算管理科"))
    story.do("guan", RenameAgency(name="云溪区财政和国资局"))
    story.clock.at += timedelta(days=1)
    story.to_check(running.case)
    story.step("chen", signed.case, "publish")

    assert renamed.event == "section:renamed"
    papers = (before, signed, running)
    facts = [story.office.ask(approval_facts, one.case, caller=None) for one in papers]
    assert [(one.agency, one.section) for one in facts] == [
        ("云溪区财政局", "预算科"),
        ("云溪区财政局", "预算科"),
        ("云溪区财政和国资局", "预算管理科"),
    ]
    assert story.case(before.case).section == "预算管理科"
    refused(story, "guan", RenameSection(section="预算科", name="甲科"), NoSuchSection)
    refused(story, "guan", RenameSection(section="预算管理科", name="办公室"), NameTaken)
    refused(story, "guan", RenameSection(section="预算管理科", name=" "), NameUnfit)
    refused(story, "guan", RenameSection(section="预算管理科", name="甲\n科"), NameUnfit)
    assert healthy(story)


@pytest.mark.parametrize("blanks", ["  ", "\u3000", "\u00a0 "], ids=["two", "wide", "unbroken"])
def test_a_name_is_the_same_however_wide_its_blank(story: Story, blanks: str):
    story.do("guan", AddSection(name="保密 科"))
    another = f"保密{blanks}科"

    refused(story, "guan", AddSection(name=another), NameTaken)
    refused(story, "guan", RenameSection(section="预算科", name=another), NameTaken)
    story.do("guan", AddRubric(kind=RubricKind.TAG, name=another))

    assert [one.name for one in story.office.ask(rubric_lines, caller=story.caller("guan"))] == [
        "保密 科"
    ]


def test_who_looks_at_an_old_page_changes_nothing(story: Story):
    shown = story.row(SectionRow, name="预算科")
    story.do("guan", RenameSection(section=shown.id, name="甲科", expected_rev=shown.rev))

    refused(story, "guan", EndSection(section=shown.id, expected_rev=shown.rev), RowMoved)
    stale = RenameAgency(name="某局", expected_rev=7)
    refused(story, "guan", stale, RowMoved)

    assert story.row(SectionRow, id=shown.id).ended_at is None


def test_a_person_goes_to_another_section_and_his_papers_stay(story: Story):
    paper = story.hand_in()

    story.do("guan", MovePerson(login="li", section="办公室"))
    story.do("shen", ConfirmRole(login="li", role=Role.DRAFTER))

    office = story.row(SectionRow, name="办公室")
    assert story.row(PersonRow, login="li").section_id == office.id
    assert story.case(paper.case, seen_by="li").section == "预算科"
    refused(story, "guan", MovePerson(login="li", section="办公室"), AlreadyDone)


def test_who_sees_the_papers_of_a_section_takes_two_to_say(story_on_both: Story):
    """S65: 管立 alone moves 王 to the papers of the office; 王 sees them when 沈审 confirms."""
    story = story_on_both
    paper = story.hand_in(section="办公室")
    with pytest.raises(NoSuchCase):
        story.case(paper.case, seen_by="wang")
    before = len(story.rows(LedgerEntryRow))

    assert story.do("guan", MovePerson(login="wang", section="办公室")) == (Role.SECTION_HEAD,)

    told = sorted(story.rows(LedgerEntryRow), key=lambda row: row.seq)[before:]
    events = [one.event for one in told]
    assert events == ["person:role_suspended", "person:role_granted", "person:moved"]
    assert '"waiting":["section_head"]' in told[-1].body
    confirm = ConfirmRole(login="wang", role=Role.SECTION_HEAD)
    refused(story, "guan", confirm, NotYours)
    with pytest.raises(Refused):
        story.case(paper.case, seen_by="wang")
    story.do("shen", confirm)
    assert story.case(paper.case, seen_by="wang").section == "办公室"


def test_who_sees_the_whole_office_keeps_his_role_when_moved(story: Story):
    entry = entered(story, "guan", MovePerson(login="zhou", section="办公室"))

    assert entry.event == "person:moved"
    assert '"waiting":[]' in entry.body


NEWCOMER = NewAccount(login="xin", name="辛一", password="First-word-1-x", section="办公室")


@pytest.mark.parametrize(
    "command",
    [MovePerson(login="li", section="办公室"), AddPerson(account=NEWCOMER)],
    ids=lambda one: type(one).__name__,
)
def test_nobody_comes_into_a_section_that_is_just_ending(story_on_both: Story, command: Any):
    story = story_on_both
    guan, office = story.caller("guan"), story.office
    with ThreadPoolExecutor(1) as meanwhile:
        with office.database.write() as session:
            work = Work(session=session, now=story.clock.at, means=office.means)
            end_section(work, EndSection(section="办公室"), caller=guan)
            coming = meanwhile.submit(office.do, command, caller=guan)
            with pytest.raises(TimeoutError):
                coming.result(timeout=0.7)
        with pytest.raises(SectionEnded):
            coming.result(timeout=30)


def test_the_first_agency_adds_and_ends_others_which_know_nothing_of_it(story_on_both: Story):
    story = beside(story_on_both)

    ours, theirs = (
        story.office.ask(agencies, caller=story.caller(who)) for who in ("guan", "ding")
    )

    assert [one.name for one in ours] == ["云溪区财政局", "云溪区教育局"]
    assert [one.name for one in theirs] == ["云溪区教育局"]
    assert [one.name for one in story.office.ask(section_lines, caller=story.caller("ding"))] == [
        "办公室"
    ]
    another = AddAgency(code="z", name="某局", profile="small", sections=(), accounts=())
    said = refused(story, "ding", another, NotTheKeeper)
    assert "云溪区财政局" in said.message
    refused(story, "ding", EndAgency(code="yxcz"), NotTheKeeper)
    refused(story, "guan", EndAgency(code="yxcz"), KeeperStays)
    refused(story, "guan", EndAgency(code="nobody"), NoSuchAgency)
    taken = AddAgency(code="yxjy", name="某局", profile="small", sections=(), accounts=())
    refused(story, "guan", taken, CodeTaken)
    odd = AddAgency(code="甲/1", name="某局", profile="small", sections=(), accounts=())
    refused(story, "guan", odd, CodeUnfit)
    refused(story, "ding", MovePerson(login="li", section=None), Refused)
    ours_section = story.row(SectionRow, name="预算科").id
    refused(story, "ding", RenameSection(section=ours_section, name="甲科"), NoSuchSection)
    refused(story, "ding", EndSection(section=ours_section), NoSuchSection)
    assert healthy(story)


def test_no_two_living_agencies_have_one_name(story_on_both: Story):
    story = beside(story_on_both)
    ours, theirs = "云溪区财政局", "云溪区教育局"
    again = AddAgency(code="z", name=f"  {ours} ", profile="small", sections=(), accounts=())

    refused(story, "ding", RenameAgency(name=ours), AgencyNameTaken)
    refused(story, "guan", again, AgencyNameTaken)
    refused(story, "guan", RenameAgency(name=theirs), AgencyNameTaken)

    story.do("guan", EndAgency(code="yxjy"))
    story.do("guan", RenameAgency(name=theirs))  # one that has ended does not stand in the way


def test_of_two_agencies_that_take_one_name_at_once_the_second_is_refused(story_on_both: Story):
    story = beside(story_on_both)
    one, another = (story.caller(who) for who in ("guan", "ding"))
    office, name = story.office, RenameAgency(name="云溪区财政和教育局")
    with ThreadPoolExecutor(1) as meanwhile:
        with office.database.write() as session:
            work = Work(session=session, now=story.clock.at, means=office.means)
            rename_agency(work, name, caller=one)
            coming = meanwhile.submit(office.do, name, caller=another)
            with pytest.raises(TimeoutError):
                coming.result(timeout=0.7)
        with pytest.raises(AgencyNameTaken):
            coming.result(timeout=30)


def test_an_ended_agency_takes_no_papers_and_looks_after_those_it_has(story_on_both: Story):
    story = beside(story_on_both)
    old = story.hand_in(by="tian", section="办公室")

    entry = entered(story, "guan", EndAgency(code="yxjy"))

    agency = story.row(AgencyRow, code="yxjy")
    assert (entry.event, entry.agency_id) == ("agency:ended", agency.id)
    assert agency.ended_at is not None
    refused(story, "tian", story_hand_in("办公室"), AgencyEnded)
    refused(story, "ding", AddSection(name="新设科"), AgencyEnded)
    refused(story, "ding", AddRubric(kind=RubricKind.TAG, name=TAG), AgencyEnded)
    refused(story, "guan", EndAgency(code="yxjy"), AlreadyDone)
    story.step("tian", old.case, "propose", mode="主动公开")
    assert story.case(old.case, seen_by="tian").stage == "section_review"
    assert healthy(story)


def test_papers_lie_under_rubrics_that_their_agency_arranged(story_on_both: Story):
    story = beside(story_on_both)
    for kind, name in ((RubricKind.CATALOGUE, BUDGET), (RubricKind.TAG, TAG)):
        assert entered(story, "guan", AddRubric(kind=kind, name=name)).event == "rubric:added"
    paper = story.hand_in()
    place = PlacePaper(document=paper.document, rubrics=(BUDGET,), tags=(TAG,))

    assert entered(story, "li", place).event == "document:placed"

    assert under(story, paper.document) == [BUDGET, TAG]
    refused(story, "zhou", place, NothingPlaced)
    refused(story, "wang", place, NotYours)
    refused(story, "guan", place, NoSuchDocument)
    refused(story, "shi", place, NoSuchDocument)
    theirs = story.hand_in(by="tian", section="办公室")
    stolen = PlacePaper(document=theirs.document, rubrics=(BUDGET,), tags=())
    refused(story, "shi", stolen, NoSuchRubric)
    ended = EndRubric(kind=RubricKind.CATALOGUE, rubric=BUDGET)
    assert entered(story, "guan", ended).event == "rubric:ended"
    renamed = RenameRubric(kind=RubricKind.TAG, rubric=TAG, name="惠企利民")
    assert entered(story, "guan", renamed).event == "rubric:renamed"
    assert under(story, paper.document) == [BUDGET, "惠企利民"]
    nothing = PlacePaper(document=paper.document, rubrics=(), tags=())
    story.do("zheng", nothing)
    assert under(story, paper.document) == [BUDGET], "nobody could give back what has ended"
    refused(story, "li", place, NoSuchRubric)
    lines = story.office.ask(rubric_lines, caller=story.caller("guan"))
    assert [(one.name, one.papers) for one in lines] == [(BUDGET, 1), ("惠企利民", 0)]
    assert story.office.ask(rubric_lines, caller=story.caller("ding")) == ()
    assert len(story.rows(PaperRubricRow)) == 2
    story.to_check(paper.case)
    assert healthy(story)


def under(story: Story, document: str) -> list[str]:
    """Return what a paper lies under."""
    found = story.office.ask(rubrics_on, (document,))
    return [one.name for one in found.get(document, ())]


def test_a_name_that_anybody_may_read_is_screened_first(story: Story):
    doubtful = AddRubric(kind=RubricKind.TAG, name="联系人31011319080229999X")
    said = refused(story, "guan", doubtful, NameSuspect)

    assert "31011319080229999X" not in said.message + said.advice
    refused(story, "guan", AddRubric(kind=RubricKind.TAG, name="机密★10年"), NameSuspect)


def test_a_page_that_was_drawn_before_another_placed_it_places_nothing(story: Story):
    story.do("guan", AddRubric(kind=RubricKind.TAG, name=TAG))
    paper = story.hand_in()
    rev = story.paper(paper.document).rev
    place = PlacePaper(document=paper.document, rubrics=(), tags=(TAG,), expected_rev=rev)
    story.do("li", place)

    again = PlacePaper(document=paper.document, rubrics=(), tags=(), expected_rev=rev)

    refused(story, "zhou", again, RowMoved)
