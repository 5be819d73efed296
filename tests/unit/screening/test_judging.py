"""Findings are stable, complete and masked; hidden places make them graver."""

from __future__ import annotations

from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening.extraction.descent import Reading
from review.screening.judging import MOST, SAMPLES, judge
from review.screening.ruleset import GROUPED_FROM
from review.screening.screener import screen
from review.screening.segments import Extract, Grid, Segment, Trace, Visibility
from tests.unit.screening.papers import BODY

ID = "11010519491231002X"


def judged(ruleset, *segments, traces=()):
    extract = Extract(media_type="text/plain", segments=segments, traces=traces)
    return judge([Reading(path="", extract=extract)], ruleset=ruleset, sha256="0" * 64)


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
    parts = [
        Segment(text="13812345678", part=Part.OTHER, place={"file": f"{n}"})
        for n in range(MOST + 50)
    ]

    findings = judged(ruleset, *parts, Segment(text=ID, part=Part.BODY)).findings

    assert len(findings) == MOST + 1
    assert (findings[-1].rule, findings[-1].severity) == ("screening.too_many", Severity.BLOCK)
    assert "person.resident_id" in {one.rule for one in findings}
    assert len({one.id for one in findings}) == len(findings)


def test_many_alike_are_one_finding_with_samples(ruleset):
    rows = [f"张三\t13{n:09d}" for n in range(15_000)]

    findings = judged(ruleset, Segment(text="\n".join(rows), part=Part.BODY)).findings

    assert [(one.rule, one.count, len(one.samples)) for one in findings] == [
        ("person.mobile", 15_000, SAMPLES)
    ]
    assert findings[0].samples[0].place["paragraph"] == 1
    assert findings[0].samples[-1].place["paragraph"] > 13_000
    assert "15000" in findings[0].excerpt


def test_a_few_alike_are_each_a_finding(ruleset):
    rows = "\n".join(f"张三\t13{n:09d}" for n in range(GROUPED_FROM - 1))

    findings = judged(ruleset, Segment(text=rows, part=Part.BODY)).findings

    assert [one.count for one in findings] == [1] * (GROUPED_FROM - 1)


def test_each_column_of_a_sheet_is_a_group_of_its_own(ruleset):
    """The place of a group is the range of its cells."""
    text, starts, cells = "", [], []
    for row in range(1, 31):
        for column, said in enumerate((f"13{row:09d}", f"15{row:09d}"), start=2):
            starts.append(len(text))
            cells.append((row, column))
            text += said + "\t\n"[column - 2]
    sheet = Segment(text=text, part=Part.BODY, place={"sheet": "名单"}, grid=Grid(starts, cells))

    findings = judged(ruleset, sheet).findings

    assert [(dict(one.place), one.count) for one in findings] == [
        ({"sheet": "名单", "cell": "B1:B30"}, 30),
        ({"sheet": "名单", "cell": "C1:C30"}, 30),
    ]


def test_a_finding_at_the_same_text_has_the_same_fingerprint_elsewhere(ruleset):
    here = judged(ruleset, Segment(text=f"前言\n电话{ID}", part=Part.BODY)).findings[0]
    moved = judged(ruleset, Segment(text=f"前言\n又一段\n电话{ID}", part=Part.BODY)).findings[0]
    changed = judged(ruleset, Segment(text=f"前言\n手机{ID}", part=Part.BODY)).findings[0]

    assert here.fingerprint == moved.fingerprint != changed.fingerprint
    assert ID not in here.fingerprint


def test_every_finding_names_its_basis_and_says_it_in_chinese(ruleset):
    for rule in ruleset.rules:
        assert rule.basis
        assert any("\u4e00" <= char <= "\u9fff" for char in rule.message)


def test_what_shows_without_its_markup_too_is_told_once(ruleset):
    text = "关于**名单**的通知\n\n内部资料　秘密★5年\n联系人 13812345678\n"

    report = screen(text.encode(), name="名单.md", ruleset=ruleset)

    assert sorted(each.rule for each in report.findings) == [
        "marking.classification",
        "person.mobile",
    ]


def test_what_is_only_named_is_not_the_same_in_another_file(ruleset):
    """A macro of the same name may do something else in the next version of a file."""

    def prints(rule: str, *, sha256: str) -> list[str]:
        trace = Trace(rule=rule, part=Part.MACRO, who="甲", text="Module1")
        extract = Extract(media_type="text/plain", segments=(), traces=(trace,))
        read = [Reading(path="", extract=extract)]
        return [one.fingerprint for one in judge(read, ruleset=ruleset, sha256=sha256).findings]

    named = [prints("hidden.active_content", sha256=each * 64) for each in "00a"]
    told = [prints("hidden.comment", sha256=each * 64) for each in "0a"]

    assert named[0] == named[1] != named[2]
    assert told[0] == told[1]
