"""Nothing hidden in a workbook stays hidden: each place with its rule and its visibility."""

from __future__ import annotations

import io
import re

import pytest
import python_calamine

from review.screening.extraction.xlsx import read_xlsx
from review.screening.limits import LIMITS
from tests.unit.screening.hidden_workbook import hidden_workbook
from tests.unit.screening.hiding import SHEET
from tests.unit.screening.papers import packed, parts_of
from tests.unit.screening.workbooks import MAIN

CONTENT, PLACES = hidden_workbook()


@pytest.fixture(scope="module")
def extract():
    return read_xlsx(CONTENT, limits=LIMITS)


COUNTED = {
    "hidden.rows", "hidden.columns", "hidden.number_format", "hidden.pivot_cache",
    "hidden.external_cache", "hidden.sheet", "hidden.very_hidden_sheet", "hidden.active_content",
}  # fmt: skip
"""These say what a thing is and how much lies in it, not what."""


def corner(reference, *, otherwise):
    letters = reference.rstrip("0123456789")
    column = sum((ord(letter) - 64) * 26**n for n, letter in enumerate(reversed(letters)))
    return int(reference[len(letters) :] or otherwise), column or otherwise


def contains(area, cell):
    """Whether an area (B2, B2:C9, D:D, 3:3) holds a cell or another area."""
    first, last = (area.split(":") * 2)[:2]
    (top, left), (bottom, right) = corner(first, otherwise=0), corner(last, otherwise=1 << 20)
    low, high = (cell.split(":") * 2)[:2]
    (a, b), (c, d) = corner(low, otherwise=0), corner(high, otherwise=1 << 20)
    return top <= a <= c <= bottom and left <= b <= d <= right


def is_at(place, where):
    return all(
        contains(str(place.get(key, "A9999")), value) if key == "cell" else place.get(key) == value
        for key, value in where.items()
    )


def test_there_are_many_places():
    assert len(PLACES) >= 75


def test_another_program_opens_it_too():
    """A canary that is no real workbook would prove nothing; macro sheets are beyond this one."""
    parts = parts_of(CONTENT)
    parts[MAIN] = re.sub(rb'<sheet name="\xe5\xae\x8f[^>]*/>', b"", parts[MAIN])

    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed(parts)))

    assert opened.sheet_names[:3] == [SHEET, "隐藏表", "深藏表"]
    assert opened.get_sheet_by_name(SHEET).to_python()[0][:2] == ["姓名", "单位"]


@pytest.mark.parametrize("name", PLACES)
def test_the_text_is_read_as_what_it_is_and_at_its_place(extract, name):
    place = PLACES[name]

    found = [segment for segment in extract.segments if place.word in segment.text]

    assert found, name
    seen = {segment.visibility.value for segment in found}
    assert place.visibility in seen
    assert (place.visibility == "visible") is ("visible" in seen)
    where = dict(place.where)
    cell = where.pop("cell", "")
    assert any(is_at(segment.place, where) for segment in found)
    if cell:
        cells = [
            segment.grid.name_at(segment.text.index(place.word))
            if segment.grid
            else segment.place.get("cell", "")
            for segment in found
        ]
        assert any(contains(cell, each) for each in cells), cells


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.rule])
def test_it_is_found_by_its_rule_at_its_place(extract, name):
    place = PLACES[name]

    found = [
        trace
        for trace in extract.traces
        if trace.rule == place.rule and is_at(trace.place, place.where)
    ]
    if place.rule not in COUNTED:
        found = [trace for trace in found if place.word in f"{trace.who} {trace.text}"]

    assert found, [dict(t.place) for t in extract.traces if t.rule == place.rule]


def test_a_hiding_place_is_told_once(extract):
    told = [(t.rule, tuple(sorted(t.place.items())), t.who, t.text) for t in extract.traces]

    assert len(told) == len(set(told))


def test_files_inside_are_handed_on(extract):
    assert {(file.name, file.is_picture) for file in extract.embedded} == {
        ("xl/vbaProject.bin", False),
        ("xl/embeddings/a.docx", False),
        ("xl/media/image1.png", True),
    }
    rules = {trace.place.get("file"): trace.rule for trace in extract.traces}
    assert rules["xl/embeddings/a.docx"] == "hidden.embedded_file"
    assert rules["xl/vbaProject.bin"] == rules["xl/activeX/activeX1.xml"] == "hidden.active_content"
    assert rules["docProps/thumbnail.png"] == "hidden.thumbnail"


def test_no_word_of_a_hidden_place_is_among_what_shows(extract):
    visible = "\n".join(s.text for s in extract.segments if s.visibility.value == "visible")

    leaked = [n for n, place in PLACES.items()
              if place.visibility != "visible" and place.word in visible]  # fmt: skip
    assert leaked == []
