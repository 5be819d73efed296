"""Something lies in every place where a file can hide it, and all of it is found."""

from __future__ import annotations

import pytest

from review.screening.extraction.docx import read_docx
from review.screening.extraction.ofd import read_ofd
from review.screening.extraction.pptx import read_pptx
from review.screening.limits import LIMITS
from tests.unit.screening import canaries_ofd, canaries_slides, canaries_word_parts
from tests.unit.screening.canary import missed

KINDS = {
    "word": (canaries_word_parts.canaries, canaries_word_parts.word_file, read_docx, 45),
    "slides": (canaries_slides.canaries, canaries_slides.slides_file, read_pptx, 25),
    "ofd": (canaries_ofd.canaries, canaries_ofd.ofd_file, read_ofd, 35),
}


@pytest.mark.parametrize("kind", KINDS)
def test_everything_hidden_is_found_as_what_it_is_and_where_it_is(kind):
    canaries, made, read, least = KINDS[kind]
    planted = list(canaries())

    extract = read(made(), limits=LIMITS)

    assert missed(planted, extract) == []
    assert len(planted) >= least
    assert len({canary.word for canary in planted}) == len(planted)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_there_is_missed(kind):
    """The net has a ground: a canary that was never planted is not found."""
    canaries, _, read, _ = KINDS[kind]
    _, other, _, _ = KINDS["slides" if kind == "word" else "word"]
    other_read = KINDS["slides" if kind == "word" else "word"][2]

    extract = other_read(other(), limits=LIMITS)

    assert len(missed(canaries(), extract)) > len(list(canaries())) / 2
    assert read is not other_read
