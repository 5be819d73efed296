"""What is cut out of a PDF is gone for every reader, and what stays stands where it stood."""

from __future__ import annotations

import io
import random

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from review.screening.extraction.pdf import read_pdf
from review.screening.limits import LIMITS
from review.screening.redaction.pdf import NotRemoved, Removal, redacted_pdf
from review.screening.redaction.pdf_proof import extractable, prove
from review.screening.segments import Visibility
from tests.unit.screening.papers import BODY, drawn_over, pdf, typed
from tests.unit.screening.pdf_canaries import SECRET, canaries, scan
from tests.unit.screening.redaction_papers import by_reportlab, by_typst, lines

NUMBER = "13812345678"
DRAWN_ONLY = {"in a pattern", "in a mask"}
"""Shown by a drawing that no stretch of the page's text stands for."""


def cut(content, *words, page=1, replacement="138****5678"):
    """A copy without these words of a page."""
    text = shown(content)[page - 1]
    removals = [
        Removal(
            page=page,
            start=text.index(word),
            end=text.index(word) + len(word),
            replacement=replacement,
            reason="P3",
        )
        for word in words
    ]
    return redacted_pdf(content, removals=removals, limits=LIMITS)


def shown(content):
    """The visible text of each page, as the reader gives it."""
    segments = read_pdf(content, limits=LIMITS).segments
    return [
        one.text
        for one in segments
        if "page" in one.place and one.visibility is Visibility.VISIBLE and one.part == "body"
    ]


def pictured(content):
    """The pages that are pictures of themselves."""
    with pikepdf.open(io.BytesIO(content)) as made:
        return [n for n, page in enumerate(made.pages, start=1) if "/Im" in page.get_images()]


def test_a_number_is_gone_and_its_mask_stands_there():
    copy = cut(pdf(f"{BODY}\n电话{NUMBER}，请查收"), NUMBER)

    found = extractable(copy, limits=LIMITS)
    assert found.count(NUMBER) == 0
    assert "138****5678" in shown(copy)[0]
    assert pictured(copy) == []
    assert "请查收" in found.pages


def test_what_stays_stands_where_it_stood():
    content = pdf(f"{BODY}\n电话{NUMBER}，请查收")
    places = [_place_of("请查收", one) for one in (content, cut(content, NUMBER))]

    assert places[0] == pytest.approx(places[1], abs=0.5)


def _place_of(word, content):
    textpage = pypdfium2.PdfDocument(content)[0].get_textpage()
    at = textpage.get_text_range().index(word)
    return textpage.get_charbox(at)


@pytest.mark.parametrize("kind", ["typst", "STSong-Light", "Noto"])
def test_nothing_of_what_is_cut_at_random_can_be_taken_out(kind, amount):
    copies = pictures = 0
    for seed in range(amount(short=6, full=200)):
        chance = random.Random(f"{kind} {seed}")  # noqa: S311 - a seed
        texts = lines(chance, count=10)
        content = by_typst(texts) if kind == "typst" else by_reportlab(texts, font=kind)
        text = shown(content)[0]
        start = chance.randrange(len(text) - 14)
        end = start + chance.randint(2, 14)
        removal = Removal(page=1, start=start, end=end, replacement="＊＊＊", reason="P1")

        copy = redacted_pdf(content, removals=[removal], limits=LIMITS)

        gone = "".join(text[start:end].split())
        left = "".join(shown(content)[0].split()).count(gone) - 1
        assert extractable(copy, limits=LIMITS).count(gone) <= max(left, 0)
        copies, pictures = copies + 1, pictures + len(pictured(copy))
    assert copies > 0
    assert pictures <= copies / 3


