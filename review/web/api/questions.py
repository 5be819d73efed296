"""What a program asks of a list, read strictly: what is not understood is refused, not ignored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import QueryParams

from review.domain.searching import LONGEST_QUERY, plain, words_in
from review.domain.vocabulary import DisclosureMode, DocumentKind, Source
from review.services.boxes import Box, Sieve
from review.web.api.refusals import QuestionUnfit

W = TypeVar("W", bound=StrEnum)
NAMES = ("box", "page", "q", "kind", "stage", "mode", "source", "section")
LONGEST_PAGE_NUMBER = 4
LONGEST_NAME = 100


def only(question: QueryParams, names: Collection[str]) -> None:
    """Refuse a question with a name that means nothing here, or one that is asked twice."""
    seen: set[str] = set()
    for name, _ in question.multi_items():
        if name not in names or name in seen:
            raise QuestionUnfit(name=name[:LONGEST_NAME])
        seen.add(name)


def box_in(question: QueryParams) -> Box:
    """Return the box that is asked for; unsaid, what waits for the token's owner."""
    return _one_of(question, "box", Box) or Box.MINE


def page_in(question: QueryParams) -> int:
    """Return the page that is asked for, from 1."""
    said = question.get("page", "1")
    is_number = said.isascii() and said.isdigit() and len(said) <= LONGEST_PAGE_NUMBER
    if not is_number or int(said) < 1:
        raise QuestionUnfit(name="page")
    return int(said)


def sieve_in(question: QueryParams) -> Sieve:
    """Return what a list is narrowed by."""
    return Sieve(
        words=words_in(plain(_text(question, "q", longest=LONGEST_QUERY) or "")),
        kind=_one_of(question, "kind", DocumentKind),
        stage=_text(question, "stage"),
        mode=_one_of(question, "mode", DisclosureMode),
        source=_one_of(question, "source", Source),
        section=_text(question, "section"),
    )


def _text(question: QueryParams, name: str, *, longest: int = LONGEST_NAME) -> str | None:
    said = question.get(name)
    if said is not None and (len(said) > longest or not said.isprintable()):
        raise QuestionUnfit(name=name)
    return said or None


def _one_of(question: QueryParams, name: str, words: Iterable[W]) -> W | None:
    said = question.get(name)
    if said is None:
        return None
    for word in words:
        if word.value == said:
            return word
    raise QuestionUnfit(name=name)
