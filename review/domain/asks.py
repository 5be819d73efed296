"""Asking others before a step is taken: who was asked, what they said, and whether it is enough.

The electorate is fixed when it is asked; nobody joins it, and silence is never an answer (H4).
"""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.vocabulary import AskStanding, SideAnswer, SideVerb

ASKING = (SideVerb.ADD_SIGNATURE, SideVerb.CONCUR, SideVerb.DELEGATE)
"""What asks somebody, and waits until he has answered."""
ANSWERS = {
    SideVerb.ADD_SIGNATURE: (SideAnswer.AGREES, SideAnswer.OBJECTS),
    SideVerb.CONCUR: (SideAnswer.AGREES, SideAnswer.OBJECTS),
    SideVerb.DELEGATE: (SideAnswer.REPORTS,),
}
"""How each may be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """How many must agree, and what each of those asked said so far; None who said nothing."""

    needed: int
    answers: tuple[SideAnswer | None, ...]

    @property
    def standing(self) -> AskStanding:
        """Whether enough agreed, still may, or cannot any more."""
        agreed = sum(one in (SideAnswer.AGREES, SideAnswer.REPORTS) for one in self.answers)
        if agreed >= self.needed:
            return AskStanding.MET
        left = sum(one is None for one in self.answers)
        return AskStanding.OPEN if agreed + left >= self.needed else AskStanding.FAILED
