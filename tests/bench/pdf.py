"""Reading PDFs, against the library alone and against x-ray, which looks for bad redactions.

x-ray stands on a library under the AGPL: it lives in an environment of its own, which is made
once in the user's cache, answers through a pipe, and is no part of the project.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import pypdfium2

from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.pdf_pages import PageReader, stretches_of
from review.screening.extraction.pdf_pictures import Pictures
from review.screening.extraction.pdf_signs import page_text
from review.screening.limits import LIMITS
from review.screening.segments import NotRead
from tests.bench.measure import Ratio, compared, tell
from tests.unit.screening.pdf_canaries import canaries

PEER = "x-ray==0.4.0"
_ASKED = """
import asyncio, inspect, json, sys, xray
async def looked_at(path):
    said = xray.inspect(path)
    return await said if inspect.isawaitable(said) else said
print("ready", flush=True)
for line in sys.stdin:
    found = {}
    for path in json.loads(line):
        try:
            found[path] = sum(map(len, asyncio.run(looked_at(path)).values()))
        except Exception:
            found[path] = 0
    print(json.dumps(found), flush=True)
"""


def measured(real_files: Path | None) -> Iterator[Ratio]:
    """Compare over the real files; what is missing is told and left out."""
    if real_files is None:
        tell("skipped: no real files; XIANSHEN_REAL_FILES names the folder that holds them")
        return
    papers = [path.read_bytes() for path in sorted((real_files / "corpus/pdf").glob("*.pdf"))]
    papers = [paper for paper in papers if _opens(paper)]
    yield compared(
        f"the text of {len(papers)} PDFs",
        lambda: [_texts(paper) for paper in papers],
        to=("pypdfium2's get_text_range", lambda: [_bare(paper) for paper in papers]),
        at_most=1.3,
    )
    yield compared(
        f"all that is in {len(papers)} PDFs",
        lambda: [_read(paper) for paper in papers],
        to=("pypdfium2's get_text_range", lambda: [_bare(paper) for paper in papers]),
    )
    yield from _redactions(sorted((real_files / "corpus/pdf-redaction").glob("*.pdf")))


def _redactions(paths: list[Path]) -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        made = [Path(folder) / f"{n}.pdf" for n, _ in enumerate(canaries())]
        for path, canary in zip(made, canaries(), strict=True):
            path.write_bytes(canary.content)
        for name, chosen in (("real", paths), ("real and invented", [*paths, *made])):
            with _x_ray() as peer:
                yield compared(
                    f"bad redactions in {len(chosen)} {name} PDFs",
                    lambda: [_hidden(path.read_bytes()) for path in chosen],  # noqa: B023 - at once
                    to=("x-ray", lambda: _asked(peer, chosen)),  # noqa: B023 - at once
                    at_most=1.0,
                )
                theirs = _asked(peer, chosen)
            ours = [_hidden(path.read_bytes()) for path in chosen]
            tell(
                f"with something below a box: ours {sum(map(bool, ours))} files,"
                f" x-ray {sum(map(bool, theirs.values()))}"
            )


@contextmanager
def _x_ray() -> Iterator[subprocess.Popen[str]]:
    python = _environment() / "bin" / "python"
    peer = subprocess.Popen(
        [python, "-c", _ASKED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert peer.stdout is not None
        peer.stdout.readline()
        yield peer
    finally:
        peer.kill()
        peer.wait()


def _environment() -> Path:
    """Make the environment of the peer, unless it is there."""
    folder = platformdirs.user_cache_path("xianshen-bench") / PEER
    if not (folder / "ready").is_file():
        tell(f"making an environment for {PEER}")
        venv.create(folder, with_pip=True, clear=True)
        python = folder / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", PEER], check=True)
        (folder / "ready").touch()
    return folder


def _asked(peer: subprocess.Popen[str], paths: list[Path]) -> dict[str, int]:
    assert peer.stdin is not None
    assert peer.stdout is not None
    peer.stdin.write(json.dumps([str(path) for path in paths]) + "\n")
    peer.stdin.flush()
    found: dict[str, int] = json.loads(peer.stdout.readline())
    return found


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


if __name__ == "__main__":
    for ratio in measured(Path(sys.argv[1])):
        tell(ratio)
