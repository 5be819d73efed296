"""Looking into a file before it is handed in: what it says and what is found, kept nowhere.

Only who may hand in may ask, and a probable state secret is refused here as it is at the door:
whoever tries how a marked paper looks has handed it in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from review.commands import Caller, LookInto
from review.domain.findings import FileReport
from review.domain.vocabulary import Role, Severity
from review.services.cases import acting_locked
from review.services.clearances import refused_reports
from review.services.hand_in import refuse
from review.services.views import Received
from review.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedInto:
    """What one file came to, or how it was refused."""

    report: FileReport
    found: Mapping[Severity, int]
    refused: Received | None


def look_into(work: Work, command: LookInto, *, caller: Caller) -> LookedInto:
    """Say what screening made of a file; nothing of it is kept unless it must be refused."""
    acting_locked(work, caller, roles=(Role.DRAFTER,))
    (report,) = work.reports
    refused = refused_reports(work, agency_id=caller.agency_id, document_id=None)
    del command
    return LookedInto(
        report=report,
        found=Counter(finding.severity for finding in report.findings),
        refused=refuse(work, refused, caller=caller) if refused else None,
    )
