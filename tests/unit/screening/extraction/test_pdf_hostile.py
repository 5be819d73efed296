"""What is made to bring a reader down ends within its limits, and is never clear."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import Verdict
from review.screening.extraction.pdf import read_pdf
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening import hostile_pdf as hostile

COVER = b"BT /F 12 Tf 100 100 Td (hello) Tj ET 1 g 0 0 9000 9000 re f"
HOSTILE = {
    "pages that lead back": hostile.looped(),
    "forms that draw each other": hostile.drawn_in_circles(),
    "deep pages": hostile.deep_pages(20_000),
    "deep arrays": hostile.deep_arrays(100_000),
    "a picture of 60,000 dots each way": hostile.huge_picture(60_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_blocks_soon(screened, name):
    report = screened(HOSTILE[name], name="a.pdf")

    assert report.verdict is Verdict.BLOCK
    assert report.unreadable is not None
    assert report.elapsed_ms < 30_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (hostile.bomb(40 << 20), Reason.INFLATES),
        (hostile.bomb(40 << 20, b"/Type /ObjStm /N 1 /First 5"), Reason.INFLATES),
        (hostile.double_bomb(), Reason.INFLATES),
        (hostile.many_objects(LIMITS.revisions + 30), Reason.TOO_LARGE),
    ],
    ids=["bomb", "bomb of objects", "packed twice", "too many objects"],
)
def test_it_is_refused_before_it_is_inflated(content, reason):
    from dataclasses import replace  # noqa: PLC0415 - a smaller house for the same guests

    with pytest.raises(NotRead) as refused:
        read_pdf(content, limits=replace(LIMITS, objects=40, inflated=32 << 20))

    assert refused.value.reason is reason


@pytest.mark.parametrize("side", [14_400, 2_000_000_000])
def test_text_is_found_covered_on_a_page_of_any_size(side):
    extract = read_pdf(hostile.giant_page(side, COVER), limits=LIMITS)

    assert [(one.rule, one.text) for one in extract.traces] == [("hidden.covered_text", "hello")]


def test_a_file_that_must_be_mended_shows_both_of_its_faces():
    content = hostile.two_faced(b"first face", b"second face")

    try:
        extract = read_pdf(content, limits=LIMITS)
    except NotRead as refused:
        assert refused.reason is Reason.BROKEN  # noqa: PT017 - either is an answer
    else:
        text = "\n".join(segment.text for segment in extract.segments)
        assert "first face" in text
        assert "second face" in text


def test_a_file_in_which_two_readers_count_other_pages_is_broken():
    drawing = b"BT /F 20 Tf 60 500 Td (shown) Tj ET"
    content = hostile.giant_page(600, drawing).replace(b"/Count 1", b"/Count 3")

    with pytest.raises(NotRead) as refused:
        read_pdf(content, limits=LIMITS)

    assert refused.value.reason is Reason.BROKEN
