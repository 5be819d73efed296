"""Word files and presentations that nobody here made: each gets an answer, and one text."""

from __future__ import annotations

import io
import time
from collections import Counter

import docx
import pptx
import pytest

from review.screening.extraction.docx import read_docx
from review.screening.extraction.pptx import read_pptx
from review.screening.limits import LIMITS
from review.screening.segments import NotRead

LONG = 200_000
READERS = {".docx": read_docx, ".pptx": read_pptx}


@pytest.fixture(scope="module")
def papers(real_files):
    paths = sorted((real_files / "corpus" / "office").iterdir())
    return [(path.suffix, path.read_bytes()) for path in paths if path.suffix in READERS]


@pytest.mark.slow
def test_every_odd_paper_gets_an_answer(papers, capsys):
    answers: Counter[str] = Counter()
    slowest = 0.0
    for ending, content in papers:
        began = time.process_time()
        try:
            extract = READERS[ending](content, limits=LIMITS)
        except NotRead as refusal:
            answers[f"{ending} {refusal.reason.value}"] += 1
        else:
            answers[f"{ending} {extract.unread.reason.value if extract.unread else 'read'}"] += 1
        slowest = max(slowest, time.process_time() - began)

    with capsys.disabled():
        print(f"\n{len(papers)} 个文件，最慢 {slowest:.1f} 秒：{dict(sorted(answers.items()))}")  # noqa: T201
    assert answers[".docx read"] > 30
    assert answers[".pptx read"] > 10
    assert slowest < LIMITS.cpu_seconds


def test_every_word_that_an_independent_reader_finds_in_a_body_is_found_here(papers):
    compared = 0
    for content in (content for ending, content in papers if ending == ".docx"):
        if len(content) > LONG:
            continue
        try:
            theirs = " ".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
            ours = read_docx(content, limits=LIMITS)
        except Exception:  # noqa: BLE001, S112 - what either cannot open is not compared
            continue
        assert _missing(theirs, ours) == set()
        compared += len(theirs.split())

    assert compared > 2000


def test_every_word_that_an_independent_reader_finds_on_slides_is_found_here(papers):
    compared = 0
    for content in (content for ending, content in papers if ending == ".pptx"):
        try:
            slides = pptx.Presentation(io.BytesIO(content)).slides
        except ValueError:  # it knows no shows
            continue
        shapes = [shape for slide in slides for shape in slide.shapes if shape.has_text_frame]
        theirs = " ".join(shape.text_frame.text for shape in shapes)
        assert _missing(theirs, read_pptx(content, limits=LIMITS)) == set()
        compared += len(theirs.split())

    assert compared > 1000


def _missing(theirs, ours):
    """The words that are in none of our texts; how two readers write a hyphen is their own."""
    said = "\x00".join(segment.text for segment in ours.segments).replace("-", "")
    return {word for word in set(theirs.replace("-", "").split()) if word not in said}
