"""Asking others before a step is taken: 加签, 会签, 委派; their answers, and taking it back.

The step waits for them, and they do not take it: who may is as it was. Who answers lends a hand in
the stage, so he must be one whom four eyes do not keep from it, and does no other act of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.domain.asks import ANSWERS, ASKING
from review.domain.errors import AlreadyDone, GroundsMissing
from review.domain.refusal import Refused
from review.domain.side_refusals import (
    AnswerFirst,
    AnswerUnfit,
    AskedAlready,
    BellActs,
    CannotDoIt,
    NobodyElse,
    NoSuchSideAct,
    NotAskedOfYou,
    OneOnly,
    ThresholdUnfit,
)
from review.domain.vocabulary import Key, SideAnswer, SideVerb
from review.services.asks import Asked
from review.services.side_people import Colleague
from review.services.side_place import Place
from review.services.side_verbs import Do, Drawn, May, named
from review.side_commands import ActBeside


def may_be_asked(place: Place, one: Colleague) -> bool:
    """Four eyes do not keep him from the stage, and nobody waits for his answer here."""
    is_free = not any(may_answer(asked, one.id) for asked in place.asked)
    return one is not place.me and is_free and not place.stage.bars(one)


def may_answer(asked: Asked, person: str) -> bool:
    """Say whether somebody was asked this and has not answered."""
    return person in asked.answers and asked.answers[person] is None


def may_take_back(place: Place, me: Colleague, asked: Asked) -> bool:
    """It is the asker's, or theirs who may act where he no longer can."""
    asker = place.people.get(asked.row.person_id)
    is_there = asker is not None and asker.is_asked(place.stage)
    return asked.row.person_id == me.id or (not is_there and me.is_asked(place.stage))


def _may_ask(verb: SideVerb) -> May:
    def may(place: Place, me: Colleague) -> Refused | None:
        if not me.is_asked(place.stage):
            return NotAskedOfYou(verb=verb)
        if place.stage.is_automatic:
            return BellActs(verb=verb)
        if any(may_answer(asked, me.id) for asked in place.asked):
            return AnswerFirst()
        others = (one for one in place.people.values() if one.sees(place.stage.document))
        is_anybody = any(may_be_asked(place, one) for one in others)
        return None if is_anybody else NobodyElse(verb=verb)

    return may


def _ask(place: Place, _: Colleague, command: ActBeside) -> Drawn:
    verb, to = command.verb, named(place, command)
    if verb is not SideVerb.CONCUR and len(to) > 1:
        raise OneOnly(verb=verb)
    for one in to:
        if place.stage.bars(one):
            raise CannotDoIt(verb=verb, who=one.name, why=place.stage.bars(one))
        if any(may_answer(asked, one.id) for asked in place.asked):
            raise AskedAlready(who=one.name)
    needed = len(to) if command.needed is None else command.needed
    if not 1 <= needed <= len(to):
        raise ThresholdUnfit(most=len(to))
    if not command.words.strip():
        raise GroundsMissing(key=Key.REASON)
    return Drawn(to=to, needed=needed, words=command.words.strip())


def _may_by_number(_: Place, __: Colleague) -> Refused | None:
    """Which one is asked when it is named."""
    return None


def _the_asked(place: Place, command: ActBeside) -> Asked:
    """Return what is asked where the case stands, by its number; what is over is no more."""
    for asked in place.asked:
        if asked.row.number == command.of:
            return asked
    raise NoSuchSideAct(number=command.of or 0, verb=command.verb)


def _answer(place: Place, me: Colleague, command: ActBeside) -> Drawn:
    asked = _the_asked(place, command)
    if me.id not in asked.answers:
        raise NoSuchSideAct(number=asked.row.number, verb=command.verb)
    if asked.answers[me.id] is not None:
        raise AlreadyDone
    fitting = ANSWERS[asked.row.verb]
    if command.answer not in fitting:
        raise AnswerUnfit(allowed=tuple(one.label for one in fitting))
    words = command.words.strip()
    if command.answer is not SideAnswer.AGREES and not words:
        raise GroundsMissing(key=Key.OPINION)
    return Drawn(of_id=asked.row.id, answer=command.answer, words=words)


def _take_back(place: Place, me: Colleague, command: ActBeside) -> Drawn:
    asked = _the_asked(place, command)
    if not may_take_back(place, me, asked):
        raise NotAskedOfYou(verb=command.verb)
    return Drawn(of_id=asked.row.id, words=command.words.strip())


OPEN_TO: Mapping[SideVerb, Callable[[Place, Colleague], bool]] = MappingProxyType(
    dict.fromkeys(ASKING, may_be_asked)
)
VERBS: Mapping[SideVerb, tuple[May, Do]] = MappingProxyType(
    {
        **{verb: (_may_ask(verb), _ask) for verb in ASKING},
        SideVerb.ANSWER: (_may_by_number, _answer),
        SideVerb.TAKE_BACK: (_may_by_number, _take_back),
    }
)
