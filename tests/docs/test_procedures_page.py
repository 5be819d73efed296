"""The page of the procedures is what the engine walks, today."""

from __future__ import annotations

from pathlib import Path

from workflows.drawing import procedures_page

PAGE = Path(__file__).parents[2] / "docs" / "procedures.md"


def test_the_page_is_drawn_from_the_procedures():
    """It is written by workflows.drawing and never by hand."""
    assert PAGE.read_text(encoding="utf-8") == procedures_page()
