"""What people made of a finding holds on in the next version, where the same still stands.

The same is: at the same text, by the same rule, as grave, in the same part, under the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.services.entries import enter
from review.services.findings_shown import Shown, findings_of
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.commitments import said_in_disposal
from review.storage.ledger import Scalar
from review.storage.rows import CaseRow, CosignatureRow, DisposalRow, FindingRow, VersionRow

CARRIED = "finding:carried"
Key = tuple[str, ...]


def carry_over(work: Work, case: CaseRow, version: VersionRow, *, caller: Caller | None) -> None:
    """Let the findings of a new version take over how the same ones were settled before it.

    Nobody's hand clears what he drafted meanwhile, and nothing found under other rules is the same.
    """
    before = _before(work, version)
    if before is None or before.ruleset != version.ruleset:
        return
    drafters = _drafters(work, version.document_id)
    for old, new in _same(findings_of(work, before.id), findings_of(work, version.id)):
        if old.is_settled and drafters.isdisjoint(_hands(old)):
            _carry(work, case, old, new.finding, caller=caller)


def first_of(work: Work, disposal: DisposalRow) -> int | None:
    """Return in which version a disposal was made that was carried over; none if it was not."""
    if disposal.carried_from is None:
        return None
    first = disposal
    while first.carried_from is not None:
        first = work.session.get_one(DisposalRow, first.carried_from)
    finding = work.session.get_one(FindingRow, first.finding_id)
    return work.session.get_one(VersionRow, finding.version_id).number


def _before(work: Work, version: VersionRow) -> VersionRow | None:
    query = select(VersionRow).where(
        col(VersionRow.document_id) == version.document_id,
        col(VersionRow.number) == version.number - 1,
    )
    return work.session.scalars(query).one_or_none()


def _drafters(work: Work, document_id: str) -> frozenset[str]:
    query = select(col(VersionRow.created_by)).where(col(VersionRow.document_id) == document_id)
    return frozenset(work.session.scalars(query))


def _hands(one: Shown) -> set[str]:
    return {row.person_id for row in (one.disposal, one.cosignature) if row is not None}


def _same(before: Iterable[Shown], now: Iterable[Shown]) -> Iterator[tuple[Shown, Shown]]:
    """Pair what is the same, each once; where fewer are left, those that were open stayed."""
    was = _by_key(before)
    for key, fresh in _by_key(now).items():
        old = was.get(key, [])
        if len(old) != len(fresh):
            old = sorted(old, key=lambda one: one.is_settled)
        yield from zip(old, fresh, strict=False)


def _by_key(shown: Iterable[Shown]) -> dict[Key, list[Shown]]:
    alike: dict[Key, list[Shown]] = defaultdict(list)
    for one in shown:
        row = one.finding
        if row.fingerprint:
            alike[row.fingerprint, row.rule, row.severity.value, row.part].append(one)
    return alike


def _carry(
    work: Work, case: CaseRow, old: Shown, finding: FindingRow, *, caller: Caller | None
) -> None:
    assert old.disposal is not None  # noqa: S101  # it is settled
    said: dict[str, Scalar | list[str]] = {
        "case": case.id,
        "version": finding.version_id,
        "what": finding.rule,
    }
    row = _again(case, old.disposal, finding)
    told = {**said, "from": old.disposal.id, "said": said_in_disposal(row)}
    _keep(work, row, told, caller=caller)
    if old.cosignature is not None:
        signed = _signed_again(case, old.cosignature, row)
        _keep(work, signed, {**said, "from": old.cosignature.id}, caller=caller)


def _again(case: CaseRow, old: DisposalRow, finding: FindingRow) -> DisposalRow:
    return DisposalRow(
        id=new_id(),
        agency_id=case.agency_id,
        document_id=case.document_id,
        case_id=case.id,
        finding_id=finding.id,
        kind=old.kind,
        reason=old.reason,
        article=old.article,
        person_id=old.person_id,
        at=old.at,
        carried_from=old.id,
    )


def _signed_again(case: CaseRow, old: CosignatureRow, disposal: DisposalRow) -> CosignatureRow:
    return CosignatureRow(
        id=new_id(),
        agency_id=case.agency_id,
        document_id=case.document_id,
        case_id=case.id,
        disposal_id=disposal.id,
        person_id=old.person_id,
        at=old.at,
        carried_from=old.id,
    )


def _keep(
    work: Work,
    row: DisposalRow | CosignatureRow,
    told: dict[str, Scalar | list[str]],
    *,
    caller: Caller | None,
) -> None:
    subject = (f"{row.__tablename__}:{row.id}", 1)
    enter(work, CARRIED, agency_id=row.agency_id, subject=subject, body=told, caller=caller)
    work.session.add(row)
    work.session.flush()
