"""Text on a page of a PDF that does not show, each piece for another reason."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.unit.screening.papers import drawn_over, typed
from tests.unit.screening.pdf_canary import SECRET, Canary, Change, annotate, form, note, placed


def unseen_text() -> Iterator[Canary]:
    ink = {
        "white on white": (typed(SECRET, before="1 1 1 rg", top=500), "white_text"),
        "nearly white": (typed(SECRET, before="0.98 1 0.98 rg", top=500), "white_text"),
        "written without ink": (typed(SECRET, before="3 Tr", top=500), "invisible_text"),
        "written to clip": (typed(SECRET, before="7 Tr", top=500), "invisible_text"),
        "off the page": (typed(SECRET, top=-80), "clipped_text"),
        "below a box": (typed(SECRET, top=500) + b"0 g 50 490 400 30 re f", "covered_text"),
        "below a white box": (typed(SECRET, top=500) + b"1 g 50 490 400 30 re f", "covered_text"),
        "below a thick line": (
            typed(SECRET, top=500) + b"0 G 24 w 50 506 m 450 506 l S", "covered_text",
        ),
        "black on black": (b"0 g 50 490 400 30 re f " + typed(SECRET, top=500), "covered_text"),
        "clipped away": (
            b"q 0 0 100 100 re W n " + typed(SECRET, top=500) + b" Q", "clipped_text",
        ),
        "tiny": (
            f"q 0.03 0 0 0.03 60 500 cm {typed(SECRET).decode()} Q".encode(), "tiny_text",
        ),
    }  # fmt: skip
    for name, (drawing, rule) in ink.items():
        yield placed(name, drawn_over(drawing), rule, page=1)
    yield placed("outside the crop box", _cropped, "clipped_text", page=1)
    yield placed("below a picture", _below_picture, "covered_text", page=1)
    yield placed("below a form's box", _below_form, "covered_text", page=1)
    yield placed("below a note", _below_note, "covered_text", page=1)
    yield placed("marked to be cut out", _to_be_cut, "covered_text", page=1)
    yield placed("transparent", _transparent, "invisible_text", page=1)
    yield placed("on a layer that is off", _layer(), "layer", page=1)
    yield placed("name of a layer", _layer(name=SECRET, text="图层"), "layer")
    yield placed("form on a layer that is off", _layer_form, "layer", page=1)
    yield placed("in a pattern", _pattern, "hidden_text", page=1)
    yield placed("in a mask", _mask, "hidden_text", page=1)
    yield placed("read instead of what shows", _instead, "hidden_text", page=1)
    yield placed("alternative text", _alternative, "alt_text")


def _cropped(made: pikepdf.Pdf) -> None:
    drawn_over(typed(SECRET, top=100))(made)
    made.pages[0].obj.CropBox = Array([0, 300, 595, 842])


def _below_picture(made: pikepdf.Pdf) -> None:
    picture = made.make_stream(bytes(64))
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 8, 8, 8
    picture.ColorSpace = Name.DeviceGray
    made.pages[0].obj.Resources.XObject = Dictionary(Im=picture)
    drawn_over(typed(SECRET, top=500) + b"q 400 0 0 30 50 490 cm /Im Do Q")(made)


def _below_form(made: pikepdf.Pdf) -> None:
    inner = form(made, b"0 g 50 490 400 30 re f")
    outer = form(made, b"/In Do")
    outer.Resources = Dictionary(XObject=Dictionary(In=inner))
    made.pages[0].obj.Resources.XObject = Dictionary(Out=outer)
    drawn_over(typed(SECRET, top=500) + b"/Out Do")(made)


def _below_note(made: pikepdf.Pdf) -> None:
    drawn_over(typed(SECRET, top=500))(made)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([50, 490, 450, 520]))
    cover = form(made, b"0 g 0 0 400 30 re f")
    cover.BBox = Array([0, 0, 400, 30])
    note.AP = Dictionary(N=cover)
    annotate(made, note)


def _to_be_cut(made: pikepdf.Pdf) -> None:
    drawn_over(typed(SECRET, top=500))(made)
    note("Redact", Rect=Array([50, 490, 450, 520]))(made)


def _transparent(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0, CA=0))
    drawn_over(typed(SECRET, before="/G gs", top=500))(made)


def _layer(name: str = "意见", text: str = SECRET) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        group = _group(made, name)
        made.pages[0].obj.Resources.Properties = Dictionary(L=group)
        drawn_over(b"/OC /L BDC " + typed(text, top=500) + b" EMC")(made)

    return change


def _group(made: pikepdf.Pdf, name: str) -> pikepdf.Object:
    group = made.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    made.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    return group


def _layer_form(made: pikepdf.Pdf) -> None:
    on_layer = form(made, typed(SECRET, top=500))
    on_layer.OC = _group(made, "意见")
    made.pages[0].obj.Resources.XObject = Dictionary(Fm=on_layer)
    drawn_over(b"/Fm Do")(made)


def _pattern(made: pikepdf.Pdf) -> None:
    pattern = form(made, typed(SECRET, top=20))
    del pattern.Subtype
    pattern.Type, pattern.PatternType, pattern.PaintType = Name.Pattern, 1, 1
    pattern.TilingType, pattern.XStep, pattern.YStep = 1, 300, 60
    made.pages[0].obj.Resources.Pattern = Dictionary(P=pattern)
    drawn_over(b"/Pattern cs /P scn 50 300 400 200 re f")(made)


def _mask(made: pikepdf.Pdf) -> None:
    group = form(made, typed(SECRET, top=500))
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(S=Name.Luminosity, G=group)
    made.pages[0].obj.Resources.ExtGState = Dictionary(M=Dictionary(SMask=mask))
    drawn_over(b"/M gs 0 g 50 300 10 10 re f")(made)


def _instead(made: pikepdf.Pdf) -> None:
    words = SECRET.encode("utf-16-be").hex().encode()
    marked = b"/Span <</ActualText <FEFF" + words + b">>> BDC "
    drawn_over(marked + typed("公开", top=500) + b" EMC")(made)


def _alternative(made: pikepdf.Pdf) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(SECRET))
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=made.make_indirect(element))
