"""Every value on the form, as Word file, PDF and JSON, is what lies in the tables.

The rows are read by plain SQL here, so that the form and what it is held against share nothing.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from sqlalchemy import text

from review.commands import Cosign, Dispose, Substitute
from review.domain.vocabulary import DisposalKind, Role
from review.records.approval_form import approval_docx, approval_json, approval_pdf
from review.screening import ruleset
from review.services.record_facts import approval_facts
from tests.journeys.letters import held
from tests.journeys.story import WITH_ID, Story, handed

pytestmark = pytest.mark.journey

PEOPLES_STEPS = """
    SELECT s.role, p.name AS name, coalesce(q.name, '') AS principal, s.at, v.number AS version,
        v.manifest, s.opinion, s.inputs,
        (SELECT count(*) FROM act a WHERE a.case_id = s.case_id AND a.rev = s.rev
            AND a.voided_at IS NOT NULL) AS void
    FROM step s JOIN review_case c ON c.id = s.case_id JOIN version v ON v.id = s.version_id
    JOIN person p ON p.id = s.person_id LEFT JOIN person q ON q.id = s.principal_id
    WHERE c.serial = :serial AND (s.opinion <> '' OR s.inputs LIKE '%"reason"%'
        OR EXISTS (SELECT 1 FROM act a WHERE a.case_id = s.case_id AND a.rev = s.rev))
    ORDER BY s.rev
"""
STATEMENTS = """
    SELECT m.kind, m.mode, m.article, m.reasons, m.ends_on, m.at, v.number AS version, s.role,
        p.name, (SELECT count(*) FROM act a WHERE a.case_id = m.case_id AND a.rev = m.rev
            AND a.voided_at IS NOT NULL) AS void
    FROM mode_statement m JOIN review_case c ON c.id = m.case_id
    JOIN version v ON v.id = m.version_id
    JOIN step s ON s.case_id = m.case_id AND s.rev = m.rev LEFT JOIN person p ON p.id = s.person_id
    WHERE c.serial = :serial ORDER BY m.rev
"""
FINDINGS = """
    SELECT f.code, f.severity, f.excerpt, u.name AS file, d.kind, d.reason, d.article,
        p.name AS by_name, q.name AS co_signer
    FROM finding f JOIN review_case c ON c.version_id = f.version_id JOIN file u ON u.id = f.file_id
    LEFT JOIN disposal d ON d.finding_id = f.id
    LEFT JOIN person p ON p.id = d.person_id
    LEFT JOIN cosignature s ON s.disposal_id = d.id LEFT JOIN person q ON q.id = s.person_id
    WHERE c.serial = :serial
    ORDER BY u.position,
        CASE f.severity WHEN 'block' THEN 0 WHEN 'confirm' THEN 1 ELSE 2 END, f.code
"""
PAPER = """
    SELECT d.title, d.kind, d.source, d.number, d.dated, d.is_policy, n.name AS section,
        a.name AS agency, v.number AS version, v.manifest, v.ruleset, c.procedure_digest,
        c.opened_at, c.closed_at, d.published_at
    FROM review_case c JOIN document d ON d.id = c.document_id JOIN section n ON n.id = d.section_id
    JOIN agency a ON a.id = c.agency_id JOIN version v ON v.id = c.version_id
    WHERE c.serial = :serial
"""
FILES = """
    SELECT f.name, f.size, f.sm3, f.sha256, f.media_type FROM file f
    JOIN review_case c ON c.version_id = f.version_id WHERE c.serial = :serial ORDER BY f.position
"""
SENT = """
    SELECT o.channel, o.done_at FROM outbox o JOIN review_case c ON c.id = o.case_id
    WHERE c.serial = :serial AND o.action = 'publish'
"""
HEAD = """
    SELECT e.seq, e.sha256 FROM ledger_entry e JOIN review_case c
    ON e.subject = 'review_case:' || c.id AND e.subject_rev = c.rev WHERE c.serial = :serial
