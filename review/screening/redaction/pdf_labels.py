"""The boxes that stand where something was removed, with what is written on them."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from functools import cache
from typing import Final

import pikepdf
import typst

from review.screening.redaction.pdf_places import Mark
from review.shipped import shipped

FONTS: Final = "data/reference/fonts"
_EDGE: Final = 0.6
_PAGE: Final = """
#let marks = json(bytes(sys.inputs.marks))
#let said(mark, size) = {
  set text(font: "Noto Serif SC", size: size, top-edge: "cap-height", bottom-edge: "baseline")
  let gap = if mark.text != "" and mark.reason != "" { h(0.2em) }
  box[#mark.text#gap#text(size: 0.6em, mark.reason)]
}
#for mark in marks {
  page(width: mark.wide * 1pt, height: mark.high * 1pt, margin: 0pt, fill: luma(230), context {
    let size = mark.high * 0.75pt
    let needed = measure(said(mark, size)).width
    let fits = calc.min(size, size * (mark.wide * 0.96pt / calc.max(needed, 0.1pt)))
    place(center + horizon, said(mark, fits))
  })
}
"""


def with_labels(pdf: pikepdf.Pdf, page: pikepdf.Page, marks: Sequence[Mark]) -> None:
    """Draw a box over each mark of a page, with the replacement and the code of the reason."""
    if not marks:
        return
    with pikepdf.open(io.BytesIO(_set(marks))) as labels:
        for number, (mark, label) in enumerate(zip(marks, labels.pages, strict=True)):
            form = pdf.copy_foreign(label.as_form_xobject())
            name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(f"/Mark{number}"))
            left, bottom, _, _ = mark.box
            drawing = f"q 1 0 0 1 {left:.3f} {bottom:.3f} cm {name} Do Q"
            page.contents_add(drawing.encode("ascii"))


def _set(marks: Sequence[Mark]) -> bytes:
    """Set each label on a page of its own, its letters brought along."""
    told = [
        {
            "wide": max(mark.box[2] - mark.box[0], _EDGE),
            "high": max(mark.box[3] - mark.box[1], _EDGE),
            "text": mark.removal.replacement if mark.is_first else "",
            "reason": mark.removal.reason if mark.is_first else "",
        }
        for mark in marks
    ]
    compiler = typst.Compiler(_PAGE.encode(), font_paths=_fonts())
    inputs = {"marks": json.dumps(told, ensure_ascii=False)}
    made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(shipped(FONTS))],
    )
