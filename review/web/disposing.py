"""How a finding can be disposed of, each way with its usual reason to be seen and changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from review.domain.usual_reasons import UsualReasons, usual_reasons_of
from review.domain.vocabulary import DisposalKind
from review.services.views import FindingView
from review.shipped import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to dispose of a finding, under the key that chooses it."""

    key: int
    kind: DisposalKind
    reason: str
    article: str
    is_chosen: bool


@cache
def usual() -> UsualReasons:
    """Return the usual reasons of this release."""
    return usual_reasons_of(shipped("data/reference/usual_reasons.toml").read_text("utf-8"))


def ways_for(finding: FindingView, *, chosen: str) -> tuple[Way, ...]:
    """Return the ways there are; the one that was chosen stands open with its reason filled in."""
    return tuple(
        _way(finding, kind, key=key, chosen=chosen)
        for key, kind in enumerate(DisposalKind, start=1)
    )


def _way(finding: FindingView, kind: DisposalKind, *, key: int, chosen: str) -> Way:
    reason = usual().of(finding.rule, kind)
    return Way(
        key=key,
        kind=kind,
        reason=reason.text if reason else "",
        article=reason.article if reason else "",
        is_chosen=kind.value == chosen,
    )