"""


def rows(story: Story, question: str, *, serial: int) -> list[dict[str, Any]]:
    with story.office.database.read() as session:
        found = session.execute(text(question), {"serial": serial}).mappings()
        return [dict(row) for row in found]


def utc(shown: str) -> str:
    """Turn an instant of the record into what SQLite keeps."""
    return datetime.fromisoformat(shown).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


@pytest.fixture
def told(story: Story) -> Story:
    """One paper with everything: a round voided, a finding cleared, a consultation, a deputy."""
    paper = story.hand_in("第一稿。\n" + WITH_ID, number="云财〔2026〕1号", dated=date(2026, 1, 4))
    story.to_check(paper.case)
    story.step("zhou", paper.case, "send_back", reason="先征求意见再报")
    story.step("li", paper.case, "revise", files=(handed("第二稿。\n" + WITH_ID),))
    story.to_check(paper.case)
    story.step("sun", paper.case, "consult", addressee="云溪区统计局", reason="口径一致否")
    story.step("sun", paper.case, "record_answer", answer="同意")
    finding = story.finding(paper.case)
    lawful = Dispose(
        case=paper.case,
        finding=finding.id,
        kind=DisposalKind.LAWFUL,
        reason="公示所必需",
        article="条例第二十条",
    )
    story.do("zhou", lawful)
    story.do("wu", Cosign(case=paper.case, finding=finding.id, disposal=1))
    story.step("sun", paper.case, "pass_check", "未发现涉密内容")
    leave = Substitute(
        substitute="zheng",
        role=Role.APPROVING_OFFICIAL,
        first_day=date(2026, 1, 5),
        last_day=date(2026, 1, 9),
    )
    story.do("gu", leave)
    story.step("zheng", paper.case, "decide_in_full", "同意公开")
    story.step("chen", paper.case, "publish")
    story.office.send()
    story.step("zhou", paper.case, "archive")
    return story


def record(story: Story, serial: int) -> dict[str, Any]:
    facts = story.office.ask(approval_facts, f"2026-{serial:04d}", caller=None)
    read: dict[str, Any] = json.loads(approval_json(facts))
    return read


def test_what_the_record_says_of_people_equals_the_tables(told: Story):
    opinions = record(told, 1)["opinions"]

    kept = rows(told, PEOPLES_STEPS, serial=1)
    assert [
        (
            *(one["role"]["code"], one["name"], one["principal"], utc(one["at"])),
            *(one["version"], one["manifest"], one["standing"]),
        )
        for one in opinions
    ] == [
        (
            *(row["role"], row["name"], row["principal"], str(row["at"])),
            *(row["version"], row["manifest"], row["void"] == 0),
        )
        for row in kept
    ]
    for one, row in zip(opinions, kept, strict=True):
        words = (row["opinion"], json.loads(row["inputs"]).get("reason", ""))
        assert one["text"] == "；".join(word for word in words if word)
    assert {row["role"] for row in kept} >= {"confidentiality_officer", "approving_official"}
    assert [one["principal"] for one in opinions if one["name"] == "郑雪"] == ["顾平"]


def test_what_the_record_says_of_the_mode_equals_the_tables(told: Story):
    stated = record(told, 1)["statements"]

    assert [
        (
            *(one["kind"]["code"], one["mode"]["code"], one["by"], one["role"]["code"]),
            *(utc(one["at"]), one["version"], one["standing"]),
            *(one["article"], one["reason"], one["ends_on"]),
        )
        for one in stated
    ] == [
        (
            *(row["kind"], row["mode"], row["name"], row["role"]),
            *(str(row["at"]), row["version"], row["void"] == 0),
            *(row["article"] or "", row["reasons"] or "", row["ends_on"]),
        )
        for row in rows(told, STATEMENTS, serial=1)
    ]
    assert [one["standing"] for one in stated].count(False) == 2


def test_what_the_record_says_of_the_paper_equals_the_tables(told: Story):
    said, (paper,) = record(told, 1), rows(told, PAPER, serial=1)

    for key, column in (("document_number", "number"), ("section", "section"), ("title", "title")):
        assert said[key] == paper[column]
    for key in ("agency", "version", "manifest", "procedure_digest"):
        assert said[key] == paper[key]
    assert said["ruleset"] == ruleset.shown(paper["ruleset"])
    assert (said["kind"]["code"], said["source"]["code"]) == (paper["kind"], paper["source"])
    assert said["dated"] == str(paper["dated"])
    assert said["is_policy"] == bool(paper["is_policy"])
    assert said["closed_on"] == str(paper["closed_at"])[:10]
    assert [
        (one["name"], one["size"], one["sm3"], one["sha256"], one["media_type"])
        for one in said["files"]
    ] == [tuple(row.values()) for row in rows(told, FILES, serial=1)]
    assert [
        (one["channel"]["code"], utc(one["at"]), one["by"]) for one in said["publications"]
    ] == [(row["channel"], str(row["done_at"]), "陈静") for row in rows(told, SENT, serial=1)]
    (head,) = rows(told, HEAD, serial=1)
    assert said["ledger_head"] == f"{head['seq']}:{head['sha256']}"
    assert said["consultations"][0] | {"answer": None} == {
        "whom": "云溪区统计局",
        "asked_on": "2026-01-05",
        "answer": None,
        "answered_on": "2026-01-05",
        "note": "同意",
    }


def test_what_the_record_says_of_findings_equals_the_tables(told: Story):
    found = record(told, 1)["findings"]

    kept = rows(told, FINDINGS, serial=1)
    assert [
        (
            *(one["code"], one["severity"]["code"], one["excerpt"], one["file"]),
            *((one["disposal"] or {}).get("code"), one["reason"], one["article"]),
            *(one["by"], one["co_signer"]),
        )
        for one in found
    ] == [
        (
            *(row["code"], row["severity"], row["excerpt"], row["file"]),
            *(row["kind"], row["reason"] or "", row["article"] or ""),
            *(row["by_name"] or "", row["co_signer"] or ""),
        )
        for row in kept
    ]
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))


# ── What is printed is what the record says ──────────────────────────────────
NOT_PRINTED = {
    *("form", "schema", "code", "media_type", "procedure_digest", "drawn_at", "reference", "on"),
    *("by", "role"),
}
"""Identifiers, what is printed in part or in other words, and what a sentence holds."""


def leaves(value: Any, *, key: str = "") -> Iterator[str]:
    """Yield every text, day and instant of the record as a person would read it."""
    match value:
        case dict():
            for name, inner in value.items():
                if name not in NOT_PRINTED or isinstance(inner, dict):
                    yield from leaves(inner, key=name)
        case list():
            for inner in value:
                yield from leaves(inner, key=key)
        case str() if key.endswith("at") and "T" in value:
            yield value[:16].replace("T", " ")
        case str():
            yield value


def printed(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return squeezed("".join(page.get_textpage().get_text_range() for page in pages))


def written(docx: bytes) -> str:
    body = Document(io.BytesIO(docx)).element.body
    return squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("which", ["reviewed", "converted"])
def test_every_value_of_the_record_is_printed_on_both_forms(which: str, request):
    story: Story
    if which == "reviewed":
        story, case = request.getfixturevalue("told"), "2026-0001"
    else:
        story = request.getfixturevalue("story")
        document = held(story)
        story.nights(14)
        case = story.case_of(document).number
    facts = story.office.ask(approval_facts, case, caller=None)
    said = json.loads(approval_json(facts))
    head = {key: said.pop(key) for key in ("agency", "number", "filled_on")}

    for shown in (printed(approval_pdf(facts)), written(approval_docx(facts))):
        for value in (*leaves(said), *head.values()):
            assert squeezed(value) in shown, value
        for one in said["opinions"]:
            assert squeezed(f"签名：{one['name']}") in shown
            assert squeezed(f"（{one['role']['label']}） 时间：{one['at'][:10]}") in shown
        if which == "converted":
            assert "签名：" not in shown
