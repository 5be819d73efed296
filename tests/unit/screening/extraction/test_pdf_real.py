"""Odd and broken PDFs that nobody here made: each gets an answer, and one text by two ways."""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest

from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.pdf_signs import page_text, units_of
from review.screening.limits import LIMITS
from review.screening.segments import NotRead


@pytest.fixture(scope="module")
def papers(real_files, amount):
    folders = ("pdf", "pdf-redaction")
    paths = [path for name in folders for path in sorted((real_files / "corpus" / name).iterdir())]
    step = amount(short=3, full=1)
    return [path for n, path in enumerate(paths) if path.suffix == ".pdf" and n % step == 0]


def test_every_odd_pdf_gets_an_answer(papers, capsys):
    answers: Counter[str] = Counter()
    for path in papers:
        try:
            extract = read_pdf(path.read_bytes(), limits=LIMITS)
        except NotRead as refusal:
            answers[refusal.reason.value] += 1
        else:
            answers[extract.unread.reason.value if extract.unread else "read"] += 1

    with capsys.disabled():
        print(f"\n{len(papers)} 个 PDF：{dict(answers)}")  # noqa: T201
    assert answers["read"] > len(papers) / 2


def test_the_text_of_a_page_is_the_same_sign_by_sign(papers):
    pages = 0
    for path in papers:
        for textpage in _textpages(path.read_bytes()):
            assert "".join(units_of(textpage)) == page_text(textpage)
            pages += 1

    assert pages > 20


def _textpages(content):
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    for number in range(len(document)):
        try:
            yield document[number].get_textpage()
        except pypdfium2.PdfiumError:
            continue
