"""The child is bounded, and whatever becomes of it the answer is an answer."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from review.domain.vocabulary import DisclosureMode, Severity, Verdict
from review.screening import screen
from review.screening.answer import packed, unpacked
from review.screening.chamber import examine_apart
from review.screening.examination import failed
from review.screening.limits import LIMITS
from review.screening.segments import Reason
from review.screening.ways import Pattern, Reading
from tests.unit.screening.children import at_work
from tests.unit.screening.papers import BODY, word


def test_a_marked_paper_is_refused_and_named_by_its_hashes(screened, ruleset):
    content = f"机密★10年\n{BODY}".encode()

    report = screened(content, name="通知.txt")

    assert (report.refused, report.verdict) == ("marking.classification", Verdict.BLOCK)
    assert report.sha256 == hashlib.sha256(content).hexdigest()
    assert report.sm3 == hashlib.new("sm3", content).hexdigest()
    assert (report.size, report.name) == (len(content), "通知.txt")
    assert report.ruleset == f"base-1@{ruleset.digest}"


def test_a_clean_paper_is_clear(screened):
    report = screened(word(BODY), name="通知.docx")

    assert (report.verdict, report.unreadable, report.refused) == (Verdict.CLEAR, None, None)


def test_a_file_that_takes_too_long_is_unreadable(ruleset):
    report = screen(b"x", name="a.txt", ruleset=ruleset, limits=replace(LIMITS, seconds=0.0))

    assert report.verdict is Verdict.BLOCK
    assert report.unreadable is not None
    assert "超时" in report.unreadable


def test_a_child_that_never_answers_is_ended(ruleset):
    """The real child with a ruleset whose pattern never comes to an end."""
    endless = Pattern(regex=r"(?:a|a)*b$", severity=Severity.BLOCK, reading=Reading.TEXT)
    rules = (replace(ruleset.rules[0], patterns=(endless,)), *ruleset.rules[1:])
    stuck = replace(ruleset, rules=rules)

    report = screen(
        b"a" * 40 + b"c", name="a.txt", ruleset=stuck, limits=replace(LIMITS, seconds=1.0)
    )

    assert report.unreadable is not None
    assert "超时" in report.unreadable
    assert report.elapsed_ms < 5000
    assert at_work() == []


def test_a_child_that_runs_out_of_memory_leaves_the_file_unreadable(ruleset):
    tight = replace(LIMITS, address_space=64 * 1024 * 1024)
    content = ("公开" * 5_000_000).encode()

    report = screen(content, name="a.txt", ruleset=ruleset, limits=tight)

    assert report.verdict is Verdict.BLOCK
    assert report.unreadable
    assert at_work() == []


def test_many_threads_screen_at_once(screened):
    """The pages run in threads: each gets its own child and its own answer."""
    texts = [f"{BODY}\n1381234{n:04d}" for n in range(12)]

    with ThreadPoolExecutor(6) as pool:
        reports = list(pool.map(screened, texts))

    assert [report.findings[0].excerpt[-4:] for report in reports] == [
        f"{n:04d}" for n in range(12)
    ]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"{}",
        b'{"media_type":"x","refused":"no.such","unread":null,"findings":[],"annotation":null}',
        b'{"media_type":"x","refused":null,"unread":["bored",[]],"findings":[],"annotation":null}',
    ],
)
def test_an_answer_that_is_none_is_not_believed(answer, ruleset):
    with pytest.raises((ValueError, KeyError, TypeError)):
        unpacked(answer, ruleset=ruleset)


def test_an_examination_comes_over_the_pipe_as_it_was(examined, ruleset):
    examination = examined(f"机密★10年\n{BODY}\n13812345678")

    assert unpacked(packed(examination), ruleset=ruleset) == examination
    assert unpacked(packed(failed(Reason.CRASHED)), ruleset=ruleset) == failed(Reason.CRASHED)


def test_the_content_may_be_larger_than_a_pipe_holds(ruleset):
    content = (f"{BODY}\n" * 20_000).encode()

    examination = examine_apart(content, name="长.txt", ruleset=ruleset, limits=LIMITS)

    assert examination.unread is None


def test_no_word_of_the_paper_is_printed_when_the_parser_fails(screened, capfd):
    secret = "此句不得出现在任何输出里"
    parts = word(secret)

    report = screened(parts[: len(parts) // 2], name="断.docx")

    printed = "".join(capfd.readouterr())
    assert report.unreadable
    assert secret not in printed
    assert secret not in report.unreadable


def test_the_annotation_of_the_paper_itself_is_reported(screened):
    lines = (BODY, "宝山区财政局", "2023年6月27日", "（此件依申请公开）")

    assert screened(word(*lines), name="通知.docx").annotation is DisclosureMode.ON_REQUEST
    assert screened("\n".join(lines)).annotation is DisclosureMode.ON_REQUEST
    assert screened(BODY).annotation is None


def test_many_threads_have_files_read_at_once(ruleset):
    """No thread takes the answer that is meant for another, and none waits for one in vain."""

    def read(number: int) -> str | None:
        return screen(
            f"第{number}号通知\n".encode(), name=f"{number}.txt", ruleset=ruleset
        ).unreadable

    with ThreadPoolExecutor(6) as readers:
        assert list(readers.map(read, range(24))) == [None] * 24
