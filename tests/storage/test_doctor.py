"""The doctor finds what breaks an invariant, and says of what, on both databases."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from review.commands import (
    ActivateRuleset,
    DraftRuleset,
    HandedFile,
    RequestKey,
    RevokeToken,
    SignRuleset,
)
from review.domain.case_refusals import StoredWordUnknown
from review.domain.vocabulary import Scope
from review.publishing.package import name_of
from review.services.answered import digest_of
from review.services.catalogue import catalogue
from review.services.demo_cast import demo_proof
from review.services.doctor import examine, examine_paper
from review.services.record_facts import approval_facts
from review.services.sign_in import fingerprint
from review.services.tokens import caller_of_bearer, issue
from review.services.work import Work
from review.storage.rows import DocumentRow, TokenRow
from review.webhook_commands import AddWebhook
from tests.builders import MORNING, OfficeForTests, Screenings, copied
from tests.clock import Clock
from tests.postgres import Databases
from tests.storage.harms import HARMS

CONTENT = "关于公布冬季供暖时间的通知\n\n各科室：\n供暖自11月15日开始。\n"
CLOSED_BYTES = b"this was never handed in"


class Patient:
    """An office with one paper published and one converted, whose guards somebody took away."""

    def __init__(self, office: OfficeForTests) -> None:
        self.office = office
        self.published = self._papers("主动公开")
        self.converted = self._papers("由依申请公开转为主动公开")

    def _papers(self, which: str) -> str:
        is_converted = "NOT" if which != "主动公开" else ""
        asked = f"SELECT id FROM document WHERE converted_from IS {is_converted} NULL"  # noqa: S608
        return str(self.ask(asked))

    def ask(self, question: str, **said: object) -> object:
        with self.office.office.database.read() as session:
            return session.execute(text(question), said).scalars().first()

    def tamper(self, *statements: str, **said: object) -> None:
        with self.office.office.database.write() as session:
            for statement in statements:
                session.execute(text(statement), said)

    def found(self) -> set[tuple[str, str]]:
        """Return invariant and kind of subject of every complaint."""
        return {
            (one.invariant, one.subject.partition(":")[0])
            for one in self.office.office.ask(examine)
            if not one.is_note
        }


@pytest.fixture(scope="session")
def cared_for(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office that was well looked after, to copy."""
    return _lived(OfficeForTests(tmp_path_factory.mktemp("cared") / "sqlite"))


@pytest.fixture(scope="session")
def cared_for_postgres(
    tmp_path_factory: pytest.TempPathFactory, postgres_databases: Databases
) -> tuple[Path, str]:
    """The same on PostgreSQL."""
    url = postgres_databases.fresh()
    return _lived(OfficeForTests(tmp_path_factory.mktemp("cared") / "postgres", url=url)), url


def _lived(office: OfficeForTests) -> Path:
    office.found()
    office.do(AddWebhook(url="https://oa.example.com/"), by="guan")
    office.clock.later(seconds=1)
    office.published(CONTENT)
    office.converted()
    office.office.send()
    _ruled(office)
    _programmed(office)
    office.close()
    return office.folder


def _ruled(office: OfficeForTests) -> None:
    """Rules of the agency's own: a version that was replaced, one in use, one half signed."""
    for version in ("2026-1", "2026-2", "2026-3"):
        words = HandedFile(name="词.txt", content=f"白鹭工程\n第{version}号工程\n".encode())
        office.do(DraftRuleset(version=version, sources=(words,)), by="zhou")
        office.office.try_ruleset(version, papers=0, caller=office.caller("zhou"))
        office.do(SignRuleset(version=version), by="sun")
        if version < "2026-3":
            office.do(SignRuleset(version=version), by="gu")
            office.do(ActivateRuleset(version=version), by="zhou")


def _programmed(office: OfficeForTests) -> None:
    """A program did something once, under its key."""
    proof = office.office.ask(demo_proof, "li")
    acting, other = (office.office.change(issue, proof, scope="act", days=days) for days in (90, 1))
    (ended,) = (row for row in office.rows(TokenRow) if row.token_hash == fingerprint(str(other)))
    command = RevokeToken(token_id=ended.id)
    by_token = office.office.ask(caller_of_bearer, str(acting), scope=Scope.ACT)
    request = RequestKey(key="end-1", sha256=digest_of(command))
    office.office.do(command, caller=replace(by_token, request=request))


