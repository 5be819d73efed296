"""When a ground will do: reasons in a person's own words, and the article that belongs to it."""

from __future__ import annotations

import re
import unicodedata

from review.domain.errors import ArticleUnfit, GroundsMissing, OwnWordsMissing
from review.domain.phrases import (
    ARTICLE_PATTERN,
    ARTICLE_TEXTS,
    BOILERPLATE,
    CITED_APART,
    CITED_LAW,
    CLAUSES_APART,
    LISTED,
    NUMERALS,
    TEN,
    TITLE_MARKS,
)
from review.domain.vocabulary import (
    ARTICLES,
    DeliberativeKind,
    Exemption,
    Key,
    OnRequestReason,
)

LONGEST = 2000
_SHORTEST = 6  # characters of the whole
_TELLING = 4  # characters, and different ones, that are no boilerplate
_CITATION = re.compile(ARTICLE_PATTERN)
_LONGEST_CITATION = 200


def own_words(text: str, *, key: Key) -> str:
    """Return `text` trimmed when it says something of this very paper; refuse it otherwise."""
    said = text.strip()
    if not said:
        raise GroundsMissing(key=key)
    bare = _bare(said)
    telling = _telling(bare)
    is_copied = any(bare in article for article in _BARE_ARTICLES)
    if len(bare) < _SHORTEST or len(said) > LONGEST or is_copied:
        raise OwnWordsMissing(key=key)
    if len(telling) < _TELLING or len(set(telling)) < _TELLING:
        raise OwnWordsMissing(key=key)
    return said


def article_for(exemption: Exemption, *, cited: str) -> str:
    """Return the article of 条例 in full when `cited` names it, with what else is cited after it.

    Accepts 第十六条第二款, 16条2款 and the bare 16; the exemption says which paragraph is meant.
    """
    if not cited.strip():
        raise GroundsMissing(key=Key.ARTICLE)
    expected = ARTICLES[exemption]
    first, *others = re.split(CITED_APART, cited.strip()[:_LONGEST_CITATION], maxsplit=1)
    named, wanted = _citation(first), _citation(expected)
    if (
        named is None
        or wanted is None
        or named[0] != wanted[0]
        or named[1] not in (None, wanted[1])
    ):
        raise ArticleUnfit(exemption=exemption, expected=expected)
    return LISTED.join((expected, *(other.strip() for other in others if other.strip())))


def _citation(text: str) -> tuple[int, int | None] | None:
    """Read article and paragraph out of one citation."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _CITATION.fullmatch(re.sub(CITED_LAW, "", re.sub(TITLE_MARKS, "", plain)))
    if not found:
        return None
    paragraph = found["paragraph"]
    return _numeral(found["article"]), None if paragraph is None else _numeral(paragraph)


def _numeral(text: str) -> int:
    """Read 16 and 十六 alike; 条例 has fewer than a hundred articles."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition(TEN)
    value = NUMERALS.index(units) if units else 0
    return value + (10 * (NUMERALS.index(tens) if tens else 1) if ten else 0)


def _bare(text: str) -> str:
    """Drop everything but letters and digits."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def _telling(bare: str) -> str:
    """Take away what could stand in any paper's reason."""
    for phrase in _EMPTY:
        bare = bare.replace(phrase, "")
    return "".join(char for char in bare if char not in NUMERALS and not char.isdecimal())


_BARE_ARTICLES = tuple(_bare(article) for article in ARTICLE_TEXTS)
_LABELS = tuple(
    _bare(member.label)
    for words in (Exemption, DeliberativeKind, OnRequestReason)
    for member in words
)
_CLAUSES = tuple(
    _bare(clause)
    for article in ARTICLE_TEXTS
    for clause in re.split(CLAUSES_APART, article)
    if clause
)
_EMPTY = sorted({*BOILERPLATE, *_LABELS, *_CLAUSES}, key=len, reverse=True)
