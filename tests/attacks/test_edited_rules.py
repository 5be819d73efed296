"""Rules that were edited under the same version do not go unnoticed (H1, DESIGN §7)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from review.commands import HandIn, RunReassessment
from review.domain.case_refusals import NotScreenedToday, RulesChanged
from review.domain.vocabulary import Act, DisposalKind, DocumentKind, Source
from review.services.rescreening import saw
from review.services.views import Received
from review.storage.rows import (
    ActRow,
    CaseRow,
    FindingRow,
    LedgerEntryRow,
    ScreeningRow,
    VersionRow,
)
from tests.builders import SECTION, OfficeForTests, handed
from tests.journeys.rules import stricter_rules, weaker_rules
from workflows.errors import RequirementsUnmet

WITH_ID = "名单\n身份证 11010519491231002X\n"
LETTER = "关于补助口径的函\n现函复如下，请遵照执行。\n"


def told(bureau: OfficeForTests, event: str) -> list[object]:
    """By which rules each entry of an event says that it was done."""
    bodies = [json.loads(row.body)["body"] for row in bureau.rows(LedgerEntryRow, event=event)]
    return [body["ruleset"] for body in bodies]


def test_acts_screenings_and_entries_name_the_content_of_the_rules(bureau: OfficeForTests):
    bureau.published(LETTER)

    ruleset = bureau.office.means.ruleset
    wanted = {f"{ruleset.version}@{ruleset.digest}"}
    assert {row.ruleset for row in bureau.rows(ActRow)} == wanted
    assert {row.ruleset for row in bureau.rows(ScreeningRow)} == wanted
    assert set(told(bureau, "case:pass_check")) == wanted


def test_a_weaker_ruleset_of_the_same_version_leaves_its_own_name(bureau: OfficeForTests, tmp_path):
    """What was checked while the rules were blind can be told from what was checked before."""
    true = bureau.office.means
    bureau.office.means = weak = weaker_rules(true, tmp_path / "weak")
    assert weak.ruleset.version == true.ruleset.version

    bureau.published(WITH_ID)

    assert told(bureau, "case:publish") == [f"base-1@{weak.ruleset.digest}"]
    assert weak.ruleset.digest != true.ruleset.digest


def test_nothing_is_published_that_other_rules_checked(bureau: OfficeForTests, tmp_path):
    true = bureau.office.means
    bureau.office.means = weaker_rules(true, tmp_path / "weak")
    received = bureau.approved(WITH_ID)
    bureau.office.means = true

    with pytest.raises(RulesChanged) as refusal:
        bureau.step(received.case, "publish", by="chen")

    assert true.ruleset.digest[:12] in refusal.value.message
    assert "撤销" in refusal.value.advice


def test_a_check_is_made_under_todays_rules(bureau: OfficeForTests, tmp_path):
    """After 撤销 the next check screens the bytes again, and what it finds holds the case."""
    true = bureau.office.means
    bureau.office.means = weaker_rules(true, tmp_path / "weak")
    received = bureau.approved(WITH_ID)
    bureau.office.means = true
    bureau.step(received.case, "revoke", by="gu", reason="规则库变更")
    bureau.step(received.case, "propose", by="li", mode="主动公开")
    bureau.step(received.case, "verify", by="wang")
    assert bureau.view(received.case).findings == ()

    with pytest.raises(RequirementsUnmet):
        bureau.step(received.case, "pass_check", by="zhou")

    (finding,) = bureau.view(received.case).findings
    assert told(bureau, "version:screened") == [true.ruleset.identity]
    bureau.dispose(received.case, finding.id, DisposalKind.FALSE_ALARM, by="zhou")
    bureau.cosign(received.case, finding.id, by="sun")
    bureau.step(received.case, "pass_check", by="zhou")
    bureau.step(received.case, "decide_in_full", by="gu")
    bureau.step(received.case, "publish", by="chen")
    checks = [row.ruleset for row in bureau.rows(ActRow, act=Act.CHECK) if row.voided_at is None]
    assert checks == [true.ruleset.identity]
    assert len(bureau.rows(FindingRow)) == 1
    assert bureau.complaints() == ()


def test_what_another_paper_was_screened_for_is_no_screening_of_this_one(
    bureau: OfficeForTests, tmp_path
):
    """A colleague hands in the same file beside another text; what is found lies with his paper."""
    true = bureau.office.means
    bureau.office.means = weaker_rules(true, tmp_path / "weak")
    mine = with_list(bureau, LETTER)
    bureau.step(mine.case, "propose", by="li", mode="主动公开")
    bureau.step(mine.case, "verify", by="wang")
    bureau.office.means = true
    with_list(bureau, "关于转发名单的通知\n请知悉。\n")

    with pytest.raises(RequirementsUnmet):
        bureau.step(mine.case, "pass_check", by="zhou")

    assert [found.severity for found in bureau.view(mine.case).findings] == ["block"]
    assert told(bureau, "version:screened") == [true.ruleset.identity]
    assert bureau.complaints() == ()


def with_list(bureau: OfficeForTests, text: str) -> Received:
    """Hand in a letter, and the same list with each."""
    files = (handed(text, name="正文.txt"), handed(WITH_ID, name="名单.txt"))
    received: Received = bureau.do(
        HandIn(
            files=files,
            title=text.split("\n", maxsplit=1)[0],
            kind=DocumentKind.LETTER,
            section=SECTION,
            source=Source.OWN,
        ),
        by="li",
    )
    return received


@pytest.mark.parametrize("said", [{"was_begun": False}, {"unreadable": "打不开"}], ids=str)
def test_bytes_that_todays_rules_cannot_see_pass_no_check(
    bureau: OfficeForTests, tmp_path, said: dict[str, Any]
):
    received = bureau.receive(LETTER)
    bureau.step(received.case, "propose", by="li", mode="主动公开")
    bureau.step(received.case, "verify", by="wang")
    new = stricter_rules(bureau.office.means, tmp_path / "new", word="遵照")
    bureau.office.means = replace(new, screen=lambda *given: replace(new.screen(*given), **said))

    with pytest.raises(NotScreenedToday):
        bureau.step(received.case, "pass_check", by="zhou")

    assert told(bureau, "version:screened") == []


def test_a_round_takes_no_report_of_rules_that_were_edited(bureau: OfficeForTests, tmp_path):
    """The screening of the round still answers by the old content; the version is the same."""
    received = bureau.on_request(LETTER)
    bureau.authorise()
    bureau.clock.at = datetime(2026, 2, 25, 1, 0, tzinfo=UTC)
    bureau.consented(received.document)
    means = bureau.office.means
    edited = stricter_rules(means, tmp_path / "edited", word="无此用语", version="base-1")
    bureau.office.means = replace(
        edited, screen=lambda content, name, _: means.screen(content, name, means.ruleset)
    )

    bureau.office.reassess(RunReassessment(), caller=None)

    (case,) = bureau.rows(CaseRow, procedure="reassessment")
    assert case.stage == "assessed"
    assert json.loads(case.assessment or "{}")["screening_clear"] is False


def test_an_assessment_that_found_it_clear_is_a_screening_of_that_version_alone(
    bureau: OfficeForTests, tmp_path
):
    """Who signs what a round assessed need not wait for it to be screened once more."""
    received = bureau.on_request(LETTER)
    bureau.office.means = stricter_rules(bureau.office.means, tmp_path / "new", word="无此用语")
    today = bureau.office.means.ruleset.identity
    bureau.clock.later(days=120)

    bureau.office.reassess(RunReassessment(), caller=None)

    (case,) = bureau.rows(CaseRow, procedure="reassessment")
    (mine,) = bureau.rows(VersionRow, document_id=received.document)
    another = mine.model_copy(update={"id": "a later one"})
    assert json.loads(case.assessment or "{}")["screening_clear"] is True
    assert bureau.office.ask(saw, case, mine, ruleset=today)
    assert not bureau.office.ask(saw, case, another, ruleset=today)
    assert not bureau.office.ask(saw, case, mine, ruleset="base-3@0")
