"""What is done beside the procedure of a case, kept by hand: who was told, asked, or given it.

It knows nothing of the product: what each stage asks is written down here a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ASKS: Mapping[str, Mapping[str, str]] = {
    "publication": {
        "attribution": "propose",
        "returned": "propose",
        "section_review": "verify",
        "check": "pass_check",
        "legal_review": "give_legal_opinion",
        "disclosure_review": "give_disclosure_opinion",
        "consultation": "record_answer",
        "referred_up": "record_ruling",
        "approval": "decide_in_full decide_on_request decide_withheld submit_to_head",
        "head_approval": "head_decides_in_full head_decides_on_request head_decides_withheld",
        "scope_review": "confirm_exclusion",
        "severing": "sever",
        "awaiting_publication": "publish",
    },
    "reassessment": {
        "assessed": "propose_outcome",
        "hold_window": "stop",
        "needs_person": "propose_outcome",
        "assessment_check": "pass_check",
        "assessment_approval": "decide_kept decide_convert decide_on_request decide_in_part",
        "referred_up": "record_ruling",
        "awaiting_publication": "publish",
    },
    "takedown": {"taken_down": "confirm"},
}
"""What each stage is there for; where a case is over nothing is asked."""
BELLS = {("reassessment", "assessed"), ("reassessment", "hold_window")}
"""Where the bell takes a step."""
ASKING = ("add_signature", "concur", "delegate")
FITTING = {
    "add_signature": ("agrees", "objects"),
    "concur": ("agrees", "objects"),
    "delegate": ("reports",),
}


@dataclass
class Asking:
    """One asking that stands."""

    number: int
    by: str
    verb: str
    needed: int
    answers: dict[str, str | None]

    @property
    def awaited(self) -> list[str]:
        """Who has said nothing yet."""
        return [who for who, said in self.answers.items() if said is None]

    @property
    def is_met(self) -> bool:
        """Enough agreed, or reported."""
        return self._agreed >= self.needed

    @property
    def has_failed(self) -> bool:
        """Not enough are left who may."""
        return self._agreed + len(self.awaited) < self.needed

    @property
    def _agreed(self) -> int:
        return sum(said in ("agrees", "reports") for said in self.answers.values())


@dataclass
class Book:
    """Everything beside one case."""

    count: int = 0
    copies: dict[int, set[str]] = field(default_factory=dict)
    """To whom each was sent, by its number."""
    read: set[tuple[int, str]] = field(default_factory=set)
    reminded: set[tuple[str, date]] = field(default_factory=set)
    given: tuple[str, str] | None = None
    """Who handed the stage over to whom, last."""
    asked: list[Asking] = field(default_factory=list)
    spoken: set[str] = field(default_factory=set)
    """Who answered where the case stands."""

    def moved(self) -> None:
        """A case that moves on leaves it behind."""
        self.given = None
        self.asked.clear()
        self.spoken = set()

    def unread(self, who: str) -> list[int]:
        """Return the copies that somebody was sent and has not read."""
        return [
            number
            for number, to in self.copies.items()
            if who in to and (number, who) not in self.read
        ]

    def awaits(self, who: str) -> bool:
        """Say whether somebody is to answer."""
        return any(who in asking.awaited for asking in self.asked)

    def numbered(self, number: int | None) -> Asking | None:
        """Return the asking of this number, if it stands."""
        return next((asking for asking in self.asked if asking.number == number), None)
