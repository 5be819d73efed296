"""The register of what is kept from the public: why, since when, until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlmodel import col

from review.commands import Caller
from review.records.register_sheet import RegisterLine
from review.services.kept_back import Sought, meets, since
from review.services.withheld_words import ends_in_words
from review.services.work import SHANGHAI, Work
from review.storage.rows import DocumentRow, SectionRow

ON_A_PAGE = 50
BATCH = 500
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """One page of the register, and how many papers there are in all."""

    lines: tuple[RegisterLine, ...]
    found: int
    overdue: int
    page: int
    pages: int


def register_page(work: Work, *, sought: Sought, page: int, caller: Caller | None) -> RegisterView:
    """Return a page of the register, what must be looked at first in front."""
    condition = meets(work, sought, caller)
    found, overdue = work.session.execute(
        select(func.count(), _late(work)).select_from(DocumentRow).where(condition)
    ).one()
    pages = max(1, -(-found // ON_A_PAGE))
    page = min(page, pages)
    query = _lines(condition).limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE)
    return RegisterView(
        lines=tuple(_line(work, row) for row in work.session.execute(query)),
        found=found,
        overdue=int(overdue or 0),
        page=page,
        pages=pages,
    )


def register_lines(work: Work, *, sought: Sought, caller: Caller | None) -> Iterator[RegisterLine]:
    """Yield the whole register in pieces: a long one takes no more memory than a short one."""
    query = _lines(meets(work, sought, caller)).execution_options(yield_per=BATCH)
    for row in work.session.execute(query):
        yield _line(work, row)


def _late(work: Work) -> ColumnElement[Any]:
    return func.count().filter(col(DocumentRow.reassess_on) <= work.today)


def _lines(condition: ColumnElement[bool]) -> Select[tuple[Any, ...]]:
    return (
        select(DocumentRow, col(SectionRow.name), since().label("since"))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .where(condition)
        .order_by(col(DocumentRow.reassess_on), col(DocumentRow.id))
    )


def _line(work: Work, row: Row[Any]) -> RegisterLine:
    document, section, since_ = tuple(row)
    first = since_.astimezone(SHANGHAI).date()
    ground = document.exemption or document.on_request_reason
    kind = document.deliberative_kind
    return RegisterLine(
        id=document.id,
        title=document.title,
        number=document.number,
        kind=document.genre.label if document.genre else document.kind.label,
        section=section,
        mode=document.mode.label,
        ground="·".join(word.label for word in (ground, kind) if word),
        article=document.article or "",
        reasons=document.reasons or "",
        ends=ends_in_words(document),
        since=first,
        months=whole_months(first, work.today),
        reassess_on=document.reassess_on,
        is_overdue=document.reassess_on is not None and document.reassess_on <= work.today,
    )


def whole_months(since: date, until: date) -> int:
    """Return how many whole months lie between two days."""
    months = (until.year - since.year) * MONTHS + until.month - since.month
    return max(0, months - (until.day < since.day))
