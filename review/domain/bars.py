"""The never-list: what no rule and no authorisation converts without a person (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.domain.facts import ReassessmentFacts
from review.domain.vocabulary import (
    Bar,
    ConsultationAnswer,
    DeliberativeKind,
    DisclosureMode,
    Exemption,
)

Barred = Callable[[ReassessmentFacts], bool]


def _exempt_as(exemption: Exemption) -> Barred:
    return lambda facts: facts.exemption is exemption


def _deliberative(kind: DeliberativeKind) -> Barred:
    return lambda facts: facts.deliberative_kind is kind


def _others_interest(exemption: Exemption) -> Barred:
    """A third party's secret opens only by written consent or masked (条例第十五条)."""
    return lambda facts: (
        facts.exemption is exemption and not (facts.consented_in_writing or facts.masked)
    )


def _is_unattributed(facts: ReassessmentFacts) -> bool:
    """A mode nobody determined, or one whose grounds are not whole, is no attribution."""
    lacks_exemption = facts.mode is DisclosureMode.WITHHELD and facts.exemption is None
    lacks_kind = facts.exemption is Exemption.DELIBERATIVE and facts.deliberative_kind is None
    return facts.mode is None or lacks_exemption or lacks_kind


NEVER: Mapping[Bar, Barred] = MappingProxyType(
    {
        Bar.UNATTRIBUTED: _is_unattributed,
        Bar.WORK_SECRET: lambda facts: facts.work_secret_mark,
        Bar.PROHIBITED_BY_LAW: _exempt_as(Exemption.PROHIBITED_BY_LAW),
        Bar.SECURITY_AND_STABILITY: _exempt_as(Exemption.SECURITY_AND_STABILITY),
        Bar.TRADE_SECRET: _others_interest(Exemption.TRADE_SECRET),
        Bar.PERSONAL_PRIVACY: _others_interest(Exemption.PERSONAL_PRIVACY),
        Bar.ENFORCEMENT_FILE: _exempt_as(Exemption.ENFORCEMENT_FILE),
        Bar.DISCUSSION_RECORD: _deliberative(DeliberativeKind.DISCUSSION_RECORD),
        Bar.DRAFT: _deliberative(DeliberativeKind.DRAFT),
        Bar.CONSULTATION_LETTER: _deliberative(DeliberativeKind.CONSULTATION_LETTER),
        Bar.THIRD_PARTY: lambda facts: (
            facts.third_party in (ConsultationAnswer.OBJECTS, ConsultationAnswer.SILENT)
        ),
        Bar.SUBJECT: lambda facts: bool(facts.subjects),
        Bar.SUBJECT_UNKNOWN: lambda facts: facts.subjects is None,
    }
)


def bars_of(facts: ReassessmentFacts) -> tuple[Bar, ...]:
    """Return every bar that an item meets."""
    return tuple(bar for bar, holds in NEVER.items() if holds(facts))
