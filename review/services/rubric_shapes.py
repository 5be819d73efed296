"""The shape in which a rubric or a tag stands beside a paper."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.vocabulary import RubricKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricName:
    """A rubric or a tag: which, and what it is called."""

    id: str
    kind: RubricKind
    name: str
