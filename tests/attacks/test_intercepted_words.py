"""With the bytes of an intercepted paper goes what was written about it (保密法第三十一条)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from review.domain.vocabulary import DisposalKind
from review.messages import NOT_KEPT
from review.storage.guards import GUARDS, Guard, ddl
from review.storage.rows import DocumentRow, LedgerEntryRow, StepRow
from review.storage.verification import verify_whole
from tests.builders import OfficeForTests

TITLE = "关于虚构甲代号安排的通知"
FILE = "虚构乙代号方案.txt"
TEXT = "会议记录\n内部参考，不得公开\n虚构丙代号，联系人 13812345678\n"
REASON = "发现涉密：虚构丁代号"
OPINION = "虚构戊代号一节须核对"
DISPOSED = "虚构己代号已公布"


def yields_words(
    name: str, table: str, *, keeps: tuple[str, ...], words: dict[str, str], document: str
) -> Guard:
    """A guard that lets these columns, and nothing else, be emptied of an intercepted paper."""
    same = [f"NOT (NEW.{column} {{differs}} OLD.{column})" for column in keeps]
    gone = [f"NEW.{column} = '{left}'" for column, left in words.items()]
    intercepted = f"""EXISTS (SELECT 1 FROM document d
        WHERE d.id = {document} AND d.intercepted_at IS NOT NULL)"""  # noqa: S608  # constants
    return Guard(
        name=name,
        table=table,
        moment="update",
        condition=f"NOT ({' AND '.join((*same, *gone, intercepted))})",
        message=f"{table}: the trail is append-only, but words go with intercepted bytes",
    )


def _guard(name: str) -> Guard:
    return next(guard for guard in GUARDS if guard.name == name)


ACT_YIELDS = """NEW.opinion = '' AND EXISTS (SELECT 1 FROM document d
        WHERE d.id = OLD.document_id AND d.intercepted_at IS NOT NULL)
    AND NOT (NEW.voided_at {differs} OLD.voided_at)
    AND NOT (NEW.id {differs} OLD.id) AND NOT (NEW.agency_id {differs} OLD.agency_id)
    AND NOT (NEW.case_id {differs} OLD.case_id) AND NOT (NEW.document_id {differs} OLD.document_id)
    AND NOT (NEW.version_id {differs} OLD.version_id) AND NOT (NEW.manifest {differs} OLD.manifest)
    AND NOT (NEW.act {differs} OLD.act) AND NOT (NEW.person_id {differs} OLD.person_id)
    AND NOT (NEW.principal_id {differs} OLD.principal_id)
    AND NOT (NEW.source {differs} OLD.source) AND NOT (NEW.mode {differs} OLD.mode)
    AND NOT (NEW.ruleset {differs} OLD.ruleset)
    AND NOT (NEW.procedure_digest {differs} OLD.procedure_digest)
    AND NOT (NEW.at {differs} OLD.at)"""
OF_CASE = "(SELECT c.document_id FROM review_case c WHERE c.id = OLD.case_id)"
OF_ROW = "OLD.document_id"
YIELDING = (
    yields_words(
        "file_is_unchanging",
        "file",
        keeps=(
            "id", "agency_id", "document_id", "version_id", "position", "sha256", "sm3", "size",
            "media_type", "unreadable",
        ),
        words={"name": ""},
        document=OF_ROW,
    ),
    yields_words(
        "finding_is_unchanging",
        "finding",
        keeps=(
            "id", "agency_id", "document_id", "version_id", "file_id", "code", "rule", "severity",
            "part", "message", "basis",
        ),
        words={"excerpt": "", "place": "{}"},
        document=OF_ROW,
    ),
    yields_words(
        "disposal_is_unchanging",
        "disposal",
        keeps=(
            "id", "agency_id", "document_id", "case_id", "finding_id", "number", "kind", "article",
            "person_id", "at",
        ),
        words={"reason": ""},
        document=OF_ROW,
    ),
    yields_words(
        "reading_is_unchanging",
        "reading",
        keeps=(
            "id", "agency_id", "document_id", "case_id", "file_id", "number", "person_id", "sha256",
            "is_clear", "at",
        ),
        words={"answers": "{}"},
        document=OF_ROW,
    ),
    yields_words(
        "step_is_unchanging",
        "step",
        keeps=(
            "id", "agency_id", "case_id", "rev", "action", "from_stage", "to_stage", "version_id",
            "person_id", "principal_id", "token_id", "os_account", "at",
        ),
        words={"opinion": "", "inputs": "{}"},
        document=OF_CASE,
    ),
    yields_words(
        "mode_statement_is_unchanging",
        "mode_statement",
        keeps=(
            "id", "agency_id", "case_id", "version_id", "kind", "mode", "exemption",
            "deliberative_kind", "article", "on_request_reason", "has_work_secret_mark", "subjects",
            "ending", "ends_on", "person_id", "at", "rev",
        ),
        words={"reasons": "", "ending_event": ""},
        document=OF_CASE,
    ),
    replace(
        _guard("act_keeps_its_identity"),
        condition=f"({_guard('act_keeps_its_identity').condition}) AND NOT ({ACT_YIELDS})",
    ),
    replace(
        _guard("what_is_void_stays_void"),
        condition=f"OLD.voided_at IS NOT NULL AND NOT ({ACT_YIELDS})",
    ),
)  # fmt: skip
"""What the database must let go of; nothing else of these rows ever changes."""


def guarded_by(bureau: OfficeForTests, guards: tuple[Guard, ...]) -> None:
    """Put guards in the place of those of the same name."""
    dialect = bureau.office.database.dialect
    with bureau.office.database.write() as session:
        for guard in guards:
            session.execute(text(f"DROP TRIGGER {guard.name}"))
            for statement in ddl(guard, dialect=dialect):
                session.execute(text(statement))


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


def test_that_a_reason_was_given_is_kept_but_not_which(bureau: OfficeForTests):
    intercepted(bureau)

    (step,) = bureau.rows(StepRow, action="intercept")
    assert REASON not in step.opinion + step.inputs
    assert bureau.rows(LedgerEntryRow, event="case:intercept")


@pytest.mark.parametrize("words", [TITLE, FILE, REASON, OPINION, DISPOSED, "138****5678"])
def test_file_names_excerpts_and_opinions_go_where_the_guards_let_them(
    bureau: OfficeForTests, words: str
):
    guarded_by(bureau, YIELDING)

    intercepted(bureau)

    assert list(everywhere(bureau, words)) == []
    assert bureau.complaints() == ()
    with bureau.office.database.read() as session:
        assert verify_whole(session) == ()


def test_of_any_other_paper_not_a_word_goes(bureau: OfficeForTests):
    guarded_by(bureau, YIELDING)
    other = bureau.published("另一件\n", title="另一件公文的标题")

    intercepted(bureau)

    view = bureau.view(other.case)
    assert (view.title, view.availability) == ("另一件公文的标题", "public")
    assert all(line.opinion for line in view.trail if line.action == "verify")
    emptied = "UPDATE step SET opinion = '', inputs = '{}' WHERE rev = 2"
    with pytest.raises(DBAPIError, match="append-only"), bureau.office.database.write() as session:
        session.execute(text(emptied))
