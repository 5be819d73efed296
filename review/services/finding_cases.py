"""Finding cases again by words, among all that there ever were: the newest paper first."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import col

from review.services.boxes import Box, Sieve, belongs_to, passes, values_of
from review.services.scopes import AGENCY, Scope, Standpoint
from review.services.sought import Form, form_of, is_numbered, rarest, said
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, TitlePairRow


def cases_found(work: Work, scope: Scope, box: Box, sieve: Sieve, *, most: int) -> list[Row[Any]]:
    """Return the cases of a box that have all the words; no more than `most`.

    A word that cannot be a case's number stands in the title: its pairs lead. Where every word may
    be a number, the cases of the number come first. Of one sign alone nothing is looked up.
    """
    at, words, plain, form = (
        scope.standpoint,
        sieve.words,
        replace(sieve, words=()),
        form_of(sieve.words),
    )
    values = {**values_of(work, scope), **said(words), "most": most}
    leading = [word for word in words if word.serial is None]
    numbered: list[Row[Any]] = []
    if not leading:
        leading = [words[0]]
        numbered = list(work.session.execute(_by_number(at, box, plain, form), values))
    pair = rarest(work.session, leading, agency_id=scope.agency_id)
    if pair is None:
        return numbered
    known = {row.id for row in numbered}
    found = work.session.execute(_by_pair(at, box, plain, form), {**values, "pair": pair})
    return [*numbered, *(row for row in found if row.id not in known)][:most]


@lru_cache(maxsize=256)
def _by_pair(at: Standpoint, box: Box, plain: Sieve, form: Form) -> Select[Any]:
    pairs, is_paper = TitlePairRow, col(DocumentRow.id) == col(TitlePairRow.document_id)
    return (
        select(col(CaseRow.id))
        .select_from(pairs)
        .join(DocumentRow, is_paper)
        .join(CaseRow, col(CaseRow.document_id) == col(DocumentRow.id))
        .where(
            col(pairs.agency_id) == AGENCY,
            col(pairs.pair) == bindparam("pair"),
            at.visible(),
            belongs_to(at, box),
            passes(plain, form),
        )
        .order_by(
            col(pairs.received_at).desc(),
            col(pairs.document_id).desc(),
            col(CaseRow.year).desc(),
            col(CaseRow.serial).desc(),
        )
        .limit(bindparam("most"))
    )


@lru_cache(maxsize=256)
def _by_number(at: Standpoint, box: Box, plain: Sieve, form: Form) -> Select[Any]:
    (_, with_year), *_ = form
    return (
        select(col(CaseRow.id))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(
            is_numbered(0, with_year=with_year),
            at.visible(),
            belongs_to(at, box),
            passes(plain, form),
        )
        .order_by(col(CaseRow.year).desc(), col(CaseRow.serial).desc())
        .limit(bindparam("most"))
    )
