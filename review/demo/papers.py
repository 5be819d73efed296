"""The invented papers of the demonstration, written as the office's own files."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Any

from review.demo.paper import LOOK, Paper, load_papers, wording
from review.demo.printed import attachment_lines, final, heading_of, width, written_date
from review.demo.word_paper import word_paper
from review.records.glyphs import printable
from review.records.typesetting import typeset
from review.shipped import shipped

__all__ = ["Paper", "load_papers", "write", "write_docx", "write_pdf"]


def write(paper: Paper) -> bytes:
    """Return the paper in the format in which the office would hand it in."""
    return {"docx": write_docx, "pdf": write_pdf}[paper.format](paper)


def write_docx(paper: Paper) -> bytes:
    """Return the paper as a Word file; equal papers give equal bytes."""
    return word_paper(paper)


def write_pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF with the shipped font; equal papers give equal bytes."""
    shown = json.dumps(printable(_shown(paper)), ensure_ascii=False)
    made = datetime.combine(paper.dated, time(), tzinfo=UTC)
    return typeset(shipped(LOOK) / "paper.typ", inputs={"paper": shown}, at=made)


def _shown(paper: Paper) -> dict[str, Any]:
    """Return what is printed, in the order of GB/T 9704."""
    words = wording()
    day = written_date(paper.dated)
    printed = paper.printed_on and written_date(paper.printed_on)
    return {
        "lines": [paper.copy_number, paper.marking, paper.urgency],
        "issuer": paper.issuer,
        "number": paper.number,
        "signatory": words["signatory"] + paper.signatory if paper.signatory else "",
        "title": paper.title,
        "invented": paper.invented,
        "title_lines": paper.title_lines or (paper.title,),
        "addressees": paper.addressees,
        "body": [
            {"order": order, "text": final(text)} for order, text in map(heading_of, paper.body)
        ],
        "tables": [
            {
                "caption": it.caption,
                "unit": words["unit"] + it.unit,
                "head": it.head,
                "rows": it.rows,
            }
            for it in paper.tables
        ],
        "attachments": attachment_lines(paper),
        "signed_by": paper.signed_by,
        "beside": round((width(day) - width(paper.signed_by)) * 500),
        "day": day,
        "dated": paper.dated.isoformat(),
        "note": words["note"].format(note=paper.note) if paper.note else "",
        "copied_to": words["copied_to"] + paper.copied_to if paper.copied_to else "",
        "printed_by": paper.printed_by,
        "printed": words["printed"].format(date=printed) if printed else "",
    }
