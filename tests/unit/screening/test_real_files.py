"""Real files nobody here wrote: published texts raise no alarm, odd files bring nothing down."""

from __future__ import annotations

from collections import Counter

import pytest

from review.domain.findings import FileReport
from review.domain.vocabulary import Severity, Verdict
from review.screening import screen

READ = (
    "text/plain",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "wordprocessingml.document",
    "presentationml.presentation",
    "spreadsheetml.sheet",
    "ms-excel.sheet.binary.macroenabled.12",
)
"""What such a file is; one of another kind is not read, and blocks."""


@pytest.mark.slow
def test_no_published_law_is_blocked(real_files, examined, capsys):
    paths = sorted((real_files / "corpus" / "laws").glob("*.md"))
    counts: Counter[str] = Counter()

    for path in paths:
        examination = examined(path.read_bytes(), name=path.name)
        assert examination.unread is None
        counts.update(one.severity.value for one in examination.judgement.findings)

    with capsys.disabled():
        print(f"\n{len(paths)} 部法律法规：阻断 {counts['block']}，须确认 {counts['confirm']}")  # noqa: T201
    assert len(paths) > 100
    assert counts[Severity.BLOCK.value] == 0


def test_the_published_plan_of_the_office_is_clear(real_files, screened):
    plans = sorted((real_files / "real").glob("*.txt"))

    assert plans
    for plan in plans:
        assert screened(plan.read_bytes(), name=plan.name).verdict is Verdict.CLEAR


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["office", "pdf", "pdf-redaction", "ofd"])
def test_every_odd_file_gets_a_report(real_files, ruleset, amount, folder):
    """A deterministic tenth of every kind in the suite, all of them in a long run."""
    step = amount(short=10, full=1)
    paths = sorted((real_files / "corpus" / folder).iterdir())
    chosen = [path for n, path in enumerate(paths) if n % step == 0]

    assert chosen
    for path in chosen:
        report = screen(path.read_bytes(), name=path.name, ruleset=ruleset)
        assert isinstance(report, FileReport)
        assert report.elapsed_ms < 30_000
        if not report.media_type.endswith(READ):
            assert report.verdict is Verdict.BLOCK
