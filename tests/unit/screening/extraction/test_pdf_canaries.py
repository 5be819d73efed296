"""One secret in each place where a PDF can hide one: each is found, and told by its place."""

from __future__ import annotations

import pytest

from review.screening.extraction.pdf import read_pdf
from review.screening.limits import LIMITS
from tests.unit.screening.pdf_canaries import SECRET, canaries

CANARIES = {canary.name: canary for canary in canaries()}


def test_there_are_many_places():
    assert len(CANARIES) >= 70


@pytest.mark.parametrize("name", CANARIES)
def test_the_secret_is_found_in_its_place(name):
    canary = CANARIES[name]

    extract = read_pdf(canary.content, limits=LIMITS)

    said = [one for one in extract.segments if SECRET in one.text]
    inside = [one for one in extract.embedded if SECRET.encode() in one.content]
    told = [one for one in extract.traces if one.rule == f"hidden.{canary.rule}"]
    places = [one.place for one in (*said, *told)]
    assert said or inside
    assert told or not canary.rule
    assert not canary.page or {"page": canary.page} in [one.place for one in told]
    assert not canary.file or {"file": canary.file} in places


def test_a_plain_paper_has_no_place_at_all():
    from tests.unit.screening.papers import BODY, pdf  # noqa: PLC0415 - beside what it is held against

    extract = read_pdf(pdf(BODY), limits=LIMITS)

    assert (extract.traces, extract.embedded, extract.scans) == ((), (), ())
    assert [one.text for one in extract.segments] == [BODY]
