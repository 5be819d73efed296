"""The findings of a version as a person sees them, with what people made of each."""

from __future__ import annotations

import json

from review.domain.vocabulary import Severity
from review.services.carried_disposals import first_of
from review.services.finding_rows import samples_of
from review.services.findings_shown import Shown, findings_of
from review.services.person_names import Names
from review.services.views import DisposalView, FindingView
from review.services.work import Work


def finding_views(work: Work, version_id: str, *, names: Names) -> tuple[FindingView, ...]:
    """Return the findings of a version under the numbers of pages and forms."""
    return tuple(_finding(work, one, names) for one in findings_of(work, version_id))


def _finding(work: Work, one: Shown, names: Names) -> FindingView:
    row = one.finding
    return FindingView(
        number=one.number,
        id=row.code,
        rule=row.rule,
        severity=row.severity.value,
        severity_label=row.severity.label,
        file=one.file.name if one.file else "",
        file_id=one.file.id if one.file else "",
        part=row.part,
        place=json.loads(row.place),
        excerpt=row.excerpt,
        message=row.message,
        basis=row.basis,
        is_open=row.severity is not Severity.INFO and not one.is_settled,
        takes_two=one.takes_two,
        disposal=_disposal(work, one, names),
        count=row.count,
        samples=samples_of(row),
    )


def _disposal(work: Work, one: Shown, names: Names) -> DisposalView | None:
    row, cosignature = one.disposal, one.cosignature
    if row is None:
        return None
    return DisposalView(
        number=row.number,
        kind=row.kind.value,
        kind_label=row.kind.label,
        reason=row.reason,
        article=row.article,
        by=names[row.person_id],
        at=row.at,
        cosigned_by=names[cosignature.person_id] if cosignature else None,
        cosigned_at=cosignature.at if cosignature else None,
        carried_from=first_of(work, row),
    )
