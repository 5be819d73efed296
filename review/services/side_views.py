"""What is done beside the procedure of a case, for who looks at it: what was, may be, may not."""

from __future__ import annotations

from collections.abc import Mapping

from review.commands import Caller
from review.domain.vocabulary import SideVerb
from review.messages import BESIDE, BESIDE_EFFECTS, LISTED
from review.services.side_acts import VERBS, open_to
from review.services.side_place import Place, addressees, done_beside, place_of
from review.services.side_shapes import (
    Addressed,
    BesideView,
    SideActView,
    SideOffer,
    SideRefused,
)
from review.services.work import Work
from review.storage.rows import CaseRow, SideActRow

Names = Mapping[str, str]


def beside_view(work: Work, case: CaseRow, names: Names, *, caller: Caller | None) -> BesideView:
    """Return everything beside the procedure; who holds no role is offered nothing."""
    if caller is None:
        acts = done_beside(work, case)
        return BesideView(acts=_acts(acts, addressees(work, case), names, reader=None))
    place = place_of(work, case, caller)
    acts_seen = _acts(place.done, place.addressed, names, reader=caller.person_id)
    if place.me is None:
        return BesideView(acts=acts_seen)
    asked = {verb: may(place, place.me) for verb, (may, _) in VERBS.items()}
    return BesideView(
        acts=acts_seen,
        offered=tuple(
            _offer(place, verb)
            for verb, refusal in asked.items()
            if refusal is None and verb.value in BESIDE_EFFECTS
        ),
        refused=tuple(
            SideRefused(verb=verb, reason=str(refusal))
            for verb, refusal in asked.items()
            if refusal is not None
        ),
    )


def _offer(place: Place, verb: SideVerb) -> SideOffer:
    people = sorted(open_to(place, verb), key=lambda one: one.login)
    return SideOffer(
        verb=verb,
        effect=BESIDE_EFFECTS[verb.value],
        people=tuple((one.login, one.name) for one in people),
    )


def _acts(
    acts: tuple[SideActRow, ...],
    addressed: Mapping[str, tuple[str, ...]],
    names: Names,
    *,
    reader: str | None,
) -> tuple[SideActView, ...]:
    by_id = {act.id: act for act in acts}
    answered = {(act.of_id, act.person_id): act.at for act in acts if act.of_id is not None}
    views = []
    for act in acts:
        to = addressed[act.id]
        of = by_id.get(act.of_id or "")
        is_back = act.verb is SideVerb.REASSIGN and to == (act.person_id,)
        sentence = BESIDE["taken" if is_back else act.verb.value].format(
            by=names[act.person_id],
            to=LISTED.join(names[one] for one in to),
            of="" if of is None else names[of.person_id],
        )
        views.append(
            SideActView(
                number=act.number,
                since_rev=act.since_rev,
                verb=act.verb,
                by=names[act.person_id],
                to=tuple(
                    Addressed(name=names[one], answered_at=answered.get((act.id, one)))
                    for one in to
                ),
                of=None if of is None else of.number,
                at=act.at,
                sentence=sentence,
                words=act.words,
                is_mine_to_read=act.verb is SideVerb.COPY
                and reader in to
                and (act.id, reader) not in answered,
            )
        )
    return tuple(views)
