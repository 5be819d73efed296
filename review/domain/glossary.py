"""The glossary page, written from the vocabulary so that it cannot lag."""

from __future__ import annotations

import inspect

from review.domain import vocabulary
from review.domain.phrases import GLOSSARY_COLUMNS, GLOSSARY_HEAD
from review.domain.vocabulary import ARTICLES, Exemption, Term


def glossary_page() -> str:
    """Return docs/glossary.md: every word with its identifier, label and meaning."""
    return "\n".join((GLOSSARY_HEAD, *(_chapter(words) for words in terms())))


def terms() -> tuple[type[Term], ...]:
    """Return every family of words that the vocabulary offers, by name."""
    offered = (getattr(vocabulary, name) for name in sorted(vocabulary.__all__))
    return tuple(
        words
        for words in offered
        if inspect.isclass(words) and issubclass(words, Term) and words is not Term
    )


def _chapter(words: type[Term]) -> str:
    rows = (f"| `{word.value}` | {word.label}{_article(word)} |" for word in words)
    meaning = inspect.getdoc(words) or ""
    table = "\n".join((GLOSSARY_COLUMNS, "|---|---|", *rows))
    return f"## {words.__name__}\n\n{meaning}\n\n{table}\n"


def _article(word: Term) -> str:
    return f"（{ARTICLES[word]}）" if isinstance(word, Exemption) else ""
