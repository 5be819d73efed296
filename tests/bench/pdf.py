"""Reading PDFs, against the library alone and against x-ray, which looks for bad redactions."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.pdf_pages import PageReader, stretches_of
from review.screening.extraction.pdf_pictures import Pictures
from review.screening.extraction.pdf_signs import page_text
from review.screening.limits import LIMITS
from review.screening.segments import NotRead
from tests.bench.measure import Ratio, Tally, compared, tell
from tests.bench.peers import Absent, Peer, peer
from tests.unit.screening.pdf_canaries import canaries
from tests.unit.screening.redaction_papers import by_typst, lines

PAPERS, LINES, BOXES = 20, 120, 4


def measured(real_files: Path | None) -> Iterator[Ratio | Tally]:
    """Compare over invented papers, and over the real ones where they are."""
    yield from _texts_of("invented", [_paper(number) for number in range(PAPERS)])
    bad: list[Path] = []
    if real_files is None:
        tell("skipped: no real files; XIANSHEN_REAL_FILES names the folder that holds them")
    else:
        papers = [path.read_bytes() for path in sorted((real_files / "corpus/pdf").glob("*.pdf"))]
        yield from _texts_of("real", [paper for paper in papers if _opens(paper)])
        bad = sorted((real_files / "corpus/pdf-redaction").glob("*.pdf"))
    try:
        with peer("x-ray") as other:
            yield from _redactions(bad, other=other)
    except Absent as reason:
        tell(f"skipped: {reason}")


def _texts_of(kind: str, papers: list[bytes]) -> Iterator[Ratio]:
    bare = ("pypdfium2's get_text_range", lambda: [_bare(paper) for paper in papers])
    yield compared(
        f"the text of {len(papers)} {kind} PDFs",
        lambda: [_texts(paper) for paper in papers],
        to=bare,
        at_most=1.3,
    )
    yield compared(
        f"all that is in {len(papers)} {kind} PDFs",
        lambda: [_read(paper) for paper in papers],
        to=bare,
    )


def _redactions(real: list[Path], *, other: Peer) -> Iterator[Ratio | Tally]:
    """Compare set by set; that of odd single pages has no goal of its own.

    To load one of those takes PDFium longer than x-ray takes for the whole of it: their font is
    one that the machine has to have.
    """
    with tempfile.TemporaryDirectory() as folder:
        boxed = _written(Path(folder) / "boxed", [_boxed(number) for number in range(PAPERS)])
        odd = _written(Path(folder) / "odd", [canary.content for canary in canaries()])
        for name, chosen, at_most in (
            ("real", real, 1.0), ("boxed invented", boxed, 1.0), ("odd invented", odd, None),
            ("of all these", [*real, *boxed, *odd], 1.0),
        ):  # fmt: skip
            if chosen:
                yield from _redacted(name, chosen, other=other, at_most=at_most)


def _redacted(
    name: str, chosen: list[Path], *, other: Peer, at_most: float | None
) -> Iterator[Ratio | Tally]:
    named = [str(path) for path in chosen]
    theirs = [path for path, count in zip(chosen, other.ask(named), strict=True) if count]
    yield Tally(
        name=f"{name} PDFs with text below a box, as x-ray sees it",
        there=len(theirs),
        ours=sum(bool(_hidden(path.read_bytes())) for path in theirs),
        theirs=len(theirs),
        peer=other.name,
    )
    yield compared(
        f"bad redactions in {len(chosen)} {name} PDFs",
        lambda: [_hidden(path.read_bytes()) for path in chosen],
        to=("x-ray", lambda: other.ask(named)),
        at_most=at_most,
    )


def _written(folder: Path, papers: list[bytes]) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number}.pdf" for number, _ in enumerate(papers)]
    for path, paper in zip(paths, papers, strict=True):
        path.write_bytes(paper)
    return paths


def _paper(number: int) -> bytes:
    return by_typst(lines(random.Random(number), count=LINES))  # noqa: S311 - nothing secret


def _boxed(number: int) -> bytes:
    """An invented paper with black boxes over some of its first page."""
    made = pikepdf.open(io.BytesIO(_paper(number)))
    boxes = b"".join(b"60 %d 300 14 re f " % (620 - 90 * row) for row in range(BOXES))
    drawing = made.make_stream(b"q 0 0 0 rg " + boxes + b"Q")
    made.pages[0].contents_add(drawing, prepend=False)
    buffer = io.BytesIO()
    made.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _opens(paper: bytes) -> bool:
    try:
        return len(_bare(paper)) > 0
    except pypdfium2.PdfiumError:
        return False


def _bare(paper: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(paper)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return texts


def _texts(paper: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(paper)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(page_text(textpage))
        textpage.close()
        page.close()
    document.close()
    return texts


def _read(paper: bytes) -> object:
    try:
        return read_pdf(paper, limits=LIMITS)
    except NotRead as refusal:
        return refusal.reason


def _hidden(paper: bytes) -> list[str]:
    """What lies below something, page by page."""
    document = pypdfium2.PdfDocument(paper)
    reader = PageReader(limits=LIMITS, pictures=Pictures(paper))
    hidden = []
    for page in document:
        sheet, textpage = reader.sheet(page), page.get_textpage()
        hidden += [said for _, said, _ in stretches_of(page, textpage, sheet).hidden()]
        textpage.close()
        page.close()
    document.close()
    return hidden
