"""Reading Word files whole, against the text that python-docx reads of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document

from review.screening.extraction.docx import read_docx
from review.screening.limits import LIMITS
from review.screening.segments import NotRead
from tests.bench.measure import Ratio, compared, swept_as_in_a_child, tell
from tests.unit.screening.papers import word

AT_MOST = 0.5
PARAGRAPH = "各科室应当按照要求做好2026年部门预算的编制和公开工作，于月底前报送。" * 5


def measured(real_files: Path | None) -> Iterator[Ratio]:
    """Compare over invented papers, and over odd real ones where they are."""
    sets = {
        f"a paper of {count:,} paragraphs": [word(*[PARAGRAPH] * count)] for count in (200, 5000)
    }
    if real_files is None:
        tell("skipped: no real files; XIANSHEN_REAL_FILES names the folder that holds them")
    else:
        paths = sorted((real_files / "corpus" / "office").glob("*.docx"))
        opened = [path.read_bytes() for path in paths if _opens(path.read_bytes())]
        sets[f"{len(opened)} odd papers"] = opened
    sets["all of these"] = [paper for papers in sets.values() for paper in papers]
    for name, papers in sets.items():
        yield _compared(name, papers)


def _compared(name: str, papers: list[bytes]) -> Ratio:
    with swept_as_in_a_child():
        return compared(
            f"all that is in {name}",
            lambda: sum(map(_count, papers)),
            to=("python-docx's text", lambda: sum(len(_text(paper)) for paper in papers)),
            at_most=AT_MOST,
        )


def _opens(content: bytes) -> bool:
    """Whether both can open a file."""
    try:
        _text(content)
        read_docx(content, limits=LIMITS)
    except NotRead:
        return False
    except Exception:  # noqa: BLE001 - whatever the other throws
        return False
    return True


def _count(content: bytes) -> int:
    """Read a file and keep nothing of it: each is read by a process of its own."""
    return len(read_docx(content, limits=LIMITS).segments)


def _text(content: bytes) -> list[str]:
    """The text of all paragraphs and tables, as python-docx has it."""
    document: Document = docx.Document(io.BytesIO(content))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [one.text for one in (*document.paragraphs, *cells)]