def test_text_inside_the_forms_of_a_page_is_cut():
    def nested(made):
        fonts = Dictionary(Font=made.pages[0].obj.Resources.Font)
        inner = made.make_stream(typed(f"电话{NUMBER}", top=500))
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        inner.Resources = fonts
        outer = made.make_stream(b"q 1 0 0 1 0 -30 cm /In Do Q q 1 0 0 1 0 -90 cm /In Do Q")
        outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        outer.Resources = Dictionary(XObject=Dictionary(In=inner))
        made.pages[0].obj.Resources.XObject = Dictionary(Out=outer)
        drawn_over(b"/Out Do")(made)

    content = pdf(BODY, change=nested)
    text = shown(content)[0]
    first = text.index(NUMBER)
    both = [first, text.index(NUMBER, first + 1)]
    one = Removal(page=1, start=first, end=first + 11, replacement="*")

    copy = redacted_pdf(
        content,
        removals=[Removal(page=1, start=at, end=at + 11, replacement="*") for at in both],
        limits=LIMITS,
    )

    assert extractable(copy, limits=LIMITS).count(NUMBER) == 0
    assert pictured(copy) == []
    assert extractable(
        redacted_pdf(content, removals=[one], limits=LIMITS), limits=LIMITS
    ).count(NUMBER) == 1  # fmt: skip


@pytest.mark.parametrize("canary", [one for one in canaries() if one.name not in DRAWN_ONLY])
def test_nothing_that_does_not_show_goes_with_the_copy(canary):
    removal = Removal(page=1, start=2, end=4, replacement="＊", reason="P1")

    copy = redacted_pdf(canary.content, removals=[removal], limits=LIMITS)

    extract = read_pdf(copy, limits=LIMITS)
    found = extractable(copy, limits=LIMITS)
    assert (extract.traces, extract.embedded, extract.scans) == ((), (), ())
    assert SECRET not in found.pages + found.objects + str(extract.segments)
    assert not any(SECRET.encode() in raw for raw in found.raw)


def test_what_a_layer_that_is_off_would_draw_does_not_appear_in_the_copy():
    def change(made):
        group = made.make_indirect(Dictionary(Type=Name.OCG, Name="意见"))
        made.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
        made.pages[0].obj.Resources.Properties = Dictionary(L=group)
        drawn_over(b"/OC /L BDC 0 g 50 300 100 100 re f EMC 0 g 250 300 100 100 re f")(made)

    picture = pypdfium2.PdfDocument(cut(pdf(f"电话{NUMBER}", change=change), NUMBER))[0].render()
    dots = picture.to_pil().convert("L")

    assert (dots.getpixel((100, 492)), dots.getpixel((300, 492))) == (255, 0)


def test_a_copy_has_no_properties_and_is_the_same_each_time():
    def name(made):
        made.docinfo["/Author"] = SECRET

    content = pdf(f"电话{NUMBER}", change=name)
    first, second = cut(content, NUMBER), cut(content, NUMBER)

    assert first == second
    with pikepdf.open(io.BytesIO(first)) as made:
        assert sorted(made.Root.keys()) == ["/Pages", "/Type"]
        assert "/Info" not in made.trailer


def test_a_scan_with_a_text_layer_becomes_a_picture_with_the_boxes_burnt_in():
    content = scan(*[BODY] * 4)
    text = shown(content)[0]
    removal = Removal(page=1, start=0, end=6, replacement="＊", reason="P1")

    copy = redacted_pdf(content, removals=[removal], limits=LIMITS)

    before, after = (
        pypdfium2.PdfDocument(one)[0].render(scale=1).to_pil().convert("L").getpixel((143, 55))
        for one in (content, copy)
    )
    assert pictured(copy) == [1]
    assert extractable(copy, limits=LIMITS).count(text[:6]) == 0
    assert (before < 128, after > 200) == (True, True)


def test_the_proof_finds_what_only_looks_removed():
    covered = pdf(BODY, change=drawn_over(typed(NUMBER, top=500) + b"0 g 50 490 400 30 re f"))

    with pytest.raises(NotRemoved):
        prove(covered, {NUMBER: 0}, limits=LIMITS)
    with pytest.raises(NotRemoved):
        prove(pdf("电话 138 1234 5678"), {NUMBER: 0}, limits=LIMITS)
    prove(pdf(BODY), {NUMBER: 0}, limits=LIMITS)


@pytest.mark.parametrize(
    "removal",
    [
        Removal(page=2, start=0, end=2),
        Removal(page=1, start=0, end=4000),
        Removal(page=1, start=3, end=3),
    ],
    ids=["no such page", "beyond the text", "nothing"],
)
def test_a_removal_of_what_is_not_there_makes_no_copy(removal):
    with pytest.raises(NotRemoved):
        redacted_pdf(pdf(BODY), removals=[removal], limits=LIMITS)
