"""The findings of a version in the one order in which pages and forms count them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlmodel import col

from review.domain.findings import needs_cosigner
from review.domain.vocabulary import DisposalKind, Severity
from review.services.facts import is_its_disposal
from review.services.work import Work
from review.storage.rows import CosignatureRow, DisposalRow, FileRow, FindingRow

GRAVEST_FIRST = (Severity.BLOCK, Severity.CONFIRM, Severity.INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One finding under its number, with what counts of what people made of it."""

    number: int
    finding: FindingRow
    file: FileRow | None
    """None: it is in the title or the number, which go public beside the files."""
    disposal: DisposalRow | None
    cosignature: CosignatureRow | None

    @property
    def takes_two(self) -> bool:
        """Its disposal counts only with a second person's signature."""
        return needs_cosigner(self.finding.rule, severity=self.finding.severity)

    @property
    def is_settled(self) -> bool:
        """Whoever had to has disposed of it, and not by cutting it out."""
        if self.disposal is None or self.disposal.kind is DisposalKind.REDACT:
            return False
        return self.cosignature is not None or not self.takes_two


def findings_of(work: Work, version_id: str) -> tuple[Shown, ...]:
    """Return the findings of a version: the title's, then file by file, the gravest first."""
    found = work.session.execute(_found_in(), {"version": version_id})
    rows = [tuple(row) for row in found]
    rows.sort(
        key=lambda row: (_place_of(row[1]), GRAVEST_FIRST.index(row[0].severity), row[0].code)
    )
    return tuple(
        Shown(number=number, finding=finding, file=file, disposal=disposal, cosignature=cosignature)
        for number, (finding, file, disposal, cosignature) in enumerate(rows, 1)
    )


@cache
def _found_in() -> Select[FindingRow, FileRow, DisposalRow, CosignatureRow]:
    return (
        select(FindingRow, FileRow, DisposalRow, CosignatureRow)
        .outerjoin(FileRow, col(FileRow.id) == col(FindingRow.file_id))
        .outerjoin(DisposalRow, is_its_disposal())
        .outerjoin(CosignatureRow, col(CosignatureRow.disposal_id) == col(DisposalRow.id))
        .where(col(FindingRow.version_id) == bindparam("version"))
    )


def _place_of(file: FileRow | None) -> int:
    return -1 if file is None else file.position
