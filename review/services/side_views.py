"""What is done beside the procedure of a case, for who looks at it: what was, may be, may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.commands import Caller
from review.domain.asks import ANSWERS
from review.domain.vocabulary import SideVerb
from review.messages import BESIDE, BESIDE_EFFECTS, LISTED
from review.services.asks import Asked, asked_now
from review.services.cases_seen import visible_case
from review.services.side_acts import VERBS, open_to
from review.services.side_asks import may_take_back
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
People = tuple[tuple[str, str], ...]


def beside_view(work: Work, case: CaseRow, names: Names, *, caller: Caller | None) -> BesideView:
    """Return everything beside the procedure; who holds no role is offered nothing."""
    if caller is None:
        asked = {one.row.id: one for one in asked_now(work, case)}
        told = _Told(acts=done_beside(work, case), addressed=addressees(work, case), asked=asked)
        return BesideView(acts=told.views(names, place=None))
    place = place_of(work, case, caller)
    asked = {one.row.id: one for one in place.asked}
    told = _Told(acts=place.done, addressed=place.addressed, asked=asked)
    if place.me is None:
        return BesideView(acts=told.views(names, place=None))
    refusals = {verb: may(place, place.me) for verb, (may, _) in VERBS.items()}
    return BesideView(
        acts=told.views(names, place=place),
        offered=tuple(
            SideOffer(verb=verb, effect=BESIDE_EFFECTS[verb.value])
            for verb, refusal in refusals.items()
            if refusal is None and verb.value in BESIDE_EFFECTS
        ),
        refused=tuple(
            SideRefused(verb=verb, reason=str(refusal))
            for verb, refusal in refusals.items()
            if refusal is not None
        ),
    )


def addressees_of(work: Work, reference: str, verb: SideVerb, *, caller: Caller) -> People:
    """Return to whom something may be addressed: login and name; nobody, where to nobody."""
    case = visible_case(work, reference, caller=caller)
    people = sorted(open_to(place_of(work, case, caller), verb), key=lambda one: one.login)
    return tuple((one.login, one.name) for one in people)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What was done beside a case, with what belongs to each."""

    acts: tuple[SideActRow, ...]
    addressed: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, Asked]

    def views(self, names: Names, *, place: Place | None) -> tuple[SideActView, ...]:
        """Return each as it is shown to who stands before the case; to nobody in particular."""
        return tuple(self._view(act, names, place) for act in self.acts)

    def _view(self, act: SideActRow, names: Names, place: Place | None) -> SideActView:
        to, asked = self.addressed[act.id], self.asked.get(act.id)
        me = None if place is None else place.me
        is_mine = me is not None and me.id in to and self._reply(act, me.id) is None
        of = self._of(act)
        return SideActView(
            number=act.number,
            since_rev=act.since_rev,
            verb=act.verb,
            by=names[act.person_id],
            to=tuple(self._addressed(act, one, names) for one in to),
            of=None if of is None else of.number,
            at=act.at,
            sentence=self._sentence(act, of, names),
            words=act.words,
            is_mine_to_read=is_mine and act.verb is SideVerb.COPY,
            standing=None if asked is None else asked.standing,
            answers=ANSWERS[act.verb] if is_mine and asked is not None else (),
            may_take_back=asked is not None
            and place is not None
            and me is not None
            and may_take_back(place, me, asked),
        )

    def _sentence(self, act: SideActRow, of: SideActRow | None, names: Names) -> str:
        to = self.addressed[act.id]
        is_back = act.verb is SideVerb.REASSIGN and to == (act.person_id,)
        return BESIDE["taken" if is_back else act.verb.value].format(
            by=names[act.person_id],
            to=LISTED.join(names[one] for one in to),
            of="" if of is None else names[of.person_id],
            asked="" if of is None else of.verb.label,
            answer="" if act.answer is None else act.answer.label,
            needed=act.needed,
        )

    def _addressed(self, act: SideActRow, person: str, names: Names) -> Addressed:
        reply = self._reply(act, person)
        return Addressed(
            name=names[person],
            answered_at=None if reply is None else reply.at,
            answer=None if reply is None else reply.answer,
        )

    def _reply(self, act: SideActRow, person: str) -> SideActRow | None:
        found = (one for one in self.acts if one.of_id == act.id and one.person_id == person)
        return next(found, None)

    def _of(self, act: SideActRow) -> SideActRow | None:
        return next((one for one in self.acts if one.id == act.of_id), None)
