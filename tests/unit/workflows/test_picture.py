"""The picture shows every stage once, inside its frame, and hides no way out."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from workflows.loading import shipped_procedures
from workflows.picture import svg

PROCEDURES = shipped_procedures()
NAMES = sorted(PROCEDURES)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(procedure):
    return ET.fromstring(svg(procedure))  # noqa: S314 (we wrote it a line ago)


def boxes(picture):
    return [box for box in picture.iter(f"{SVG}rect") if box.get("rx")]


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_has_one_box_inside_the_frame(name):
    picture = drawn(PROCEDURES[name])
    titles = [text.text for text in picture.iter(f"{SVG}text") if text.get("font-size") == "15"]

    assert sorted(titles) == sorted(stage.label for stage in PROCEDURES[name].stages.values())
    for box in boxes(picture):
        assert int(box.get("x")) + int(box.get("width")) <= int(picture.get("width"))
        assert int(box.get("y")) + int(box.get("height")) <= int(picture.get("height"))


@pytest.mark.parametrize("name", NAMES)
def test_no_two_boxes_overlap(name):
    placed = [
        tuple(int(box.get(key)) for key in ("x", "y", "width", "height"))
        for box in boxes(drawn(PROCEDURES[name]))
    ]

    for number, (x, y, width, height) in enumerate(placed):
        for other_x, other_y, other_width, other_height in placed[number + 1 :]:
            apart_across = x + width <= other_x or other_x + other_width <= x
            apart_down = y + height <= other_y or other_y + other_height <= y
            assert apart_across or apart_down


@pytest.mark.parametrize("name", NAMES)
def test_every_way_out_is_drawn_or_written(name):
    """A step is an arrow with its label, or its target stands in the box of its stage."""
    procedure = PROCEDURES[name]
    words = "".join(text.text for text in drawn(procedure).iter(f"{SVG}text"))

    for step in procedure.steps:
        if step.target not in step.origins:
            assert step.label in words or procedure.stages[step.target].label in words


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_forbids_inline_styles_shows_the_picture(name):
    picture = svg(PROCEDURES[name])

    assert "style" not in picture
    assert "<script" not in picture
    assert "href" not in picture


def test_a_label_cannot_break_out_of_the_picture():
    takedown = PROCEDURES["takedown"]
    stages = {
        **takedown.stages,
        "opened": replace(takedown.stages["opened"], label="<script>&"),
    }

    picture = drawn(replace(takedown, stages=stages))

    assert any(text.text == "<script>&" for text in picture.iter(f"{SVG}text"))
