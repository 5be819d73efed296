"""Six scans as offices have them: what is planted is found, or the page is not sure."""

from __future__ import annotations

from random import Random

import pytest

from review.domain.findings import Part
from review.screening.segments import Scan, ScanKind
from tests.scans import kinds
from tests.scans.judged import looked_at
from tests.scans.pages import TOP, Type, letter
from tests.scans.wear import Wear, worn

CHANCE = 20231108


@pytest.fixture
def shown(recogniser, ruleset):
    """Draw, wear, read and judge a page."""

    def show(kind, wear):
        chance = Random(CHANCE)  # noqa: S311 - the same page every time
        return looked_at(kind, wear, chance=chance, recogniser=recogniser, ruleset=ruleset)

    return show


@pytest.mark.slow
def test_a_mark_in_the_corner_is_read_and_refused(shown):
    outcome = shown(kinds.corner, Wear(dpi=200, angle=0.4))

    assert (outcome.is_right, outcome.is_sure) == (True, True)
    assert "marking.classification" in {finding.rule for finding in outcome.findings}


@pytest.mark.slow
def test_a_number_in_a_slanted_noisy_table_is_read(shown):
    outcome = shown(kinds.number_in_table, Wear(dpi=200, angle=1.5, noise=8, quality=60))

    assert outcome.is_right
    (finding,) = (each for each in outcome.findings if each.rule == "person.resident_id")
    assert "*" * 13 in finding.excerpt


@pytest.mark.slow
def test_a_mark_under_a_seal_is_read(shown):
    """In red light the seal is gone."""
    outcome = shown(kinds.under_seal, Wear(dpi=200, angle=0.4))

    assert outcome.is_right


@pytest.mark.slow
def test_a_blurred_scan_of_a_hundred_dots_is_never_clear(shown):
    """Print as small as a footnote's cannot be made out, and that is what is said."""
    outcome = shown(kinds.small_number, Wear(dpi=100, blur=1.4, noise=10, quality=40))

    assert not outcome.is_clear
    assert not outcome.is_sure


@pytest.mark.slow
def test_a_clean_page_is_sure_and_says_nothing(shown):
    outcome = shown(kinds.plain_sealed, Wear(dpi=200, angle=-0.6))

    assert (outcome.is_sure, outcome.findings) == (True, ())
    assert "2023年11月8日" in outcome.text


@pytest.mark.slow
def test_a_text_layer_that_leaves_out_the_mark_disagrees(recogniser):
    """Who searches the text finds nothing; who looks at the page reads it in its corner."""
    chance = Random(CHANCE)  # noqa: S311 - the same page every time
    paper = letter(chance, lines=6)
    paper.put("机密★10年", 1700, TOP, Type(16, bold=1))
    picture = worn(paper.sheet, Wear(), chance=chance)
    page = Scan(draw=lambda: picture, kind=ScanKind.PAGE, place={"page": 2})

    seen = recogniser.see(page)
    layer = f"{seen.text}\n{seen.margins[Part.FOOTER]}"
    without = layer.replace("机密★10年", "")

    assert seen.is_sure
    assert "机密★10年" in seen.text
    assert seen.margins[Part.FOOTER].strip("-— ") == "1"
    assert recogniser.see(_with(page, layer)).disagreement == ""
    assert recogniser.see(_with(page, without)).disagreement == "+机密★10年"


def _with(page, layer):
    return Scan(draw=page.draw, kind=page.kind, place=page.place, layer=layer)
