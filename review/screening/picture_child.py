"""The limited process that draws one page of a PDF: bytes in by a pipe, a small picture out."""

from __future__ import annotations

import hashlib
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image

from review.domain.legible import Block, Piece
from review.domain.page_picture import PagePicture, Spot
from review.screening.blocks import blocks, placed
from review.screening.extraction.descent import readings
from review.screening.extraction.pdf_opening import pages_of
from review.screening.extraction.pdf_rendering import rendered, to_dots
from review.screening.handing import Handed, taken
from review.screening.judging import judge
from review.screening.limits import Limits
from review.screening.picture_answer import packed
from review.screening.ruleset import Ruleset

SCALE: Final = 1.75
"""A page of A4 is then 1040 dots wide: as wide as a desk shows it."""
MOST_DOTS: Final = 2_000_000
COLOURS: Final = 96
"""Text, seals and marks need no more, and so no page is larger than its dots."""
MOST_SPOTS: Final = 400
NO_PICTURE: Final = b"{}"

Box = tuple[float, float, float, float]
"""Left, bottom, right and top on the page."""
Sign = tuple[str, int]
"""A sign of the page that is no blank, and its number there."""


def serve(pipe: Connection, given: Handed, limits: Limits, *, page: int) -> None:
    """Answer with a page of the file that comes through the pipe; faults tell nothing of it."""
    ruleset = taken(given)
    try:
        name = pipe.recv_bytes().decode("utf-8", "surrogatepass")
        content = pipe.recv_bytes()
        found = needles(content, name=name, ruleset=ruleset, limits=limits, page=page)
        answer = packed(drawn(content, page=page, found=found, limits=limits))
    except Exception:  # noqa: BLE001 - whatever a parser throws: it cannot be shown as a picture
        answer = NO_PICTURE
    pipe.send_bytes(answer)
    pipe.close()


def needles(
    content: bytes, *, name: str, ruleset: Ruleset, limits: Limits, page: int
) -> Mapping[str, frozenset[str]]:
    """Return for each finding on a page in which words it lies there, blanks left out."""
    read = tuple(readings(content, name=name, limits=limits))
    judgement = judge(read, ruleset=ruleset, sha256=hashlib.sha256(content).hexdigest())
    words: dict[str, set[str]] = defaultdict(set)
    for block in _on_page(blocks(read, placed(read, judgement)), page):
        for cell in block.cells:
            for finding, said in _said(cell):
                words[finding].add(said)
    return {finding: frozenset(said) for finding, said in words.items()}


def drawn(
    content: bytes, *, page: int, found: Mapping[str, frozenset[str]], limits: Limits
) -> PagePicture:
    """Draw a page; IndexError where there is none of that number."""
    with pages_of(content, limits=limits) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        dots = rendered(sheet, scale=SCALE, most=MOST_DOTS)
        high, wide = dots.shape[:2]
        matrix = to_dots(sheet, wide=wide, high=high)
        spots = tuple(_spots(sheet, found, matrix))[:MOST_SPOTS]
        count = len(document)
    picture = Image.fromarray(np.ascontiguousarray(dots[:, :, 2::-1])).quantize(COLOURS)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return PagePicture(
        image=written.getvalue(), width=wide, height=high, page=page, pages=count, spots=spots
    )


def _on_page(every: Iterable[Block], page: int) -> Iterator[Block]:
    """Yield the blocks of a page of the file itself, not of what lies in it."""
    at = 0
    for block in every:
        if "file" in block.place and not block.cells:
            return
        at = int(block.place.get("page", at)) if not block.cells else at
        if block.cells and at == page:
            yield block


def _said(cell: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    """Yield each finding of a cell with the words it lies over, from its beginning to its end."""
    open_: dict[str, list[str]] = {}
    for piece in cell:
        for finding in piece.findings:
            open_.setdefault(finding, []).append(piece.text)
        for finding in piece.ends:
            if said := _bare("".join(open_.pop(finding, []))):
                yield finding, said
    for finding, texts in open_.items():
        if said := _bare("".join(texts)):
            yield finding, said


def _bare(text: str) -> str:
    return "".join(text.split())


def _spots(
    sheet: pypdfium2.PdfPage, found: Mapping[str, frozenset[str]], matrix: NDArray[np.float64]
) -> Iterator[Spot]:
    text = sheet.get_textpage()
    try:
        signs = list(_signs(text))
        whole = "".join(sign for sign, _ in signs)
        for finding, words in found.items():
            for said in sorted(words):
                at = whole.find(said)
                while at >= 0:
                    numbers = [number for _, number in signs[at : at + len(said)]]
                    yield from _boxes(text, finding, numbers, matrix)
                    at = whole.find(said, at + len(said))
    finally:
        text.close()


def _signs(text: pypdfium2.PdfTextPage) -> Iterator[Sign]:
    """Yield the signs of a page that are no blanks; one that needs two numbers goes by neither."""
    for number in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, number)
        sign = chr(code) if 0 < code <= sys.maxunicode else ""
        if sign and not sign.isspace():
            yield sign, number


def _boxes(
    text: pypdfium2.PdfTextPage, finding: str, numbers: list[int], matrix: NDArray[np.float64]
) -> Iterator[Spot]:
    """Yield a rectangle for each line that the words run over."""
    line: list[Box] = []
    for number in numbers:
        box: Box = text.get_charbox(number, loose=True)
        _, low, _, high = box
        if line and not (low < line[-1][3] and high > line[-1][1]):
            yield _around(line, finding, matrix)
            line = []
        line.append(box)
    if line:
        yield _around(line, finding, matrix)


def _around(boxes: list[Box], finding: str, matrix: NDArray[np.float64]) -> Spot:
    """Return the rectangle around boxes of the page, in dots, however the page is turned."""
    sides = np.array(boxes)
    (left, low), (right, high) = sides[:, :2].min(axis=0), sides[:, 2:].max(axis=0)
    corners = matrix @ np.array([[left, right], [low, high], [1.0, 1.0]])
    (x0, x1), (y0, y1) = np.sort(corners, axis=1)
    return Spot(
        finding=finding,
        x=max(int(x0) - 2, 0),
        y=max(int(y0) - 2, 0),
        width=int(x1 - x0) + 4,
        height=int(y1 - y0) + 4,
    )
