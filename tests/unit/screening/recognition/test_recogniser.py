"""Scans as offices have them: what is planted is found, or the page is not sure."""

from __future__ import annotations

from random import Random

import pytest

from review.domain.findings import Part
from review.screening.recognition.layer import disagreement
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
def test_a_text_layer_that_leaves_out_the_mark_disagrees(recogniser):
    """Who searches the text finds nothing; who looks at the page reads it in its corner."""
    chance = Random(CHANCE)  # noqa: S311 - the same page every time
    paper = letter(chance, lines=6)
    layer = "\n".join(paper.said)
    paper.put("机密★10年", 1700, TOP, Type(16, bold=1))
    picture = worn(paper.sheet, Wear(angle=0.4), chance=chance)
    page = Scan(draw=lambda: picture, kind=ScanKind.PAGE, place={"page": 2}, layer=layer)

    seen = recogniser.see(page)

    assert seen.is_sure
    assert "机密★10年" in seen.text.splitlines()
    assert seen.margins[Part.FOOTER].strip("-— ") == "1"
    assert seen.disagreement == "+机密★10年"
    lines = [*seen.text.splitlines(), *seen.margins.values()]
    assert disagreement(f"{layer}\n机密★10年", lines=lines, sure=lines) == ""


@pytest.mark.slow
def test_a_number_in_a_slanted_noisy_table_is_read(shown):
    outcome = shown(kinds.number_in_table, Wear(dpi=200, angle=1.5, noise=8, quality=60))

    assert outcome.is_right
    (finding,) = (each for each in outcome.findings if each.rule == "person.resident_id")
    assert "*" * 13 in finding.excerpt


@pytest.mark.slow
def test_a_mark_under_a_seal_is_read(shown):
    """In red light the seal is gone."""
    assert shown(kinds.under_seal, Wear(dpi=200, angle=0.4)).is_right


@pytest.mark.slow
def test_a_page_on_its_head_is_read(shown):
    outcome = shown(kinds.corner, Wear(dpi=150, angle=-1.0, turn=180))

    assert outcome.is_right
    assert "marking.classification" in {finding.rule for finding in outcome.findings}


@pytest.mark.slow
def test_columns_are_read_one_after_the_other(shown):
    """A number that the end of a line broke goes on below, not across the page."""
    assert shown(kinds.two_columns, Wear(dpi=200)).is_right


@pytest.mark.slow
def test_writing_across_a_photograph_is_never_clear(shown):
    assert not shown(kinds.on_photo, Wear(dpi=150)).is_clear


@pytest.mark.slow
def test_a_smear_is_never_clear(shown):
    """Print as small as a footnote's, blurred, at a hundred dots: that is what is said."""
    outcome = shown(kinds.small_number, Wear(dpi=100, blur=1.4, noise=10, quality=40))

    assert (outcome.is_clear, outcome.is_sure) == (False, False)


@pytest.mark.slow
def test_a_clean_page_is_sure_and_says_nothing(shown):
    outcome = shown(kinds.plain_sealed, Wear(dpi=200, angle=-0.6))

    assert (outcome.is_sure, outcome.findings) == (True, ())
    assert "2023年11月8日" in outcome.text
