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
from review.services.sought import FEW, holds_words, rarest, said
from review.services.views import CatalogueLine, FileView
from review.services.work import Work
from review.storage.columns import UtcDateTime
from review.storage.rows import AgencyRow, DocumentRow, FileRow, SectionRow, TitlePairRow

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


def catalogue(work: Work, *, query: str = "") -> tuple[CatalogueLine, ...]:
    """List what is public: index number, title, kind, dates and files."""
    return catalogue_view(work, query=query, size=AT_MOST).lines


def catalogue_view(
    work: Work, *, query: str = "", after: Place | None = None, size: int = ON_A_PAGE
) -> CatalogueView:
    """Return one page of what is public and has every word of a query."""
    words = words_in(query)
    pair = rarest(work.session, words, agency_id=None)
    if words and pair is None:
        return CatalogueView(lines=(), found=0, is_cut=False, after=None, is_too_short=True)
    is_led = pair is not None and _leads(work, pair)
    asked = {**said(words), "pair": pair}
    count = work.session.scalars(_counting(len(words), is_led), {**asked, "most": AT_MOST + 1})
    found = count.one()
    place = dict(zip(("published_at", "id"), after, strict=True)) if after else {}
    listing = _listing(len(words), is_led, is_later=after is not None)
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


def _papers(*columns: Any) -> Select[Any]:  # noqa: ANN401  # rows and columns alike
    return (
        select(*columns)
        .select_from(DocumentRow)
        .join(AgencyRow, col(AgencyRow.id) == col(DocumentRow.agency_id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .where(col(DocumentRow.availability) == Availability.PUBLIC)
    )


_LINE = (DocumentRow, col(AgencyRow.code), col(SectionRow.name))
_PAPER = _papers(*_LINE).where(col(DocumentRow.id) == bindparam("paper"))
_FILES = (
    select(FileRow)
    .where(col(FileRow.version_id).in_(bindparam("versions", expanding=True)))
    .order_by(col(FileRow.version_id), col(FileRow.position))
)


@cache
def _counting(words: int, is_led: bool) -> Select[Any]:  # noqa: FBT001
    some = _led(_papers(literal(1)), words, is_led).limit(bindparam("most")).subquery()
    return select(func.count()).select_from(some)


@cache
def _listing(words: int, is_led: bool, *, is_later: bool) -> Select[Any]:  # noqa: FBT001
    place = tuple_(col(DocumentRow.published_at), col(DocumentRow.id))
    before = tuple_(bindparam("published_at", type_=UtcDateTime()), bindparam("id"))
    return (
        _led(_papers(*_LINE), words, is_led)
        .where(place < before if is_later else true())
        .order_by(col(DocumentRow.published_at).desc(), col(DocumentRow.id).desc())
        .limit(bindparam("most"))
    )


def _led(papers: Select[Any], words: int, is_led: bool) -> Select[Any]:  # noqa: FBT001
    having = papers.where(holds_words(words))
    if not is_led:
        return having
    leading = select(col(TitlePairRow.document_id)).where(
        col(TitlePairRow.pair) == bindparam("pair")
    )
    return having.where(col(DocumentRow.id).in_(leading))


def _lines(work: Work, rows: Sequence[Any]) -> tuple[CatalogueLine, ...]:
    files = _files(work, (row[0].public_version_id for row in rows))
    return tuple(
        _line(document, agency, section, files.get(document.public_version_id, ()))
        for document, agency, section in rows
    )


def _files(work: Work, versions: Iterable[str | None]) -> Mapping[str | None, Sequence[FileRow]]:
    of_versions: dict[str | None, list[FileRow]] = defaultdict(list)
    for file in work.session.scalars(_FILES, {"versions": list(versions)}):
        of_versions[file.version_id].append(file)
    return of_versions


def _line(
    document: DocumentRow, agency: str, section: str, files: Sequence[FileRow]
) -> CatalogueLine:
    assert document.published_at is not None  # noqa: S101  # it is public
    before = document.converted_from
    return CatalogueLine(
        document_id=document.id,
        index_number=index_number(document, agency=agency),
        title=document.title,
        document_number=document.number,
        kind=document.genre.label if document.genre else document.kind.label,
        section=section,
        dated=document.dated,
        published_at=document.published_at,
        note=CONVERTED_NOTE.format(mode=before.label) if before else "",
        files=tuple(map(_file, files)),
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
