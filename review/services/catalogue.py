"""The public catalogue: the newest first, a page at a time, and found by words (条例第十二条)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, select, true, tuple_
from sqlmodel import col

from review.domain.errors import NoSuchDocument
from review.domain.searching import words_in
from review.domain.vocabulary import Availability
from review.messages import CONVERTED_NOTE
from review.services.documents import index_number
from review.services.rubric_shapes import RubricName
from review.services.rubrics import rubrics_on
from review.services.sought import FEW, holds_words, rarest, said
from review.services.views import CatalogueLine, FileView
from review.services.work import Work
from review.storage.columns import UtcDateTime
from review.storage.rows import (
    AgencyRow,
    DocumentRow,
    FileRow,
    PaperRubricRow,
    SectionRow,
    TitlePairRow,
)

ON_A_PAGE = 30
AT_MOST = 500
"""So many are counted, and listed at once for a program."""
Place = tuple[datetime, str]
"""When a paper became public, and which: where a page ends and the next begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView:
    """One page of the catalogue."""

    lines: tuple[CatalogueLine, ...]
    found: int
    is_cut: bool
    """There are more than were counted."""
    after: Place | None
    """Where the next page begins; None where there is none."""
    is_too_short: bool = False
    """Nothing is looked up by single signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """To what a list is narrowed: one agency, and what lies under all of these rubrics."""

    agency_id: str | None = None
    rubrics: tuple[str, ...] = ()


EVERYTHING = Narrowed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the question for a page depends on, without what is asked for."""

    words: int
    is_led: bool
    of_agency: bool
    few: tuple[bool, ...]
    """Of each rubric: whether it leads to few papers."""


def catalogue(work: Work, *, query: str = "") -> tuple[CatalogueLine, ...]:
    """List what is public: index number, title, kind, dates and files."""
    return catalogue_view(work, query=query, size=AT_MOST).lines


def catalogue_view(
    work: Work,
    *,
    query: str = "",
    narrowed: Narrowed = EVERYTHING,
    after: Place | None = None,
    size: int = ON_A_PAGE,
) -> CatalogueView:
    """Return one page of what is public, lies where it is asked to, and has every word."""
    words = words_in(query)
    pair = rarest(work.session, words, agency_id=None)
    if words and pair is None:
        return CatalogueView(lines=(), found=0, is_cut=False, after=None, is_too_short=True)
    shape = Shape(
        words=len(words),
        is_led=pair is not None and _leads(work, pair),
        of_agency=narrowed.agency_id is not None,
        few=tuple(_is_few(work, rubric) for rubric in narrowed.rubrics),
    )
    asked = {**said(words), "pair": pair, "agency": narrowed.agency_id}
    asked |= {f"rubric{place}": one for place, one in enumerate(narrowed.rubrics)}
    count = work.session.scalars(_counting(shape), {**asked, "most": AT_MOST + 1})
    found = count.one()
    place = dict(zip(("published_at", "id"), after, strict=True)) if after else {}
    listing = _listing(shape, is_later=after is not None)
    rows = work.session.execute(listing, {**asked, **place, "most": size + 1}).all()
    last = rows[size - 1][0] if len(rows) > size else None
    return CatalogueView(
        lines=_lines(work, rows[:size]),
        found=min(found, AT_MOST),
        is_cut=found > AT_MOST,
        after=(last.published_at, last.id) if last else None,
    )


def catalogue_page(work: Work, document_id: str) -> CatalogueLine:
    """Return one public paper."""
    rows = work.session.execute(_PAPER, {"paper": document_id}).all()
    if not rows:
        raise NoSuchDocument(document=document_id)
    return _lines(work, rows)[0]


def _leads(work: Work, pair: str) -> bool:
    """Say whether a pair leads to few papers; else the newest that are public are read through."""
    few = select(literal(1)).where(col(TitlePairRow.pair) == pair).limit(FEW).subquery()
    return work.session.scalars(select(func.count()).select_from(few)).one() < FEW


def _is_few(work: Work, rubric: str) -> bool:
    """Say whether few papers lie under a rubric; else the newest that are public are read."""
    few = _under(literal(rubric)).limit(FEW).subquery()
    return work.session.scalars(select(func.count()).select_from(few)).one() < FEW


