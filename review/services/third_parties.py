"""What a third party said of a paper last, or that it let its time pass (条例第三十二条)."""

from __future__ import annotations

from review.domain.vocabulary import ConsultationAnswer, Trigger
from review.services.calendars import calendar_of
from review.services.occurrence import Occurrence
from review.services.work import Work

TIME_OF_THIRD_PARTY = 15
"""Working days."""
ANSWERS = {
    Trigger.THIRD_PARTY_CONSENTED: ConsultationAnswer.CONSENTS,
    Trigger.THIRD_PARTY_OBJECTED: ConsultationAnswer.OBJECTS,
}


def last_answer(entered: list[Occurrence]) -> ConsultationAnswer | None:
    """What a third party said last counts: who consented may object later, and the other way."""
    said = [ANSWERS[one.trigger] for one in entered if one.trigger in ANSWERS]
    return said[-1] if said else None


def silence_of(work: Work, entered: list[Occurrence]) -> Occurrence | None:
    """Nobody answered the last letter within its time; silence is a fact, and never a consent."""
    told = [one for one in entered if one.trigger in {Trigger.THIRD_PARTY_ASKED, *ANSWERS}]
    if not told or told[-1].trigger is not Trigger.THIRD_PARTY_ASKED:
        return None
    asked = told[-1]
    until = calendar_of(work).add_working_days(asked.happened_on, TIME_OF_THIRD_PARTY)
    if work.today <= until:
        return None
    return Occurrence(
        trigger=Trigger.THIRD_PARTY_SILENT, reference=asked.reference, happened_on=until, seq=0
    )
