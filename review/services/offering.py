"""A step as it is offered: what must be filled in, what may be, and what comes of it."""

from __future__ import annotations

from review.domain.vocabulary import Effect, Need
from review.messages import CONSEQUENCES
from review.services.leaning import Stance, agrees, differs_from
from review.services.step_keys import may_differ, optional
from review.services.views import NeedView, OfferView
from workflows.model import Step


def offer_view(step: Step, *, said: tuple[Stance, ...]) -> OfferView:
    """Return a step as it is offered, beside what was said so far."""
    return OfferView(
        action=step.action,
        label=step.label,
        needs=tuple(NeedView(key=need.value, label=need.label) for need in step.needs),
        optional=tuple(NeedView(key=key.value, label=key.label) for key in optional(step)),
        asks_for_file=Need.FILE in step.needs,
        may_differ=may_differ(step),
        consequence="；".join(
            text for effect in step.effects if (text := CONSEQUENCES.get(effect.value))
        ),
        destroys=Effect.PURGE in step.effects,
        agrees=agrees(step, said),
        differs_from=differs_from(step, said),
    )
