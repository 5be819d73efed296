"""The inbox: one page of a box, the most pressing first, and how many lie in each.

However many papers there are, a list is bounded: what presses most, or what came last. Beyond that
it is searched. Each question is written once for all who ask alike, and asked with values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import col

from review.commands import Caller
from review.domain.pressing import Found, Weight
from review.services.boxes import (
    PRESSING,
    Box,
    Sieve,
    counts,
    latest,
    passes,
    pressing,
    values_of,
)
from review.services.cases import procedure_of
from review.services.finding_cases import cases_found
from review.services.lines import Days, found_of, lines_of, rows_query
from review.services.scopes import READER, Scope, Standpoint, scope_of
from review.services.sought import Form, form_of, said
from review.services.views import CaseLine
from review.services.work import Work
from review.storage.rows import ActiveDefinitionRow, CaseRow

ON_A_PAGE = 30
MOST_LISTED = 200
"""Of more cases than these, those are listed whose days end first, or that came last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    """One page of a box."""

    counts: Mapping[Box, int]
    found: int
    """How many are listed, on all pages."""
    page: int
    pages: int
    is_cut: bool
    """There are more than are listed."""
    lines: tuple[CaseLine, ...]


def inbox_view(work: Work, *, caller: Caller, box: Box, sieve: Sieve, page: int = 1) -> InboxView:
    """Return one page of a box for a person; the last one where fewer are left than were asked."""
    scope = scope_of(work, caller)
    listed = _listed(work, scope, box, sieve)
    found = listed[:MOST_LISTED]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(page, pages)
    ids = (_pressing(work, found) if box in PRESSING else [row.id for row in found])[
        (page - 1) * ON_A_PAGE : page * ON_A_PAGE
    ]
    rows = {
        row.id: row
        for row in work.session.execute(_lines(scope.standpoint), {**scope.said(), "ids": ids})
    }
    return InboxView(
        counts=counts(work, scope),
        found=len(found),
        page=page,
        pages=pages,
        is_cut=len(listed) > MOST_LISTED,
        lines=lines_of(work, (rows[case_id] for case_id in ids), desk=scope.desk),
    )


def stage_choices(work: Work, *, caller: Caller) -> tuple[tuple[str, str], ...]:
    """Return the stages of the agency's procedures, whether or not a case is in them.

    What can be chosen says nothing of papers that the chooser may not see (S17).
    """
    labels: dict[str, str] = {}
    for digest in work.session.scalars(_ACTIVE, {"agency": caller.agency_id}):
        for stage in procedure_of(work, digest).stages.values():
            labels.setdefault(stage.name, stage.label)
    return tuple(labels.items())


_ACTIVE = (
    select(col(ActiveDefinitionRow.digest))
    .where(col(ActiveDefinitionRow.agency_id) == bindparam("agency"))
    .order_by(col(ActiveDefinitionRow.name))
)


def _listed(work: Work, scope: Scope, box: Box, sieve: Sieve) -> list[Row[Any]]:
    """Return what is listed, and one more where there is more."""
    plain, form = replace(sieve, words=()), form_of(sieve.words)
    if box not in PRESSING and sieve.words:
        return cases_found(work, scope, box, sieve, most=MOST_LISTED + 1)
    query = (_weighed if box in PRESSING else _newest)(scope.standpoint, box, plain, form)
    values = {**values_of(work, scope), **said(sieve.words)}
    return list(work.session.execute(query, values))


@lru_cache(maxsize=256)
def _newest(at: Standpoint, box: Box, plain: Sieve, form: Form) -> Select[Any]:
    return latest(at, box, passes(plain, form)).limit(MOST_LISTED + 1)


@lru_cache(maxsize=256)
def _weighed(at: Standpoint, box: Box, plain: Sieve, form: Form) -> Select[Any]:
    """Ask for the cases whose days end first, each with what was found in it."""
    case, version_id = col(CaseRow.id), col(CaseRow.version_id)
    place = col(CaseRow.stage_due_on), col(CaseRow.year), col(CaseRow.serial)
    due_on, *number = place
    listed = pressing(at, box, case, version_id, *place).where(passes(plain, form))
    ordered = listed.order_by(due_on.is_(None), due_on, *number)
    nearest = ordered.limit(MOST_LISTED + 1).subquery()
    blocks, confirms, unread = found_of(nearest.c.version_id)
    return select(
        nearest, blocks.label("blocks"), confirms.label("confirms"), unread.label("unread")
    )


@lru_cache(maxsize=256)
def _lines(at: Standpoint) -> Select[Any]:
    return rows_query(at.lies(), reader=READER).where(
        col(CaseRow.id).in_(bindparam("ids", expanding=True))
    )


def _pressing(work: Work, rows: list[Row[Any]]) -> list[str]:
    """Weigh open cases against each other; the pure order is `review.domain.pressing`'s."""
    days = Days(work)
    weights = {
        row.id: Weight(
            number=(row.year, row.serial),
            due_on=row.stage_due_on,
            remaining=days.left(row.stage_due_on),
            found=Found(unread=row.unread, blocks=row.blocks, confirms=row.confirms),
        ).place(today=work.today)
        for row in rows
    }
    return sorted(weights, key=weights.__getitem__)
