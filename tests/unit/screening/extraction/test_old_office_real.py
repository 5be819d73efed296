"""Old Office files that nobody here made: each gets an answer, and its text is in it."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from review.screening.extraction.compound import read_compound
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Visibility

KINDS = (".doc", ".ppt")
TOLD = {
    "SampleDoc.doc": "I am a test document",
    "watermark.doc": "DRAFT CONTRACT",
    "footnote.doc": "TestComment",
    "text_shapes.ppt": "Text in a TextBox",
    "45543.ppt": "Project finance cycle",
    "master_text.ppt": "Text that I added to the master slide",
}
"""What people who look at these files see in them."""


@pytest.fixture(scope="module")
def papers(real_files):
    paths = sorted((real_files / "corpus" / "office").iterdir())
    return {
        path.name.rpartition("__")[2]: path.read_bytes() for path in paths if path.suffix in KINDS
    }


@pytest.mark.slow
def test_every_odd_paper_gets_an_answer(papers, capsys):
    answers: Counter[str] = Counter()
    slowest = 0.0
    for name, content in papers.items():
        began = time.process_time()
        try:
            extract = read_compound(content, limits=LIMITS)
        except NotRead as refusal:
            answers[f"{name[-4:]} {refusal.reason.value}"] += 1
        else:
            answers[f"{name[-4:]} {extract.unread.reason.value if extract.unread else 'read'}"] += 1
        slowest = max(slowest, time.process_time() - began)

    with capsys.disabled():
        print(f"\n{len(papers)} 个文件，最慢 {slowest:.1f} 秒：{dict(sorted(answers.items()))}")  # noqa: T201
    assert answers[".doc read"] > 25
    assert answers[".ppt read"] > 14
    assert slowest < 5


@pytest.mark.parametrize("name", TOLD)
def test_what_people_see_is_read(papers, name):
    segments = read_compound(papers[name], limits=LIMITS).segments

    seen = {Visibility.VISIBLE, Visibility.COMMENT}
    assert [it for it in segments if TOLD[name] in it.text and it.visibility in seen]
