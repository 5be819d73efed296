"""The demonstration: half a year of an invented office, and what must be true at its end."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import open_office
from review.demo import DEMO_PASSWORD
from review.demo.clock import BELL_HOUR, at
from review.demo.ground import WalkRefused
from review.demo.papers import load_papers, write
from review.demo.story import load_story
from review.demo.traces import traces_of
from review.demo.walk import walk
from review.domain.vocabulary import Act, Availability, DisclosureMode
from review.services.catalogue import catalogue
from review.services.doctor import examine
from review.services.passwords import OFFICE
from review.services.work import SHANGHAI
from review.settings import Settings
from review.storage import ledger
from review.storage.rows import (
    ActRow,
    AgencyRow,
    CaseRow,
    DocumentRow,
    FileRow,
    JobSlotRow,
    LedgerEntryRow,
    OutboxRow,
    PersonRow,
    RefusalRow,
    StepRow,
    VersionRow,
)

PAPERS = load_papers()
GIVEN = "关于预约咨询的通知"
PUBLIC, HELD = Availability.PUBLIC, Availability.ON_REQUEST
CLOSED, DOWN = Availability.CLOSED, Availability.WITHDRAWN


def opened(folder):
    """Open the office of a folder in the last night of the story."""
    url = f"sqlite:///{(folder / 'xianshen.db').as_posix()}"
    settings = Settings(data_dir=folder, database_url=url)
    night = at(load_story(with_given=True).last, hour=BELL_HOUR)
    return open_office(settings, clock=lambda: night)


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The walk, once, with a paper of the visitor's own that holds a mobile number."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    paper = folder.parent / f"{GIVEN}.txt"
    paper.write_text("现将预约咨询事项通知如下：联系人李某，手机13800138000。\n", encoding="utf-8")
    told: list[str] = []
    walk(folder, paper=paper, say=told.append)
    office = opened(folder)
    with office.database.read() as session:
        yield SimpleNamespace(folder=folder, told=told, office=office, session=session)
    office.close()


def document(walked, key):
    title = PAPERS[key].title if key in PAPERS else key
    query = select(DocumentRow).where(col(DocumentRow.title) == title)
    return walked.session.scalars(query).one()


def cases(walked, key):
    query = select(CaseRow).where(col(CaseRow.document_id) == document(walked, key).id)
    ordered = query.order_by(col(CaseRow.opened_at))
    return list(walked.session.scalars(ordered))


def steps(walked, case):
    query = select(StepRow).where(col(StepRow.case_id) == case.id).order_by(col(StepRow.rev))
    return list(walked.session.scalars(query))


def acts(walked, case):
    query = select(ActRow).where(col(ActRow.case_id) == case.id, col(ActRow.voided_at).is_(None))
    return list(walked.session.scalars(query))


def day_of(instant):
    return instant.astimezone(SHANGHAI).date()


def published(walked):
    return [path.read_bytes() for path in (walked.folder / "published").rglob("*.[dpt]*")]


@pytest.mark.parametrize(
    ("key", "availability", "mode", "procedure", "stage"),
    [
        ("notice_clean", PUBLIC, "proactive", "publication", "archived"),
        ("notice_corrected", PUBLIC, "proactive", "publication", "archived"),
        ("tracked_changes", PUBLIC, "proactive", "publication", "archived"),
        ("budget_table", PUBLIC, "proactive", "publication", "archived"),
        ("letter_on_request_a", PUBLIC, "proactive", "reassessment", "archived"),
        ("letter_on_request_b", HELD, "on_request", "reassessment", "archived"),
        ("declassified", HELD, "on_request", "publication", "closed"),
        ("internal_memo", CLOSED, "withheld", "publication", "closed"),
        ("minutes_withheld", CLOSED, "withheld", "publication", "closed"),
        ("request_withheld", CLOSED, "withheld", "publication", "closed"),
        ("party_paper", CLOSED, None, "publication", "out_of_scope"),
        ("announcement", DOWN, "proactive", "takedown", "archived"),
        (GIVEN, CLOSED, None, "publication", "returned"),
    ],
)
def test_each_paper_ends_where_the_story_says(walked, key, availability, mode, procedure, stage):  # noqa: PLR0917  # a table
    row, last = document(walked, key), cases(walked, key)[-1]

    assert row.availability is availability
    assert row.mode == (None if mode is None else DisclosureMode(mode))
    assert (last.procedure, last.stage) == (procedure, stage)


def test_what_is_held_back_says_when_it_ends(walked):
    """H10: nothing is withheld without an end, and the memo's is the day that was fixed."""
    rows = walked.session.scalars(
        select(DocumentRow).where(col(DocumentRow.mode) != DisclosureMode.PROACTIVE)
    ).all()

    assert len(rows) == 5
    assert all(row.ending and row.reassess_on and row.reasons for row in rows)
    assert document(walked, "internal_memo").reassess_on == date(2026, 7, 1)


