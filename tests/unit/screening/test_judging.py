"""Findings are stable, complete and masked; hidden places make them graver."""

from __future__ import annotations

from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening.judging import MOST, judge
from review.screening.segments import Extract, Segment, Trace, Visibility
from tests.unit.screening.papers import BODY

ID = "11010519491231002X"


def judged(ruleset, *segments, traces=()):
    extract = Extract(media_type="text/plain", segments=segments, traces=traces)
    return judge(extract, ruleset=ruleset, sha256="0" * 64)


def test_the_same_bytes_under_the_same_rules_give_the_same_ids(examined):
    text = f"{BODY}\n{ID}\n{ID}\n13812345678"

    first, again = (examined(text).judgement.findings for _ in range(2))

    assert [one.id for one in first] == [one.id for one in again]
    assert len({one.id for one in first}) == len(first) == 3


def test_findings_of_two_files_never_share_an_id(examined):
    first, other = examined(f"甲{ID}"), examined(f"乙{ID}")

    assert first.judgement.findings[0].id != other.judgement.findings[0].id


def test_what_stands_in_a_deleted_text_is_graver(ruleset):
    shown = Segment(text="电话13812345678", part=Part.BODY)
    deleted = Segment(text="电话13812345678", part=Part.BODY, visibility=Visibility.DELETED)

    severities = [one.severity for one in judged(ruleset, shown, deleted).findings]

    assert severities == [Severity.CONFIRM, Severity.BLOCK]


def test_a_comment_s_excerpt_shows_author_two_characters_and_length(ruleset):
    trace = Trace(rule="hidden.comment", part=Part.COMMENT, who="李明", text="这段话不能公开")

    finding = judged(ruleset, traces=(trace,)).findings[0]

    assert finding.excerpt == "李明：这段…（7字）"
    assert finding.basis


def test_more_findings_than_can_be_read_are_said_to_be_more(ruleset):
    rows = "\n".join(f"张三\t13{n:09d}" for n in range(MOST + 50))

    findings = judged(ruleset, Segment(text=f"{rows}\n{ID}", part=Part.BODY)).findings

    assert len(findings) == MOST + 1
    assert (findings[-1].rule, findings[-1].severity) == ("screening.too_many", Severity.BLOCK)
    assert "person.resident_id" in {one.rule for one in findings}
    assert len({one.id for one in findings}) == len(findings)


def test_every_finding_names_its_basis_and_says_it_in_chinese(ruleset):
    for rule in ruleset.rules:
        assert rule.basis
        assert any("\u4e00" <= char <= "\u9fff" for char in rule.message)
