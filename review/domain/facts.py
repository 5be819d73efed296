"""What is known of an item when it is looked at again; what nobody has said stays unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review.domain.vocabulary import (
    ConsultationAnswer,
    DeliberativeKind,
    DisclosureMode,
    DocumentKind,
    Exemption,
    OnRequestReason,
    Subject,
    Trigger,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassessmentFacts:
    """The facts of one item; every default is the one that converts nothing."""

    mode: DisclosureMode | None
    """None: a historic paper that was never attributed."""

    kind: DocumentKind
    exemption: Exemption | None = None
    deliberative_kind: DeliberativeKind | None = None
    on_request_reason: OnRequestReason | None = None
    work_secret_mark: bool = False
    catalogue_says: DisclosureMode | None = None
    requesters_given_to: int = 0
    """How many different requesters got it within a year (条例第四十四条)."""

    reason_lapsed: bool = False
    answer_is_public: bool = False
    opens_on: date | None = None
    reassess_on: date | None = None
    third_party: ConsultationAnswer | None = None
    """What a third party said last, or that it let its time pass; None: nobody was asked."""
    consented_in_writing: bool = False
    masked: bool = False
    subjects: frozenset[Subject] | None = None
    """Whose affairs it touches; None: nobody has said, and then a person must."""

    events: frozenset[Trigger] = frozenset()
