"""Standing authorisations (评估方案): by what an eligible item may be converted without a hand."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from review.domain.eligibility import Assessment
from review.domain.ends import years_after
from review.domain.errors import AuthorisationUnfit, WordUnknown
from review.domain.vocabulary import AuthorisationFault, Ground, Key, Uncovered


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAuthorisation:
    """Grounds, period, cap and hold window; three people draft, sign the rules and sign."""

    reference: str
    grounds: tuple[Ground, ...]
    first_day: date
    last_day: date
    cap: int
    hold_days: int
    rules_digest: str
    drafted_by: str
    rules_signed_by: str | None = None
    signed_by: str | None = None
    revoked_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse terms under which anything could be converted, or by one pair of hands."""
        fault = next(iter(self._faults()), None)
        if fault is not None:
            raise AuthorisationUnfit(reason=fault.label)

    def covers(
        self, assessment: Assessment, *, today: date, converted_so_far: int
    ) -> tuple[Uncovered, ...]:
        """Return what is missing for this conversion on this day; empty when it is covered."""
        tests = {
            Uncovered.UNSIGNED: self.rules_signed_by is None or self.signed_by is None,
            Uncovered.REVOKED: self.revoked_at is not None,
            Uncovered.NOT_YET: today < self.first_day,
            Uncovered.EXPIRED: today > self.last_day,
            Uncovered.CAP_REACHED: converted_so_far >= self.cap,
            Uncovered.OTHER_RULES: assessment.rules_digest != self.rules_digest,
            Uncovered.BARRED: assessment.is_barred,
            Uncovered.NO_GROUND: not assessment.met,
            Uncovered.GROUND_NOT_NAMED: bool(assessment.met)
            and self.ground_for(assessment) is None,
        }
        return tuple(unmet for unmet, holds in tests.items() if holds)

    def ground_for(self, assessment: Assessment) -> Ground | None:
        """Return the ground that is both met and named here; the conversion's record cites it."""
        return next((ground for ground in assessment.met if ground in self.grounds), None)

    def is_independent_of(self, people: AbstractSet[str]) -> bool:
        """Say whether the signatory is none of the paper's drafters or checkers (H3)."""
        return self.signed_by is not None and self.signed_by not in people

    def _faults(self) -> tuple[AuthorisationFault, ...]:
        people = [self.drafted_by, self.rules_signed_by, self.signed_by]
        signed = [person for person in people if person is not None]
        tests = {
            AuthorisationFault.NO_REFERENCE: not self.reference.strip(),
            AuthorisationFault.NO_GROUNDS: not self.grounds,
            AuthorisationFault.PERIOD: self.last_day < self.first_day,
            AuthorisationFault.PERIOD_TOO_LONG: self.last_day
            > years_after(self.first_day, years=1),
            AuthorisationFault.CAP: self.cap < 1,
            AuthorisationFault.HOLD: self.hold_days < 1,
            AuthorisationFault.SAME_PERSON: len(set(signed)) < len(signed),
        }
        return tuple(fault for fault, holds in tests.items() if holds)


def nameable(names: tuple[str, ...]) -> tuple[Ground, ...]:
    """Return the grounds named by identifier or label; only the positive list can be named."""
    try:
        return tuple(dict.fromkeys(Ground.of(name.strip()) for name in names))
    except ValueError:
        allowed = tuple(f"{ground.label}（{ground.value}）" for ground in Ground)
        raise WordUnknown(key=Key.GROUNDS, allowed=allowed) from None
