"""The glossary page is what the vocabulary says, today."""

from __future__ import annotations

from pathlib import Path

from review.domain.glossary import glossary_page, terms

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"


def test_the_glossary_page_is_the_vocabulary():
    """It is written by review.domain.glossary and never by hand."""
    assert PAGE.read_text(encoding="utf-8") == glossary_page()


def test_every_word_has_its_row():
    """Identifier and label of each word are on the page."""
    page = PAGE.read_text(encoding="utf-8")

    missing = [
        f"{words.__name__}.{word.name}"
        for words in terms()
        for word in words
        if f"| `{word.value}` | {word.label}" not in page
    ]
    assert missing == []
