"""Reading Word files against python-docx, and what is found in them against kreuzberg."""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
from docx.document import Document

from review.screening.extraction.docx import read_docx
from review.screening.extraction.pptx import read_pptx
from review.screening.limits import LIMITS
from review.screening.segments import NotRead
from tests.bench.measure import Ratio, compared, tell
from tests.unit.screening import canaries_slides, canaries_word_parts
from tests.unit.screening.canary import Canary, missed
from tests.unit.screening.papers import word

PEER = "kreuzberg"
AT_MOST = 0.5
PARAGRAPH = "各科室应当按照要求做好2026年部门预算的编制和公开工作，于月底前报送。" * 5
_MEDIA = "application/vnd.openxmlformats-officedocument."


def measured(real_files: Path | None) -> Iterator[Ratio]:
    """Compare reading by the clock, then finding by the count; what is missing is told."""
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
        yield compared(
            f"all that is in {name}",
            lambda: [read_docx(paper, limits=LIMITS) for paper in papers],  # noqa: B023 - at once
            to=("python-docx's text", lambda: [_text(paper) for paper in papers]),  # noqa: B023
            at_most=AT_MOST,
        )
    _found()


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


def _text(content: bytes) -> list[str]:
    """The text of all paragraphs and tables, as python-docx has it."""
    document: Document = docx.Document(io.BytesIO(content))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [one.text for one in (*document.paragraphs, *cells)]


def _found() -> None:
    """Tell how many hiding places each finds; whatever the other gives back counts."""
    if importlib.util.find_spec(PEER) is None:
        tell(f"skipped: {PEER} is not installed")
        return
    kinds = (
        ("docx", "wordprocessingml.document", canaries_word_parts.word_file(),
         canaries_word_parts.canaries(), read_docx),
        ("pptx", "presentationml.presentation", canaries_slides.slides_file(),
         canaries_slides.canaries(), read_pptx),
    )  # fmt: skip
    for name, media, content, canaries, read in kinds:
        planted = list(canaries)
        ours = len(planted) - len(missed(planted, read(content, limits=LIMITS)))
        theirs = len(_theirs(content, f"{_MEDIA}{media}", planted))
        tell(f"hiding places in {name}: {len(planted)}; ours finds {ours}, {PEER} {theirs}")


def _theirs(content: bytes, media: str, canaries: Iterable[Canary]) -> list[str]:
    kreuzberg = importlib.import_module(PEER)
    given = kreuzberg.extract_bytes_sync(content, media, kreuzberg.ExtractionConfig())
    fields = (getattr(given, name, "") for name in dir(given) if not name.startswith("_"))
    said = " ".join(
        field if isinstance(field, str) else json.dumps(field, default=repr, ensure_ascii=False)
        for field in fields
        if not callable(field)
    )
    return [canary.name for canary in canaries if canary.word in said]
