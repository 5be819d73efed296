"""What somebody may not do now: acts that are refused for one reason stand together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.messages import LISTED

_ACT = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedTogether:
    """Acts, by what they are called, and the one reason for which none of them may be done."""

    labels: str
    reason: str


def together(refused: Iterable[tuple[str, str]]) -> tuple[RefusedTogether, ...]:
    """Put acts together, each a label and a reason, in the order of the first of each reason.

    A reason that names its act is the same as one that names another act in its place.
    """
    found: dict[str, list[str]] = {}
    for label, reason in refused:
        found.setdefault(reason.replace(label, _ACT), []).append(label)
    return tuple(_told(LISTED.join(labels), reason) for reason, labels in found.items())


def _told(labels: str, reason: str) -> RefusedTogether:
    return RefusedTogether(labels=labels, reason=reason.replace(_ACT, labels))