def test_the_marked_paper_left_a_hash_and_a_rule_and_nothing_else(walked):
    sha256 = hashlib.sha256(write(PAPERS["marked_secret"])).hexdigest()
    titled = select(DocumentRow).where(col(DocumentRow.title) == PAPERS["marked_secret"].title)
    refusal = walked.session.scalars(
        select(RefusalRow).where(col(RefusalRow.sha256) == sha256)
    ).one()

    assert refusal.rule == "marking.classification"
    assert walked.session.scalars(titled).all() == []


def holding(folder, sentence, content=b"\0never\0"):
    """Name the files that hold a sentence in any writing, or the paper's very bytes."""
    return traces_of((sentence,), content=content, folder=folder)


def test_no_sentence_of_the_marked_paper_is_in_any_file(walked):
    """Database, originals, forms, logs, whatever else: not a heading of it."""
    paper = PAPERS["marked_secret"]
    sentences = [line.removeprefix("# ") for line in (paper.title, *paper.body)]

    assert len(sentences) > 5
    for sentence in sentences:
        assert holding(walked.folder, sentence, write(paper)) == ()


def test_the_search_finds_what_is_there(walked):
    """A search that finds nothing proves nothing: a published notice is found inside its file."""
    paper = PAPERS["notice_clean"]

    assert holding(walked.folder, paper.body[0])
    assert len(holding(walked.folder, paper.body[0], write(paper))) >= 2


def test_the_letter_is_converted_by_the_bell_alone_in_the_campaign(walked):
    """Flagged on 1 March, held, converted after the window and before 31 March (条例第十八条)."""
    case = cases(walked, "letter_on_request_a")[-1]
    taken = steps(walked, case)
    until = [step.action for step in taken].index("convert")
    row = document(walked, "letter_on_request_a")

    assert [step.action for step in taken[: until + 1]] == ["open", "assess", "hold", "convert"]
    assert [step.person_id for step in taken[: until + 1]] == [None] * 4
    assert day_of(case.opened_at) == date(2026, 3, 1)
    assert case.hold_until < day_of(row.published_at) <= date(2026, 3, 31)
    assert day_of(taken[until].at) == day_of(row.published_at)
    assert case.authorisation_id is not None


def test_the_catalogue_says_from_what_it_was_converted(walked):
    lines = {line.title: line for line in walked.office.ask(catalogue)}
    letter = lines[PAPERS["letter_on_request_a"].title]

    assert letter.note == "由依申请公开转为主动公开"
    assert [line.note for line in lines.values()].count("") == len(lines) - 1 == 4


def test_the_conversion_stands_on_a_rule_a_persons_check_and_a_signature(walked):
    first, last = cases(walked, "letter_on_request_a")
    people = {act.act: act for act in acts(walked, last)}
    (check,) = (act for act in acts(walked, first) if act.act is Act.CHECK)
    head = walked.session.scalars(select(PersonRow).where(col(PersonRow.login) == "he")).one()

    assert people[Act.ATTRIBUTION].person_id is None
    assert people[Act.ATTRIBUTION].source.startswith("eligibility_rule:")
    assert people[Act.CHECK].person_id == check.person_id
    assert people[Act.CHECK].source == f"check_on_record:{check.id}"
    assert people[Act.DECISION].person_id == head.id
    assert {act.manifest for act in people.values()} == {check.manifest}


