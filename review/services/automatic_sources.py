"""The three named sources of an automatic case, and whether they are of different people (H3)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from review.domain.vocabulary import Act, DisclosureMode, Ground, Role, StatementKind
from review.messages import AUTHORISED
from review.services.agency_rules import ruleset_of
from review.services.facts import lent_a_hand
from review.services.reassessment_facts import authorisation_of
from review.services.work import Work
from review.storage.rows import (
    ActRow,
    AuthorisationRow,
    CaseRow,
    DocumentRow,
    StatementRow,
    VersionRow,
)
from workflows.words import Source

PREPARING = (Act.ATTRIBUTION, Act.CHECK)
"""Whoever did one of these for a paper does not sign for its conversion."""


@dataclass(frozen=True, slots=True)
class Hand:
    """In whose name an act of an automatic case stands, and in which office."""

    role: Role
    person: str | None = None
    principal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """What stands behind an automatic conversion: a rule, a check on record, a signature."""

    version: VersionRow
    ground: Ground
    rules_version: str
    checked: ActRow
    authorisation: AuthorisationRow

    def cited(self, source: Source) -> str:
        """Return how an act names what it rests on."""
        words = {
            Source.ELIGIBILITY_RULE: f"{self.rules_version}:{self.ground.value}",
            Source.CHECK_ON_RECORD: self.checked.id,
            Source.AUTHORISATION_SIGNATORY: self.authorisation.reference,
        }
        return f"{source.value}:{words[source]}"


def sourced_acts(work: Work, case: CaseRow, rests_on: RestsOn) -> list[ActRow]:
    """Return the acts of an automatic case (DESIGN §6); a check for another names both."""
    checked, authorisation = rests_on.checked, rests_on.authorisation
    signed_by, signed_as = authorisation.signed_by, authorisation.signed_as
    assert signed_as is not None  # noqa: S101  # the step requires a signature
    hands = {
        Act.ATTRIBUTION: (Hand(Role.SYSTEM), Source.ELIGIBILITY_RULE),
        Act.CHECK: (
            Hand(checked.role, checked.person_id, checked.principal_id),
            Source.CHECK_ON_RECORD,
        ),
        Act.DECISION: (Hand(signed_as, signed_by), Source.AUTHORISATION_SIGNATORY),
    }
    return [
        ActRow(
            agency_id=case.agency_id,
            case_id=case.id,
            rev=case.rev + 1,
            document_id=case.document_id,
            version_id=rests_on.version.id,
            manifest=rests_on.version.manifest,
            act=act,
            person_id=hand.person,
            principal_id=hand.principal,
            role=hand.role,
            source=rests_on.cited(source),
            mode=DisclosureMode.PROACTIVE if act is Act.DECISION else None,
            ruleset=ruleset_of(work, case.agency_id).identity,
            procedure_digest=case.procedure_digest,
            at=work.now,
        )
        for act, (hand, source) in hands.items()
    ]


def determined_by(work: Work, case: CaseRow, rests_on: RestsOn) -> StatementRow:
    """What the signatory determined beforehand for every item that meets the conditions."""
    authorisation = rests_on.authorisation
    return StatementRow(
        agency_id=case.agency_id,
        case_id=case.id,
        version_id=rests_on.version.id,
        kind=StatementKind.DETERMINED,
        mode=DisclosureMode.PROACTIVE,
        reasons=AUTHORISED.format(reference=authorisation.reference, ground=rests_on.ground.label),
        person_id=authorisation.signed_by,
        at=work.now,
        rev=case.rev + 1,
    )


def is_independent(work: Work, version: VersionRow, authorisation: AuthorisationRow | None) -> bool:
    """The signatory had no hand in the paper, nor anybody for him (H3)."""
    if authorisation is None:
        return False
    hands = _drafters(work, version.document_id) | lent_a_hand(work, version.id)
    hands |= _preparers(work, version.document_id)
    return authorisation_of(authorisation).is_independent_of(hands)


def _drafters(work: Work, document_id: str) -> frozenset[str]:
    """Who drafted the paper, and who made its versions."""
    drafter = select(col(DocumentRow.drafter_id)).where(col(DocumentRow.id) == document_id)
    makers = select(col(VersionRow.created_by)).where(col(VersionRow.document_id) == document_id)
    return frozenset(work.session.scalars(drafter)) | frozenset(work.session.scalars(makers))


def _preparers(work: Work, document_id: str) -> frozenset[str]:
    """Who attributed or checked it, and for whom: 休假代理 makes the act that of both."""
    acts = select(col(ActRow.person_id), col(ActRow.principal_id)).where(
        col(ActRow.document_id) == document_id, col(ActRow.act).in_(PREPARING)
    )
    return frozenset(person for row in work.session.execute(acts) for person in row if person)
