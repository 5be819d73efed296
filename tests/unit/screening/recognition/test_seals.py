"""A round red seal is lifted off; what is red and no seal stays writing."""

from __future__ import annotations

from random import Random

import numpy as np
from PIL import Image

from review.screening.recognition.seals import lifted, red_in, seals_on, unrolled
from tests.scans.pages import Paper, Type, boxed, seal

MADE = Random(3)  # noqa: S311 - any seal


def pixels_of(paper):
    return np.ascontiguousarray(np.asarray(paper.sheet)[:, :, ::-1])


def stamped(stamp, *, x=600, y=500):
    paper = Paper(wide=1600, high=2200)
    paper.put("经办人签字", x - 100, y + 220, Type(16))
    paper.over(stamp, x, y)
    return pixels_of(paper)


def test_a_seal_is_found_where_it_is():
    (found,) = seals_on(red_in(stamped(seal(MADE, size=520))))

    assert abs(found.x - 860) < 6
    assert abs(found.y - 760) < 6
    assert abs(found.radius - 254) < 8


def test_under_the_seal_the_black_print_stays():
    pixels = stamped(seal(MADE))
    red = red_in(pixels)
    (found,) = seals_on(red)
    bare = stamped(Image.new("RGB", (10, 10), "white"))

    lifted(pixels, found, red=red)

    assert not red_in(pixels).any()
    dark = (bare.max(axis=2) < 60) & (red == 0)
    assert pixels[dark].mean() < 60
    assert pixels[(bare.min(axis=2) > 250)].mean() > 245


def test_a_stamp_with_corners_and_red_print_are_no_seals():
    """A red mark must be read, not lifted away."""
    paper = Paper(wide=1600, high=2200)
    paper.over(boxed("机密", Type(40)), 300, 300)
    paper.put("临江市统计局文件", 300, 900, Type(36, ink=(200, 20, 30)))

    red = red_in(pixels_of(paper))

    assert red.any()
    assert seals_on(red) == ()


def test_half_a_ring_is_no_seal():
    pixels = stamped(seal(MADE))
    pixels[:760] = 255

    assert seals_on(red_in(pixels)) == ()


def test_the_ring_of_letters_is_laid_out_as_a_line():
    red = red_in(stamped(seal(MADE)))
    (found,) = seals_on(red)

    strip = unrolled(red, found)

    assert strip.shape[1] > 5 * strip.shape[0]
    assert 0.02 < (strip < 128).mean() < 0.4


def test_a_page_without_red_has_no_seals():
    assert seals_on(red_in(pixels_of(Paper(wide=100, high=100)))) == ()
