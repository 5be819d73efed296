"""What shows is not called hidden, however oddly it is drawn; and the real files of others."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name

from review.screening.extraction.pdf import read_pdf
from review.screening.limits import LIMITS
from tests.unit.screening.papers import BODY, drawn_over, pdf, typed

FRAME = b"0 G 2 w 50 495 400 30 re S " + typed(BODY, top=500)
HATCHED = typed(BODY, top=500) + b"0 G 0.5 w " + b"".join(
    b"%d 490 m %d 520 l S " % (x, x + 10) for x in range(50, 450, 8)
)  # fmt: skip
VISIBLE = {
    "in a frame": FRAME,
    "white on blue": b"0.1 0.2 0.5 rg 40 490 500 40 re f "
    + typed(BODY, before="1 1 1 rg", top=500),
    "on a grey ground": b"0.85 g 40 490 500 40 re f " + typed(BODY, top=500),
    "below hatching": HATCHED,
    "below a pale wash": typed(BODY, top=500) + b"/G gs 1 1 0 rg 40 490 500 40 re f",
    "written twice to be bold": typed(BODY, top=500) + b"q 1 0 0 1 0.3 0 cm " + typed(BODY, top=500)
    + b" Q",
    "written again over a ground": typed(BODY, top=500)
    + b"0.85 g 40 490 500 40 re f "
    + typed(BODY, top=500),
    "leader dots": typed("一、总则" + "…" * 6 + "." * 15 + "1", top=500),
    "underscores": typed("姓名________ 电话________", top=500),
    "drawn as an outline": typed(BODY, before="1 Tr 0 G", top=500),
    "pale grey": typed(BODY, before="0.6 g", top=500),
    "small print": f"q 0.3 0 0 0.3 60 500 cm {typed(BODY, top=0).decode()} Q".encode(),
    "beside a box": typed(BODY, top=500) + b"0 g 50 520 400 30 re f",
}  # fmt: skip


def with_wash(made):
    made.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.3, BM=Name.Multiply))


@pytest.mark.parametrize("name", VISIBLE)
def test_what_shows_is_not_hidden(name):
    def change(made):
        with_wash(made)
        drawn_over(VISIBLE[name])(made)

    extract = read_pdf(pdf(BODY, change=change), limits=LIMITS)

    assert [(one.rule, one.text) for one in extract.traces] == []


def test_half_a_number_below_a_box_is_met_whole_among_the_hidden(examined):
    covered = typed("证件11010519491231002X号", top=500) + b"0 g 150 490 60 30 re f"

    examination = examined(pdf(BODY, change=drawn_over(covered)))

    rules = {one.rule: one for one in examination.judgement.findings}
    assert rules["person.resident_id"].severity.value == "block"
    assert "hidden.covered_text" in rules


def test_signs_that_do_not_show_do_not_part_those_that_do(examined):
    shown = typed("机", top=800) + typed("  密★10年", top=800)
    between = b"q 1 1 1 rg BT /F 1 Tf 1 0 0 1 76 800 Tm <4e8c> Tj ET Q"

    examination = examined(pdf(BODY, change=drawn_over(shown + between)))

    assert examination.judgement.refused == "marking.classification"


def test_a_page_that_is_turned_is_seen_as_it_stands():
    def turn(made):
        drawn_over(typed("遮住的字", top=500) + b"0 g 50 490 400 30 re f")(made)
        made.pages[0].obj.Rotate = 90
        made.pages[0].obj.CropBox = Array([0, 100, 595, 842])

    traces = read_pdf(pdf(BODY, change=turn), limits=LIMITS).traces

    assert [(one.rule, one.text) for one in traces] == [("hidden.covered_text", "遮住的字")]


FOUND = {
    "bad_cross_hatched_redactions": ("November 2019", 600),
    "rectangles_yes": ("but did not disclose all relevant", 60),
    "hidden_text_on_visible_text": ("TROOPPER, LLC", 12),
}
"""What lies below boxes in the real files, as their pages show; and about how many signs."""


def test_the_bad_redactions_of_real_files_are_found_and_the_good_ones_are_not(real_files, capsys):
    paths = sorted((real_files / "corpus" / "pdf-redaction").glob("*.pdf"))
    hidden = {}
    for path in paths:
        traces = read_pdf(path.read_bytes(), limits=LIMITS).traces
        said = "\n".join(one.text for one in traces if one.rule != "hidden.annotation")
        hidden[path.stem.removeprefix("tests__assets__")] = said

    with capsys.disabled():
        print(f"\n遮盖无效：{ {name: len(said) for name, said in hidden.items() if said} }")  # noqa: T201
    assert len(paths) == 9
    assert {name for name, said in hidden.items() if said} == set(FOUND)
    for name, (words, _) in FOUND.items():
        assert words.replace(" ", "") in "".join(hidden[name].split())
