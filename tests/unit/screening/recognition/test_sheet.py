"""A scan is set level, and its ink is told from its paper, whatever the light."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PIL import Image

from review.screening.recognition.sheet import quarter_turned, sheet_of
from tests.scans.pages import letter, table
from tests.scans.wear import Wear, worn


def scanned(wear, draw=letter):
    chance = Random(7)  # noqa: S311 - the same page every time
    return sheet_of(worn(draw(chance).sheet, wear, chance=chance))


def rows_of_ink(sheet):
    """How sharply the rows of a page are told apart."""
    return float(np.std(sheet.ink.sum(axis=1, dtype=np.int64)))


@pytest.mark.parametrize("angle", [-8.0, -1.5, 0.4, 3.0])
def test_a_slanted_page_is_set_level(angle):
    level = rows_of_ink(scanned(Wear(dpi=100)))

    assert rows_of_ink(scanned(Wear(dpi=100, angle=angle))) > 0.8 * level


def test_a_slanted_table_is_set_level_too():
    level = rows_of_ink(scanned(Wear(dpi=100), table))

    assert rows_of_ink(scanned(Wear(dpi=100, angle=5.0), table)) > 0.7 * level


@pytest.mark.parametrize(
    "wear",
    [Wear(dpi=100, shade=0.5), Wear(dpi=100, fade=0.6), Wear(dpi=100, noise=10)],
    ids=["shade", "fade", "noise"],
)
def test_ink_is_seen_in_bad_light(wear):
    """A darker side of the glass is no ink, and pale print is."""
    good, bad = scanned(Wear(dpi=100)).ink.mean(), scanned(wear).ink.mean()

    assert 0.4 * good < bad < 1.6 * good


def test_noise_raises_what_ink_must_differ_by():
    assert scanned(Wear(dpi=100, noise=2)).contrast < scanned(Wear(dpi=100, noise=30)).contrast


def test_a_huge_picture_is_bounded():
    assert sheet_of(Image.new("RGB", (9000, 4000), "white")).longest == 3600


def test_an_empty_sheet_has_no_ink():
    assert not sheet_of(Image.new("RGB", (50, 20), "white")).ink.any()


def test_a_quarter_is_turned_against_the_clock():
    made = Image.new("RGB", (400, 200), "white")
    made.paste((0, 0, 0), (320, 20, 380, 60))

    turned = quarter_turned(sheet_of(made), quarters=1)

    assert turned.pixels.shape[:2] == (400, 200)
    assert turned.pixels[50, 40].max() < 60
