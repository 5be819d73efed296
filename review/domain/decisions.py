"""Decisions and statements read from what a form or a command line gives, and written back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import assert_never

from review.domain import given
from review.domain.endings import (
    Decision,
    InFull,
    InPart,
    ModeStatement,
    OnRequest,
    ReferredUp,
    Withheld,
    mode_of,
)
from review.domain.ends import Ends, OnEvent, OpensOn, ReassessOn, checked, looked_at_on
from review.domain.errors import (
    ChoosingStateSecret,
    EndsAmbiguous,
    EndsMissing,
    ModeUnfit,
)
from review.domain.grounds import article_for
from review.domain.phrases import ISSUERS_APART, NO_SUBJECTS, STATE_SECRET, WITHHELD_OF_OLD
from review.domain.vocabulary import (
    DeliberativeKind,
    DisclosureMode,
    Exemption,
    Key,
    OnRequestReason,
    Outcome,
    Subject,
    Trigger,
)

__all__ = [
    "Decision",
    "Ends",
    "InFull",
    "InPart",
    "ModeStatement",
    "OnEvent",
    "OnRequest",
    "OpensOn",
    "ReassessOn",
    "ReferredUp",
    "Withheld",
    "decision_of",
    "ends_of",
    "looked_at_on",
    "mode_of",
    "statement_of",
    "subjects_of",
]

_ENDS = (Key.OPENS_ON, Key.REASSESS_ON, Key.ON_EVENT)
_WITHHELD_ONLY = (Key.EXEMPTION, Key.ARTICLE, Key.REASONS, Key.DELIBERATIVE_KIND)
_ON_REQUEST_ONLY = (Key.ON_REQUEST_REASON, Key.OWN_WORDS)
_FOREIGN: Mapping[Outcome, tuple[Key, ...]] = {
    Outcome.IN_FULL: (*_WITHHELD_ONLY, *_ON_REQUEST_ONLY, *_ENDS, Key.LATEST),
    Outcome.IN_PART: (),
    Outcome.ON_REQUEST: _WITHHELD_ONLY,
    Outcome.WITHHELD: _ON_REQUEST_ONLY,
    Outcome.REFERRED_UP: (),
}
"""Values whose presence says that another ending was meant."""


def decision_of(values: Mapping[str, str], *, outcome: Outcome, today: date) -> Decision:
    """Return the ending that `values` describe; refuse what is missing, foreign or nonsense."""
    _refuse_state_secret(values)
    _refuse_foreign(values, outcome=outcome)
    match outcome:
        case Outcome.IN_FULL:
            return InFull()
        case Outcome.IN_PART:
            return InPart(reason=given.required(values, key=Key.REASON))
        case Outcome.ON_REQUEST:
            return _on_request(values, today=today)
        case Outcome.WITHHELD:
            return _withheld(values, today=today)
        case Outcome.REFERRED_UP:
            return ReferredUp(
                addressee=given.required(values, key=Key.ADDRESSEE),
                reason=given.required(values, key=Key.REASON),
            )
        case _:
            assert_never(outcome)


def statement_of(values: Mapping[str, str], *, today: date) -> ModeStatement:
    """Return what a person says of the mode, with its grounds."""
    _refuse_state_secret(values)
    mode = _mode(values)
    match mode:
        case DisclosureMode.PROACTIVE:
            decision_of(values, outcome=Outcome.IN_FULL, today=today)
            return ModeStatement(mode=mode)
        case DisclosureMode.ON_REQUEST:
            _refuse_foreign(values, outcome=Outcome.ON_REQUEST)
            return ModeStatement(mode=mode, grounds=_on_request(values, today=today))
        case DisclosureMode.WITHHELD:
            _refuse_foreign(values, outcome=Outcome.WITHHELD)
            return ModeStatement(mode=mode, grounds=_withheld(values, today=today))
        case _:
            assert_never(mode)


def ends_of(values: Mapping[str, str], *, today: date) -> Ends:
    """Return the one way of ending that is given (H10: nothing is withheld without an end)."""
    ways = [key for key in _ENDS if given.text(values, key=key)]
    if not ways:
        raise EndsMissing
    if given.text(values, key=Key.LATEST) and ways != [Key.ON_EVENT]:
        ways.append(Key.LATEST)
    if len(ways) > 1:
        raise EndsAmbiguous(given=tuple(key.label for key in ways))
    return checked(_ends(values, key=ways[0]), today=today)


def subjects_of(values: Mapping[str, str]) -> frozenset[Subject] | None:
    """Return whose affairs the paper is said to touch; None when nobody has said."""
    said = given.text(values, key=Key.SUBJECTS)
    if not said:
        return None
    if said in NO_SUBJECTS:
        return frozenset()
    return frozenset(
        given.word({Key.SUBJECTS.value: name}, key=Key.SUBJECTS, words=Subject)
        for name in re.split(ISSUERS_APART, said)
        if name
    )


def _on_request(values: Mapping[str, str], *, today: date) -> OnRequest:
    return OnRequest(
        reason=given.word(values, key=Key.ON_REQUEST_REASON, words=OnRequestReason),
        own_words=given.text(values, key=Key.OWN_WORDS),
        ends=ends_of(values, today=today),
    )


def _withheld(values: Mapping[str, str], *, today: date) -> Withheld:
    exemption = given.word(values, key=Key.EXEMPTION, words=Exemption)
    kind = given.text(values, key=Key.DELIBERATIVE_KIND)
    return Withheld(
        exemption=exemption,
        article=article_for(exemption, cited=given.required(values, key=Key.ARTICLE)),
        reasons=given.required(values, key=Key.REASONS),
        deliberative_kind=(
            given.word(values, key=Key.DELIBERATIVE_KIND, words=DeliberativeKind) if kind else None
        ),
        work_secret_mark=given.is_marked(values),
        ends=ends_of(values, today=today),
    )


def _ends(values: Mapping[str, str], *, key: Key) -> Ends:
    if key is Key.OPENS_ON:
        return OpensOn(on=given.day(values, key=key))
    if key is Key.REASSESS_ON:
        return ReassessOn(on=given.day(values, key=key))
    said = given.text(values, key=key)
    trigger = next((word for word in Trigger if said in (word.value, word.label)), None)
    return OnEvent(
        words=trigger.label if trigger else said,
        trigger=trigger,
        latest=given.day(values, key=Key.LATEST),
    )


def _mode(values: Mapping[str, str]) -> DisclosureMode:
    if given.text(values, key=Key.MODE) == WITHHELD_OF_OLD:
        return DisclosureMode.WITHHELD
    return given.word(values, key=Key.MODE, words=DisclosureMode)


def _refuse_state_secret(values: Mapping[str, str]) -> None:
    """Choosing 国家秘密 is no choice here: the case is intercepted (保密法第三十一条)."""
    if any(given.text(values, key=key) in STATE_SECRET for key in (Key.MODE, Key.EXEMPTION)):
        raise ChoosingStateSecret


def _refuse_foreign(values: Mapping[str, str], *, outcome: Outcome) -> None:
    for key in _FOREIGN[outcome]:
        if given.text(values, key=key):
            raise ModeUnfit(mode=outcome.label, key=key)
    if outcome is not Outcome.WITHHELD and given.is_marked(values):
        # A work secret is no ground of its own; it must be paired with an exemption.
        raise ModeUnfit(mode=outcome.label, key=Key.WORK_SECRET_MARK)
