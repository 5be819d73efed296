"""Real files nobody here wrote: published texts raise no alarm, odd files bring nothing down."""

from __future__ import annotations

from collections import Counter

import pytest

from review.domain.findings import FileReport
from review.domain.vocabulary import Severity, Verdict
from review.screening.limits import LIMITS
from tests.fuzz.watch import FLAT, own_kilobytes
from tests.unit.screening.children import at_work


@pytest.mark.slow
def test_no_published_law_is_blocked_and_few_are_to_be_confirmed(real_files, examined, capsys):
    """All of them: at most one thing to confirm in 100 KB of text."""
    paths = sorted((real_files / "corpus" / "laws").glob("*.md"))
    counts: Counter[tuple[Severity, str]] = Counter()
    size = 0

    for path in paths:
        content = path.read_bytes()
        size += len(content)
        examination = examined(content, name=path.name)
        assert examination.unread is None
        for one in examination.judgement.findings:
            counts[one.severity, one.rule] += one.count

    block, confirm = (
        sum(count for (severity, _), count in counts.items() if severity is each)
        for each in (Severity.BLOCK, Severity.CONFIRM)
    )
    with capsys.disabled():
        print(f"\n{len(paths)} 部法律法规（{size / 1e6:.1f} MB）：阻断 {block}，须确认 {confirm}")  # noqa: T201
        for (severity, rule), count in sorted(counts.items()):
            print(f"  {severity.label} {rule} {count}")  # noqa: T201
    assert len(paths) > 100
    assert block == 0
    assert confirm <= size / 100_000


def test_the_published_plan_of_the_office_is_clear(real_files, screened):
    plans = sorted((real_files / "real").glob("*.txt"))

    assert plans
    for plan in plans:
        assert screened(plan.read_bytes(), name=plan.name).verdict is Verdict.CLEAR


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["office", "pdf", "pdf-redaction", "ofd"])
def test_every_odd_file_gets_a_report(real_files, screened, amount, folder, capsys):
    """A deterministic tenth of every kind in the suite, all of them in a long run."""
    step = amount(short=10, full=1)
    paths = sorted((real_files / "corpus" / folder).iterdir())
    chosen = [path for n, path in enumerate(paths) if n % step == 0]
    counts: Counter[str] = Counter()
    screened(chosen[0].read_bytes(), name=chosen[0].name)
    before = own_kilobytes()

    for path in chosen:
        report = screened(path.read_bytes(), name=path.name)
        assert isinstance(report, FileReport)
        assert report.elapsed_ms < LIMITS.seconds * 1000
        counts["不可读" if report.unreadable else report.verdict.label] += 1
        if report.unreadable is not None:
            assert report.verdict is Verdict.BLOCK

    grown = own_kilobytes() - before
    with capsys.disabled():
        told = "，".join(f"{what} {count}" for what, count in sorted(counts.items()))
        print(f"\n{folder}：{len(paths)} 个文件检测 {len(chosen)} 个：{told}；增 {grown} KB")  # noqa: T201
    assert counts.total() == len(chosen) > 0
    assert grown < FLAT
    assert at_work() == []
