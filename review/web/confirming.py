"""Asked once more: what destroys every stored byte is confirmed on a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.domain.phrases import STATE_SECRET
from review.domain.vocabulary import Key
from review.services.views import CaseView, OfferView
from review.web.chrome import Chrome, chrome_of
from review.web.forms import Form
from review.web.visits import Visit

CONFIRMED = "confirmed"
OF_THE_FRAME = frozenset({"csrf", CONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    """The question, and everything that was filled in, to be sent again with the answer."""

    chrome: Chrome
    case: CaseView
    label: str
    files: tuple[str, ...]
    said: tuple[tuple[str, str], ...]


def wants_confirming(offer: OfferView, inputs: Mapping[str, str], form: Form) -> bool:
    """Say whether a step would destroy the files, is complete, and was not confirmed yet."""
    chosen = {inputs.get(key) for key in (Key.MODE, Key.EXEMPTION)}
    if not offer.destroys and chosen.isdisjoint(STATE_SECRET):
        return False
    is_complete = not offer.destroys or all(inputs.get(need.key) for need in offer.needs)
    return is_complete and not form.has(CONFIRMED)


def confirm_page(visit: Visit, view: CaseView, offer: OfferView) -> ConfirmPage:
    """Return the page that asks."""
    return ConfirmPage(
        chrome=chrome_of(visit),
        case=view,
        label=offer.label,
        files=tuple(file.name for file in view.files),
        said=tuple(
            (key, word)
            for key, words in visit.form.words.items()
            if key not in OF_THE_FRAME
            for word in words
        ),
    )
