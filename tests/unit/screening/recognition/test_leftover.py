"""Ink that no line explains is writing that was not read, unless its shape says otherwise."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from review.screening.recognition.box import Box
from review.screening.recognition.leftover import MANY, leftover
from review.screening.recognition.sheet import sheet_of
from tests.scans.pages import Type, photograph, typed

HEIGHT = 40.0


def left_on(*drawn, boxes=()):
    """Return what is left on a sheet on which this was drawn."""
    paper = Image.new("RGB", (1200, 900), "white")
    pen = ImageDraw.Draw(paper)
    for draw in drawn:
        draw(paper, pen)
    return leftover(sheet_of(paper), boxes, height=HEIGHT)


def word(x, y, text="机密★10年", points=7.0, ink=(0, 0, 0)):
    return lambda paper, _: paper.paste(ink, (x, y), typed(text, Type(points)))


def around(x, y, wide, high):
    corners = [[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]]
    return Box(np.array(corners, np.float32), 1.0)


def test_a_word_that_was_not_found_is_left_over():
    assert left_on(word(100, 100)).letters
    assert left_on(word(100, 100), boxes=[around(95, 95, 170, 45)]).letters == ()


@pytest.mark.parametrize("ink", [(215, 215, 215), (255, 255, 0), (150, 230, 255)])
def test_pale_and_coloured_ink_is_ink(ink):
    assert left_on(word(100, 100, points=12, ink=ink)).letters


def test_print_too_small_to_be_found_is_left_over():
    assert left_on(word(100, 100, points=3.0)).letters


def test_the_end_of_a_number_outside_its_box_is_left_over():
    """A box cut too short hides a digit."""
    assert left_on(word(100, 100, text="36X"), boxes=[around(95, 95, 40, 45)]).letters


@pytest.mark.parametrize(
    "draw",
    [
        lambda _, pen: pen.line((50, 200, 1100, 200), (0, 0, 0), 4),
        lambda _, pen: [pen.rectangle((50, 50, 600, 400), outline=(0, 0, 0), width=3)],
        lambda _, pen: pen.rectangle((300, 300, 700, 340), (0, 0, 0)),
        lambda _, pen: pen.ellipse((60, 400, 110, 450), (40, 40, 40)),
        lambda _, pen: pen.rectangle((0, 0, 12, 900), (20, 20, 20)),
        lambda _, pen: [pen.rectangle((x, 500, x + 2, 502), (0, 0, 0)) for x in range(9, 999, 90)],
        lambda _, pen: pen.rectangle((500, 600, 508, 608), (0, 0, 0)),
        lambda _, pen: pen.rectangle((100, 600, 900, 660), (205, 215, 225)),
    ],
    ids=["a rule", "a frame", "a bar", "a hole", "a shadow", "specks", "a point", "a cell"],
)
def test_shapes_that_are_no_writing_are_not(draw):
    left = left_on(draw)

    assert (left.letters, left.pictures) == ((), ())


def test_a_picture_is_a_picture():
    left = left_on(lambda paper, _: paper.paste(_photo(), (200, 200)))

    assert left.pictures


def test_too_many_spots_to_look_at_are_all_writing():
    """Time must not grow with the square of what a hostile page holds."""
    grid = [word(60 + 34 * n % 1100, 60 + 26 * (n // 32), text="字", points=4) for n in range(700)]

    assert len(left_on(*grid).letters) > MANY


def _photo():
    return photograph(Random(1), wide=400, high=300)  # noqa: S311 - any picture
