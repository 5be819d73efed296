"""Which acts are open to whom on an agency's own rules: asked of the acts themselves (H8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlmodel import col

from review.domain.refusal import Refused
from review.services.accounts import in_effect
from review.services.ruleset_acts import INVOLVED, RulesetAct, refuse_act
from review.services.work import Work
from review.storage.rows import PersonRow, RoleGrantRow, RulesetDraftRow
from workflows.engine import Actor

Member = tuple[str, Actor]
"""A person's name, and the person with the roles in effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetOffer:
    """An act as the one who asks finds it; `hands` are those who can do it now."""

    act: RulesetAct
    refused: Refused | None
    hands: tuple[str, ...]


def offers_of(
    work: Work, row: RulesetDraftRow, me: Actor, people: tuple[Member, ...]
) -> Iterator[RulesetOffer]:
    """Yield every act, in order."""
    for act in RulesetAct:
        hands = tuple(name for name, one in people if _refusal(work, row, act, one) is None)
        yield RulesetOffer(act=act, refused=_refusal(work, row, act, me), hands=hands)


def _refusal(work: Work, row: RulesetDraftRow, act: RulesetAct, actor: Actor) -> Refused | None:
    try:
        refuse_act(work, row, act, actor)
    except Refused as refusal:
        return refusal
    return None


def next_of(
    work: Work, row: RulesetDraftRow, me: Actor, people: tuple[Member, ...]
) -> RulesetOffer | None:
    """Return the furthest act that somebody can do now."""
    offers = tuple(offers_of(work, row, me, people))
    return next((offer for offer in reversed(offers) if offer.hands), None)


def people_of(work: Work, agency_id: str) -> tuple[Member, ...]:
    """Return those of an agency who have to do with its rules; nobody deputises here."""
    query = (
        select(col(PersonRow.id), col(PersonRow.name), col(RoleGrantRow.role))
        .join(RoleGrantRow, col(RoleGrantRow.person_id) == col(PersonRow.id))
        .where(
            col(PersonRow.agency_id) == agency_id,
            col(PersonRow.active),
            in_effect(),
            col(RoleGrantRow.role).in_(INVOLVED),
        )
        .order_by(col(PersonRow.login))
    )
    found = work.session.execute(query).all()
    return tuple(
        (name, Actor(person=person, roles=frozenset(role for _, _, role in rows)))
        for (person, name), rows in groupby(found, key=lambda row: (row[0], row[1]))
    )
