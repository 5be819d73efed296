"""The page of the command line is what the commands say, today."""

from __future__ import annotations

from pathlib import Path

from review.cli.reference import reference_page

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def test_the_page_is_written_from_the_commands():
    """It is written by review.cli.reference and never by hand."""
    assert PAGE.read_text(encoding="utf-8") == reference_page()