def _under(rubric: Any) -> Select[Any]:  # noqa: ANN401  # a value or its place
    return select(col(PaperRubricRow.document_id)).where(
        col(PaperRubricRow.rubric_id) == rubric, col(PaperRubricRow.ended_at).is_(None)
    )


def _papers(*columns: Any) -> Select[Any]:  # noqa: ANN401  # rows and columns alike
    return (
        select(*columns)
        .select_from(DocumentRow)
        .join(AgencyRow, col(AgencyRow.id) == col(DocumentRow.agency_id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .where(col(DocumentRow.availability) == Availability.PUBLIC)
    )


_LINE = (DocumentRow, col(AgencyRow.code), col(AgencyRow.name), col(SectionRow.name))
_PAPER = _papers(*_LINE).where(col(DocumentRow.id) == bindparam("paper"))
_FILES = (
    select(FileRow)
    .where(col(FileRow.version_id).in_(bindparam("versions", expanding=True)))
    .order_by(col(FileRow.version_id), col(FileRow.position))
)


@cache
def _counting(shape: Shape) -> Select[Any]:
    some = _narrowed(_papers(literal(1)), shape).limit(bindparam("most")).subquery()
    return select(func.count()).select_from(some)


@cache
def _listing(shape: Shape, *, is_later: bool) -> Select[Any]:
    place = tuple_(col(DocumentRow.published_at), col(DocumentRow.id))
    before = tuple_(bindparam("published_at", type_=UtcDateTime()), bindparam("id"))
    return (
        _narrowed(_papers(*_LINE), shape)
        .where(place < before if is_later else true())
        .order_by(col(DocumentRow.published_at).desc(), col(DocumentRow.id).desc())
        .limit(bindparam("most"))
    )


def _narrowed(papers: Select[Any], shape: Shape) -> Select[Any]:
    having = papers.where(holds_words(shape.words))
    if shape.of_agency:
        having = having.where(col(DocumentRow.agency_id) == bindparam("agency"))
    for place, is_few in enumerate(shape.few):
        under = _under(bindparam(f"rubric{place}"))
        its = under.where(col(PaperRubricRow.document_id) == col(DocumentRow.id))
        having = having.where(col(DocumentRow.id).in_(under) if is_few else its.exists())
    if not shape.is_led:
        return having
    leading = select(col(TitlePairRow.document_id)).where(
        col(TitlePairRow.pair) == bindparam("pair")
    )
    return having.where(col(DocumentRow.id).in_(leading))


def _lines(work: Work, rows: Sequence[Any]) -> tuple[CatalogueLine, ...]:
    files = _files(work, (row[0].public_version_id for row in rows))
    rubrics = rubrics_on(work, [row[0].id for row in rows])
    return tuple(
        _line(
            row[0],
            row[1:],
            files.get(row[0].public_version_id, ()),
            rubrics.get(row[0].id, ()),
        )
        for row in rows
    )


def _files(work: Work, versions: Iterable[str | None]) -> Mapping[str | None, Sequence[FileRow]]:
    of_versions: dict[str | None, list[FileRow]] = defaultdict(list)
    for file in work.session.scalars(_FILES, {"versions": list(versions)}):
        of_versions[file.version_id].append(file)
    return of_versions


def _line(
    document: DocumentRow,
    names: Sequence[str],
    files: Sequence[FileRow],
    rubrics: tuple[RubricName, ...],
) -> CatalogueLine:
    code, agency, section = names
    assert document.published_at is not None  # noqa: S101  # it is public
    before = document.converted_from
    return CatalogueLine(
        document_id=document.id,
        index_number=index_number(document, agency=code),
        title=document.title,
        document_number=document.number,
        kind=document.genre.label if document.genre else document.kind.label,
        section=section,
        dated=document.dated,
        published_at=document.published_at,
        note=CONVERTED_NOTE.format(mode=before.label) if before else "",
        files=tuple(map(_file, files)),
        agency=agency,
        rubrics=rubrics,
    )


def _file(file: FileRow) -> FileView:
    """Show a file to the public: who read it here is not for them."""
    return FileView(
        id=file.id,
        position=file.position,
        name=file.name,
        size=file.size,
        media_type=file.media_type,
        sha256=file.sha256,
        sm3=file.sm3,
        unreadable=None,
        read_by=(),
        is_unread=False,
    )
