"""What papers are searched by: kept beside each title and number, in pairs of two signs.

A word is looked up by its rarest pair, and what that leads to is read: it holds every word or it
is not found. So no list of papers is read through, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlmodel import Session, col

from review.domain.searching import Word, pairs_of, sought_in
from review.services.complaints import Complaint, complaint
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, TitlePairRow
from review.storage.tables import table_of

BATCH = 500
MOST_PAIRS = 8
"""So many pairs of what was asked are weighed; the rarest of them leads."""
FEW = 2000
"""A pair is counted so far: of commoner ones none leads better than another."""
Form = tuple[tuple[bool, bool], ...]
"""Of each word that was asked for: whether it may be a case's number, and whether with a year."""
_PAIRS = table_of(TitlePairRow)
_NEW = insert(_PAIRS)
_ESCAPE = "/"
_LITERAL = str.maketrans({sign: f"{_ESCAPE}{sign}" for sign in f"{_ESCAPE}%_"})


def form_of(words: Sequence[Word]) -> Form:
    """Return what the question for some words depends on, without the words themselves."""
    return tuple((word.serial is not None, word.year is not None) for word in words)


def said(words: Sequence[Word]) -> dict[str, object]:
    """Return the words as values of a question of their form."""
    values: dict[str, object] = {}
    for number, word in enumerate(words):
        values[f"text{number}"] = f"%{word.text.translate(_LITERAL)}%"
        values |= {f"serial{number}": word.serial} if word.serial is not None else {}
        values |= {f"year{number}": word.year} if word.year is not None else {}
    return values


def holds(form: Form) -> ColumnElement[bool]:
    """Return the condition under which a case has every word, in its paper's title or a number.

    A word is found literally, two Chinese signs like twenty: no sign of it means anything.
    """
    return and_(true(), *(_has(number, *one) for number, one in enumerate(form)))


def is_numbered(number: int, *, with_year: bool) -> ColumnElement[bool]:
    """Return the condition under which a word is the number of a case."""
    numbered = col(CaseRow.serial) == bindparam(f"serial{number}")
    return numbered & (col(CaseRow.year) == bindparam(f"year{number}")) if with_year else numbered


def holds_words(count: int) -> ColumnElement[bool]:
    """Return the condition under which a paper has every one of so many words."""
    return and_(true(), *(_says(number) for number in range(count)))


def rarest(session: Session, words: Sequence[Word], *, agency_id: str | None) -> str | None:
    """Return the pair of these words that leads to the fewest papers; None: no word has a pair.

    Without an agency, of the papers of all of them.
    """
    pairs = sorted({pair for word in words for pair in pairs_of(word.text)})[:MOST_PAIRS]
    if len(pairs) < 2:  # noqa: PLR2004
        return next(iter(pairs), None)
    asked = {f"pair{number}": pair for number, pair in enumerate(pairs)}
    query = _weighing(len(pairs), of_one=agency_id is not None)
    found = session.execute(query, {**asked, "agency": agency_id}).one()
    return min(zip(found, pairs, strict=True))[1]


@cache
def _weighing(count: int, *, of_one: bool) -> Select[Any]:
    mine = _PAIRS.c.agency_id == bindparam("agency") if of_one else true()
    some = (
        select(literal(1))
        .where(_PAIRS.c.pair == bindparam(f"pair{number}"), mine)
        .select_from(_PAIRS)
        .limit(FEW)
        .subquery(f"few{number}")
        for number in range(count)
    )
    return select(*(select(func.count()).select_from(few).scalar_subquery() for few in some))


def _says(number: int) -> ColumnElement[bool]:
    return col(DocumentRow.sought).like(bindparam(f"text{number}"), escape=_ESCAPE)


def _has(number: int, is_number: bool, with_year: bool) -> ColumnElement[bool]:  # noqa: FBT001
    says = _says(number)
    return says | is_numbered(number, with_year=with_year) if is_number else says


def keep_pairs(session: Session, document: DocumentRow) -> None:
    """Write the pairs of a paper's title and number, and remove what they say no more."""
    said = pairs_of(document.sought)
    kept = set(_kept(session, document.id))
    if kept - said:
        mine = _PAIRS.c.document_id == document.id
        session.execute(delete(_PAIRS).where(mine, _PAIRS.c.pair.in_(sorted(kept - said))))
    if said - kept:
        session.execute(_NEW, [_pair(document, pair) for pair in sorted(said - kept)])


def sought_otherwise(work: Work) -> Iterator[Complaint]:
    """Every paper is found by what it is called now, and by nothing else."""
    papers = select(DocumentRow).order_by(col(DocumentRow.id))
    found = work.session.scalars(papers.execution_options(yield_per=BATCH))
    for some in found.partitions(BATCH):
        pairs: dict[str, set[str]] = {one.id: set() for one in some}
        theirs = select(_PAIRS.c.document_id, _PAIRS.c.pair).where(
            _PAIRS.c.document_id.in_(sorted(pairs))
        )
        for document_id, pair in work.session.execute(theirs):
            pairs[document_id].add(pair)
        for one in some:
            sought = sought_in(one.title, one.number)
            if one.sought != sought or pairs[one.id] != pairs_of(sought):
                yield complaint("I11", f"document:{one.id}", "sought_otherwise")


def _kept(session: Session, document_id: str) -> Iterator[str]:
    mine = select(_PAIRS.c.pair).where(_PAIRS.c.document_id == document_id)
    return iter(session.scalars(mine))


def _pair(document: DocumentRow, pair: str) -> dict[str, object]:
    return {
        "pair": pair,
        "agency_id": document.agency_id,
        "received_at": document.received_at,
        "document_id": document.id,
    }