def test_the_other_letter_is_flagged_the_same_night_stopped_and_never_public(walked):
    case = cases(walked, "letter_on_request_b")[-1]
    other = cases(walked, "letter_on_request_a")[-1]
    (stop,) = (step for step in steps(walked, case) if step.action == "stop")
    zhou = walked.session.scalars(select(PersonRow).where(col(PersonRow.login) == "zhou")).one()
    row = document(walked, "letter_on_request_b")
    sent = select(OutboxRow).where(col(OutboxRow.document_id) == row.id)

    assert case.opened_at == other.opened_at
    assert stop.person_id == zhou.id
    assert json.loads(stop.inputs)["reason"]
    assert day_of(stop.at) <= other.hold_until
    assert walked.session.scalars(sent).all() == []
    assert row.published_at is None
    assert write(PAPERS["letter_on_request_b"]) not in published(walked)


def test_the_notice_went_out_without_the_resident_id(walked):
    row = document(walked, "notice_corrected")
    versions = select(VersionRow).where(col(VersionRow.document_id) == row.id)
    case = cases(walked, "notice_corrected")[-1]

    assert [step.action for step in steps(walked, case)] == [
        "open", "propose", "verify", "send_back", "revise", "propose", "verify", "pass_check",
        "decide_in_full", "publish", "archive",
    ]  # fmt: skip
    assert len(walked.session.scalars(versions).all()) == 2
    assert write(PAPERS["notice_corrected"]) in published(walked)
    assert write(PAPERS["notice_with_resident_id"]) not in published(walked)
    assert not holding(walked.folder / "published", "31011319080229999X")


def test_the_tracked_paper_went_out_clean(walked):
    assert write(PAPERS["tracked_accepted"]) in published(walked)
    assert not holding(walked.folder / "published", "不再追究")


def test_what_the_folder_holds_is_what_the_catalogue_lists(walked):
    hashes = {hashlib.sha256(content).hexdigest() for content in published(walked)}
    listed = {file.sha256 for line in walked.office.ask(catalogue) for file in line.files}

    assert hashes == listed
    assert len(listed) == 5


def test_the_takedown_has_two_people_and_leaves_nothing_out_there(walked):
    takedown = cases(walked, "announcement")[-1]
    people = {act.act: act.person_id for act in acts(walked, takedown)}

    assert people.keys() == {Act.TAKEDOWN, Act.CONFIRMATION}
    assert people[Act.TAKEDOWN] != people[Act.CONFIRMATION]
    assert write(PAPERS["announcement"]) not in published(walked)


def test_the_cleared_paper_has_two_signatures_and_two_more_on_its_finding(walked):
    events = walked.session.scalars(select(LedgerEntryRow.event)).all()

    assert events.count("paper:refused") == 2
    for event in ("entered", "cosigned", "used"):
        assert events.count(f"clearance:{event}") == 1
    assert events.count("finding:cosigned") == 1


def test_the_ledger_stands_and_its_time_never_runs_back(walked):
    agency = walked.session.scalars(select(AgencyRow.id)).one()
    instants = [entry.at for entry in ledger.entries(walked.session, agency)]

    assert ledger.verify(walked.session) == ()
    assert instants == sorted(instants)
    assert len(instants) > 300
    assert day_of(instants[0]) == date(2025, 10, 13)
    assert day_of(instants[-1]) == load_story(with_given=True).last


def test_the_doctor_has_nothing_to_complain_of(walked):
    """All invariants hold of the office that the walk leaves behind."""
    assert walked.office.ask(examine) == ()


def test_the_bell_rang_every_night(walked):
    """The walk says so of each day it skips."""
    story = load_story(with_given=True)
    nights = (story.last - story.first).days
    slots = walked.session.scalars(
        select(JobSlotRow).where(col(JobSlotRow.job) == "reassess").order_by(col(JobSlotRow.slot))
    ).all()
    expected = [(story.first + timedelta(days=n)).isoformat() for n in range(1, nights + 1)]

    assert [slot.slot for slot in slots] == expected
    assert all(slot.done_at for slot in slots)


