# ruff: noqa: S608 - statements of constants, which are meant to do harm
"""`ledger verify` holds the chain against the rows, on both databases (H6, T15)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from review.commands import ReadByPeople
from review.domain.vocabulary import DisposalKind, SideAnswer, SideVerb
from review.hashing import sm3
from review.side_commands import ActBeside
from review.storage.ledger import GENESIS, canonical
from tests.builders import OfficeForTests
from tests.storage.tampered import cut_off, end_of, flaws, tamper, unguard

WITH_ID = "名单\n身份证 11010519491231002X\n"
UNREADABLE = b"\x00\x01\x02 a drawing no machine here can read"


@pytest.fixture
def office(database_url: str, tmp_path) -> Iterator[OfficeForTests]:
    """An office in which something of every kind was entered, and whose guards are gone."""
    opened = OfficeForTests(tmp_path, url=database_url).found()
    _live(opened)
    unguard(opened)
    yield opened
    opened.close()


def _live(office: OfficeForTests) -> None:
    received = office.receive(WITH_ID)
    (finding,) = office.view(received.case).findings
    office.step(received.case, "propose", by="li", mode="主动公开")
    office.step(received.case, "verify", by="wang", opinion="属实")
    office.dispose(str(received.case), finding.id, DisposalKind.LAWFUL, by="zhou")
    office.cosign(str(received.case), finding.id, by="sun")
    _asked_beside(office, str(received.case))
    office.step(received.case, "pass_check", by="zhou", opinion="未见不宜公开内容")
    office.step(received.case, "decide_in_full", by="gu", opinion="同意公开")
    office.step(received.case, "publish", by="chen")
    drawing = office.receive(UNREADABLE, file_name="图.dwg")
    answers = "\n".join(f"{item.id}=否" for item in office.office.means.checklist)
    (file,) = office.view(drawing.case).files
    office.do(ReadByPeople(case=str(drawing.case), file=file.id, checklist=answers), by="zhou")
    office.authorise()
    office.taken_down(received.document)
    office.office.send()


def _asked_beside(office: OfficeForTests, case: str) -> None:
    """孙强 is asked and agrees, and 何远 gets a copy, with which nobody says a word."""
    ask = ActBeside(case=case, verb=SideVerb.ADD_SIGNATURE, to=("sun",), words="请核对数据")
    answer = ActBeside(
        case=case,
        verb=SideVerb.ANSWER,
        of=office.do(ask, by="zhou"),
        answer=SideAnswer.AGREES,
        words="数据属实",
    )
    office.do(answer, by="sun")
    office.do(ActBeside(case=case, verb=SideVerb.COPY, to=("he",)), by="zhou")


def test_an_office_that_was_let_be_stands(office: OfficeForTests):
    assert flaws(office) == set()


def test_a_chain_without_its_head_is_no_chain(office: OfficeForTests):
    tamper(office, "DELETE FROM ledger_head")

    assert flaws(office) == {("headless", "")}


def test_no_chain_at_all_is_noticed(office: OfficeForTests):
    tamper(office, "DELETE FROM ledger_head", "DELETE FROM ledger_entry")

    assert flaws(office) == {("headless", "")}


def test_a_chain_emptied_together_with_its_head_is_noticed(office: OfficeForTests):
    tamper(
        office,
        "DELETE FROM ledger_entry",
        f"UPDATE ledger_head SET seq = 0, sha256 = '{GENESIS}', sm3 = '{GENESIS}'",
    )

    assert flaws(office) == {("empty", "")}


def test_an_end_cut_off_with_the_head_set_back_is_missed_by_the_rows(office: OfficeForTests):
    """What was done since says that it was done, and no entry tells of it."""
    cut_off(office, after=end_of(office) - 6)

    found = flaws(office)
    assert ("rows", "review_case") in found
    assert ("rows", "document") in found


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE step SET opinion = '从未同意' WHERE action = 'pass_check'", "step"),
        ("UPDATE step SET inputs = '{}' WHERE action = 'propose'", "step"),
        ("UPDATE step SET person_id = NULL WHERE action = 'verify'", "step"),
        ("UPDATE act SET opinion = '从未同意' WHERE act = 'check'", "act"),
        ("UPDATE act SET opinion = '同意公开' WHERE act = 'check'", "act"),
        ("UPDATE disposal SET reason = '另有理由'", "disposal"),
        ("UPDATE reading SET answers = '{}'", "reading"),
        ("UPDATE side_act SET answer = 'objects' WHERE verb = 'answer'", "side_act"),
        ("UPDATE side_act SET words = '数据不实' WHERE verb = 'answer'", "side_act"),
        ("UPDATE side_act SET words = '' WHERE verb = 'add_signature'", "side_act"),
        ("UPDATE side_act SET words = '阅后请办' WHERE verb = 'copy'", "side_act"),
    ],
    ids=[
        *("opinion", "inputs", "person", "act", "another_step", "disposal", "reading"),
        *("answer", "answered", "asked_nothing", "copied_with_words"),
    ],
)
def test_words_that_were_changed_are_noticed(office: OfficeForTests, statement: str, kind: str):
    tamper(office, statement)

    assert ("words", kind) in flaws(office)


def test_an_opinion_changed_and_the_chain_made_anew_is_noticed_by_the_act(office: OfficeForTests):
    """Who forgets one of the two places where an opinion stands is found out."""
    tamper(office, "UPDATE step SET opinion = '从未同意' WHERE action = 'pass_check'")
    _make_anew(office)

    assert flaws(office) == {("words", "act")}


def _make_anew(office: OfficeForTests) -> None:
    """Write the commitment to the changed words, and every hash behind it."""
    with office.office.database.write() as session:
        changed = "SELECT id, inputs FROM step WHERE action = 'pass_check'"
        step, inputs = session.execute(text(changed)).one()
        before = [GENESIS, GENESIS]
        entries = "SELECT seq, body FROM ledger_entry ORDER BY seq"
        for seq, written in list(session.execute(text(entries))):
            body = json.loads(written)
            if body["event"] == "case:pass_check":
                said = f"{step}\n从未同意\n{inputs}".encode()
                body["body"]["said"] = hashlib.sha256(said).hexdigest()
            new = canonical(body)
            links = [
                begin(b"\x00" + bytes.fromhex(last) + new.encode()).hexdigest()
                for begin, last in zip((hashlib.sha256, sm3), before, strict=True)
            ]
            session.execute(
                text(
                    "UPDATE ledger_entry SET body = :body, prev_sha256 = :p, prev_sm3 = :q,"
                    " sha256 = :s, sm3 = :m WHERE seq = :seq"
                ),
                {"body": new, "p": before[0], "q": before[1], "s": links[0], "m": links[1]}
                | {"seq": seq},
            )
            before = links
        head = "UPDATE ledger_head SET sha256 = :s, sm3 = :m"
        session.execute(text(head), {"s": before[0], "m": before[1]})
