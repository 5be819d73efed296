"""With the bytes of an intercepted paper goes what was written about it (保密法第三十一条)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from review.commands import OpenCase, RecordTrigger
from review.domain.case_refusals import NothingLeft
from review.domain.searching import pairs_of, sought_in
from review.domain.vocabulary import DisposalKind, RequestResult, Trigger
from review.messages import NOT_KEPT
from review.reassessment_commands import EnterRequest
from review.screening.picture_room import PICTURES
from review.screening.reading_room import ROOM
from review.screening.rules import active_ruleset
from review.storage.rows import CaseRow, DocumentRow, LedgerEntryRow, StepRow, TitlePairRow
from review.storage.verification import verify_whole
from tests.builders import OfficeForTests
from tests.unit.screening.papers import pdf

TITLE = "关于虚构甲代号安排的通知"
FILE = "虚构乙代号方案.txt"
TEXT = "会议记录\n内部参考，不得公开\n虚构丙代号，联系人 13812345678\n"
REASON = "发现涉密：虚构丁代号"
OPINION = "虚构戊代号一节须核对"
DISPOSED = "虚构己代号已公布"
TOLD, CORRECTED = "关于虚构庚代号的同意函", "虚构辛代号一段误报"


def everywhere(bureau: OfficeForTests, words: str) -> Iterator[Path]:
    """Find every file of the office that holds these words."""
    for path in bureau.folder.rglob("*"):
        if path.is_file() and words.encode() in path.read_bytes():
            yield path


def intercepted(bureau: OfficeForTests) -> str:
    """A paper that had come as far as the check when somebody saw what it was."""
    received = bureau.receive(TEXT, title=TITLE, file_name=FILE, number="云财〔2026〕7号")
    bureau.step(received.case, "propose", by="li", mode="主动公开", opinion=OPINION)
    bureau.step(received.case, "verify", by="wang", opinion=OPINION)
    told = RecordTrigger(
        document=str(received.document),
        trigger=Trigger.THIRD_PARTY_CONSENTED,
        reference=TOLD,
        happened_on=bureau.clock.at.date(),
    )
    asked = EnterRequest(
        document=str(received.document),
        number="申〔2026〕1号",
        requester="甲公司",
        answered_on=bureau.clock.at.date(),
        result=RequestResult.GIVEN,
    )
    corrected = replace(asked, result=RequestResult.REFUSED, correction=CORRECTED)
    for command in (told, asked, corrected):
        bureau.do(command, by="zheng")
    for finding in bureau.view(received.case).findings:
        bureau.dispose(
            str(received.case), finding.id, DisposalKind.LAWFUL, by="zhou", reason=DISPOSED
        )
    bureau.step(received.case, "intercept", by="zhou", opinion=REASON, reason=REASON)
    return str(received.case)


@pytest.mark.parametrize("words", [TITLE, "云财〔2026〕7号", REASON, TEXT.splitlines()[2]])
def test_title_number_and_reason_go_with_the_bytes(bureau: OfficeForTests, words: str):
    intercepted(bureau)

    assert list(everywhere(bureau, words)) == []
    (document,) = bureau.rows(DocumentRow)
    assert (document.title, document.number) == (NOT_KEPT, None)


@pytest.mark.parametrize("pair", ["甲代", "云财", "7号"])
def test_what_it_was_found_by_goes_too(bureau: OfficeForTests, pair: str):
    """Of two signs each, a title could be put together again."""
    intercepted(bureau)

    assert list(everywhere(bureau, pair)) == []
    assert {row.pair for row in bureau.rows(TitlePairRow)} == pairs_of(sought_in(NOT_KEPT, None))
    assert bureau.complaints() == ()


def test_that_a_reason_was_given_is_kept_but_not_which(bureau: OfficeForTests):
    intercepted(bureau)

    (step,) = bureau.rows(StepRow, action="intercept")
    assert REASON not in step.opinion + step.inputs
    assert bureau.rows(LedgerEntryRow, event="case:intercept")


@pytest.mark.parametrize(
    "words", [TITLE, FILE, REASON, OPINION, DISPOSED, TOLD, CORRECTED, "138****5678"]
)
def test_file_names_excerpts_and_opinions_go_too(bureau: OfficeForTests, words: str):
    intercepted(bureau)

    assert list(everywhere(bureau, words)) == []
    assert bureau.complaints() == ()
    with bureau.office.database.read() as session:
        assert verify_whole(session) == ()


def test_what_was_laid_out_for_readers_goes_from_memory(bureau: OfficeForTests):
    """Its text and its pages were kept for who reads on."""
    content, rules = pdf("虚构壬代号"), active_ruleset()
    shown = ROOM.laid_out(content, name="通知.pdf", ruleset=rules, part=1)
    drawn = PICTURES.drawn(content, name="通知.pdf", ruleset=rules, page=1)
    assert ROOM.laid_out(content, name="通知.pdf", ruleset=rules, part=1) is shown

    intercepted(bureau)

    assert ROOM.laid_out(content, name="通知.pdf", ruleset=rules, part=1) is not shown
    assert PICTURES.drawn(content, name="通知.pdf", ruleset=rules, page=1) is not drawn


def test_of_any_other_paper_not_a_word_goes(bureau: OfficeForTests):
    other = bureau.published("另一件\n", title="另一件公文的标题")

    intercepted(bureau)

    view = bureau.view(other.case)
    assert (view.title, view.availability) == ("另一件公文的标题", "public")
    assert all(line.opinion for line in view.trail if line.action == "verify")
    emptied = "UPDATE step SET opinion = '', inputs = '{}' WHERE rev = 2"
    with pytest.raises(DBAPIError, match="append-only"), bureau.office.database.write() as session:
        session.execute(text(emptied))


def test_what_was_destroyed_is_not_reviewed_anew(bureau: OfficeForTests):
    intercepted(bureau)
    (document,) = bureau.rows(DocumentRow)

    with pytest.raises(NothingLeft):
        bureau.do(OpenCase(document=document.id), by="li")

    assert len(bureau.rows(CaseRow)) == 1
