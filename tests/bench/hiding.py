"""What is hidden in Office files: how much of it is found, here and by kreuzberg."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from review.screening.extraction.docx import read_docx
from review.screening.extraction.pptx import read_pptx
from review.screening.extraction.xlsx import read_xlsx
from review.screening.limits import LIMITS
from review.screening.segments import Extract
from tests.bench.measure import Tally, tell
from tests.bench.peers import Absent, Peer, peer
from tests.unit.screening import canaries_slides, canaries_word_parts
from tests.unit.screening.hidden_workbook import hidden_workbook
from tests.unit.screening.papers import packed, parts_of
from tests.unit.screening.workbooks import MAIN

TIMES = 2.0
_MACRO = "macro sheet"
_MEDIA = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Planted:
    """A file, the words that lie hidden in it, and how the product reads it."""

    name: str
    kind: str
    content: bytes
    words: Collection[str]
    read: Callable[..., Extract]


def planted() -> Iterator[Planted]:
    """Yield a file of each kind with something in every place that can hold it."""
    words = {canary.word for canary in canaries_word_parts.canaries()}
    kind = "wordprocessingml.document"
    yield Planted("docx", kind, canaries_word_parts.word_file(), words, read_docx)
    content, places = hidden_workbook()
    content, beyond = _without_macro_sheet(content), {places[_MACRO].word}
    words = {place.word for place in places.values()} - beyond
    yield Planted("xlsx", "spreadsheetml.sheet", content, words, read_xlsx)
    words = {canary.word for canary in canaries_slides.canaries()}
    kind = "presentationml.presentation"
    yield Planted("pptx", kind, canaries_slides.slides_file(), words, read_pptx)


def _without_macro_sheet(content: bytes) -> bytes:
    """The same workbook without the sheet at which the peer gives up the whole of it."""
    parts = parts_of(content)
    parts[MAIN] = re.sub(rb'<sheet name="\xe5\xae\x8f[^>]*/>', b"", parts[MAIN])
    buffer = io.BytesIO(packed(parts))
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(buffer, "a") as after,
    ):
        after.comment = before.comment  # something lies there too
    return buffer.getvalue()


def measured(folder: Path) -> Iterator[Tally]:
    """Count for both the words they give back, wherever these stand in what they give back."""
    try:
        with peer("kreuzberg") as other:
            for file in planted():
                yield _counted(file, other, folder)
    except Absent as reason:
        tell(f"skipped: {reason}")


def _counted(file: Planted, other: Peer, folder: Path) -> Tally:
    path = folder / f"hiding.{file.name}"
    path.write_bytes(file.content)
    theirs = other.ask({"path": str(path), "media": f"{_MEDIA}{file.kind}"})
    ours = said_in(file.read(file.content, limits=LIMITS))
    return Tally(
        name=f"hiding places in {file.name}",
        there=len(file.words),
        ours=sum(word in ours for word in file.words),
        theirs=sum(word in theirs for word in file.words),
        peer=other.name,
        times=TIMES,
    )


def said_in(extract: Extract) -> str:
    """All that an extract says: its texts, what it tells of, and the files it hands on."""
    texts = (segment.text for segment in extract.segments)
    told = (f"{trace.who} {trace.text}" for trace in extract.traces)
    inside = (file.content.decode(errors="replace") for file in extract.embedded)
    return "\n".join((*texts, *told, *inside))
