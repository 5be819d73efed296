"""A step as it is offered: what must be filled in, what may be, and what comes of it."""

from __future__ import annotations

from review.domain.vocabulary import Act, Effect, Key, Need
from review.messages import CONSEQUENCES
from review.services.leaning import Stance, agrees, differs_from
from review.services.views import NeedView, OfferView
from workflows.model import Step

VERIFYING = (Act.SECTION_REVIEW, Act.CHECK)
SAYS_MODE = frozenset({Need.MODE, Need.EXEMPTION, Need.ON_REQUEST_REASON})


def offer_view(step: Step, *, said: tuple[Stance, ...]) -> OfferView:
    """Return a step as it is offered, beside what was said so far."""
    return OfferView(
        action=step.action,
        label=step.label,
        needs=tuple(NeedView(key=need.value, label=need.label) for need in step.needs),
        optional=tuple(NeedView(key=key.value, label=key.label) for key in _optional(step)),
        asks_for_file=Need.FILE in step.needs,
        may_differ=_may_differ(step),
        consequence="；".join(
            text for effect in step.effects if (text := CONSEQUENCES.get(effect.value))
        ),
        destroys=Effect.PURGE in step.effects,
        agrees=agrees(step, said),
        differs_from=differs_from(step, said),
    )


def _may_differ(step: Step) -> bool:
    """The person verifies the mode, and may state another."""
    return step.act in VERIFYING and Need.MODE not in step.needs


def _optional(step: Step) -> tuple[Key, ...]:
    """What belongs to a step and is not asked for."""
    says_mode = not SAYS_MODE.isdisjoint(step.needs)
    asked = (
        (Key.MODE, _may_differ(step)),
        (Key.NEEDS_HEAD, Need.MODE in step.needs),
        (Key.DELIBERATIVE_KIND, Need.EXEMPTION in step.needs),
        (Key.WORK_SECRET_MARK, Need.EXEMPTION in step.needs),
        (Key.OWN_WORDS, Need.ON_REQUEST_REASON in step.needs),
        (Key.SUBJECTS, says_mode),
        (Key.NUMBER, Effect.INCLUDE in step.effects),
        (Key.SUSPECTED_LEAK, Effect.WITHDRAW_FROM_PUBLIC in step.effects),
    )
    return tuple(key for key, belongs in asked if belongs)