def test_every_day_is_told_or_named_as_skipped(walked):
    told: set[date] = set()
    for line in walked.told:
        if line.startswith("── "):
            told.add(date.fromisoformat(line.split()[1]))
        elif line.startswith("……跳过"):
            days = [date.fromisoformat(word[:10]) for word in line.split() if word[:2] == "20"]
            span = (days[-1] - days[0]).days + 1
            told |= {days[0] + timedelta(days=number) for number in range(span)}
    story = load_story(with_given=True)

    assert told == {
        story.first + timedelta(days=number)
        for number in range((story.last - story.first).days + 1)
    }


def test_the_visitors_paper_is_sent_back_for_its_finding(walked):
    case = cases(walked, GIVEN)[-1]

    assert [step.action for step in steps(walked, case)][-1] == "send_back"
    assert any("138" in line and "疑点〔" in line for line in walked.told)
    assert not any("13800138000" in line for line in walked.told)


def test_it_is_a_demo_whose_people_sign_in_with_the_password_told(walked):
    people = walked.session.scalars(select(PersonRow)).all()
    told = "\n".join(walked.told)

    assert walked.office.is_demo
    assert len(people) == 12
    assert OFFICE.matches(people[0].password_hash, DEMO_PASSWORD)
    assert all(person.name in told and person.login in told for person in people)
    assert DEMO_PASSWORD in told
    assert "这是演示库" in told


def test_the_forms_of_two_closed_cases_are_written(walked):
    forms = sorted((walked.folder / "records").iterdir())
    papers = ("notice_corrected", "letter_on_request_a")
    numbers = {f"{row.year}-{row.serial:04}" for key in papers for row in cases(walked, key)[-1:]}

    assert {path.stem for path in forms} == numbers
    assert [path.suffix for path in forms] == [".docx", ".pdf"] * 2
    assert all(path.read_bytes().startswith((b"PK", b"%PDF")) for path in forms)


def test_the_end_names_every_paper_and_why(walked):
    table = walked.told[walked.told.index("══ 各件结果 ══") :]

    assert sum("已公开" in line for line in table) == 5
    assert any("拒收，未存储" in line and "marking.classification" in line for line in table)
    assert any(GIVEN in line and "退承办人" in line for line in table)
    assert any(line.startswith("台账：") and "完整无误" in line for line in table)


def test_a_second_walk_makes_a_fresh_office_with_a_real_paper(walked, real_files, tmp_path):
    """The real plan is received, found clear, reviewed and published, byte for byte."""
    (paper,) = (real_files / "real").glob("*.txt")
    folder = shutil.copytree(walked.folder, tmp_path / "demo")
    before = walked.session.scalars(select(AgencyRow.id)).one()

    walk(folder, paper=paper, say=[].append)

    office = opened(folder)
    with office.database.read() as session:
        plan = session.scalars(
            select(DocumentRow).where(col(DocumentRow.title) == paper.stem)
        ).one()
        (file,) = session.scalars(
            select(FileRow).where(col(FileRow.version_id) == plan.public_version_id)
        ).all()
        assert session.scalars(select(AgencyRow.id)).one() != before
        assert plan.availability is Availability.PUBLIC
        assert file.sha256 == hashlib.sha256(paper.read_bytes()).hexdigest()
        assert ledger.verify(session) == ()
    office.close()
    assert paper.read_bytes() in [path.read_bytes() for path in folder.rglob("published/*/*.txt")]


def test_an_ordinary_office_is_refused_and_not_touched(tmp_path):
    """Nothing is deleted that is not a demo; here there is only an office nobody has founded."""
    office = opened(tmp_path)
    office.close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    with pytest.raises(WalkRefused, match="不是演示单位"):
        walk(tmp_path, paper=None, say=[].append)

    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