@pytest.fixture
def patient_on_sqlite(cared_for: Path, tmp_path: Path) -> Iterator[Patient]:
    shutil.copytree(cared_for, tmp_path / "data")
    patient = Patient(_opened(tmp_path / "data", copied(cared_for, tmp_path / "data")))
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with patient.office.office.database.write() as session:
        for (name,) in list(session.execute(text(triggers))):
            session.execute(text(f"DROP TRIGGER {name}"))
    yield patient
    patient.office.close()


@pytest.fixture
def patient_on_postgres(
    cared_for_postgres: tuple[Path, str], postgres_databases: Databases, tmp_path: Path
) -> Iterator[Patient]:
    folder, pattern = cared_for_postgres
    shutil.copytree(folder, tmp_path / "data")
    url = postgres_databases.copy_of(pattern)
    patient = Patient(_opened(tmp_path / "data", url))
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with patient.office.office.database.write() as session:
        for (name,) in list(session.execute(text(tables))):
            session.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
    yield patient
    patient.office.close()
    postgres_databases.drop(url)


def _opened(folder: Path, url: str) -> OfficeForTests:
    office = OfficeForTests(folder, url=url, clock=Clock(MORNING), screenings=Screenings())
    office.clock.later(days=90)
    return office


@pytest.fixture(
    params=[
        pytest.param("patient_on_sqlite", id="sqlite"),
        pytest.param("patient_on_postgres", id="postgresql", marks=pytest.mark.postgres),
    ]
)
def patient(request: pytest.FixtureRequest) -> Patient:
    """The office on either database."""
    found: Patient = request.getfixturevalue(request.param)
    return found


def test_a_healthy_office_gives_no_complaint(patient):
    assert patient.found() == set()
    for document in (patient.published, patient.converted):
        assert patient.office.office.ask(examine_paper, document) == ()


@pytest.mark.parametrize("harm", HARMS)
def test_what_breaks_an_invariant_is_found(patient, harm):
    statement, invariant, expected = HARMS[harm]
    if harm == "two cases are open":
        patient.tamper("DROP INDEX one_open_case_per_document")

    patient.tamper(statement)
    found = patient.found()

    assert invariant in {name for name, _ in found}
    assert not expected or found == expected


@pytest.mark.parametrize("met", [True, False])
def test_a_conversion_under_rules_that_changed_since_met_every_condition_of_its_ground(
    patient_on_sqlite, met
):
    """One condition does not stand for a ground, whichever rules hold today."""
    asked = "SELECT assessment FROM review_case WHERE procedure = 'reassessment'"
    told = json.loads(patient_on_sqlite.ask(asked)) | {"rules_digest": "earlier"}
    first = told["condition_grounds"].index(told["ground"])
    assert told["condition_grounds"].count(told["ground"]) > 1
    told["conditions"][first][-1] = met

    patient_on_sqlite.tamper(
        "UPDATE authorisation SET rules_digest = 'earlier'",
        "UPDATE review_case SET assessment = :told WHERE procedure = 'reassessment'",
        told=json.dumps(told),
    )

    assert patient_on_sqlite.found() == (set() if met else {("I7", "review_case")})


UNCHECKED_WORDS = {
    "sqlite": "PRAGMA ignore_check_constraints=ON",
    "postgresql": "ALTER TABLE document DROP CONSTRAINT document_availability_is_a_word",
}


def test_a_label_in_place_of_a_word_is_found_and_read_by_nobody(patient):
    """Whoever owns the database writes 已公开: no page shows it as public, the doctor names it."""
    dialect = patient.office.office.database.dialect
    forged = f"UPDATE document SET availability = '已公开' WHERE id = '{patient.published}'"  # noqa: S608

    patient.tamper(UNCHECKED_WORDS[dialect], forged)

    assert ("I9", "document") in patient.found()
    shown = [line.document_id for line in patient.office.office.ask(catalogue)]
    assert shown == [patient.converted]
    with pytest.raises(StoredWordUnknown):
        patient.office.office.ask(_read_every_paper)


