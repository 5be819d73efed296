"""Which findings a person wants taken out of a file."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.findings import Finding
from review.domain.vocabulary import Exemption
from review.screening.judging import Judgement

_PERSONAL = "person."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person wants taken out of a file."""

    codes: frozenset[str] = frozenset()
    """Findings by their ids, or all of a rule by its name."""
    all_personal: bool = False
    exemption: Exemption | None = None
    """Why; of findings without it the reason goes with the rule."""
    with_pictures: bool = False
    """Keep pictures, drawn anew; otherwise they are left out."""

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is to be taken out."""
        is_personal = self.all_personal and finding.rule.startswith(_PERSONAL)
        return is_personal or not self.codes.isdisjoint((finding.id, finding.rule))

    def unmet(self, judgement: Judgement) -> frozenset[str]:
        """Return the codes that no finding has."""
        met = {code for each in judgement.findings for code in (each.id, each.rule)}
        return self.codes - met
