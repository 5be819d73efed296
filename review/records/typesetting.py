"""Typst, with the shipped font alone: no font of the machine, no package from a network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

from typst import Compiler, Fonts

from review.records.glyphs import FONT
from review.shipped import shipped

ARCHIVAL: Literal["a-3b"] = "a-3b"
"""PDF/A-3b: for keeping, and allowed to carry the record it was drawn from."""


def typeset(template: Path, *, inputs: Mapping[str, str], at: datetime) -> bytes:
    """Return a PDF/A-3b; the inputs reach the template as strings and are never markup.

    A compiler for each call: compilers are not shared between threads, the fonts are.
    """
    compiler = Compiler(template, root=template.parent, font_paths=_fonts())
    pdf = compiler.compile(
        format="pdf", pdf_standards=ARCHIVAL, sys_inputs=dict(inputs), timestamp=int(at.timestamp())
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


@cache
def _fonts() -> Fonts:
    return Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(shipped(FONT).parent)],
    )