def _read_every_paper(work: Work) -> list[DocumentRow]:
    return list(work.session.scalars(select(DocumentRow)))


@pytest.mark.parametrize("source", ["check_on_record", "authorisation_signatory"])
def test_a_form_whose_source_is_gone_says_so(patient, source):
    """What cannot be told is not left out, and the form is drawn all the same."""
    tampered = f"UPDATE act SET source = '{source}:x' WHERE source LIKE '{source}:%'"  # noqa: S608
    patient.tamper(tampered)
    asked = "SELECT id FROM review_case WHERE procedure = 'reassessment'"

    facts = patient.office.office.ask(approval_facts, patient.ask(asked), caller=None)

    assert [one.text for one in facts.sources if "找不到" in one.text] == [
        "依据：x（库中已找不到，请系统管理员运行 xianshen doctor）"
    ]
    assert "I7" in {invariant for invariant, _ in patient.found()}


def original(patient: Patient) -> Path:
    return patient.office.original(CONTENT.encode())


def channel(patient: Patient) -> Path:
    return patient.office.folder / "published" / name_of(patient.published)


BYTES: dict[str, tuple[Callable[[Patient], object], set[tuple[str, str]]]] = {
    "a bit of an original was flipped": (
        lambda patient: original(patient).write_bytes(b"\x00" + CONTENT.encode()[1:]),
        {("I1", "document")},
    ),
    "an original is gone": (
        lambda patient: original(patient).unlink(),
        {("I1", "document")},
    ),
    "a published file was edited": (
        lambda patient: next(channel(patient).glob("01-*")).write_bytes(b"x"),
        {("I1", "folder")},
    ),
    "a published paper was taken away": (
        lambda patient: shutil.rmtree(channel(patient)),
        {("I6", "folder")},
    ),
    "something lies in the channel that nobody published": (
        lambda patient: (patient.office.folder / "published" / "stray").mkdir(),
        {("I8", "folder")},
    ),
}


@pytest.mark.parametrize("harm", BYTES)
def test_what_was_done_to_bytes_is_found(patient_on_sqlite, harm):
    do_harm, expected = BYTES[harm]

    do_harm(patient_on_sqlite)

    assert patient_on_sqlite.found() == expected


def test_bytes_of_nobody_are_a_note(patient_on_sqlite):
    """A crash between the bytes and their rows leaves them; nothing is wrong with the office."""
    sha256 = hashlib.sha256(CLOSED_BYTES).hexdigest()
    patient_on_sqlite.office.office.means.originals.put(CLOSED_BYTES, sha256=sha256)

    notes = [one for one in patient_on_sqlite.office.office.ask(examine) if one.is_note]

    assert patient_on_sqlite.found() == set()
    assert f"original:{sha256}" in {one.subject for one in notes}


def test_a_silent_bell_is_a_note(patient_on_sqlite):
    notes = [one for one in patient_on_sqlite.office.office.ask(examine) if one.is_note]

    assert [one.subject for one in notes] == ["heartbeat"]


def test_bytes_that_are_still_to_be_destroyed_are_found(patient_on_sqlite):
    patient_on_sqlite.tamper(
        "INSERT INTO purge (id, agency_id, document_id, case_id, sha256, asked_at)"
        " SELECT 'p', agency_id, document_id, id, 'x', opened_at FROM review_case LIMIT 1"
    )

    assert patient_on_sqlite.found() == {("I10", "purge")}


def test_a_complaint_says_in_chinese_what_is_wrong(patient_on_sqlite):
    original(patient_on_sqlite).unlink()

    complaints = [one for one in patient_on_sqlite.office.office.ask(examine) if not one.is_note]

    assert [(one.subject, one.message) for one in complaints] == [
        (
            f"document:{patient_on_sqlite.published}",
            "文件的字节不在库中；请从备份恢复 originals/ 中的这个文件",
        )
    ]
