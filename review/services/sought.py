"""What papers are searched by: kept beside each title and number, in pairs of two signs."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete, insert, select
from sqlmodel import Session, col

from review.domain.searching import pairs_of, sought_in
from review.services.complaints import Complaint, complaint
from review.services.work import Work
from review.storage.rows import DocumentRow, TitlePairRow
from review.storage.tables import table_of

BATCH = 500
_PAIRS = table_of(TitlePairRow)
_NEW = insert(_PAIRS)


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
