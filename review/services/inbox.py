"""The inbox: one page of a box, the most pressing first, and how many lie in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import col

from review.commands import Caller
from review.services.boxes import PRESSING, Box, Sieve, counts, passes, within
from review.services.cases import procedure_of
from review.services.desks import desk_of, lies_on
from review.services.lines import NOTHING, found_in, lines_of, rows_of, rows_query, weight_of
from review.services.views import CaseLine
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import ActiveDefinitionRow, CaseRow, DocumentRow

ON_A_PAGE = 30
MOST_WEIGHED = 500
"""Open cases whose findings are weighed against each other: those whose days end first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    """One page of a box."""

    counts: Mapping[Box, int]
    found: int
    """How many pass what was looked for, on all pages."""
    page: int
    pages: int
    weighed: int | None
    """How many of them could be put in order, where it was not all."""
    lines: tuple[CaseLine, ...]


def inbox_view(work: Work, *, caller: Caller, box: Box, sieve: Sieve, page: int = 1) -> InboxView:
    """Return one page of a box for a person; the last one where fewer are left than were asked."""
    desk = desk_of(work, caller)
    lies = lies_on(work, desk, agency_id=caller.agency_id)
    wanted = visible(work, caller) & within(work, box, caller=caller, lies=lies) & passes(sieve)
    found = work.session.scalars(_joined(select(func.count())).where(wanted)).one()
    listed = min(found, MOST_WEIGHED) if box in PRESSING else found
    pages = max(1, -(-listed // ON_A_PAGE))
    page = min(page, pages)
    ids = _page(work, box, wanted, page=page)
    rows = {
        row.case.id: row for row in rows_of(work, rows_query(lies).where(col(CaseRow.id).in_(ids)))
    }
    return InboxView(
        counts=counts(work, caller=caller, lies=lies),
        found=found,
        page=page,
        pages=pages,
        weighed=listed if listed < found else None,
        lines=lines_of(work, (rows[case_id] for case_id in ids), desk=desk),
    )


def stage_choices(work: Work, *, caller: Caller) -> tuple[tuple[str, str], ...]:
    """Return the stages of the agency's procedures, whether or not a case is in them.

    What can be chosen says nothing of papers that the chooser may not see (S17).
    """
    active = select(col(ActiveDefinitionRow.digest)).where(
        col(ActiveDefinitionRow.agency_id) == caller.agency_id
    )
    labels: dict[str, str] = {}
    for digest in work.session.scalars(active.order_by(col(ActiveDefinitionRow.name))):
        for stage in procedure_of(work, digest).stages.values():
            labels.setdefault(stage.name, stage.label)
    return tuple(labels.items())


def _page(work: Work, box: Box, wanted: ColumnElement[bool], *, page: int) -> list[str]:
    if box in PRESSING:
        return _pressing(work, wanted)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    query = (
        _joined(select(col(CaseRow.id)))
        .where(wanted)
        .order_by(
            col(CaseRow.stage_since).desc(), col(CaseRow.year).desc(), col(CaseRow.serial).desc()
        )
    )
    turned = query.limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE)
    return list(work.session.scalars(turned))


def _pressing(work: Work, wanted: ColumnElement[bool]) -> list[str]:
    """Weigh open cases against each other; the pure order is `review.domain.pressing`'s."""
    nearest = (
        _joined(select(CaseRow))
        .where(wanted)
        .order_by(
            col(CaseRow.stage_due_on).is_(None),
            col(CaseRow.stage_due_on),
            col(CaseRow.year),
            col(CaseRow.serial),
        )
    )
    cases = list(work.session.scalars(nearest.limit(MOST_WEIGHED)))
    found = found_in(work, [case.version_id for case in cases])
    weights = {
        case.id: weight_of(work, case, found.get(case.version_id, NOTHING)) for case in cases
    }
    return sorted(weights, key=lambda case_id: weights[case_id].place(today=work.today))


def _joined(query: Select[Any]) -> Select[Any]:
    """Ask it of cases, each with its paper."""
    of_cases = query.select_from(CaseRow)
    return of_cases.join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
