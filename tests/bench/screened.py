"""Screening, against reading the same bytes once with one regular expression."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from review.screening import screen
from review.screening.rules import active_ruleset
from tests.bench.measure import Ratio, compared, tell
from tests.unit.screening.papers import word

PARAGRAPH = "各科室应当按照要求做好2026年部门预算的编制和公开工作，于月底前报送。" * 5
PARAGRAPHS = 2_000
ONE = re.compile("秘密|机密|绝密|内部资料|[1-9][0-9]{16}[0-9Xx]")


def measured() -> Iterator[Ratio]:
    """Screen a text of lines, the same without an end of line, and a Word file."""
    lines = "\n".join([PARAGRAPH] * PARAGRAPHS)
    for name, text in (("in lines", lines), ("in one line", lines.replace("\n", ""))):
        ratio = _text(name, text.encode())
        tell(f"screening {name}: {len(text.encode()) / ratio.ours_seconds / 1e6:.1f} MB a second")
        yield ratio
    yield _word()


def _text(name: str, content: bytes) -> Ratio:
    ruleset = active_ruleset()
    return compared(
        f"screening {len(content) / 1e6:.1f} MB of text {name}",
        lambda: screen(content, name="paper.txt", ruleset=ruleset),
        to=("one pattern over the same text", lambda: ONE.findall(content.decode())),
    )


def _word() -> Ratio:
    ruleset, content = active_ruleset(), word(*[PARAGRAPH] * 200)

    def unzip() -> list[bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [archive.read(name) for name in archive.namelist()]

    return compared(
        "screening a Word file of 200 paragraphs",
        lambda: screen(content, name="paper.docx", ruleset=ruleset),
        to=("unzipping it", unzip),
    )
