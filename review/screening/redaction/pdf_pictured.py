"""A page replaced by its picture, with the boxes burnt into it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from review.screening.extraction.pdf_rendering import MOST_DOTS, to_dots
from review.screening.redaction.pdf_labels import FONTS
from review.screening.redaction.pdf_places import Mark
from review.shipped import shipped

DPI: Final = 200
_FONT: Final = "NotoSerifSC-Regular.ttf"
_GREY: Final = (230, 230, 230)


def picture_of(page: pypdfium2.PdfPage, marks: Sequence[Mark]) -> Image.Image:
    """Draw a page as it shows, without its annotations, and its boxes over it."""
    width, height = page.get_size()
    scale = min(DPI / 72, (MOST_DOTS / max(width * height, 1)) ** 0.5)
    picture: Image.Image = page.render(
        scale=scale, may_draw_forms=False, draw_annots=False
    ).to_pil()
    picture = picture.convert("RGB")
    matrix = to_dots(page, wide=picture.width, high=picture.height)
    pen = ImageDraw.Draw(picture)
    for mark in marks:
        left, bottom, right, top = mark.box
        across, down = matrix @ [[left, right], [bottom, top], [1, 1]]
        box = (min(across), min(down), max(across), max(down))
        pen.rectangle(box, fill=_GREY)
        if mark.is_first:
            _write(pen, box, f"{mark.removal.replacement} {mark.removal.reason}".strip())
    return picture


def _write(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], text: str) -> None:
    size = max(int((box[3] - box[1]) * 0.7), 6)
    file = str(shipped(FONTS) / _FONT)
    font = ImageFont.truetype(file, size)
    while size > 6 and pen.textlength(text, font=font) > box[2] - box[0]:  # noqa: PLR2004
        size -= 1
        font = ImageFont.truetype(file, size)
    pen.text((box[0] + 1, (box[1] + box[3]) / 2), text, font=font, fill="black", anchor="lm")


def put_picture(pdf: pikepdf.Pdf, page: pikepdf.Page, picture: Image.Image) -> None:
    """Make a picture all that a page draws; the page is upright afterwards."""
    wide, high = (round(side * 72 / DPI, 2) for side in picture.size)
    stream = pdf.make_stream(zlib.compress(picture.tobytes(), 6))
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = picture.width, picture.height, 8
    stream.ColorSpace, stream.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.FlateDecode
    for key in ("/CropBox", "/Rotate", "/Group", "/UserUnit"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = pikepdf.Array([0, 0, wide, high])
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=stream))
    page.obj.Contents = pdf.make_stream(f"q {wide} 0 0 {high} 0 0 cm /Im Do Q".encode())
