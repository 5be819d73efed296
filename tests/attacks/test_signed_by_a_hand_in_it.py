"""Nobody signs for the conversion of a paper in which he had a hand, not even by a deputy (H3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from review.commands import (
    DraftAuthorisation,
    RunReassessment,
    SignAuthorisation,
    SignRules,
    Substitute,
)
from review.domain.vocabulary import Act, DisposalKind, Role
from review.services.automatic_sources import is_independent
from review.services.conversions import faults_of_conversion
from review.storage.rows import ActRow, AuthorisationRow, CaseRow, PersonRow, VersionRow
from tests.builders import OfficeForTests

GROUNDS = {"on_request_reason": "particular_persons", "reassess_on": "2026-03-01"}
FEBRUARY = datetime(2026, 2, 25, 1, 0, tzinfo=UTC)
WITH_MOBILE = "关于补助发放的函\n联系电话 13812345678\n"


def deputised(bureau: OfficeForTests, deputy: str, *, for_: str, role: Role) -> None:
    """Somebody goes on leave for a month."""
    today = bureau.clock.at.date()
    leave = Substitute(
        substitute=deputy, role=role, first_day=today, last_day=today + timedelta(days=30)
    )
    bureau.do(leave, by=for_)


def authorised_by(bureau: OfficeForTests, signatory: str) -> None:
    """A standing authorisation under which the letter could be converted."""
    terms = DraftAuthorisation(
        reference="X1",
        grounds=("reason_lapsed",),
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        cap=50,
        hold_days=5,
    )
    bureau.do(terms, by="zheng")
    bureau.do(SignRules(reference="X1"), by="sun")
    bureau.do(SignAuthorisation(reference="X1"), by=signatory)


def nights(bureau: OfficeForTests, document: str | None) -> str:
    """Let the reason lapse and twenty nights pass; return what the public may read."""
    bureau.clock.at = FEBRUARY
    bureau.consented(document)
    for _ in range(20):
        bureau.clock.later(days=1)
        for report in bureau.office.reassess(RunReassessment(), caller=None):
            assert not report.set_aside, report
    (case,) = bureau.rows(CaseRow, procedure="reassessment")
    return case.stage


def checked_by_deputy(bureau: OfficeForTests) -> str | None:
    """A letter on request, checked by 吴律 while 钱卫 is on leave."""
    deputised(bureau, "wu", for_="qian", role=Role.OFFICE_REVIEWER)
    received = bureau.receive()
    bureau.step(received.case, "propose", by="li", mode="依申请公开", subjects="无", **GROUNDS)
    bureau.step(received.case, "verify", by="wang")
    bureau.step(received.case, "pass_check", by="wu", opinion="未见不宜公开内容")
    bureau.step(received.case, "decide_on_request", by="gu", **GROUNDS)
    return received.document


def test_for_whom_the_paper_was_checked_he_does_not_sign_its_conversion(bureau: OfficeForTests):
    document = checked_by_deputy(bureau)
    authorised_by(bureau, "qian")

    assert nights(bureau, document) == "assessed"
    assert bureau.complaints() == ()


def test_another_signs_and_the_record_names_both_who_checked(bureau: OfficeForTests):
    document = checked_by_deputy(bureau)
    authorised_by(bureau, "he")

    assert nights(bureau, document) == "closed"
    names = {row.id: row.login for row in bureau.rows(PersonRow)}
    checks = [
        (names[row.person_id or ""], names[row.principal_id or ""])
        for row in bureau.rows(ActRow, act=Act.CHECK)
    ]
    assert checks == [("wu", "qian"), ("wu", "qian")]
    assert bureau.complaints() == ()


def test_a_conversion_whose_record_forgets_the_principal_is_found(bureau: OfficeForTests):
    """The doctor compares both names with the check on record."""
    document = checked_by_deputy(bureau)
    authorised_by(bureau, "he")
    nights(bureau, document)
    (case,) = bureau.rows(CaseRow, procedure="reassessment")

    def faults(*, principal: str | None) -> set[str]:
        with bureau.office.database.read() as session:
            of_case = (col(ActRow.case_id) == case.id) & (col(ActRow.act) == Act.CHECK)
            check = session.scalars(select(ActRow).where(of_case)).one()
            check.principal_id = principal
            work = bureau.work(session)
            at = bureau.clock.at
            with session.no_autoflush:
                return set(faults_of_conversion(work, case.id, held_at=check.at, converted_at=at))

    (qian,) = bureau.rows(PersonRow, login="qian")
    assert "converted_without_sources" not in faults(principal=qian.id)
    assert "converted_without_sources" in faults(principal=None)


def test_for_whom_the_paper_was_drafted_he_does_not_sign(bureau: OfficeForTests):
    deputised(bureau, "li", for_="qian", role=Role.SECTION_HEAD)
    received = bureau.receive(by="qian")
    deputised(bureau, "wu", for_="qian", role=Role.DRAFTER)
    bureau.step(received.case, "propose", by="li", mode="依申请公开", subjects="无", **GROUNDS)
    bureau.step(received.case, "verify", by="wang")
    bureau.step(received.case, "pass_check", by="zhou")
    bureau.step(received.case, "decide_on_request", by="gu", **GROUNDS)
    authorised_by(bureau, "qian")

    assert nights(bureau, received.document) == "assessed"


def test_who_disposed_of_a_finding_does_not_sign(bureau: OfficeForTests):
    """He lent the check a hand: that nothing is open any more is his word."""
    received = bureau.receive(WITH_MOBILE)
    finding = bureau.view(received.case).findings[0].id
    bureau.step(received.case, "propose", by="li", mode="依申请公开", subjects="无", **GROUNDS)
    bureau.step(received.case, "verify", by="wang")
    bureau.dispose(received.case, finding, DisposalKind.LAWFUL, by="qian")
    authorised_by(bureau, "qian")
    (version,) = bureau.rows(VersionRow, document_id=received.document)
    (authorisation,) = bureau.rows(AuthorisationRow)

    with bureau.office.database.read() as session:
        assert not is_independent(bureau.work(session), version, authorisation)
        (he,) = bureau.rows(PersonRow, login="he")
        authorisation.signed_by = he.id
        assert is_independent(bureau.work(session), version, authorisation)
